# SPDX-License-Identifier: MIT OR Apache-2.0
"""What a server end sends is read alike by readers nobody here wrote: h11 and httptools."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import h11
import httptools
import pytest

import oyez

SEEDS = range(400)


@dataclass
class Heard:
    """One response, as a reader told it."""

    status: int = 0
    fields: list[tuple[bytes, bytes]] = field(default_factory=list)
    content: bytes = b""
    complete: bool = False


def served(dice: random.Random, method: str) -> tuple[bytes, Heard]:
    """The octets that answer one request, and what was answered."""
    conn = oyez.Connection()
    conn.receive(f"{method} / HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert any(isinstance(event, oyez.Complete) for event in conn)
    status = dice.choice([200, 201, 204, 304, 404, 500])
    fields = {f"X-{at}": dice.randbytes(4).hex() for at in range(dice.randrange(4))}
    content = dice.randbytes(dice.choice([0, 1, 50, 3000]))
    bare = status in (204, 304) or method == "HEAD"
    sent = b""
    if dice.random() < 0.5:
        sent += conn.respond(status, b"" if status == 204 else content, fields)
    else:
        sent += conn.send(oyez.Response(status, fields, content_length=None))
        pieces = [content[at : at + 700] for at in range(0, len(content), 700)]
        sent += b"".join(conn.send(oyez.Content(piece)) for piece in pieces if not bare)
        sent += conn.send(oyez.Complete())
    told = [(name.lower().encode(), value.encode()) for name, value in fields.items()]
    return sent, Heard(status, told, b"" if bare else content, True)


def by_h11(octets: bytes, method: str) -> Heard:
    conn = h11.Connection(h11.CLIENT)
    conn.send(h11.Request(method=method, target="/", headers=[("Host", "a")]))
    conn.send(h11.EndOfMessage())
    conn.receive_data(octets)
    heard = Heard()
    while True:
        event = conn.next_event()
        if isinstance(event, h11.Response):
            heard.status = event.status_code
            heard.fields = [(bytes(name), bytes(value)) for name, value in event.headers]
        elif isinstance(event, h11.Data):
            heard.content += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            heard.complete = True
            return heard
        else:
            return heard


class Listener:
    """Callbacks for httptools."""

    def __init__(self) -> None:
        self.heard = Heard()

    def on_header(self, name: bytes, value: bytes) -> None:
        self.heard.fields.append((name.lower(), value))

    def on_body(self, octets: bytes) -> None:
        self.heard.content += octets

    def on_message_complete(self) -> None:
        self.heard.complete = True


def by_httptools(octets: bytes) -> Heard:
    listener = Listener()
    parser = httptools.HttpResponseParser(listener)
    parser.feed_data(octets)
    listener.heard.status = parser.get_status_code()
    return listener.heard


def own(heard: Heard) -> Heard:
    """Without the fields that framing adds."""
    derived = (b"content-length", b"transfer-encoding", b"connection")
    kept = [pair for pair in heard.fields if pair[0] not in derived]
    return Heard(heard.status, kept, heard.content, heard.complete)


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_readers_nobody_here_wrote_agree(method: str) -> None:
    for seed in SEEDS:
        octets, answered = served(random.Random(seed), method)
        assert own(by_h11(octets, method)) == answered, (seed, octets)
        # httptools is not told what was asked, so it would wait for what HEAD never brings.
        if method != "HEAD":
            assert own(by_httptools(octets)) == answered, (seed, octets)
