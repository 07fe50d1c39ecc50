# SPDX-License-Identifier: MIT OR Apache-2.0
"""The Markdown cases of `tests/conformance`: whole, octet by octet and in two parts, always the same story."""

from __future__ import annotations

import random
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import Case, Setup, all_cases, escaped, matches, quoted, splits

import oyez

FOLDER = Path(__file__).parents[3] / "tests" / "conformance"
CASES = all_cases(FOLDER)

# Inputs longer than this are cut at their lines' ends and at so many other places, for the sake of time.
SHORT, OTHERS = 256, 64

LENIENCIES = ("bare_lf", "obs_fold", "http09", "unended_head")


class Story:
    """A connection set up as a case says, and what it told."""

    def __init__(self, case: Case) -> None:
        setup = case.setup
        self.case = case
        self.conn = oyez.Connection(
            oyez.Role.CLIENT if setup.role == "client" else oyez.Role.SERVER,
            version=divmod(setup.version, 10),
            input_size=setup.input,
            max_content=setup.max_content,
            max_discard=65536 if setup.max_discard is None else setup.max_discard,
            keep=setup.keep,
            allow_bare_lf=bool(setup.allow & 1),
            allow_obs_fold=bool(setup.allow & 2),
            allow_http09=bool(setup.allow & 4),
            allow_unended_head=bool(setup.allow & 8),
        )
        self.told: list[str] = []
        self.output = b""
        self.request: oyez.Request | None = None
        if setup.last:
            self.conn.make_last()
        for sent in setup.sends:
            fields = [("Host", "a")] if setup.version > 9 else []
            if sent.upgrade:
                fields.append(("Upgrade", sent.upgrade))
            self.output += self.conn.send(oyez.Request(sent.method, sent.target, fields))
            self.output += self.conn.send(oyez.Complete())

    def receive(self, octets: bytes) -> None:
        self.conn.receive(octets)
        self.listen()

    def end(self) -> None:
        self.conn.receive_end()
        self.listen()

    def listen(self) -> None:
        """Takes events until there are no more, and answers as the case says."""
        while True:
            try:
                for event in self.conn:
                    self.told += self.lines(event)
                    self.answer(event)
                self.output += self.conn.data_to_send()
                return
            except oyez.ProtocolError as error:
                self.told.append(fault(error))
                self.request = None
                if error.status and self.case.setup.reply != "never":
                    self.output += self.conn.respond(error.status)

    def answer(self, event: oyez.Event) -> None:
        setup = self.case.setup
        match event:
            case oyez.Request():
                self.request = event
                if setup.reply == "request":
                    self.output += self.conn.respond(200)
                    self.request = None
            case oyez.Complete() if self.request and setup.switch:
                self.output += self.conn.inform(101, {"Upgrade": setup.switch})
                self.request = None
            case oyez.Complete() if self.request and isinstance(setup.reply, int):
                self.output += self.conn.respond(setup.reply)
                self.request = None

    def lines(self, event: oyez.Event) -> Iterator[str]:
        match event:
            case oyez.Request():
                line = f"request {event.method} {event.target} {dotted(event.version)} {length(event.content_length)}"
                if event.target_form != oyez.TargetForm.ORIGIN:
                    line += f" form={event.target_form.name.lower()} authority={event.authority}"
                line += " expects-continue" if event.expects_continue else ""
                yield line + self.ends(event)
                yield from fields("field", event.fields)
            case oyez.Response():
                line = f"response {event.status} {dotted(event.version)} {length(event.content_length)}"
                line += f" reason={quoted(event.reason)}" if event.reason else ""
                if event.announced is not None and event.announced != event.content_length:
                    line += f" announced={event.announced}"
                yield line + self.ends(event)
                yield from fields("field", event.fields)
            case oyez.Informational():
                line = f"informational {event.status} {dotted(event.version)}"
                line += f" reason={quoted(event.reason)}" if event.reason else ""
                yield line + self.ends(event)
                yield from fields("field", event.fields)
            case oyez.Content(octets):
                yield f"content {quoted(octets)}"
            case oyez.Complete(trailers):
                dropped = oyez.Leniency.TRAILER_DROPPED in self.conn.leniencies
                yield "complete trailer-dropped" if dropped else "complete"
                yield from fields("trailer", trailers)
            case oyez.Tunnel():
                yield "tunnel"
            case oyez.PeerEnded():
                yield "peer-ended"
            case oyez.Closed():
                yield "closed"

    def ends(self, head: oyez.Request | oyez.Response | oyez.Informational) -> str:
        """What stands behind every head."""
        used = [name for bit, name in enumerate(LENIENCIES) if self.conn.leniencies & 1 << bit]
        line = f" upgrade={head.upgrade}" if head.upgrade else ""
        line += " last" if head.last else ""
        line += f" dropped={head.dropped}" if head.dropped else ""
        return line + (f" lenient={','.join(used)}" if used else "")


def dotted(version: tuple[int, int]) -> str:
    return "{}.{}".format(*version)


def length(octets: int | None) -> str:
    return f"length={'unknown' if octets is None else octets}"


def fields(kind: str, section: oyez.Fields) -> list[str]:
    return [f"{kind} {name}: {escaped(value)}" for name, value in section.lines()]


def fault(error: oyez.ProtocolError) -> str:
    line = f"fault {error.name} offset={error.offset} status={error.status or 0}"
    line += f" field={error.field}" if error.field else ""
    return line + (" continue" if error.may_continue else "")


def cuts(case: Case) -> list[int]:
    """Where to cut a case's input in two."""
    every = list(splits(len(case.input)))
    if len(case.input) <= SHORT:
        return every
    line_ends = {at + 1 for at, octet in enumerate(case.input) if octet == 10}
    near = [at for at in every if any(at + off in line_ends for off in range(-2, 3))]
    chosen = random.Random(case.title).sample(every, OTHERS)
    return sorted({*near[:OTHERS], *chosen})


def tell(case: Case, parts: Iterator[bytes]) -> str | None:
    story = Story(case)
    for part in parts:
        story.receive(part)
    if case.setup.end:
        story.end()
    difference = matches(case, story.told)
    if difference is None and case.output is not None and story.output != case.output:
        difference = f"{case.file}:{case.line}: {case.title}\n- {case.output!r}\n+ {story.output!r}"
    return difference


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}:{case.line}")
def test_a_case_tells_its_story_however_it_is_cut(case: Case) -> None:
    assert tell(case, iter([case.input])) is None
    assert tell(case, (bytes([octet]) for octet in case.input)) is None
    for at in cuts(case):
        assert tell(case, iter([case.input[:at], case.input[at:]])) is None, f"cut at {at}"


def plain(case: Case) -> bool:
    """Whether a case asks of a server nothing but to be answered."""
    return case.setup in (Setup(), Setup(end=True)) and b"CONNECT" not in case.input


def statuses(octets: bytes) -> list[bytes]:
    return [status for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", octets) if status != b"100"]


@pytest.fixture(scope="module")
def server() -> Iterator[oyez.Server]:
    def serve() -> None:
        for exchange in made:
            with exchange:
                exchange.read()
                exchange.respond(200)

    made = oyez.Server()
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield made
    made.drain(0)
    thread.join(10)
    made.close()


@pytest.mark.parametrize("case", [case for case in CASES if plain(case)], ids=lambda case: f"{case.file}:{case.line}")
def test_a_server_answers_as_a_connection_does(case: Case, server: oyez.Server) -> None:
    story = Story(case)
    story.receive(case.input)
    story.end()
    assert isinstance(server.address, tuple)
    octets = b""
    with socket.create_connection(server.address, timeout=10) as sock:
        sock.sendall(case.input)
        sock.shutdown(socket.SHUT_WR)
        while piece := sock.recv(65536):
            octets += piece
    assert statuses(octets) == statuses(story.output)


def test_there_are_cases() -> None:
    assert len(CASES) > 200
