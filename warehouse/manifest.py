"""What dbt's manifest.json and run_results.json say about a project, as rows of the tables of `meta`."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import sqlglot
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sqlglot import exp

Row = dict[str, Any]
Node = Mapping[str, Any]
# How a description says that rows may be added up; "Not summable" says that they may not.
SUMMABLE = re.compile(r"(?<!Not )\bSummable\b")
KPI = "kpi_"
UNIQUE_TESTS = ("unique_combination", "unique")


def one_line(text: str | None) -> str:
    """A text without its line breaks."""
    return " ".join((text or "").split())


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else head


def unit_of(description: str) -> str | None:
    """The unit of a column: what its description gives in the first square brackets."""
    inside, bracket, _ = description.partition("[")[2].partition("]")
    return inside if bracket else None


def sentence_of(name: str) -> str:
    """A test's name as a sentence: `one_row_per_site` becomes `One row per site.`"""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:] + "."


def opening_comment(sql: str) -> str:
    """The comment that a query opens with."""
    tokens = sqlglot.tokenize(sql, dialect="duckdb")
    return one_line(" ".join(tokens[0].comments)) if tokens else ""


def named_columns(sql: str) -> set[str]:
    """Names of the columns that a query mentions."""
    trees = (tree for tree in sqlglot.parse(sql, dialect="duckdb") if tree)
    return {column.name for tree in trees for column in tree.find_all(exp.Column)}


def bold_opening(children: Sequence[Token]) -> str | None:
    """The bold words that a line of Markdown begins with."""
    shown = [child for child in children if child.content or child.type != "text"]
    return shown[1].content if len(shown) > 1 and shown[0].type == "strong_open" else None


def read_definition(text: str) -> tuple[str, list[tuple[str | None, str]]]:
    """A KPI's docs block: its opening paragraph, and label and text of each point of the list below.

    Parameters
    ----------
    text : str
        Markdown: a paragraph, then a list whose points may begin with a bold label.
    """
    sentence, points = "", list[tuple[str | None, str]]()
    for token in MarkdownIt().parse(text):
        if token.type != "inline":
            continue
        content = one_line(token.content)
        label = bold_opening(token.children or [])
        if token.level == 1:
            sentence = f"{sentence} {content}".strip()
        elif label is None:
            points.append((None, content))
        else:
            points.append((label, content.removeprefix(f"**{label}**").strip()))
    return sentence, points


class Project:
    """A built dbt project.

    Parameters
    ----------
    manifest, run_results : mapping
        dbt's manifest.json and run_results.json.
    held : mapping
        Types of the columns that the file holds, by relation and column in order.
    """

    def __init__(self, manifest: Node, run_results: Node, held: Mapping[str, Mapping[str, str]]) -> None:
        self.manifest, self.run_results, self.held = manifest, run_results, held
        self.results: dict[str, Node] = {one["unique_id"]: one for one in run_results["results"]}
        self.nodes: dict[str, Node] = dict(manifest["nodes"])
        self.sources: dict[str, Node] = dict(manifest["sources"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of relations and dashboards by dbt's id."""
        relations = {key: node["name"] for key, node in self.nodes.items() if self._is_relation(node)}
        raw = {key: f"{node['source_name']}.{node['name']}" for key, node in self.sources.items()}
        return relations | raw | {key: node["name"] for key, node in self.manifest["exposures"].items()}

    @staticmethod
    def _is_relation(node: Node) -> bool:
        return node["resource_type"] in ("model", "seed")

    @cached_property
    def _relation_nodes(self) -> dict[str, Node]:
        """Nodes of the relations that the file holds, and of raw tables, by id."""
        built = {key: one for key, one in self.nodes.items() if self._is_relation(one) and one["name"] in self.held}
        return built | self.sources

    def build(self) -> Row:
        """The row of `meta.build`."""
        metadata = self.run_results["metadata"]
        kinds = Counter(key.split(".")[0] for key, one in self.results.items() if one["status"] != "skipped")
        code = {key: node["checksum"]["checksum"] for key, node in self.nodes.items() if self._is_relation(node)}
        said = json.dumps([metadata["invocation_id"], code], sort_keys=True)
        began = datetime.fromisoformat(metadata["invocation_started_at"])
        return {
            "build_id": hashlib.sha256(said.encode()).hexdigest()[:16],
            "built_at": began.astimezone(UTC).replace(tzinfo=None),
            "database_name": next((node["database"] for node in self._relation_nodes.values()), None),
            "dbt_version": metadata["dbt_version"],
            "duration_seconds": self.run_results["elapsed_time"],
            "model_count": kinds["model"],
            "seed_count": kinds["seed"],
            "test_count": kinds["test"],
            "unit_test_count": kinds["unit_test"],
            "warning_count": sum(one["status"] == "warn" for one in self.results.values()),
        }

    def relations(self) -> Iterator[Row]:
        """Rows of `meta.relation`."""
        keys = self._keys()
        for key, node in self._relation_nodes.items():
            layer, subject = self._place(node)
            description = one_line(node["description"])
            config = node["config"]
            yield {
                "relation": self.names[key],
                "schema_name": node["schema"],
                "layer": layer,
                "subject": subject,
                "grain": first_sentence(description),
                "description": description,
                "materialization": config.get("materialized", "source"),
                "tags": list(node["tags"]),
                "key_columns": keys.get(key, []),
                "is_contract_enforced": bool(config.get("contract", {}).get("enforced")),
                "file": node["original_file_path"],
                "duration_seconds": self._result(key, "execution_time"),
                "compiled_sql": node.get("compiled_code"),
            }

    @staticmethod
    def _place(node: Node) -> tuple[str, str | None]:
        """Layer and subject of a relation, as its folder says."""
        if node["resource_type"] == "source":
            return "raw", node["source_name"]
        folders = PurePosixPath(node["original_file_path"]).parts[1:-1]
        if node["resource_type"] == "seed":
            return "seed", None
        named = folders[1:] if folders[0] == "marts" else folders
        return named[0], named[1] if len(named) > 1 else None

    def _keys(self) -> dict[str, list[str]]:
        """Key columns by id of the relation: those of its first test of uniqueness."""
        found: dict[str, list[str]] = {}
        for node in self._generic_tests():
            if node["test_metadata"]["name"] in UNIQUE_TESTS:
                found.setdefault(node["attached_node"], self._arguments(node))
        return found

    def _columns_of(self, key: str) -> list[str]:
        """Names of a relation's columns in order."""
        return list(self.sources[key]["columns"] if key in self.sources else self.held.get(self.names[key], ()))

    def columns(self) -> Iterator[Row]:
        """Rows of `meta.column`: the columns that the file holds, and what the YAML says about them."""
        for key, node in self._relation_nodes.items():
            types = self.held.get(node["name"], {}) if key in self.nodes else {}
            for position, name in enumerate(self._columns_of(key), 1):
                column = node["columns"].get(name, {})
                description = one_line(column.get("description"))
                blocks = [block.split(".")[-1] for block in column.get("doc_blocks", ())]
                yield {
                    "relation": self.names[key],
                    "column_name": name,
                    "position": position,
                    "data_type": str(column.get("data_type") or types.get(name) or "").lower() or None,
                    "unit": unit_of(description),
                    "description": description,
                    "is_summable": bool(SUMMABLE.search(description)),
                    "definition": next((block for block in blocks if block.startswith(KPI)), None),
                }

    def _test_nodes(self) -> dict[str, Node]:
        data_tests = {key: node for key, node in self.nodes.items() if node["resource_type"] == "test"}
        return data_tests | dict(self.manifest["unit_tests"])

    def _generic_tests(self) -> Iterator[Node]:
        """Data tests that a relation's YAML declares."""
        for node in self._test_nodes().values():
            if node.get("test_metadata") and node["attached_node"] in self._relation_nodes:
                yield node

    def _arguments(self, node: Node) -> list[str]:
        """Columns of its relation that a generic test's arguments name; `field` is a column of another relation."""
        columns = self._columns_of(node["attached_node"])
        arguments = node["test_metadata"]["kwargs"]
        values = [value for name, value in arguments.items() if name not in ("model", "field")]
        named = [one for value in values for one in (value if isinstance(value, list) else [value])]
        return [column for column in columns if column in named]

    def tests(self) -> Iterator[Row]:
        """Rows of `meta.test`."""
        for key, node in self._test_nodes().items():
            config = node["config"]
            yield {
                "test_id": key,
                "test_name": node["name"],
                "kind": self._kind(node),
                "sentence": one_line(node.get("description")) or self._sentence(node),
                "severity": str(config.get("severity", "error")).lower(),
                "status": self._result(key, "status"),
                "duration_seconds": self._result(key, "execution_time"),
                "file": node["original_file_path"],
            }

    @staticmethod
    def _kind(node: Node) -> str:
        if node["resource_type"] == "unit_test":
            return "unit"
        return str(node["test_metadata"]["name"]) if node.get("test_metadata") else "singular"

    def _sentence(self, node: Node) -> str:
        """What a test without a description proves: a query opens with it, other tests are named for it."""
        if self._kind(node) == "singular":
            return opening_comment(node.get("compiled_code") or node["raw_code"])
        relation = self.names.get(node.get("attached_node") or "", "")
        return sentence_of(node["name"].removeprefix(f"{relation}__"))

    def test_targets(self) -> Iterator[Row]:
        """Rows of `meta.test_target`: a query guards the columns that it names of the relations that it reads."""
        for key, node in self._test_nodes().items():
            for parent, columns in self._guarded(node).items():
                for column in columns or (None,):
                    yield {"test_id": key, "relation": self.names[parent], "column_name": column}

    def _guarded(self, node: Node) -> dict[str, list[str]]:
        """Columns that a test guards, by id of the relation."""
        kind = self._kind(node)
        if kind not in ("unit", "singular"):
            attached = node["attached_node"]
            return {attached: self._arguments(node)} if attached in self._relation_nodes else {}
        if kind == "unit":
            parents = [key for key in node["depends_on"]["nodes"] if self.names.get(key) == node["model"]]
            named = {name for row in node["expect"]["rows"] or () if isinstance(row, dict) for name in row}
        else:
            parents = node["depends_on"]["nodes"]
            named = named_columns(node["compiled_code"]) if node.get("compiled_code") else set()
        return {
            key: [name for name in self._columns_of(key) if name in named]
            for key in parents
            if key in self._relation_nodes
        }

    def _result(self, key: str, name: str) -> Any:
        """What the run says about a node; None when it was not run."""
        found = self.results.get(key)
        return None if found is None or found["status"] == "skipped" else found[name]

    @cached_property
    def _definitions(self) -> dict[str, tuple[str, list[tuple[str | None, str]]]]:
        blocks = {node["name"]: node["block_contents"] for node in self.manifest["docs"].values()}
        return {name: read_definition(text) for name, text in sorted(blocks.items()) if name.startswith(KPI)}

    def definitions(self) -> Iterator[Row]:
        """Rows of `meta.definition`."""
        for name, (sentence, _) in self._definitions.items():
            yield {"definition": name, "sentence": sentence}

    def definition_points(self) -> Iterator[Row]:
        """Rows of `meta.definition_point`."""
        for name, (_, points) in self._definitions.items():
            for position, (label, text) in enumerate(points, 1):
                yield {"definition": name, "position": position, "label": label, "text": text}

    def lineage(self) -> Iterator[Row]:
        """Rows of `meta.lineage`."""
        for child, parents in sorted(self.manifest["parent_map"].items()):
            for parent in sorted(set(parents)):
                if child in self.names and parent in self.names:
                    yield {"parent": self.names[parent], "child": self.names[child]}

    def dashboards(self) -> Iterator[Row]:
        """Rows of `meta.dashboard`, in the order of their numbers."""
        nodes = sorted(self.manifest["exposures"].values(), key=lambda node: str(node["name"]))
        for node in nodes:
            if node["type"] == "dashboard":
                yield {
                    "dashboard": node["name"],
                    "position": node["config"].get("meta", {}).get("number"),
                    "title": node["label"],
                    "path": node["url"],
                    "question": one_line(node["description"]),
                }
