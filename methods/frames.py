"""Data frames with declared columns: a model over no rows has the types of one over many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd


def typed(rows: Sequence[object] | pd.DataFrame, types: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly the declared columns and types.

    An engine cannot tell the type of a column without values; it would take text for whole numbers.

    Parameters
    ----------
    rows : sequence or DataFrame
        Dictionaries or tuples in the order of `types`, or a frame that has these columns.
    types : mapping
        pandas type by column, in order: ``str``, ``float64``, ``int64``, ``datetime64[us]``, ``bool``.

    Returns
    -------
    DataFrame
        Columns of `types`.
    """
    columns = list(types)
    frame = rows[columns] if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=columns)
    return frame.astype(dict(types))


def stacked(frames: Iterable[pd.DataFrame], types: Mapping[str, str]) -> pd.DataFrame:
    """Frames below each other with the declared columns and types; none at all gives no rows."""
    return pd.concat([typed((), types), *(typed(frame, types) for frame in frames)], ignore_index=True)
