"""Helpers that read what the browser saw."""

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
    sign = -1.0 if text.lstrip().startswith(("-", "−")) else 1.0
    digits = "".join(character for character in text if character.isdigit() or character == ".")
    decimals = len(digits.partition(".")[2])
    scale = 1000.0 if text.rstrip().endswith("k") else 0.01 if "%" in text else 1.0
    return sign * float(digits) * scale, 0.5 * 10.0**-decimals * scale * (1 + 1e-9)
