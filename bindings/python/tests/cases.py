# SPDX-License-Identifier: MIT OR Apache-2.0
"""The conformance cases, read from `tests/conformance/*.md`.

The format is described in `tests/conformance/README.md`; `tests/support/cases.rs` reads it in the same way. What is
not understood is refused with its file and line: a case that is skipped unseen proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn


@dataclass(frozen=True)
class Sent:
    """A request that a client sends beforehand, with `Host: a` and no content."""

    method: str
    target: str
    upgrade: str | None = None


@dataclass
class Setup:
    """How the connection is made, and what the runner does with it."""

    role: Literal["server", "client"] = "server"
    sends: list[Sent] = field(default_factory=list)  # Before any input, in their order.
    version: int = 11  # What a client speaks: 9, 10 or 11.
    allow: int = 0  # `OYEZ_ALLOW_*` bits.
    input: int = 4096  # Octets of input buffer.
    keep: list[str] | None = None  # The names subscribed; None keeps all fields.
    max_content: int | None = None
    max_discard: int | None = None
    end: bool = False  # The peer ends after the input.
    reply: int | Literal["request", "never"] = 200  # At a request's end, 200 at its head, or nothing.
    switch: str | None = None  # The protocol to switch to, with a 101 at a request's end.
    last: bool = False  # The connection is made the last before any input.


@dataclass
class Case:
    """A claim, what the peer sends, and what the connection tells about it."""

    file: str
    line: int
    title: str
    setup: Setup = field(default_factory=Setup)
    input: bytes = b""
    events: list[str] = field(default_factory=list)
    output: bytes | None = None


@dataclass(frozen=True)
class Line:
    """A line, and where it stands."""

    file: str
    number: int
    text: str

    def refuse(self, what: str) -> NoReturn:
        raise ValueError(f"{self.file}:{self.number}: {what}: {self.text!r}")

    def check(self, holds: bool, what: str) -> None:
        if not holds:
            self.refuse(what)

    def integer(self, digits: str) -> int:
        self.check(re.fullmatch("[0-9]+", digits) is not None, "no number")
        return int(digits)


def all_cases(folder: Path) -> list[Case]:
    """The cases of every file in `folder` but its README, in the order of their names."""
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    return [case for path in files for case in parse(path.name, path.read_text("utf-8"))]


def matches(case: Case, told: Sequence[str]) -> str | None:
    """Compares what a connection told with what the case expects: a diff, or None.

    Adjacent content is joined; fields and trailers are left out where the case names none.
    """
    named = {kind(event) for event in case.events}
    heard: list[str] = []
    for line in told:
        if kind(line) in ("field", "trailer") and kind(line) not in named:
            continue
        if kind(line) == "content" and heard and kind(heard[-1]) == "content":
            heard[-1] = heard[-1][:-1] + line.removeprefix('content "')
        else:
            heard.append(line.rstrip())
    if heard == case.events:
        return None
    pairs = enumerate(zip(heard, case.events, strict=False))
    same = next((at for at, (told_line, event) in pairs if told_line != event), min(len(heard), len(case.events)))
    parts = (" ", case.events[:same]), ("-", case.events[same:]), ("+", heard[same:])
    lines = [f"{mark} {line}" for mark, part in parts for line in part]
    return "\n".join([f"{case.file}:{case.line}: {case.title}", *lines, "(- expected, + told)"])


def splits(length: int) -> Iterator[int]:
    """Where to cut an input in two: everywhere, but of a very long one the ends and every 61st place."""
    return (at for at in range(1, length) if length <= 4096 or min(at, length - at) < 512 or at % 61 == 0)


def quoted(octets: bytes) -> str:
    """Octets as events show content and a reason, in quotation marks."""
    return f'"{escaped(octets)}"'


def escaped(octets: bytes) -> str:
    """Octets as events show a field's value: as `quoted`, without the marks."""
    shown = {ord("\\"): "\\\\", ord('"'): '\\"', 13: "\\r", 10: "\\n", 9: "\\t"}
    plain = {octet: chr(octet) for octet in range(0x20, 0x7F)}
    return "".join({**plain, **shown}.get(octet, f"\\x{octet:02x}") for octet in octets)


def parse(file: str, text: str) -> list[Case]:
    """Reads the cases of one file."""
    cases: list[Case] = []
    blocks: list[str] = []
    cited = True
    lines = iter([Line(file, number, text) for number, text in enumerate(text.split("\n"), 1)])
    for line in lines:
        if line.text.startswith("## "):
            finish(file, cited, cases, blocks)
            title = line.text.removeprefix("## ")
            line.check(all(case.title != title for case in cases), "this title stands twice")
            cases.append(Case(file, line.number, title))
            cited, blocks = False, []
        elif line.text.startswith("```"):
            block: list[Line] = []
            for inner in lines:
                if inner.text == "```":
                    break
                block.append(inner)
            else:
                line.refuse("no end")
            line.check(bool(cases), "a block before any case")
            name = line.text.removeprefix("```")
            line.check(name not in blocks, "a second block of this name")
            line.check(name in BLOCKS, "an unknown block")
            attribute, read = BLOCKS[name]
            setattr(cases[-1], attribute, read(block))
            blocks.append(name)
        else:
            line.check(not line.text.startswith("#") or line.number == 1, "a heading of another level")
            cited = cited or "RFC " in line.text
    finish(file, cited, cases, blocks)
    return cases


def finish(file: str, cited: bool, cases: list[Case], blocks: list[str]) -> None:
    """Checks that the last of the cases is whole."""
    for case in cases[-1:]:
        title = Line(file, case.line, case.title)
        title.check(cited, "a case without a clause")
        title.check("http" in blocks, "a case without input")
        title.check("events" in blocks, "a case without events")


def read_setup(block: list[Line]) -> Setup:
    setup = Setup()
    seen: list[tuple[str, Line]] = []
    for line in block:
        words = line.text.split(" ")
        match words:
            case ["role", "client"]:
                setup.role = "client"
            case ["send", method, target]:
                setup.sends.append(Sent(method, target))
            case ["send", method, target, offer] if offer.startswith("upgrade="):
                setup.sends.append(Sent(method, target, offer.removeprefix("upgrade=")))
            case ["version", "0.9" | "1.0" | "1.1"]:
                setup.version = int(words[1].replace(".", ""))
            case ["allow", _, *_]:
                for bit in words[1:]:
                    line.check(bit in ALLOW, "an unknown leniency")
                    setup.allow |= 1 << ALLOW.index(bit)
            case ["keep", _, *_]:
                setup.keep = words[1:]
            case ["input" | "max_content" | "max_discard" as name, count]:
                setattr(setup, name, line.integer(count))
            case ["end" | "last" as name]:
                setattr(setup, name, True)
            case ["reply", "request" | "never" as when]:
                setup.reply = when
            case ["reply", status] if len(status) == 3:
                setup.reply = line.integer(status)
            case ["switch", protocol]:
                setup.switch = protocol
            case _:
                line.refuse("an unknown directive")
        line.check(words[0] == "send" or all(word != words[0] for word, _ in seen), "a second directive")
        seen.append((words[0], line))
    foreign = ("reply", "switch") if setup.role == "client" else ("send", "version")
    for word, line in seen:
        line.check(word not in foreign, "a directive for the other end")
    return setup


def read_events(block: list[Line]) -> list[str]:
    for position, line in enumerate(block):
        line.check(kind(line.text) in KINDS, "an unknown event")
        line.check(line.text == line.text.rstrip(), "a space ends the line")
        pair = [kind(line.text) for line in block[max(position - 1, 0) : position + 1]]
        line.check(pair != ["content", "content"], "content beside content")
    return [line.text for line in block]


def kind(event: str) -> str:
    """The first word of an event."""
    return event.split(" ")[0]


def read_octets(block: list[Line]) -> bytes:
    octets = bytearray()
    for line in block:
        line.check(not line.text.endswith(" "), "a space ends the line: write \\x20")
        at = 0
        while part := PART.match(line.text, at):
            plain, hexadecimal, count, run, escape = part.groups("")
            octets += plain.encode() + bytes.fromhex(hexadecimal) + int(count or 0) * run.encode()
            octets += ESCAPES[escape]
            at = part.end()
        line.check(line.text[at:] in ("", "\\"), "an octet to be escaped, or an unknown escape")
        octets += b"" if line.text[at:] else b"\r\n"
    return bytes(octets)


BLOCKS: dict[str, tuple[str, Callable[[list[Line]], object]]] = {
    "setup": ("setup", read_setup),
    "http": ("input", read_octets),
    "events": ("events", read_events),
    "output": ("output", read_octets),
}
PART = re.compile(r"([ -\[\]-~]+)|\\(?:x([0-9A-Fa-f]{2})|\{([0-9]+)\*([ -~])\}|([rnt\\]))")
ESCAPES = {"": b"", "r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}
ALLOW = ("bare_lf", "obs_fold", "http09", "unended_head")
KINDS = (
    *("request", "response", "informational", "field", "content", "complete", "trailer"),
    *("tunnel", "peer-ended", "fault", "closed"),
)
