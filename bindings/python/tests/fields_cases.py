# SPDX-License-Identifier: MIT OR Apache-2.0
"""The cases of `tests/conformance/values/*.md`, whose README says how they are written.

`tests/support/values/cases.rs` reads them in the same way. What is not understood is refused with its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cases import Line, read_octets


@dataclass
class Case:
    """A claim: how values are read, and how what was read is written."""

    file: str
    line: int
    title: str
    reader: str
    """The field, or the grammar."""
    values: list[bytes] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    written: bytes | None = None
    """None: as it came."""
    is_written: bool = True


def all_cases(folder: Path) -> list[Case]:
    """The cases of every file in `folder` but its README, in the order of their names."""
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    return [case for path in files for case in parse(path.name, path.read_text("utf-8"))]


def parse(file: str, text: str) -> list[Case]:
    """Reads the cases of one file."""
    cases: list[Case] = []
    title = ""
    is_open = False
    lines = iter([Line(file, number, text) for number, text in enumerate(text.split("\n"), 1)])
    for line in lines:
        if line.text.startswith("## "):
            line.check(not is_open, "a case before it without what is read")
            title = line.text.removeprefix("## ")
        elif line.text.startswith("```"):
            block: list[Line] = []
            for inner in lines:
                if inner.text == "```":
                    break
                block.append(inner)
            else:
                line.refuse("no end")
            name = line.text.removeprefix("```")
            if name.startswith("value "):
                reader = name.removeprefix("value ")
                if not is_open:
                    cases.append(Case(file, line.number, title, reader))
                line.check(cases[-1].reader == reader, "values of two fields are not read alike")
                cases[-1].values.append(value(block))
            elif name == "read" and is_open:
                cases[-1].read = [inner.text for inner in block]
            elif name == "written" and not is_open:
                cases[-1].written = value(block)
            elif name == "unwritten" and not is_open:
                cases[-1].is_written = False
            else:
                line.refuse("a block that is not known here")
            is_open = name.startswith("value ")
    return cases


def value(block: list[Line]) -> bytes:
    """Lines with CRLF between them."""
    octets = read_octets(block)
    if block and octets.endswith(b"\r\n") and not block[-1].text.endswith("\\r\\n"):
        octets = octets[:-2]
    return octets
