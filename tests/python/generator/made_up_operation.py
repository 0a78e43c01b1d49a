"""A site's operation made of simple numbers, for tests of what is settled on it."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from seeds_generator.config import SiteConfig
from seeds_generator.world.clock import Horizon, stream
from seeds_generator.world.state import PlannedDispatch, SiteOperation


def made_up_operation(site: SiteConfig, horizon: Horizon) -> SiteOperation:
    """Metered energy around a plan of whole kW, and factors below one; what settlement does not read is empty."""
    rng = stream(3, site.site_id, "made up")
    nothing = np.zeros(0)
    planned = np.round(rng.uniform(-0.9, 0.9, horizon.n_periods) * site.rated_mw, 3)
    metered_kwh = np.round(planned * 500 + rng.normal(0, 150, horizon.n_periods)).astype(np.int64)
    factor = 1 - rng.integers(0, 300, int(horizon.efa_block[-1]) + 1)[horizon.efa_block] / 1e4
    plan = PlannedDispatch(**{f.name: nothing for f in fields(PlannedDispatch)} | {"planned_mw": planned})
    made_up = {
        "plan": plan,
        "exported_kwh": np.maximum(metered_kwh, 0),
        "imported_kwh": np.maximum(-metered_kwh, 0),
        "auxiliary_kwh": rng.integers(80, 200, horizon.n_periods),
        "performance_factor": dict.fromkeys(site.response_mw, factor),
        "energy": {},
        "loss": {},
    }
    return SiteOperation(**{f.name: nothing for f in fields(SiteOperation)} | made_up)
