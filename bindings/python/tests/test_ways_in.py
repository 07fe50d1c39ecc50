# SPDX-License-Identifier: MIT OR Apache-2.0
"""The ways into a Server: behind a proxy, by a port that is shared, under another's loop."""

from __future__ import annotations

import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import oyez

EXAMPLE = Path(__file__).parents[3] / "examples" / "asyncio_server.py"
GET = b"GET %b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def connected(address: tuple[str, int] | str) -> socket.socket:
    assert isinstance(address, tuple)
    return socket.create_connection(address, timeout=10)


def everything(sock: socket.socket) -> bytes:
    octets = b""
    while piece := sock.recv(1 << 20):
        octets += piece
    return octets


def test_a_proxy_names_the_peer() -> None:
    with oyez.Server(proxy=True) as server, connected(server.address) as sock, connected(server.address) as plain:
        sock.sendall(b"PROXY TCP6 2001:db8::9 ::1 1234 80\r\n" + GET % b"/")
        plain.sendall(GET % b"/")
        exchange = server.poll(10)
        assert exchange is not None and exchange.peer == ("2001:db8::9", 1234)
        with exchange:
            exchange.respond(200, "behind")
        assert server.poll(0.1) is None
        assert everything(sock).endswith(b"behind")
        try:
            assert plain.recv(1000) == b""
        except ConnectionResetError:
            pass


def test_servers_share_a_port_where_both_say_so() -> None:
    with oyez.Server(reuse_port=True) as server:
        assert isinstance(server.address, tuple)
        with oyez.Server(server.address, reuse_port=True) as other:
            assert other.address == server.address
        try:
            oyez.Server(server.address).close()
        except OSError:
            return
        raise AssertionError("one that does not say so took the port")


def test_a_host_to_be_served_is_a_host() -> None:
    with pytest.raises(oyez.MisuseError, match="one of the hosts"):
        oyez.Server(hosts=["::1"])
    oyez.Server(hosts=["[::1]", "localhost"]).close()


def test_a_request_that_came_while_another_was_read_is_due_now() -> None:
    with oyez.Server() as server, connected(server.address) as slow, connected(server.address) as quick:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n1")
        exchange = server.poll(10)
        assert exchange is not None and exchange.read(1) == b"1"
        quick.sendall(GET % b"/")
        time.sleep(0.05)
        slow.sendall(b"2")
        assert exchange.read() == b"2"
        exchange.respond(204)
        while select.select([server.fileno()], [], [], 0)[0] and server.interest().wait != 0:
            time.sleep(0.01)
        assert server.interest().wait == 0 and oyez.Wants.STEP in server.interest().wants
        other = server.poll(0)
        assert other is not None and other.request.method == "GET"
        # So is one that was let go: its connection is to be cut.
        while server.poll(0) or server.interest().wait == 0:
            pass
        del other
        assert server.interest().wait == 0
        assert server.poll(0) is None
        try:
            assert quick.recv(1) == b""
        except ConnectionResetError:
            pass


@contextmanager
def asyncio_process() -> Iterator[tuple[subprocess.Popen[str], tuple[str, int]]]:
    command = [sys.executable, str(EXAMPLE), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield process, ("127.0.0.1", int(line.rstrip("/\n").rsplit(":", 1)[1]))
        finally:
            process.kill()


def test_asyncio_waits_for_the_server() -> None:
    with asyncio_process() as (process, address):
        begun = time.monotonic()
        late = [connected(address) for _ in range(20)]
        for sock in late:
            sock.sendall(GET % b"/later")
        # The others do not wait meanwhile, not even a pipeline longer than is looked at in one go.
        with connected(address) as sock:
            sock.sendall(GET.replace(b"Connection: close\r\n", b"") % b"/" * 500 + GET % b"/")
            assert everything(sock).count(b"\r\n\r\nOyez!\n") == 501
        for sock in late:
            assert everything(sock).endswith(b"\r\n\r\nlater\n")
            sock.close()
        assert 0.49 < time.monotonic() - begun < 8
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "") and process.returncode == 0


def test_who_finds_all_connections_taken_is_asked_to_come_again() -> None:
    with oyez.Server(connections=1, retry_after=3) as server, connected(server.address) as first:
        first.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        exchange = server.poll(10)
        assert exchange is not None
        with exchange, connected(server.address) as second:
            second.sendall(GET % b"/")
            assert server.poll(0.1) is None
            answer = everything(second)
            assert answer.startswith(b"HTTP/1.1 503 ") and b"\r\nRetry-After: 3\r\n" in answer
            exchange.respond(200, "first")
        assert (server.stats.turned_away, server.stats.accepted) == (1, 1)


def test_faults_are_counted_by_name() -> None:
    with oyez.Server() as server, connected(server.address) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert server.poll(0.2) is None
        assert server.stats.faults == {"HOST_MISSING": 1} and server.stats.violations == 1
