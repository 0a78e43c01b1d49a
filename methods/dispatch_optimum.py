"""Most that a battery could have earned with prices known in advance: a linear programme, solved by HiGHS."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog


def dispatch_optimum(
    periods: pd.DataFrame, *, usable_mwh: float, efficiency: float, start_mwh: float, end_mwh: float
) -> pd.DataFrame:
    """Dispatch with the highest value at prices known in advance, over all periods at once.

    Maximises Σ price × (discharge − charge), where stored energy moves by efficiency × charge − discharge / efficiency
    and stays between nothing and `usable_mwh`. Charging and discharging share the power of a period; where the price is
    negative they exclude each other, because burning energy in losses would pay.

    Parameters
    ----------
    periods : DataFrame
        In order of time: `price` [£/MWh], null where unknown (the battery rests); `limit_mwh`, most energy either way;
        `day`, any label; `day_limit_mwh`, most discharge of the period's day.
    usable_mwh : float
        Most energy stored [MWh].
    efficiency : float
        One-way efficiency, the root of the round trip's, above 0 and at most 1 [ratio].
    start_mwh, end_mwh : float
        Energy stored at the start, and the least stored at the end [MWh].

    Returns
    -------
    DataFrame
        `charge_mwh`, `discharge_mwh` [MWh] and `value` [£], one row a period.

    Raises
    ------
    ValueError
        For an efficiency outside (0, 1] and where no dispatch keeps all limits.

    Notes
    -----
    Formulation: linear storage arbitrage with perfect foresight (Sioshansi, Denholm, Jenkin and Weiss, 2009).
    """
    if not 0 < efficiency <= 1:
        raise ValueError(f"One-way efficiency is {efficiency}; it must be above 0 and at most 1.")
    count = len(periods)
    if count == 0:
        return pd.DataFrame({"charge_mwh": [], "discharge_mwh": [], "value": []}, dtype=float)
    known = periods["price"].notna().to_numpy()
    price = periods["price"].fillna(0.0).to_numpy(dtype=float)
    limit = np.where(known, periods["limit_mwh"].to_numpy(dtype=float), 0.0)
    negative = np.flatnonzero(price < 0)

    # Variables: charge, discharge, energy stored at the end of each period, and a switch for each negative price.
    eye = sparse.identity(count, format="csr")
    step = eye - sparse.eye(count, k=-1, format="csr")
    switches = sparse.csr_matrix((count, len(negative)))
    balance = sparse.hstack([-efficiency * eye, eye / efficiency, step, switches], format="csr")
    first = np.zeros(count)
    first[0] = start_mwh

    days, day_of = np.unique(periods["day"].astype(str).to_numpy(), return_inverse=True)
    by_day = sparse.csr_matrix((np.ones(count), (day_of, np.arange(count))), shape=(len(days), count))
    day_limit = np.zeros(len(days))
    day_limit[day_of] = periods["day_limit_mwh"].to_numpy(dtype=float)

    nothing = sparse.csr_matrix((count, count))
    picked = eye[negative]
    switched = sparse.diags(limit[negative])
    empty = sparse.csr_matrix((len(negative), count))
    limits = sparse.vstack(
        [
            sparse.hstack([eye, eye, nothing, switches]),
            sparse.hstack([0 * by_day, by_day, 0 * by_day, sparse.csr_matrix((len(days), len(negative)))]),
            sparse.hstack([picked, empty, empty, -switched]),
            sparse.hstack([empty, picked, empty, switched]),
        ],
        format="csr",
    )
    most = np.concatenate([limit, day_limit, np.zeros(len(negative)), limit[negative]])
    stored = [(0.0, usable_mwh)] * (count - 1) + [(end_mwh, usable_mwh)]
    solution = linprog(
        np.concatenate([price, -price, np.zeros(count + len(negative))]),
        A_ub=limits,
        b_ub=most,
        A_eq=balance,
        b_eq=first,
        bounds=[(0.0, float(high)) for high in limit] * 2 + stored + [(0.0, 1.0)] * len(negative),
        integrality=np.concatenate([np.zeros(3 * count), np.ones(len(negative))]),
        method="highs",
    )
    if not solution.success:
        raise ValueError(f"No dispatch keeps all limits: {solution.message}")
    charge, discharge = solution.x[:count], solution.x[count : 2 * count]
    return pd.DataFrame({"charge_mwh": charge, "discharge_mwh": discharge, "value": price * (discharge - charge)})


def one_way_efficiency(charged_mwh: float, discharged_mwh: float, stored_change_mwh: float) -> float | None:
    """One-way efficiency that explains what was charged, discharged and left in store.

    Solves efficiency × charged − discharged / efficiency = change of stored energy.

    Parameters
    ----------
    charged_mwh, discharged_mwh : float
        Energy through the meter [MWh].
    stored_change_mwh : float
        Energy stored at the end minus at the start [MWh].

    Returns
    -------
    float or None
        Efficiency, at most 1 [ratio]; None when nothing was charged or discharged.
    """
    if charged_mwh <= 0 or discharged_mwh <= 0:
        return None
    root = np.sqrt(stored_change_mwh**2 + 4 * charged_mwh * discharged_mwh)
    return float(min((stored_change_mwh + root) / (2 * charged_mwh), 1.0))
