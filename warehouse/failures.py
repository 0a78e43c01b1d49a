"""What a red build says of each test that failed: which rule broke, what that costs, who acts (tests/README.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.manifest import one_line, opening_comment

FAILED = ("fail", "error", "runtime error")
# The source that the simulator alone delivers, and the tag of tests whose expected values are the demo's own settings.
TRUTH, TRUTH_TAG = "truth", "planted_truth"
ACTS = {
    "model": "the author of the change to the model",
    "unit_test": "the author of the change; the owner of the KPI says whether rule or rows are wrong",
    "generic": "the author of the model, or of the raw contract that let the rows in",
    "macro": "the author of the macro",
    "truth": "the owner of the method; its tolerance is not widened to pass",
    "singular": "the owner of the subject",
}


def compares_with_truth(node: dict[str, Any]) -> bool:
    """Whether a test's expected values are what the simulator planted."""
    return TRUTH_TAG in node["tags"] or any(f".{TRUTH}." in parent for parent in node["depends_on"]["nodes"])


def kind_of(node: dict[str, Any]) -> str:
    """Key of `ACTS` for a node of dbt's manifest."""
    if node["resource_type"] != "test":
        return "unit_test" if node["resource_type"] == "unit_test" else "model"
    if node.get("test_metadata"):
        return "generic"
    if compares_with_truth(node):
        return "truth"
    return "macro" if "macros" in Path(node["original_file_path"]).parts else "singular"


def meaning(node: dict[str, Any]) -> str:
    """What a failure means: the comment that a test's query opens with, else the description."""
    has_query = kind_of(node) in ("singular", "truth", "macro")
    return (has_query and opening_comment(node["raw_code"])) or one_line(node.get("description"))


def failures(manifest: dict[str, Any], results: dict[str, Any]) -> list[str]:
    """One sentence or two per node that failed, in dbt's order.

    Parameters
    ----------
    manifest, results : dict
        dbt's manifest.json and run_results.json of one run.
    """
    nodes = manifest["nodes"] | manifest["unit_tests"]
    told = []
    for result in results["results"]:
        node = nodes.get(result["unique_id"])
        if node is None or result["status"] not in FAILED:
            continue
        rows = f" with {result['failures']} rows" if result.get("failures") else ""
        parts = [f"{node['name']} failed{rows}.", meaning(node), f"Who acts: {ACTS[kind_of(node)]}."]
        told.append(" ".join(part for part in parts if part))
    return told
