# SPDX-License-Identifier: MIT OR Apache-2.0
"""Cases of other people's suites (`../shared/conformance/dev`), read in place.

The lists of those that deviate stand in `tests/fields_*.rs`: Python judges as Rust does.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT.parent / "shared" / "conformance" / "dev"

Case = dict[str, Any]

needs_folder = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not there")


def cases(source: str, *kinds: str) -> list[Case]:
    lines = (FOLDER / f"{source}.jsonl").read_text("utf-8").splitlines()
    found = [case for case in map(json.loads, lines) if not kinds or case["kind"] in kinds]
    assert found, f"{source} has {kinds}"
    return found


def given(case: Case) -> bytes:
    return base64.b64decode(case["input_b64"])


def listed(file: str, name: str) -> dict[str, str]:
    """The first string of each row of a table in Rust, and the row."""
    text = (ROOT / "tests" / file).read_text("utf-8")
    found = re.search(rf"\nconst {name}: .*?= \[\n(.*?)\n\];", text, re.DOTALL)
    assert found is not None, f"{file} has {name}"
    rows = re.findall(r'^ *(\("((?:[^"\\]|\\.)*)".*)$', found[1], re.MULTILINE)
    assert rows
    return {first: row for row, first in rows}


def judge(sources: Iterable[str], known: Iterable[str], agrees: Callable[[Case], bool | None]) -> None:
    """Asks each case; those that disagree must be listed, and those listed must disagree."""
    asked, wrong = 0, []
    for source in sources:
        for case in cases(source):
            agreed = agrees(case)
            asked += agreed is not None
            if agreed is False:
                wrong.append(case["id"])
    known = [name for name in known if any(name.startswith(f"{source}/") for source in sources)]
    unlisted = [name for name in wrong if not any(matches(row, name) for row in known)]
    needless = [row for row in known if not any(matches(row, name) for name in wrong)]
    assert not unlisted and not needless, f"unlisted {unlisted}, needless {needless}"
    assert asked > 10


def matches(row: str, name: str) -> bool:
    return name.startswith(row[:-1]) if row.endswith("*") else name == row
