"""The report of a build counts and sorts what dbt says."""

from warehouse.report import summarize


def test_report__counts_kinds_and_names_the_slowest_five() -> None:
    results = [
        {"unique_id": f"model.bess_analytics.m{n}", "status": "success", "execution_time": float(n)} for n in range(7)
    ] + [
        {"unique_id": "test.bess_analytics.t1.abc", "status": "pass", "execution_time": 99.0},
        {"unique_id": "unit_test.bess_analytics.m1.u1", "status": "fail", "execution_time": 1.0},
    ]

    text = summarize({"results": results}, {"seconds": 61.2, "peak_gb": 1.53})

    assert "7 models, 0 seeds, 1 data tests, 1 unit tests: 1 fail, 1 pass, 7 success" in text
    assert "61 s, 1.5 GB" in text
    assert [line.split()[-1] for line in text.splitlines()[2:]] == ["m6", "m5", "m4", "m3", "m2"]
