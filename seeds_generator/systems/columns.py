"""Arrow columns from arrays: identifiers, codes and measured values with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from seeds_generator.config import SiteConfig
from seeds_generator.world.clock import Bools, Floats, Ints


def block_ids(site: SiteConfig, kind: str) -> list[str]:
    """Identifiers of a site's blocks (`pcs`) or battery banks (`bat`), in block order."""
    return [f"{site.site_id}-{kind}-{number:02d}" for number in range(1, site.blocks + 1)]


def rack_ids(site: SiteConfig) -> list[str]:
    """Identifiers of a site's racks, block after block."""
    return [
        f"{site.site_id}-rack-{block:02d}-{rack:02d}"
        for block in range(1, site.blocks + 1)
        for rack in range(1, site.racks_per_block + 1)
    ]


def is_rack_online(site: SiteConfig) -> Bools:
    """Whether each rack is in service, in the order of `rack_ids`."""
    out = {f"{site.site_id}-rack-{rack}" for rack in site.battery.racks_out}
    return np.array([rack not in out for rack in rack_ids(site)])


def same(value: str, rows: int) -> pa.Array:
    """One text in every row."""
    return codes(np.zeros(rows, dtype=np.int64), [value])


def each(values: Sequence[str], times: int) -> pa.Array:
    """Each text in so many consecutive rows."""
    return codes(np.repeat(np.arange(len(values)), times), values)


def codes(indices: Ints, names: Sequence[str], missing: Bools | None = None) -> pa.Array:
    """Texts by index into their names; null where missing."""
    return pa.DictionaryArray.from_arrays(pa.array(indices.astype(np.int32), mask=missing), pa.array(list(names)))


def measured(values: Floats, digits: int, missing: Bools | None = None) -> pa.Array:
    """Rounded values; null where missing. Minus zero becomes zero."""
    return pa.array(np.round(values, digits) + 0.0, mask=missing)


def instants(values: npt.NDArray[np.datetime64], repeats: int = 1) -> pa.Array:
    """Instants [UTC], the whole series once per asset."""
    return pa.array(np.tile(values.astype("datetime64[us]"), repeats))


def by_asset(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Flatten (time, asset) to rows, asset after asset."""
    return np.ascontiguousarray(values.T).ravel()
