# SPDX-License-Identifier: MIT OR Apache-2.0
"""Threads: one at a time inside a Connection or Server; a second one is told so."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest

import oyez

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture
def often() -> Iterator[None]:
    """Threads take turns as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_a_second_thread_inside_a_server_is_refused() -> None:
    with oyez.Server() as server:
        polls = threading.Thread(target=server.poll)
        polls.start()
        refused: list[str] = []
        for _ in range(200):
            try:
                server.fileno()
            except RuntimeError as error:
                refused.append(str(error))
                break
            time.sleep(0.01)
        server.wake()
        polls.join(10)
        assert refused == ["another thread is inside this Server"]
        assert server.fileno() >= 0


def test_a_connection_survives_a_hammer(often: None) -> None:
    conn = oyez.Connection()
    until = time.monotonic() + 1
    counts = {"events": 0, "refused": 0}
    odd: list[BaseException] = []

    def hammer(number: int) -> None:
        while time.monotonic() < until:
            try:
                if number % 2:
                    conn.receive(GET)
                for event in conn:
                    counts["events"] += 1
                    if isinstance(event, oyez.Complete):
                        conn.respond(200, b"x" * 3000)
            except (RuntimeError, oyez.MisuseError):
                counts["refused"] += 1
            except BaseException as error:
                odd.append(error)
                return

    threads = [threading.Thread(target=hammer, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not odd and counts["events"] > 100


def test_events_may_be_shared_by_threads(often: None) -> None:
    conn = oyez.Connection()
    conn.receive(GET)
    request = next(conn)
    assert isinstance(request, oyez.Request)
    odd: list[object] = []

    def look() -> None:
        for _ in range(2000):
            if (request.path, request.fields["HOST"], hash(request)) != ("/", b"a", hash(request)):
                odd.append(request)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not odd


def test_a_server_is_drained_from_another_thread() -> None:
    with oyez.Server() as server:
        threading.Timer(0.05, server.drain).start()
        assert list(server) == []
