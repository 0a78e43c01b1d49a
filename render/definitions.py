"""KPI definitions of a warehouse as the site needs them: Markdown of `meta.definition` and its points."""

from __future__ import annotations

import duckdb

# The page compiler would read these as code.
ESCAPES = str.maketrans({"{": "&#123;", "}": "&#125;", "<": "&lt;"})
DEFINITIONS = "select definition, sentence from meta.definition order by definition"
POINTS = "select definition, label, text from meta.definition_point order by definition, position"


def definitions(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Definitions by name: a sentence, then a list of points.

    Parameters
    ----------
    connection : DuckDBPyConnection
        A published warehouse or an audience's extract.
    """
    texts = {name: f"{sentence}\n" for name, sentence in connection.execute(DEFINITIONS).fetchall()}
    pointed: set[str] = set()
    for name, label, text in connection.execute(POINTS).fetchall():
        texts[name] += ("" if name in pointed else "\n") + (f"- **{label}** {text}\n" if label else f"- {text}\n")
        pointed.add(name)
    return {name: text.translate(ESCAPES) for name, text in texts.items()}
