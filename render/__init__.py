"""Makes the site of a world and an audience from reports/ and the published warehouse."""
