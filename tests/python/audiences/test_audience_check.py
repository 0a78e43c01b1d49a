"""What `make audiences` looks for in rendered sites is found when it is there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from audiences.check import dead_links, forbidden_to, leaks
from audiences.declaration import audiences_of

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/ci/bess.duckdb"


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "index.html").write_text('<a href="/">home</a><a href="../logo.svg?1#x">logo</a>')
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "index.html").write_text(
        '<a href="/events">all</a> <a href="https://example.com">out</a> <a href="#top">up</a>'
    )
    assert list(dead_links(tmp_path)) == []
    (tmp_path / "index.html").write_text('<a href="/events">all</a><a href="/partners?x=1">theirs</a>')
    assert list(dead_links(tmp_path)) == ["index.html: /partners?x=1 leads nowhere"]


@pytest.mark.warehouse
def test_only_the_owner_is_not_searched() -> None:
    audiences = audiences_of(WAREHOUSE)
    assert [name for name, audience in audiences.items() if not forbidden_to(WAREHOUSE, audience)] == ["enka"]


@pytest.mark.warehouse
def test_what_an_audience_may_not_hold_is_found_in_bytes_and_in_tables(tmp_path: Path) -> None:
    forbidden = forbidden_to(WAREHOUSE, audiences_of(WAREHOUSE)["tmeic"])
    (tmp_path / "site" / "data").mkdir(parents=True)
    (tmp_path / "site" / "app.js").write_text("show(row.lost_mwh, 'Cotswold Energy Park')")
    with duckdb.connect(str(tmp_path / "bess.duckdb")) as connection:
        connection.execute("create table mart_event_register as select 'cotswold' as site_id, 1.5 as lost_mwh")
    assert list(leaks(tmp_path, forbidden)) == []

    (tmp_path / "site" / "app.js").write_text("show(row.loss_gbp, 'WINDRUSH CAPITAL')")
    with duckdb.connect(str(tmp_path / "bess.duckdb")) as connection:
        connection.execute("comment on column mart_event_register.lost_mwh is 'less than at yorkshire'")
        rows = "select 'Wolds Community Fund' as note, 1.0 as loss_gbp from range(3000)"
        connection.execute(f"copy ({rows}) to '{tmp_path}/site/data/a.parquet' (format parquet, compression zstd)")
    found = "\n".join(leaks(tmp_path, forbidden))
    for place in (
        "site/app.js holds 'loss_gbp'",
        "site/app.js holds 'windrush capital'",
        "bess.duckdb: comments holds 'yorkshire'",
        "site/data/a.parquet: a.parquet.note holds 'wolds community fund'",
        "site/data/a.parquet: a.parquet holds 'loss_gbp'",
    ):
        assert place in found
