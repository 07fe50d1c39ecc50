# SPDX-License-Identifier: MIT OR Apache-2.0
"""The wire cases of other implementations, read in place: whole and octet by octet, with the verdict that they ask for.

Their fields, content and clauses, and every split, are compared in Rust (`tests/corpus.rs`); deviations are those of
`tests/corpus/deviations.txt`.
"""

from __future__ import annotations

import base64
import fnmatch
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases import Case, Sent, Setup
from test_conformance import Story

ROOT = Path(__file__).parents[3]
FOLDER = ROOT.parent / "shared" / "conformance" / "dev"
ROOM = 17 * 1024  # As in Rust: more than the longest valid head, less than what is meant to be too long.


def wire_cases() -> Iterator[tuple[Case, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            value = json.loads(line)
            if value["kind"] in ("request", "response"):
                yield Case(path.name, 0, value["id"], setup(value), base64.b64decode(value["input_b64"])), value


def setup(value: dict[str, Any]) -> Setup:
    made = Setup(input=ROOM, end=value.get("eof") is True)
    if value["kind"] == "response":
        finals = sum(message.get("status", 0) >= 200 for message in value.get("rfc_messages") or [])
        finals += value["rfc"] == "incomplete"  # Another may have begun.
        switches = b"HTTP/1.1 101 " in base64.b64decode(value["input_b64"])
        made.role = "client"
        made.sends = [Sent("GET", "/", "offered" if switches else None)] * max(1, min(finals, 8))
    return made


def verdict(value: dict[str, Any]) -> str:
    """What is asked for: reject, accept or incomplete."""
    default = value["expect"].get("default", "")
    refuses = value.get("recommend") != "accept" if not default else re.match("[45][0-9]{2}(?! for)", default)
    return {"must_reject": "reject", "must_accept": "accept", "incomplete": "incomplete"}.get(
        value["rfc"], "reject" if refuses else "accept"
    )


def tell(case: Case, size: int) -> list[str]:
    """What the connection tells, adjacent content joined."""
    story = Story(case)
    for at in range(0, len(case.input), size):
        story.receive(case.input[at : at + size])
    if case.setup.end:
        story.end()
    joined: list[str] = []
    for line in story.told:
        if joined and line.startswith('content "') and joined[-1].startswith('content "'):
            joined[-1] = joined[-1][:-1] + line.removeprefix('content "')
        else:
            joined.append(line)
    return joined


def refusal(case: Case, value: dict[str, Any], told: list[str]) -> str | None:
    faults = [line for line in told if line.startswith("fault ")]
    head_is_told = bool(told) and not told[0].startswith("fault ")
    if not faults or (value.get("scope") and head_is_told and verdict(value) != "reject"):
        return None
    # A response that is still owed when the stream ends is no fault of what came.
    owed = faults[0].startswith(f"fault TRUNCATED_HEAD offset={len(case.input)} ")
    cut = case.setup.end and faults[0].startswith("fault TRUNCATED_") and verdict(value) == "incomplete"
    return None if owed or cut else faults[0]


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not there")
def test_the_corpus_gets_the_verdicts_it_asks_for() -> None:
    listed = (ROOT / "tests/corpus/deviations.txt").read_text("utf-8").splitlines()
    lines = [line.split("|") for line in listed if line and not line.startswith("#")]
    deviations = [pattern.strip() for pattern, clause, _ in lines if "also" not in clause]
    failures, count = [], 0
    for case, value in wire_cases():
        count += 1
        told = tell(case, len(case.input) or 1)
        if tell(case, 1) != told:
            failures.append(f"{case.title}: another story octet by octet")
        refused = refusal(case, value, told)
        deviates = (refused is not None) != (verdict(value) == "reject")
        if deviates and not any(fnmatch.fnmatchcase(case.title, pattern) for pattern in deviations):
            failures.append(f"{case.title}: {verdict(value)} is asked for: {refused}")
    assert count > 4000
    assert not failures, "\n".join(failures)
