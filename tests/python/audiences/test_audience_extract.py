"""An audience's file of the warehouse: only its relations, columns and rows, and totals of its rows alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from audiences.declaration import AudienceError, Declaration, declaration, quoted, resolve_all
from audiences.extract import Scope, audience_names, extract

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/ci/bess.duckdb"
pytestmark = pytest.mark.warehouse


@pytest.fixture(scope="module")
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(WAREHOUSE))} as published (read_only)")
        connection.execute("use published.main")
        yield connection


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audiences")
    for name in ("tmeic", "partner-estuary-ports"):
        extract(WAREHOUSE, name, folder / f"{name}.duckdb")
    return folder


@pytest.fixture(scope="module")
def maker(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "tmeic.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def partner(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "partner-estuary-ports.duckdb"), read_only=True) as connection:
        yield connection


def test_every_partner_is_an_audience(published: duckdb.DuckDBPyConnection) -> None:
    partners = [f"partner-{row[0]}" for row in published.execute("select partner_id from dim_partner").fetchall()]
    assert partners
    assert set(audience_names(WAREHOUSE)) == {"enka", "tmeic", "lender", *partners}


def test_the_maker_gets_its_own_plants_only(maker: duckdb.DuckDBPyConnection) -> None:
    assert maker.execute("select distinct vendor from dim_site").fetchall() == [("TMEIC",)]
    assert maker.execute("select count(distinct site_id) from fact_telemetry").fetchone() == (2,)


def test_the_maker_gets_no_column_of_money_and_no_text_about_it(maker: duckdb.DuckDBPyConnection) -> None:
    columns = maker.execute(
        "select table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    comments = [*columns, *maker.execute("select table_name, '', comment from duckdb_tables()").fetchall()]
    money = re.compile(r"gbp|pence|£|price|revenue|partner", re.IGNORECASE)
    assert len(columns) > 300
    assert sum(comment is not None for *_, comment in comments) > 300, "most texts speak of no money and stay"
    assert [row for row in comments if money.search(f"{row[1]} {row[2]}")] == []


def test_totals_are_of_the_audience_s_rows(
    maker: duckdb.DuckDBPyConnection, published: duckdb.DuckDBPyConnection
) -> None:
    wanted = published.execute("""
        select sum(expected_minutes), sum(recorded_minutes) from mart_comms_site_mtd
        where site_id in (select site_id from dim_site where vendor = 'TMEIC')
    """).fetchone()
    everybody = published.execute("select sum(expected_minutes) from mart_comms_site_mtd").fetchone()
    assert maker.execute("select site_count from mart_comms_overview").fetchone() == (2,)
    assert maker.execute("select recorded_minutes from mart_comms_overview").fetchone() == (wanted or ())[1:]
    assert (everybody or ())[0] > (wanted or ())[0]


def test_recomputed_over_all_sites_a_relation_is_what_dbt_built(published: duckdb.DuckDBPyConnection) -> None:
    every_site = declaration().model_dump()
    every_site["audiences"] = {"all": every_site["audiences"]["tmeic"] | {"sites": "true", "without": ()}}
    with published.cursor() as connection:
        audience = resolve_all(connection, "published", Declaration.model_validate(every_site))["all"]
        scope = Scope(connection, audience)
        scope.prepare()
        for relation in audience.recomputed:
            ours = connection.execute(f"select * from {scope.name_of(relation)}").fetchall()
            built = connection.execute(f"select * from published.main.{relation}").fetchall()
            assert len(ours) == len(built) == 1
            for value, expected in zip(ours[0], built[0], strict=True):
                # Sums of doubles differ in their last digits.
                assert value == (pytest.approx(expected) if isinstance(expected, float) else expected), relation
        connection.execute(f"detach {scope.database}")


def test_a_partner_gets_its_own_site_and_statements(partner: duckdb.DuckDBPyConnection) -> None:
    assert partner.execute("select partner_id from dim_partner").fetchall() == [("estuary-ports",)]
    for relation in ("dim_site", "mart_revenue_daily", "mart_event_register", "mart_settlement_line_half_hour"):
        assert partner.execute(f"select distinct site_id from {relation}").fetchall() == [("thames",)], relation
    statements = "select distinct partner_id from mart_partner_statement_monthly"
    assert partner.execute(statements).fetchall() == [("estuary-ports",)]
    own = partner.execute("select revenue_mtd_gbp from mart_site_overview_mtd").fetchone()
    assert partner.execute("select revenue_mtd_gbp from mart_portfolio_overview_mtd").fetchone() == pytest.approx(own)


def test_a_partner_cannot_reckon_what_another_partner_of_its_site_gets(partner: duckdb.DuckDBPyConnection) -> None:
    steps = {row[0] for row in partner.execute("select step_key from mart_partner_waterfall_monthly").fetchall()}
    columns = {row[0] for row in partner.execute("select column_name from duckdb_columns()").fetchall()}
    assert "partner_share" in steps
    assert not steps & {"other_partners_share", "owner_residual"}
    assert not {name for name in columns if name.startswith(("other_partners", "owner_residual"))}


def test_the_owner_gets_the_warehouse_as_it_is(tmp_path: Path) -> None:
    extract(WAREHOUSE, "enka", tmp_path / "enka.duckdb")
    assert (tmp_path / "enka.duckdb").read_bytes() == WAREHOUSE.read_bytes()


def test_a_reader_keeps_the_file_it_has_open(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "bess.duckdb"
    out.write_bytes((folder / "tmeic.duckdb").read_bytes())
    with duckdb.connect(str(out), read_only=True) as reader:
        extract(WAREHOUSE, "partner-wolds-community", out)
        assert reader.execute("select count(*) from dim_site").fetchone() == (2,)
    assert [path.name for path in tmp_path.iterdir()] == ["bess.duckdb"]


def test_a_value_that_names_somebody_else_stops_the_extract(tmp_path: Path) -> None:
    warehouse = tmp_path / "bess.duckdb"
    warehouse.write_bytes(WAREHOUSE.read_bytes())
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "update mart_event_register set description = 'as at Windrush Capital' where site_id = 'thames'"
        )
    with pytest.raises(AudienceError, match=r"mart_event_register\.description holds 'as at Windrush Capital'"):
        extract(warehouse, "tmeic", tmp_path / "out.duckdb")
    assert not (tmp_path / "out.duckdb").exists()


BROKEN = [
    ({"pagez": ["/x"]}, "tmeic.*pagez"),
    ({"relations": {"whole": ["mart_moon_daily"]}}, "tmeic: relations: the warehouse has no 'mart_moon_daily'"),
    ({"relations": {"whole": ["fact_events"]}}, "fact_events has a site_id"),
    ({"relations": {"of_its_sites": ["mart_fault_overview"]}}, "mart_fault_overview has no site_id"),
    ({"sites": ""}, "does not say which sites"),
    ({"without": ["weather"]}, "no topic 'weather'"),
    ({"withheld_columns": ["*_furlong"]}, r"'\*_furlong' matches no column"),
    ({"relations": {"of_its_sites": ["dim_site"], "where": {"dim_site": "true"}}}, "dim_site is listed twice"),
]


@pytest.mark.parametrize(("change", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_rule_that_is_not_sound_is_named(
    published: duckdb.DuckDBPyConnection, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    written = yaml.safe_load((Path(__file__).resolve().parents[3] / "audiences.yaml").read_text(encoding="utf-8"))
    written["audiences"]["tmeic"] |= change
    file = tmp_path / "audiences.yaml"
    file.write_text(yaml.safe_dump(written), encoding="utf-8")
    with pytest.raises(AudienceError, match=f"^audiences.yaml: .*{message}"):
        resolve_all(published, "published", declaration(file))


def test_a_column_of_money_is_known_by_its_unit_whatever_its_name(published: duckdb.DuckDBPyConnection) -> None:
    lax = declaration().model_dump()
    lax["topics"]["money"]["columns"] = ["*pence*"]
    with pytest.raises(AudienceError, match=r"gbp is about money by its unit, and no pattern withholds it"):
        resolve_all(published, "published", Declaration.model_validate(lax))
