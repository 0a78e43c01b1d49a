"""Which rows of the warehouse go into a packet of evidence: one entry per table, with the clauses it matters to."""

from __future__ import annotations

from dataclasses import dataclass

EVERY = frozenset(
    {
        "contractual_availability", "comms_uptime", "latency_p95", "restore_time", "response_performance",
        "round_trip_efficiency", "soh_guarantee",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Extract:
    """Rows that go into a packet as CSV and Parquet; `text` says what they are."""

    name: str
    text: str
    sql: str
    metrics: frozenset[str] = EVERY


SITE_DAYS = "site_id = $site_id and {} between $first and $last"
EXTRACTS = (
    Extract(
        "clause_result",
        "the clause, its limit, what was measured, the result and the damages",
        """select evidence.* exclude (site_name, pack_file_name), clauses.valid_from_date, clauses.valid_to_date,
               clauses.damages_rate_gbp, clauses.damages_cap_gbp_per_year
           from mart_sla_evidence as evidence inner join dim_sla as clauses using (sla_term_id)
           where evidence_packet_id = $packet""",
    ),
    Extract(
        "evidence_rows",
        "every row of evidence as canonical text, with its SHA-256",
        """select item_type, source_table, row_key, row_json, row_hash from mart_sla_evidence_item
           where evidence_packet_id = $packet order by item_type, source_table, row_key""",
    ),
    Extract(
        "judged_days",
        "what each local day measured against the limit",
        """select * from mart_sla_breach_daily
           where sla_term_id = $term and site_local_date between $first and $last order by site_local_date""",
    ),
    Extract(
        "measured_days",
        "each day as numerator over denominator: their sums divide to the result",
        f"""select * from mart_sla_measurement_daily
            where metric = $metric and {SITE_DAYS.format("site_local_date")} order by site_local_date""",
        EVERY - {"restore_time", "round_trip_efficiency"},
    ),
    Extract(
        "counted_events",
        "events that the clause counts one by one",
        """select * from mart_sla_event where sla_term_id = $term and occurred_date between $first and $last
           order by started_at, sla_event_id""",
        frozenset({"restore_time", "response_performance"}),
    ),
    Extract(
        "events",
        "the event log of the site",
        f"select * from fact_events where {SITE_DAYS.format('site_local_date')} order by started_at, event_id",
    ),
    Extract(
        "tickets",
        "work orders that were open in the period",
        """select * from fact_maintenance where site_id = $site_id and cast(opened_at as date) <= $last
           and coalesce(cast(completed_at as date), $last) >= $first order by work_order_id""",
    ),
    Extract(
        "exclusion_register",
        "who excused what, and by which document",
        f"""select * from mart_exclusion_register where {SITE_DAYS.format("site_local_date")} order by status_id""",
    ),
    Extract(
        "measured_minutes",
        "block-minutes that were out, derated or excused; every other minute of the period was available",
        f"""select * from fact_availability_minute where {SITE_DAYS.format("site_local_date")}
            and (availability_state <> 'available' or unavailable_ratio > 0 or is_contract_excluded)
            order by asset_id, interval_start_at""",
        frozenset({"contractual_availability"}),
    ),
    Extract(
        "controller_minutes",
        "every minute of the link to the controller",
        f"""select interval_start_at, site_local_date, is_connected, latency_ms, packet_drop_ratio
            from fact_comms_minute where is_recorded and {SITE_DAYS.format("site_local_date")}
            order by interval_start_at""",
        frozenset({"comms_uptime", "latency_p95"}),
    ),
    Extract(
        "link_hours",
        "clock hours of the link: damages count hours below the limit",
        f"select * from mart_sla_comms_hourly where {SITE_DAYS.format('site_local_date')} order by hour_start_at",
        frozenset({"comms_uptime"}),
    ),
    Extract(
        "settled_half_hours",
        "response contracted and its performance, newest settlement run",
        f"""select * from fact_settlement_half_hour where is_latest_run and service_id = 'frequency_response'
            and {SITE_DAYS.format("settlement_date")} order by interval_start_at, component""",
        frozenset({"response_performance"}),
    ),
    Extract(
        "meter_half_hours",
        "the settlement meter, half-hour by half-hour",
        f"""select site_id, interval_start_at, settlement_date, settlement_period, exported_mwh, imported_mwh,
                   stored_change_mwh, usable_energy_mwh, is_complete
            from fact_energy_half_hour where {SITE_DAYS.format("settlement_date")} order by interval_start_at""",
        frozenset({"contractual_availability", "response_performance", "round_trip_efficiency"}),
    ),
    Extract(
        "health_estimates",
        "estimates of the state of health up to the end of the period, beside the curve that is owed",
        "select * from fact_soh_weekly where site_id = $site_id and estimated_date <= $last order by estimated_date",
        frozenset({"soh_guarantee"}),
    ),
)
