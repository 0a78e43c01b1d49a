"""Which tests share a process when several run at once."""

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


# Before xdist reads the marks.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file in one process, and all browser tests too: they share one visit of the site, the longest part."""
    for item in items:
        group = "browser" if BROWSER in item.path.parents else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
