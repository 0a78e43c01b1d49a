"""When rows of each raw table are delivered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivery:
    """How one raw table is delivered.

    Attributes
    ----------
    known_at : str
        SQL expression of the time at which a row is delivered [UTC].
    days : tuple of int
        Days before (negative) and after the day of delivery whose files can hold such rows; empty where a table is not
        split by day.
    later : tuple of str
        Timestamp columns that are empty until their own time has come. A log with such columns is delivered again, one
        whole day at a time, when one of its rows is closed: the contract allows one row per key.
    """

    known_at: str
    days: tuple[int, ...] = (-1, 0, 1)
    later: tuple[str, ...] = ()


NEXT_MINUTE = "ts_utc + interval 1 minute"
# The other tables (contracts, settlement, invoices) are delivered whole when the feed begins and do not change.
DELIVERIES = {
    "tmeic.telemetry_plant": Delivery("ingested_at_utc"),
    "tmeic.telemetry_block": Delivery("ingested_at_utc"),
    "bms.telemetry_battery": Delivery("ingested_at_utc"),
    "ems.dispatch_command": Delivery(NEXT_MINUTE),
    "ems.meter_reading": Delivery(NEXT_MINUTE),
    "ems.dispatch_plan": Delivery("planned_at_utc"),
    "ems.declared_availability": Delivery("notified_at_utc"),
    "rtm.price": Delivery("greatest(day_ahead_published_at_utc, system_price_published_at_utc)"),
    "rtm.auction_result": Delivery("published_at_utc", days=(-1, 0, 1, 2)),
    "bms.rack_daily": Delivery("measured_date + interval 1 day"),
    "bms.soh_weekly": Delivery("estimated_date + interval 1 day", days=()),
    "bms.capacity_test": Delivery("tested_at_utc + interval 1 day", days=()),
    "tmeic.frequency_capture": Delivery("max(ts_utc) over (partition by capture_id)"),
    "tmeic.event": Delivery("raised_at_utc", later=("acknowledged_at_utc", "cleared_at_utc")),
    "tmeic.alarm": Delivery("raised_at_utc", later=("acknowledged_at_utc", "cleared_at_utc")),
    "ems.site_status": Delivery("started_at_utc", later=("ended_at_utc",)),
    "cmms.work_order": Delivery("opened_at_utc", later=("work_started_at_utc", "completed_at_utc")),
}
