"""Power conversion, transformers and auxiliaries: what is lost between the battery's terminals and the meters."""

from __future__ import annotations

import numpy as np

from seeds_generator.world.clock import Floats

# PCS loss as a share of the block's rating, by load x = |P| / S: constant, linear and quadratic part.
NO_LOAD_RATIO = 0.0028
LINEAR_RATIO = 0.0035
QUADRATIC_RATIO = 0.0125
STANDBY_RATIO = 0.0006
# Transformer and cable loss as a share of power, by load over rated power.
TRANSFORMER_RATIO = 0.0020
TRANSFORMER_QUADRATIC_RATIO = 0.0085
# Auxiliary consumption of a plant of this size [MW]; others scale with their rated power.
AUXILIARY_REFERENCE_MW = 50.0


def pcs_loss_kw(p_kw: Floats, rating_kva: float) -> Floats:
    """Loss of a block while it converts, or stands by at exactly zero power.

    Parameters
    ----------
    p_kw : ndarray
        Active power at the AC terminals, export positive [kW].
    rating_kva : float
        Rating of the block [kVA].

    Returns
    -------
    ndarray
        Loss [kW]; it is drawn from the DC bus.
    """
    load = np.abs(p_kw) / rating_kva
    running = NO_LOAD_RATIO + load * (LINEAR_RATIO + load * QUADRATIC_RATIO)
    return np.asarray(rating_kva * np.where(load > 0, running, STANDBY_RATIO), dtype=np.float64)


def ac_from_dc_kw(dc_kw: Floats, rating_kva: float) -> Floats:
    """AC power of a running block whose DC power is given: the inverse of `dc = ac + pcs_loss_kw(ac)`. [kW]

    Zero where the DC power cannot even cover the no-load loss.
    """
    fixed = NO_LOAD_RATIO * rating_kva
    curve = QUADRATIC_RATIO / rating_kva
    discharging = 1 + LINEAR_RATIO
    charging = 1 - LINEAR_RATIO
    export_kw = (-discharging + np.sqrt(discharging**2 + 4 * curve * np.maximum(dc_kw - fixed, 0.0))) / (2 * curve)
    import_kw = (charging - np.sqrt(np.maximum(charging**2 - 4 * curve * (fixed - dc_kw), 0.0))) / (2 * curve)
    return np.where(dc_kw > fixed, export_kw, np.where(dc_kw < 0, -import_kw, 0.0))


def transformer_loss_mw(blocks_mw: Floats, rated_mw: float) -> Floats:
    """Loss in transformers and cables at a sum of block powers. [MW]"""
    load = blocks_mw / rated_mw
    return np.abs(blocks_mw) * (TRANSFORMER_RATIO + TRANSFORMER_QUADRATIC_RATIO * load * load)


def blocks_from_poc_mw(poc_mw: Floats, rated_mw: float) -> Floats:
    """Sum of block powers that gives a power at the point of connection, export positive. [MW]"""
    blocks_mw = poc_mw
    for _ in range(4):  # each pass divides the error by more than thirty
        blocks_mw = poc_mw + transformer_loss_mw(blocks_mw, rated_mw)
    return blocks_mw


def auxiliary_mw(poc_mw: Floats, battery_c: Floats, ambient_c: Floats, rated_mw: float) -> Floats:
    """Consumption of auxiliaries on their own supply: controls, fans with load, cooling, heating in the cold.

    Parameters
    ----------
    poc_mw : ndarray
        Power at the point of connection, either sign [MW].
    battery_c, ambient_c : ndarray
        Mean cell and ambient temperature [°C].
    rated_mw : float
        Rated power of the plant [MW].

    Returns
    -------
    ndarray
        Consumption [MW].
    """
    scale = rated_mw / AUXILIARY_REFERENCE_MW
    steady = 0.17 + 0.014 * np.maximum(battery_c - 18.0, 0.0) + 0.05 * (ambient_c < 5.0)
    return np.asarray(scale * steady + 0.010 * np.abs(poc_mw), dtype=np.float64)
