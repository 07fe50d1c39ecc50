# SPDX-License-Identifier: MIT OR Apache-2.0
"""Says what a message is, and what is wrong with it: `python -m oyez.explain [FILE]`, or from standard input.

Whether they are requests or responses shows itself. Each line is named; the octet that broke a rule has a caret under
it, the rule in a sentence, its clause, and what a server would answer.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path

import oyez

__all__ = ["explain", "main"]

WIDTH = 96
"""Octets of a line that are shown."""


class _Part(Enum):
    """What an octet belongs to."""

    HEAD = "head"
    FRAMING = "framing"
    CONTENT = "content"
    PASSED_OVER = "passed over"
    NOT_READ = "not read"


class _Story:
    """What the engine told, octet by octet."""

    def __init__(self, octets: bytes) -> None:
        # A message that begins with a version is a response (RFC 9112, 4).
        self.is_response = octets.lstrip().startswith(b"HTTP/")
        self.octets = octets
        self.parts = [_Part.NOT_READ] * len(octets)
        self.notes: list[tuple[int, str]] = []
        self.faults: list[tuple[oyez.ProtocolError, str]] = []
        self.conn = oyez.Connection(oyez.Role(self.is_response), input_size=65535)
        # Since where no event has told what octets are, and what they are if none does.
        self.begin, self.part = 0, _Part.HEAD
        # Whether a client is to ask for the response that comes next.
        self.owed = self.is_response
        for at in range(len(octets)):
            if self.owed:
                self.conn.send(oyez.Request("GET", "/", {"Host": "a", "Upgrade": "any"}))
                self.conn.send(oyez.Complete())
                self.owed = False
            self.conn.receive(octets[at : at + 1])
            self._listen(at + 1)
            if self.conn.must_close:
                break
        if not self.conn.must_close:
            self.conn.receive_end()
            self._listen(len(octets))
        if self.part is _Part.PASSED_OVER:
            self._mark(self.begin, len(octets), self.part)

    def _mark(self, begin: int, end: int, part: _Part) -> None:
        self.parts[begin:end] = [part] * max(0, end - begin)

    def _listen(self, end: int) -> None:
        while True:
            try:
                event = next(self.conn, None)
            except oyez.ProtocolError as error:
                self._fault(error, end)
                continue
            if event is None:
                return
            start, part, following = self.begin, self.part, self.part
            match event:
                case oyez.Request(method, target):
                    start = max(start, self.octets.rfind(f"{method} {target}".encode(), start, end))
                    part, following = _Part.HEAD, _Part.FRAMING
                    form = event.target_form.name.lower()
                    self._note(end, f"a request: {method} {target} in {form}-form", event.content_length, event.last)
                case oyez.Response(status):
                    part, following = _Part.HEAD, _Part.FRAMING
                    self._note(end, f"a response: {status}", event.content_length, event.last)
                case oyez.Informational(status):
                    part, following = _Part.HEAD, _Part.HEAD
                    self._note(end, f"an informational response: {status}", 0, event.last)
                case oyez.Content(octets):
                    start, part = max(start, end - len(octets)), _Part.CONTENT
                case oyez.Complete():
                    following, self.owed = _Part.HEAD, self.is_response
                    # The end of a tunnel is told as complete too, and is answered by nothing.
                    with suppress(oyez.MisuseError):
                        self.conn.respond(200)
                case oyez.Tunnel():
                    self.notes.append((end, "what follows is no longer HTTP"))
                case _:
                    continue
            self._mark(self.begin, start, self.part)
            self._mark(start, end, part)
            self.begin, self.part = end, following

    def _note(self, end: int, what: str, length: int | None, last: bool) -> None:
        content = "no content" if length == 0 else f"{length} octets of content"
        if length is None:
            content = "content of a length not known beforehand"
        then = "the connection ends behind it" if last else "the connection goes on"
        self.notes.append((end, f"{what}; {content}; {then}"))

    def _fault(self, error: oyez.ProtocolError, end: int) -> None:
        answer = "no answer is called for: the connection is over"
        if error.status is not None:
            line = self.conn.respond(error.status).split(b"\r")[0].decode()
            answer = f"a server answers {line}, and {'goes on' if error.may_continue else 'closes'}"
        self.faults.append((error, answer))
        read = end if error.may_continue else min(end, error.offset + 1)
        self._mark(self.begin, read, self.part)
        self.begin, self.part = end, _Part.PASSED_OVER if error.may_continue else _Part.NOT_READ

    def _line(self, at: int) -> tuple[_Part, int]:
        """What the line at an octet is, and where it ends. One that is refused stands whole, whatever was read."""
        part = self.parts[at]
        line = self.octets.find(b"\n", at) + 1 or len(self.octets)
        if part is not _Part.CONTENT and any(at <= error.offset < line for error, _ in self.faults):
            return part, line
        return part, next((other for other in range(at, line) if self.parts[other] is not part), line)

    def shown(self, ink: _Ink) -> str:
        """All of it, line by line, as a person reads it."""
        rows: list[str] = []
        at, first, trailers, before = 0, True, False, None
        while at < len(self.octets):
            part, end = self._line(at)
            line = self.octets[at:end]
            empty = not line.strip()
            name = part.value
            if part is _Part.HEAD:
                name = "status-line" if self.is_response else "request-line"
                if empty:
                    name = "empty line" if first else "end of head"
                elif not first:
                    name = "obs-fold" if line[:1].isspace() else "field line"
            elif part is _Part.FRAMING:
                name = "trailer" if trailers else "chunk size"
                if empty or before is _Part.CONTENT:
                    name = "end of chunks" if trailers else "end of chunk"
            first = part is not _Part.HEAD or empty
            trailers = part is _Part.FRAMING and not empty and (trailers or line.startswith(b"0"))
            rows += self._row(ink, name, at, end)
            rows += [" " * 14 + ink.paint("32", f"= {note}") for place, note in self.notes if at < place <= end]
            at, before = end, part
        if any(error.offset >= at for error, _ in self.faults):
            rows += self._row(ink, "the end", at, at + 1)
        verdict = ink.paint("1;32", "nothing is wrong with it") if at else "nothing came"
        if self.faults:
            verdict = ink.paint("1;31", f"rules broken: {len(self.faults)}")
        return "\n".join([*rows, "", verdict, ""])

    def _row(self, ink: _Ink, name: str, at: int, end: int) -> list[str]:
        """One line, and what is wrong with it."""
        octets = self.octets[at:end]
        here = [(error, answer) for error, answer in self.faults if at <= error.offset < end]
        # Of a long line, what is around the octet to be seen, else its beginning.
        middle = here[0][0].offset - at if here else 0
        start = max(0, min(middle - WIDTH // 2, len(octets) - WIDTH))
        shown = octets[start : start + WIDTH]
        more = len(octets) - start - len(shown)
        cut = ink.paint("2", f"… {more} more octets") if more else ""
        rows = [ink.paint("2", f"{name:14}") + ("…" if start else "") + ink.line(name, shown) + cut]
        for error, answer in here:
            column = len(_visible(shown[: error.offset - at - start])) + (start > 0)
            indent = " " * (14 + column)
            sentence = ink.paint("1;31", str(error).partition(f" ({error.clause})")[0])
            field = f", in {error.field}" if error.field else ""
            rows.append(f"{indent}{ink.paint('1;31', '^')} {sentence}")
            rows.append(f"{indent}  {ink.paint('1', error.clause)}, at octet {error.offset}{field}")
            rows.append(f"{indent}  {answer}")
        return rows


def _visible(octets: bytes) -> str:
    """Octets with their control characters made visible; what is no ASCII as \\xNN."""
    return "".join(
        chr(0x2400 + octet) if octet < 0x20 else chr(octet) if octet < 0x7F else f"\\x{octet:02x}" for octet in octets
    )


class _Ink:
    """Colours, on a terminal."""

    PARTS = {
        "request-line": (" ", ["1;32", "36", "35"]),
        "status-line": (" ", ["35", "1;32", "36"]),
        "field line": (":", ["34", "0"]),
        "trailer": (":", ["34", "0"]),
        "chunk size": (";", ["33", "0"]),
        "content": ("\n", ["0"]),
    }

    def __init__(self, coloured: bool) -> None:
        self.coloured = coloured

    def paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.coloured and text else text

    def line(self, name: str, octets: bytes) -> str:
        """A line, its parts coloured: words of a start-line, name and value of a field."""
        separator, colours = self.PARTS.get(name, ("\n", ["2"]))
        text = octets.rstrip(b"\r\n")
        words = _visible(text).split(separator, len(colours) - 1)
        painted = separator.join(self.paint(colour, word) for colour, word in zip(colours, words))
        return painted + self.paint("2", _visible(octets[len(text) :]))


def explain(octets: bytes, *, coloured: bool = False) -> str:
    """What messages are, and what is wrong with them, as a person reads it."""
    return _Story(octets).shown(_Ink(coloured))


def main() -> int:
    try:
        octets = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else sys.stdin.buffer.read()
    except OSError as error:
        print(f"explain: {error}", file=sys.stderr)
        return 2
    story = _Story(octets)
    text = story.shown(_Ink(sys.stdout.isatty()))
    sys.stdout.buffer.write(text.encode())
    return 1 if story.faults else 0


if __name__ == "__main__":
    sys.exit(main())
