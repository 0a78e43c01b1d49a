"""A model over no rows has the columns and types of one over many."""

import duckdb
import pandas as pd
import pytest

from methods.frames import stacked, typed

TYPES = {
    "site_id": "str",
    "started_at": "datetime64[us]",
    "depth_ratio": "float64",
    "count": "int64",
    "is_full": "bool",
}
ENGINE_TYPES = ["VARCHAR", "TIMESTAMP", "DOUBLE", "BIGINT", "BOOLEAN"]
ROW = {"site_id": "a", "started_at": pd.Timestamp("2024-03-01"), "depth_ratio": 1, "count": 2, "is_full": True}


def engine_types(frame: pd.DataFrame) -> list[str]:
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        return [row[1] for row in connection.execute("describe from frame").fetchall()]


@pytest.mark.parametrize("rows", [[], [ROW], pd.DataFrame([ROW | {"further": 1}])])
def test_the_engine_sees_the_declared_types(rows: list[object] | pd.DataFrame) -> None:
    frame = typed(rows, TYPES)
    assert list(frame.columns) == list(TYPES)
    assert engine_types(frame) == ENGINE_TYPES


def test_frames_are_stacked_and_none_at_all_has_no_rows() -> None:
    assert len(stacked([pd.DataFrame([ROW]), pd.DataFrame([ROW])], TYPES)) == 2
    assert engine_types(stacked([], TYPES)) == ENGINE_TYPES


def test_a_missing_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="site_id"):
        typed(pd.DataFrame([{"count": 1}]), TYPES)
