# SPDX-License-Identifier: MIT OR Apache-2.0
"""Server and Exchange, over real sockets."""

from __future__ import annotations

import gc
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import oyez

EXAMPLES = Path(__file__).parents[3] / "examples"
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
PLAIN = {"Content-Type": "text/plain"}


@contextmanager
def serving(handle: Callable[[oyez.Exchange], object], server: oyez.Server | None = None) -> Iterator[oyez.Server]:
    """A server in a thread of its own, that gives every exchange to `handle` and is drained at the end."""
    server = server or oyez.Server()
    failed: list[BaseException] = []

    def serve() -> None:
        try:
            for exchange in server:
                handle(exchange)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.drain(0.2)
        thread.join(10)
        server.close()
    assert not thread.is_alive() and not failed, failed


def connected(server: oyez.Server) -> socket.socket:
    assert isinstance(server.address, tuple)
    return socket.create_connection(server.address, timeout=10)


def told(server: oyez.Server, octets: bytes, ends: bool = True) -> bytes:
    """What the server says to these octets, to its end."""
    with connected(server) as sock:
        sock.sendall(octets)
        if ends:
            sock.shutdown(socket.SHUT_WR)
        return everything(sock)


def everything(sock: socket.socket) -> bytes:
    octets = b""
    while piece := sock.recv(1 << 20):
        octets += piece
    return octets


def answer(octets: bytes, method: str = "GET") -> tuple[oyez.Response, bytes]:
    """A single final response, read by a client of ours."""
    conn = oyez.Connection(oyez.Role.CLIENT)
    conn.send(oyez.Request(method, "/", {"Host": "a"}))
    conn.send(oyez.Complete())
    conn.receive(octets)
    conn.receive_end()
    events = list(conn)
    response = next(event for event in events if isinstance(event, oyez.Response))
    assert any(isinstance(event, oyez.Complete) for event in events)
    return response, b"".join(event.octets for event in events if isinstance(event, oyez.Content))


def hello(exchange: oyez.Exchange) -> None:
    with exchange:
        exchange.respond(200, "Oyez!\n", PLAIN)


def test_a_request_is_answered() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        seen.append(exchange)
        hello(exchange)

    seen: list[oyez.Exchange] = []
    with serving(handle) as server:
        response, content = answer(told(server, GET))
    assert (response.status, content) == (200, b"Oyez!\n")
    assert response.fields["content-type"] == b"text/plain"
    assert response.fields["server"] == b"oyez" and re.fullmatch(rb"\w{3}, .* GMT", response.fields["date"])
    assert seen[0].request == oyez.Request("GET", "/", {"host": "a"})
    assert isinstance(seen[0].peer, tuple) and seen[0].peer[0] == "127.0.0.1" and seen[0].id != 0


def test_a_pipeline_is_answered_in_its_order() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.respond(200, exchange.request.path)

    with serving(handle) as server:
        octets = told(server, b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(100)))
    assert re.findall(rb"\r\n\r\n(/\d+)", octets) == [b"/%d" % number for number in range(100)]


def test_head_is_answered_without_content() -> None:
    with serving(hello) as server:
        octets = told(server, b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert octets.endswith(b"Content-Length: 6\r\n\r\n")
    assert answer(octets, "HEAD")[0].announced == 6


def test_a_chunked_upload_is_read_with_its_trailers() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            read.append(exchange.read())
            read.append(exchange.read())
            exchange.respond(200, exchange.trailers["t"])

    read: list[bytes] = []
    with serving(handle) as server:
        upload = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert answer(told(server, upload + b"3\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n"))[1] == b"u"
    assert read == [b"abcde", b""]


def test_a_large_upload_is_read_piece_by_piece_while_others_wait() -> None:
    size = 3_000_000

    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            if exchange.request.method == "POST":
                assert len(first := exchange.read(10)) <= 10
                count = len(first) + sum(len(piece) for piece in exchange)
                exchange.respond(200, str(count))
            else:
                exchange.respond(200, "other")

    with serving(handle) as server, connected(server) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size + b"x" * (size // 2))
        with connected(server) as quick:
            quick.sendall(GET)
            time.sleep(0.1)
            slow.sendall(b"x" * (size - size // 2))
            slow.shutdown(socket.SHUT_WR)
            assert answer(everything(slow))[1] == b"%d" % size
            quick.shutdown(socket.SHUT_WR)
            assert answer(everything(quick))[1] == b"other"


def test_a_100_continue_is_sent_at_the_first_read() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            if exchange.request.path == "/refused":
                exchange.respond(403)
            else:
                exchange.respond(200, exchange.read())

    head = b"POST %s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with serving(handle) as server:
        with connected(server) as sock:
            sock.sendall(head % b"/")
            assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            sock.sendall(b"ab")
            sock.shutdown(socket.SHUT_WR)
            assert answer(everything(sock))[1] == b"ab"
        assert told(server, head % b"/refused").startswith(b"HTTP/1.1 403 Forbidden\r\n")


@pytest.mark.parametrize("size", [16_000, 17_000, 1_000_000, 30_000_000])
def test_a_large_response_is_sent_whole(size: int) -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.respond(200, content)

    content = os.urandom(1000) * (size // 1000)
    with serving(handle) as server:
        response, received = answer(told(server, GET))
    assert response.content_length == len(content) and received == content


def test_an_iterable_is_sent_as_it_comes() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        assert sent.wait(10)
        yield b"x" * 100_000
        yield b""
        yield b"two"

    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.respond(200, pieces())

    sent = threading.Event()
    with serving(handle) as server, connected(server) as sock:
        sock.sendall(GET)
        sock.shutdown(socket.SHUT_WR)
        octets = b""
        while b"one" not in octets:
            octets += sock.recv(1000)
        sent.set()
        assert answer(octets + everything(sock))[1] == b"one" + b"x" * 100_000 + b"two"


def test_a_response_is_written_by_hand() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.inform(103, {"Link": "</x>"})
            exchange.begin(200, PLAIN, content_length=200_000)
            rest = memoryview(b"x" * 200_000)
            while rest:
                rest = rest[exchange.write(rest) :]

    with serving(handle) as server:
        octets = told(server, GET)
    assert octets.startswith(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert answer(octets)[1] == b"x" * 200_000


def test_what_is_malformed_gets_a_400_and_is_reported() -> None:
    errors: list[oyez.ProtocolError] = []
    with serving(hello, oyez.Server(on_error=errors.append)) as server:
        octets = told(server, b"GET / HTTP/1.1\r\nHost : a\r\n\r\n")
        assert octets.startswith(b"HTTP/1.1 400 Bad Request\r\n") and b"Connection: close\r\n" in octets
        assert told(server, GET).startswith(b"HTTP/1.1 200 OK\r\n")
    assert [(error.name, error.offset) for error in errors] == [("FIELD_COLON_SPACE", 20)]


def test_a_peer_that_breaks_the_protocol_while_read_ends_its_exchange_only() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        begun.append(exchange.id)
        with exchange:
            try:
                exchange.respond(200, exchange.read())
            except (oyez.ProtocolError, ConnectionError) as error:
                seen.append(error)
                raise

    begun: list[int] = []
    seen: list[Exception] = []
    with serving(handle) as server:
        upload = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert told(server, upload + b"x\r\n").startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert told(server, upload + b"5\r\nab").startswith(b"HTTP/1.1 400 Bad Request\r\n")
        with connected(server) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            sock.sendall(upload + b"5\r\nab")
            while len(begun) < 3:
                time.sleep(0.01)
        assert answer(told(server, GET))[0].status == 200
    assert [getattr(error, "name", "") for error in seen[:2]] == ["CHUNK_SIZE", "TRUNCATED_CHUNKED"]
    assert isinstance(seen[2], ConnectionError)


def test_a_peer_that_stops_sending_gets_a_408() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            try:
                exchange.respond(200, exchange.read())
            except TimeoutError as error:
                seen.append(error)
                raise

    seen: list[TimeoutError] = []
    with serving(handle, oyez.Server(content_timeout=0.1)) as server:
        upload = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"
        assert told(server, upload, ends=False).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert len(seen) == 1


def test_a_peer_that_takes_nothing_ends_its_exchange_only() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            if exchange.request.path != "/large":
                return
            try:
                exchange.respond(200, b"x" * 50_000_000)
            except OSError as error:
                seen.append(error)
                raise

    seen: list[OSError] = []
    with serving(handle, oyez.Server(send_timeout=0.2)) as server, connected(server) as slow:
        slow.sendall(GET.replace(b"/ ", b"/large "))
        while not seen:
            time.sleep(0.01)
        assert answer(told(server, GET))[0].status == 204
    assert len(seen) == 1


def test_a_program_may_take_its_time_to_answer() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            time.sleep(0.3)
            exchange.respond(200, "late")

    with serving(handle, oyez.Server(send_timeout=0.2)) as server:
        assert answer(told(server, GET))[1] == b"late"


def test_a_program_may_take_its_time_to_read() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            time.sleep(0.3)
            exchange.respond(200, exchange.read())

    with serving(handle, oyez.Server(content_timeout=0.2)) as server:
        upload = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        assert answer(told(server, upload))[1] == b"abc"


def test_an_upgrade_gives_the_socket_away() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            if exchange.request.method == "CONNECT":
                exchange.respond(200)
            else:
                assert exchange.request.upgrade == "echo"
                exchange.inform(101, {"Upgrade": "echo"})
            sock, surplus = exchange.upgrade()
        with sock:
            sock.sendall(surplus + sock.recv(100))

    upgrade = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n"
    connect = b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"
    with serving(handle) as server:
        for head in (upgrade, connect):
            with connected(server) as sock:
                sock.sendall(head + b"one")
                time.sleep(0.05)
                sock.sendall(b"two")
                assert everything(sock).endswith(b"\r\n\r\nonetwo")


def test_an_upgrade_that_nobody_takes_is_cut() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            with pytest.raises(oyez.MisuseError):
                exchange.upgrade()
            exchange.respond(200)

    with serving(handle) as server, connected(server) as sock:
        sock.sendall(b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            sock.recv(1000)
            everything(sock)


def test_a_host_that_is_not_served_is_misdirected() -> None:
    with serving(hello, oyez.Server(hosts=["a"])) as server:
        assert told(server, GET).startswith(b"HTTP/1.1 200 ")
        assert told(server, GET.replace(b"Host: a", b"Host: b")).startswith(b"HTTP/1.1 421 ")


def test_a_normal_exit_without_an_answer_is_204() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            pass

    with serving(handle) as server:
        assert answer(told(server, GET))[0].status == 204


def test_an_exception_before_the_head_is_500_and_goes_on() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with pytest.raises(ZeroDivisionError), exchange:
            1 / 0  # noqa: B018

    with serving(handle) as server:
        assert answer(told(server, GET))[0].status == 500


def test_an_exception_behind_the_head_cuts() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with pytest.raises(ZeroDivisionError), exchange:
            exchange.begin(200, content_length=10)
            exchange.write(b"abc")
            1 / 0  # noqa: B018

    with serving(handle) as server, connected(server) as sock:
        sock.sendall(GET)
        octets = b""
        with pytest.raises(ConnectionResetError):
            while True:
                piece = sock.recv(1000)
                assert piece, "ended in order"
                octets += piece
    assert octets.endswith(b"\r\n\r\nabc")


def test_an_exchange_that_is_let_go_is_cut() -> None:
    with oyez.Server() as server, connected(server) as sock:
        sock.sendall(GET)
        exchange = server.poll(10)
        assert exchange
        del exchange
        gc.collect()
        assert server.poll(0.05) is None
        with pytest.raises(ConnectionResetError):
            everything(sock)


def test_a_second_answer_is_misuse() -> None:
    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.respond(200)
            with pytest.raises(oyez.MisuseError) as caught:
                exchange.respond(200)
            names.append(caught.value.name)
            with pytest.raises(oyez.MisuseError) as caught:
                exchange.respond(200, fields={"Connection": "close"})
            names.append(caught.value.name)

    names: list[str] = []
    with serving(handle) as server:
        assert answer(told(server, GET))[0].status == 200
    assert len(names) == 2


def test_a_poll_ends_with_its_time() -> None:
    with oyez.Server() as server:
        assert server.poll(0) is None
        begun = time.monotonic()
        assert server.poll(0.3) is None
        assert 0.25 < time.monotonic() - begun < 2


def test_a_wake_ends_a_poll() -> None:
    with oyez.Server() as server:
        threading.Timer(0.05, server.wake).start()
        assert server.poll(10) is None
        server.wake()
        assert server.poll() is None


def test_a_drain_finishes_what_was_begun() -> None:
    with oyez.Server() as server, connected(server) as sock:
        sock.sendall(GET)
        exchange = server.poll(10)
        assert exchange
        server.drain(5)
        hello(exchange)
        sock.shutdown(socket.SHUT_WR)
        assert list(server) == [] and server.poll() is None
        octets = everything(sock)
        assert octets.startswith(b"HTTP/1.1 200 OK\r\n") and b"Connection: close\r\n" in octets
        with pytest.raises(ConnectionRefusedError):
            connected(server)


def test_a_server_that_is_closed_sends_what_was_answered() -> None:
    with oyez.Server() as server, connected(server) as sock:
        sock.sendall(GET)
        exchange = server.poll(10)
        assert exchange
        hello(exchange)
        server.close()
        assert everything(sock).endswith(b"Oyez!\n")
        with pytest.raises(oyez.MisuseError):
            server.poll(0)


def test_a_server_can_be_waited_for_by_another_loop() -> None:
    with oyez.Server() as server, connected(server) as sock:
        sock.sendall(GET)
        for _ in range(100):
            wait = server.interest().wait
            select.select([server.fileno()], [], [], 1 if wait is None else min(wait, 1))
            if exchange := server.poll(0):
                hello(exchange)
                break
        assert server.poll(0) is None
        assert sock.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_unix_socket_is_listened_on(tmp_path: Path) -> None:
    path = str(tmp_path / "socket")

    def handle(exchange: oyez.Exchange) -> None:
        with exchange:
            exchange.respond(200, str(exchange.peer))

    with serving(handle, oyez.Server(path)) as server, socket.socket(socket.AF_UNIX) as sock:
        assert server.address == path
        sock.connect(path)
        sock.sendall(GET)
        sock.shutdown(socket.SHUT_WR)
        assert answer(everything(sock))[1] == b"unix"


def test_an_exchange_does_not_keep_its_server_for_ever() -> None:
    errors: list[oyez.Server] = []
    server = oyez.Server(on_error=lambda error: errors.append(server))
    address = server.address
    assert isinstance(address, tuple)
    del server
    gc.collect()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=1)


@contextmanager
def hello_process() -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    # Whoever runs the tests in the background may ignore Ctrl-C, and its children with it.
    heard = "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); del sys.argv[0]; "
    command = [sys.executable, "-c", heard + "runpy.run_path(sys.argv[0], run_name='__main__')"]
    command += [str(EXAMPLES / "hello.py"), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=10).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.02)
        try:
            yield process, port
        finally:
            process.kill()


def test_the_examples_work_and_ctrl_c_ends_them() -> None:
    with hello_process() as (process, port):
        client = [sys.executable, str(EXAMPLES / "client.py"), "127.0.0.1", str(port), "/x"]
        said = subprocess.run(client, capture_output=True, text=True, timeout=10, check=True).stdout
        assert said.startswith("200 OK\n") and said.endswith("\n\nOyez!\n")
        with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost : a\r\n\r\n")
            assert sock.recv(1000).startswith(b"HTTP/1.1 400 Bad Request\r\n")
        taken = [sys.executable, str(EXAMPLES / "hello.py"), str(port)]
        refused = subprocess.run(taken, capture_output=True, text=True, timeout=10, check=False)
        assert refused.returncode == 1 and refused.stderr == f"127.0.0.1:{port}: Address already in use\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=10)
        assert time.monotonic() - begun < 2 and process.returncode == 0
        assert output == "GET /x\n"
        clause = "whitespace stands between a field name and its colon (RFC 9112, 5.1) at octet 20\n"
        assert errors == clause
