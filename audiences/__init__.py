"""Who sees what: the declaration, extracts, and the search of what is handed out."""
