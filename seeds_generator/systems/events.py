"""What controller, control room and maintenance system log of failures: events, alarms, register, tickets, limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Horizon, stream
from seeds_generator.world.state import STATES, Outage, SiteOperation, SiteSchedule

Row = dict[str, Any]

EVENT_TYPES = {
    "force_majeure": "trip",
    "grid_outage": "grid_outage",
    "instructed": "maintenance",
    "planned_maintenance": "maintenance",
    "forced_outage": "fault",
    "derated": "derate",
}
# Lognormal time to acknowledge: median by day and by night [min], and spread.
ACKNOWLEDGE_DAY_MINUTES, ACKNOWLEDGE_NIGHT_MINUTES, ACKNOWLEDGE_SIGMA = 6.0, 18.0, 0.6
DAY_HOURS = range(7, 19)
# Alarms per operator and 10 minutes above this are a flood (ISA-18.2); planted floods are well above.
FLOOD_ALARMS = 18
REGISTERED_STATES = {"force_majeure", "grid_outage", "instructed", "planned_maintenance"}
LATE_NOTIFICATION_MINUTES = 120


def tables(
    scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation
) -> dict[str, pa.Table]:
    """Tables of one site, keyed by system and table; see the raw contract for columns and units."""
    log = _Log(scenario, site, horizon, schedule)
    events = log.events()
    return {
        "tmeic.event": _table(events),
        "tmeic.alarm": _table(log.alarms(events)),
        "ems.site_status": _table(log.register()),
        "ems.declared_availability": _table(log.declarations()),
        "cmms.work_order": _table(log.work_orders()),
        "truth.truth_outage": _table(log.outages()),
        "truth.truth_comms_gap": _table(log.gaps(operation)),
        "truth.truth_availability": _table([availability(site, schedule)]),
    }


def availability(site: SiteConfig, schedule: SiteSchedule) -> Row:
    """Availability of a site over the horizon, power-weighted; formulas of DOMAIN B.1. [0-1]"""
    lost, state = schedule.lost_ratio, schedule.block_state
    grid = np.isin(state, [STATES.index("grid_outage")])
    excluded = np.isin(state, [STATES.index(name) for name in REGISTERED_STATES])
    return {
        "site_id": site.site_id,
        "raw_ratio": float(1 - lost.mean()),
        "technical_ratio": float(1 - lost[~grid].mean()),
        "contractual_ratio": float(1 - lost[~excluded].mean()),
        "comms_uptime_ratio": float(1 - schedule.comms_lost.mean()),
    }


def _table(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows)


class _Log:
    """One site's log books; every random draw comes from the site's own stream."""

    def __init__(self, scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, schedule: SiteSchedule) -> None:
        self.site, self.horizon, self.schedule = site, horizon, schedule
        self.rng = stream(scenario.seed, site.site_id, "events")
        self.controller_id = f"{site.site_id}-ctl"

    def at(self, minute: float) -> np.datetime64:
        """Instant of a minute index, to the second [UTC]."""
        return np.datetime64(self.horizon.minutes[0] + np.timedelta64(round(minute * 60), "s"))

    def asset(self, block: int | None) -> str:
        return self.controller_id if block is None else f"{self.site.site_id}-pcs-{block + 1:02d}"

    def acknowledged(self, minute: float) -> np.datetime64 | None:
        hour = self.at(minute).astype("datetime64[s]").item().hour
        median = ACKNOWLEDGE_DAY_MINUTES if hour in DAY_HOURS else ACKNOWLEDGE_NIGHT_MINUTES
        at = minute + median * self.rng.lognormal(0.0, ACKNOWLEDGE_SIGMA)
        return self.at(at) if at < self.horizon.n_minutes else None

    def cleared(self, minute: float) -> np.datetime64 | None:
        """Instant of the clearing, null when it lies past the horizon."""
        return self.at(minute) if minute < self.horizon.n_minutes else None

    def events(self) -> list[Row]:
        rows = [self._outage_event(outage) for outage in self.schedule.outages]
        rows += [
            self._event(gap.gap_id, None, "comms_loss", "minor", "COM-LOSS", "Communication lost", gap.start_minute)
            | {"cleared_at_utc": self.cleared(gap.end_minute)}
            for gap in self.schedule.comms_gaps
        ]
        for n, rack in enumerate(self.site.battery.racks_out, start=1):
            block, number = rack.split("-")
            rows.append(
                self._event(
                    f"evt-{self.site.site_id}-rack-{n:02d}", int(block) - 1, "derate", "minor", "BAT-RCK",
                    f"Rack {int(number)} disconnected by its battery management unit", 0,
                )
            )  # fmt: skip
        return rows

    def _outage_event(self, outage: Outage) -> Row:
        event_type = "trip" if outage.is_trip else EVENT_TYPES[outage.state]
        severity = {"trip": "critical", "grid_outage": "critical", "fault": "major", "derate": "minor"}
        row = self._event(
            outage.outage_id, outage.block, event_type, severity.get(event_type, "info"), outage.code,
            outage.description, outage.start_minute,
        )  # fmt: skip
        return row | {"cleared_at_utc": self.cleared(outage.end_minute), "parent_event_id": outage.parent_event_id}

    def _event(
        self, event_id: str, block: int | None, event_type: str, severity: str, code: str, text: str, minute: float
    ) -> Row:
        return {
            "event_id": event_id,
            "site_id": self.site.site_id,
            "asset_id": self.asset(block),
            "event_type": event_type,
            "severity": severity,
            "code": code,
            "description": text,
            "raised_at_utc": self.at(minute),
            "acknowledged_at_utc": self.acknowledged(minute),
            "cleared_at_utc": None,
            "parent_event_id": None,
        }

    def alarms(self, events: list[Row]) -> list[Row]:
        """Nuisance alarms at the site's rate, two per event, and floods where they are planted."""
        n_hours = self.horizon.n_minutes / 60
        starts: list[tuple[float, str, str, str, str | None]] = []
        for minute in self.rng.uniform(
            0, self.horizon.n_minutes, self.rng.poisson(self.site.comms.alarms_per_hour * n_hours)
        ):
            code = str(self.rng.choice(["TEMP-HI", "FAN-SPD", "COM-RTY", "DOOR-OPN", "INS-LOW"]))
            priority = str(self.rng.choice(["low", "medium", "high"], p=[0.7, 0.25, 0.05]))
            block = int(self.rng.integers(self.site.blocks))
            starts.append((float(minute), code, priority, self.asset(block), None))
        for event in events:
            minute = float((event["raised_at_utc"] - self.horizon.minutes[0]) / np.timedelta64(1, "m"))
            priority = {"critical": "critical", "major": "high", "minor": "medium", "info": "low"}[event["severity"]]
            starts += [
                (minute + delay, event["code"], priority, event["asset_id"], event["event_id"])
                for delay in (0.0, self.rng.uniform(0.1, 1.0))
            ]
        for minute, event_id in self._flood_starts():
            for delay in np.sort(self.rng.uniform(0, 9, FLOOD_ALARMS)):
                block = int(self.rng.integers(self.site.blocks))
                starts.append((minute + float(delay), "COM-RTY", "medium", self.asset(block), event_id))
        starts = sorted(start for start in starts if start[0] < self.horizon.n_minutes)
        return [
            {
                "alarm_id": f"alm-{self.site.site_id}-{number:06d}",
                "site_id": self.site.site_id,
                "asset_id": asset_id,
                "code": code,
                "priority": priority,
                "raised_at_utc": self.at(minute),
                "acknowledged_at_utc": self.acknowledged(minute),
                "cleared_at_utc": self.cleared(minute + self.rng.lognormal(2.0, 1.0)),
                "event_id": event_id,
            }
            for number, (minute, code, priority, asset_id, event_id) in enumerate(starts, start=1)
        ]

    def _flood_starts(self) -> list[tuple[int, str]]:
        repeats = [(o.start_minute, o.outage_id) for o in self.schedule.outages if o.is_repeat_fault]
        gaps = sorted(self.schedule.comms_gaps, key=lambda gap: gap.start_minute - gap.end_minute)
        candidates = repeats or [(gap.start_minute, gap.gap_id) for gap in gaps]
        return candidates[: self.site.comms.alarm_floods]

    def register(self) -> list[Row]:
        """Exclusion register: outages that the owner's contracts excuse, each with its document."""
        excused = [outage for outage in self.schedule.outages if outage.state in REGISTERED_STATES]
        return [
            {
                "status_id": f"sts-{self.site.site_id}-{number:04d}",
                "site_id": self.site.site_id,
                "asset_id": self.asset(outage.block),
                "status": outage.state,
                "started_at_utc": self.at(outage.start_minute),
                "ended_at_utc": self.cleared(outage.end_minute),
                "registered_by": "control room",
                "document_reference": f"{outage.code}/{self.site.site_id}/{number:04d}",
                "reason": outage.description,
            }
            for number, outage in enumerate(excused, start=1)
        ]

    def declarations(self) -> list[Row]:
        """Notifications of export and import limits: the whole horizon first, then each outage as it became known."""
        first_trip = next((o for o in self.schedule.outages if o.is_trip), None)
        notified: list[tuple[float, int, int, float, str]] = [(-60.0, 0, self.horizon.n_minutes, 0.0, "as rated")]
        for outage in self.schedule.outages:
            known = max(outage.known_from_minute, outage.start_minute - 1440)
            minute = known + 5.0 if outage.known_from_minute >= outage.start_minute else float(known)
            # Planted: the operator re-declares after the event, back to its start.
            if outage is first_trip and not self.site.comms.hold_minutes:
                minute = float(outage.start_minute + LATE_NOTIFICATION_MINUTES)
            if minute >= self.horizon.n_minutes:
                continue
            lost = self.schedule.declared_lost_ratio(known, outage.start_minute, outage.end_minute)
            notified.append((minute, outage.start_minute, outage.end_minute, float(lost.max()), outage.description))
        notified.sort(key=lambda row: row[0])
        return [
            {
                "site_id": self.site.site_id,
                "notification_sequence": number,
                "notified_at_utc": self.at(minute),
                "effective_from_utc": self.at(start),
                "effective_to_utc": self.at(end),
                "maximum_export_limit_mw": round(self.site.rated_mw * (1 - lost), 3),
                "maximum_import_limit_mw": round(self.site.rated_mw * (lost - 1), 3) + 0.0,
                "reason": reason,
            }
            for number, (minute, start, end, lost, reason) in enumerate(notified, start=1)
        ]

    def work_orders(self) -> list[Row]:
        rows = [self._work_order(n, outage) for n, outage in enumerate(self.schedule.outages, start=1)]
        return [row for row in rows if row["work_type"] == "planned" or row["event_id"] is not None]

    def _work_order(self, number: int, outage: Outage) -> Row:
        is_planned = outage.state == "planned_maintenance"
        # The grid's own outages are the network operator's to mend: they get an inspection, no repair.
        work_type = "planned" if is_planned else "inspection" if outage.state == "grid_outage" else "corrective"
        length = outage.end_minute - outage.start_minute
        opened = outage.start_minute - 14 * 1440 if is_planned else outage.start_minute + self.rng.uniform(5, 20)
        travel = 0.0 if is_planned else min(self.rng.lognormal(3.6, 0.4), 0.5 * length)
        started = outage.start_minute if is_planned else max(opened, outage.start_minute + travel)
        is_claim = outage.is_repeat_fault or outage.has_hvac_failure or length >= LONG_OUTAGE_CLAIM_MINUTES
        return {
            "work_order_id": f"wo-{self.site.site_id}-{number:04d}",
            "site_id": self.site.site_id,
            "asset_id": self.asset(outage.block),
            "event_id": None if is_planned else outage.outage_id,
            "work_type": work_type,
            "priority": "p4" if is_planned else "p1" if outage.block is None else "p2",
            "summary": outage.description,
            "opened_at_utc": self.at(opened),
            "work_started_at_utc": self.cleared(started),
            "completed_at_utc": self.cleared(outage.end_minute),
            "labour_hours": round(min(length / 60, 16.0) * 2, 1),
            "parts_cost_gbp": 0.0 if work_type != "corrective" else round(float(self.rng.gamma(2.0, 900.0)), 2),
            "is_warranty_claim": is_claim,
            "claim_status": str(self.rng.choice(["pending", "accepted"], p=[0.6, 0.4])) if is_claim else None,
        }

    def outages(self) -> list[Row]:
        return [
            {
                "outage_id": outage.outage_id,
                "site_id": self.site.site_id,
                "asset_id": self.asset(outage.block),
                "state": outage.state,
                "code": outage.code,
                "derate_ratio": outage.derate_ratio,
                "started_at_utc": self.at(outage.start_minute),
                "ended_at_utc": self.at(outage.end_minute),
                "is_repeat_fault": outage.is_repeat_fault,
            }
            for outage in self.schedule.outages
        ]

    def gaps(self, operation: SiteOperation) -> list[Row]:
        return [
            {
                "gap_id": gap.gap_id,
                "site_id": self.site.site_id,
                "started_at_utc": self.at(gap.start_minute),
                "ended_at_utc": self.at(gap.end_minute),
                "gap_class": self._gap_class(gap.start_minute, gap.end_minute, operation),
            }
            for gap in self.schedule.comms_gaps
        ]

    def _gap_class(self, start: int, end: int, operation: SiteOperation) -> str:
        """Class by mechanism: minutes in which the plant stood although power was scheduled, over scheduled minutes."""
        # The schedule, not the command: a plant known to be out is commanded nothing.
        asked_mw = operation.baseline_mw[start:end] + operation.response_mw[start:end]
        scheduled = np.abs(asked_mw) > 0.01 * self.site.rated_mw
        held = np.arange(start, end) - start >= self.site.comms.hold_minutes
        stood = self.schedule.lost_ratio[start:end].min(axis=1) >= 1.0
        if self.site.comms.hold_minutes:
            stood = stood | held
        if self.schedule.lost_ratio[start:end].min() >= 1.0:
            return "real"
        if not scheduled.any() or not (stood & scheduled).any():
            return "comms"
        return "real" if (stood | ~scheduled).all() else "mixed"


LONG_OUTAGE_CLAIM_MINUTES = 24 * 60
