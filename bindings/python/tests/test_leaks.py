# SPDX-License-Identifier: MIT OR Apache-2.0
"""Leaks: memory stays flat over many events."""

from __future__ import annotations

import gc
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import oyez

GET = b"GET /a?b HTTP/1.1\r\nHost: a\r\nAccept: x, y\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n%s\r\n0\r\nT: u\r\n\r\n" % (b"x" * 1024)

SECONDS = 0.5
# What an allocator may take for itself; a leaked object for each event would be many times as much.
SLACK = 1 << 20

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def flat(work: Callable[[], None]) -> None:
    """Does the work for a while, and again: the second time takes no more memory."""
    counts = []
    for _ in range(2):
        until, count = time.monotonic() + SECONDS, 0
        while time.monotonic() < until:
            work()
            count += 1
        counts.append((count, resident()))
    (_, before), (count, after) = counts
    assert count > 100
    assert after - before < SLACK, f"{after - before} octets more after {count} times"


def test_a_connection_takes_no_more() -> None:
    conn = oyez.Connection()

    def work() -> None:
        conn.receive(GET)
        conn.receive(POST)
        for event in conn:
            if isinstance(event, oyez.Request):
                assert event.fields["host"] == b"a" and dict(event.fields) and repr(event) and hash(event)
            if isinstance(event, oyez.Complete):
                assert conn.respond(200, b"x" * 5000, {"Content-Type": "text/plain"})

    flat(work)


def test_connections_and_errors_take_no_more() -> None:
    def work() -> None:
        conn = oyez.Connection(input_size=4096, keep=["x"])
        conn.receive(GET + b"G T\r\n\r\n")
        try:
            for event in conn:
                if isinstance(event, oyez.Complete):
                    conn.respond(200)
        except oyez.ProtocolError as error:
            conn.respond(error.status or 0)
        else:
            pytest.fail("no fault")

    flat(work)


def test_a_server_takes_no_more() -> None:
    with oyez.Server() as server:
        assert isinstance(server.address, tuple)
        with socket.create_connection(server.address, timeout=10) as sock:

            def work() -> None:
                sock.sendall(POST)
                exchange = server.poll(10)
                assert exchange
                with exchange:
                    exchange.respond(200, exchange.read())
                assert server.poll(0) is None
                assert sock.recv(4096)

            flat(work)
