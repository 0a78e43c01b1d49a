"""What was planted in a site's world: energy flows, losses by cause, health. Only tests read it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from seeds_generator.config import SiteConfig
from seeds_generator.systems import columns
from seeds_generator.world import fade
from seeds_generator.world.clock import Horizon
from seeds_generator.world.state import CAUSES, SiteOperation, SiteSchedule

DIGITS = 6
LOSS_COLUMNS = ("lost_mwh", "retained_mwh", "energy_loss_gbp", "availability_loss_gbp")


def tables(site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation) -> dict[str, pa.Table]:
    """Tables of one site, keyed by system and table; see the raw contract for columns and units."""
    del schedule  # outages and gaps are told by systems.events
    return {
        "truth.truth_energy": _energy(site, horizon, operation),
        "truth.truth_loss": _loss(site, horizon, operation),
        "truth.truth_soh": _soh(site, horizon, operation),
    }


def _energy(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    flows = {name: columns.measured(values, DIGITS) for name, values in operation.energy.items()}
    keys = {
        "site_id": columns.same(site.site_id, horizon.n_periods),
        "interval_start_utc": columns.instants(horizon.periods),
    }
    return pa.table(keys | flows)


def _loss(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    values = {name: np.array([operation.loss[cause][name] for cause in CAUSES]) for name in LOSS_COLUMNS}
    rounded = {name: np.round(array, DIGITS) + 0.0 for name, array in values.items()}
    cause, period = np.nonzero(np.any([array != 0 for array in rounded.values()], axis=0))
    return pa.table(
        {
            "site_id": columns.same(site.site_id, len(cause)),
            "interval_start_utc": columns.instants(horizon.periods[period]),
            "cause": columns.codes(cause, CAUSES),
        }
        | {name: pa.array(array[cause, period]) for name, array in rounded.items()}
    )


def _soh(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    past = fade.history(site, horizon)
    ends = (past.dates + 1).astype("datetime64[us]")
    in_horizon = ends > horizon.minutes[0]
    last_minute = ((ends[in_horizon] - horizon.minutes[0]) / np.timedelta64(1, "m")).astype(np.int64) - 1
    cycles = past.cycles.copy()
    cycles[in_horizon] = operation.block_cycles.mean(axis=1)[last_minute]
    return pa.table({
        "site_id": columns.same(site.site_id, len(past.dates)),
        "measured_date": pa.array(past.dates),
        "soh_pct": columns.measured(past.soh_pct, 4),
        "cycle_count": columns.measured(cycles, 3),
    })  # fmt: skip
