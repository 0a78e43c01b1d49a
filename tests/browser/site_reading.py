"""Helpers that read what the browser saw."""

import re
from typing import Any


def facts_of(site: dict[str, Any], path: str, look: str = "light") -> dict[str, Any]:
    for visit in site["visits"]:
        if (visit["path"], visit["look"]) == (path, look):
            return dict(visit["facts"])
    raise AssertionError(f"{path} is not among the built pages: run `make site`.")


def shown_number(text: str) -> tuple[float, float]:
    """Read a printed figure back.

    Returns
    -------
    tuple of float
        The number in the unit of its mart column, and half the last printed digit.
    """
    match = re.search(r"([-−]?)\+?£?([-−]?)(\d[\d,]*(?:\.\d+)?)\s?(k\b|m\b|%|pp)?", text)
    if match is None:
        raise AssertionError(f"{text!r} prints no figure.")
    sign = -1.0 if match[1] or match[2] else 1.0
    digits = match[3].replace(",", "")
    scale = {"k": 1e3, "m": 1e6, "%": 0.01, "pp": 0.01}.get(match[4] or "", 1.0)
    decimals = len(digits.partition(".")[2])
    return sign * float(digits) * scale, 0.5 * 10.0**-decimals * scale * (1 + 1e-9)
