"""The report of a build counts what was built and names the slowest models."""

import duckdb

from tests.python.made_up_metadata import RUN, manifest, model
from warehouse.metadata import write_metadata
from warehouse.report import report


def test_report__counts_kinds_and_names_the_slowest_five() -> None:
    nodes = {f"model.p.m{number}": model(f"m{number}", {}) for number in range(7)}
    results = [{"unique_id": f"model.p.m{n}", "status": "success", "execution_time": float(n)} for n in range(7)] + [
        {"unique_id": "test.p.t1.abc", "status": "warn", "execution_time": 99.0},
        {"unique_id": "unit_test.p.m1.u1", "status": "pass", "execution_time": 1.0},
    ]
    with duckdb.connect() as connection:
        for number in range(7):
            connection.execute(f"create table m{number} as select 1 as x")
        facts = {"duration_seconds": 61.2, "peak_memory_gb": 1.53}
        write_metadata(connection, manifest(nodes=nodes), RUN | {"results": results}, facts)

        text = report(connection)

    assert "7 models, 0 seeds, 1 data tests, 1 unit tests: 1 warnings" in text
    assert "61 s, 1.5 GB" in text
    assert [line.split()[-1] for line in text.splitlines()[2:]] == ["m6", "m5", "m4", "m3", "m2"]
