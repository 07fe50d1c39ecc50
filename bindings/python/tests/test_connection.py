# SPDX-License-Identifier: MIT OR Apache-2.0
"""Connection: octets in, events out, and the other way round."""

from __future__ import annotations

import pytest

import oyez

HEAD = b"GET /a?b=1 HTTP/1.1\r\nHost: a\r\n\r\n"
UPLOAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "


def request(octets: bytes = HEAD) -> tuple[oyez.Connection, oyez.Request]:
    conn = oyez.Connection()
    conn.receive(octets)
    event = next(conn)
    assert isinstance(event, oyez.Request)
    return conn, event


def asked(method: str = "GET") -> oyez.Connection:
    conn = oyez.Connection(oyez.Role.CLIENT)
    conn.send(oyez.Request(method, "/", {"Host": "a"}))
    conn.send(oyez.Complete())
    return conn


def test_a_request_is_told_in_its_parts() -> None:
    conn, event = request(b"GET http://b:80/a%20c?d HTTP/1.0\r\nHost: a\r\nX: y\r\n\r\n")
    assert (event.method, event.target, event.version) == ("GET", "http://b:80/a%20c?d", (1, 0))
    assert (event.path, event.query, event.authority) == ("/a%20c", "d", "b:80")
    assert event.target_form is oyez.TargetForm.ABSOLUTE
    assert (event.content_length, event.expects_continue, event.upgrade, event.last) == (0, False, "", True)
    assert event.fields.lines() == [("Host", b"a"), ("X", b"y")]
    assert conn.request is event


def test_authority_comes_from_host_where_the_target_has_none() -> None:
    _, event = request()
    assert (event.path, event.query, event.authority) == ("/a", "b=1", "a")


def test_events_are_matched_and_equal_by_value() -> None:
    conn, event = request()
    match event:
        case oyez.Request("GET", "/a?b=1"):
            pass
        case _:
            pytest.fail("no match")
    assert event == oyez.Request("GET", "/a?b=1", {"host": b"a"})
    assert event != oyez.Request("GET", "/a?b=1", {"host": b"b"}) and event != oyez.Request("PUT", "/a?b=1")
    assert hash(event) == hash(oyez.Request("GET", "/a?b=1", {"host": b"a"}))
    assert repr(event) == "Request('GET', '/a?b=1', Fields([('Host', b'a')]), content_length=0)"
    assert list(conn) == [oyez.Complete()]
    alike = [oyez.Content(b"x"), oyez.Complete({"a": "b"}), oyez.Tunnel(), oyez.PeerEnded(), oyez.Closed()]
    again = [oyez.Content(b"x"), oyez.Complete({"a": "b"}), oyez.Tunnel(), oyez.PeerEnded(), oyez.Closed()]
    assert alike == again and len({*alike, *again}) == 5
    assert all(eval(repr(event), vars(oyez)) == event for event in alike)
    assert oyez.Response(200) != oyez.Response(201) and oyez.Informational(103) == oyez.Informational(103)


def test_classes_are_final_and_frozen() -> None:
    with pytest.raises(TypeError):
        type("Sub", (oyez.Request,), {})
    with pytest.raises(AttributeError):
        oyez.Content(b"").octets = b"x"  # type: ignore[misc]


def test_content_of_any_size_is_received_at_once() -> None:
    octets = bytes(range(256)) * 4096
    conn = oyez.Connection()
    conn.receive(UPLOAD + b"%d\r\n\r\n" % len(octets) + octets + HEAD)
    events = list(conn)
    assert isinstance(events[0], oyez.Request) and events[0].content_length == len(octets)
    assert b"".join(event.octets for event in events if isinstance(event, oyez.Content)) == octets
    assert events[-1] == oyez.Complete()
    conn.respond(200)
    assert [type(event) for event in conn] == [oyez.Request, oyez.Complete]


def test_octets_may_come_in_any_buffer() -> None:
    for octets in (HEAD, bytearray(HEAD), memoryview(HEAD)):
        conn = oyez.Connection()
        conn.receive(octets)
        assert len(list(conn)) == 2
    with pytest.raises(TypeError):
        oyez.Connection().receive("text")  # type: ignore[arg-type]


def test_a_response_of_any_size_is_sent_at_once() -> None:
    for size in (0, 1, 2047, 2048, 3_000_000):
        conn, _ = request()
        list(conn)
        octets = conn.respond(200, b"x" * size)
        assert octets == b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size


def test_a_head_of_any_size_is_sent_at_once() -> None:
    conn, _ = request()
    list(conn)
    assert len(conn.respond(200, "", {f"X-{number}": "y" * 1000 for number in range(100)})) > 100_000


def test_a_request_to_head_is_answered_without_content() -> None:
    for size in (5, 5000):
        conn, _ = request(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        list(conn)
        assert conn.respond(200, b"x" * size) == b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size


def test_text_goes_out_as_utf_8() -> None:
    conn, _ = request()
    list(conn)
    assert conn.respond(200, "é").endswith(b"Content-Length: 2\r\n\r\n\xc3\xa9")


def test_content_of_unknown_length_is_chunked() -> None:
    conn, _ = request()
    list(conn)
    head = conn.send(oyez.Response(200, {"Trailer": "t"}))
    assert head == b"HTTP/1.1 200 OK\r\nTrailer: t\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert conn.send(oyez.Content(b"abc")) == b"3\r\nabc\r\n"
    assert conn.send(oyez.Content(b"")) == b""
    assert conn.send(oyez.Content(b"x" * 70_000)) == b"11170\r\n" + b"x" * 70_000 + b"\r\n"
    assert conn.send(oyez.Complete({"t": "u"})) == b"0\r\nt: u\r\n\r\n"
    assert list(conn) == []


def test_what_is_sent_can_be_received() -> None:
    client, server = oyez.Connection(oyez.Role.CLIENT), oyez.Connection()
    server.receive(client.send(oyez.Request("PUT", "/x", {"Host": "a"}, content_length=None)))
    server.receive(client.send(oyez.Content(b"abc")))
    server.receive(client.send(oyez.Complete({"T": "u"})))
    received = list(server)
    assert isinstance(received[0], oyez.Request) and received[0].content_length is None
    assert received[1:] == [oyez.Content(b"abc"), oyez.Complete({"t": "u"})]
    client.receive(server.inform(103, {"Link": "</x>"}))
    client.receive(server.respond(200, "fine", {"Content-Type": "text/plain"}))
    informational, response, *rest = list(client)
    assert isinstance(informational, oyez.Informational) and informational.status == 103
    assert isinstance(response, oyez.Response)
    assert (response.status, response.reason, response.content_length) == (200, b"OK", 4)
    assert rest == [oyez.Content(b"fine"), oyez.Complete()]


def test_more_or_less_content_than_announced_is_misuse() -> None:
    conn, _ = request()
    list(conn)
    conn.send(oyez.Response(200, content_length=3))
    for wrong in (oyez.Content(b"abcd"), oyez.Complete()):
        with pytest.raises(oyez.MisuseError) as caught:
            conn.send(wrong)
        assert caught.value.name == "CONTENT_LENGTH"
    assert conn.send(oyez.Content(b"abc")) == b"abc"
    assert conn.send(oyez.Complete()) == b""


def test_a_100_continue_is_sent_by_itself() -> None:
    expecting = UPLOAD + b"1\r\nExpect: 100-continue\r\n\r\n"
    conn, event = request(expecting)
    assert event.expects_continue and conn.data_to_send() == b""
    assert list(conn) == []
    assert oyez.Wants.WRITE in conn.interest().wants
    assert conn.data_to_send() == b"HTTP/1.1 100 Continue\r\n\r\n"
    # A paused one waits, and one that is answered has no use for it.
    conn, _ = request(expecting)
    conn.pause()
    assert list(conn) == [] and conn.data_to_send() == b""
    conn.pause(False)
    assert list(conn) == []
    assert conn.respond(200).startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")


def test_a_paused_connection_tells_no_content() -> None:
    conn, _ = request(UPLOAD + b"3\r\n\r\nabc")
    conn.pause()
    assert list(conn) == [] and oyez.Wants.READ not in conn.interest().wants
    conn.pause(False)
    assert conn.wants_step
    assert list(conn) == [oyez.Content(b"abc"), oyez.Complete()]


def test_the_end_is_told_last() -> None:
    conn, _ = request()
    conn.receive_end()
    assert list(conn) == [oyez.Complete(), oyez.PeerEnded()]
    conn.respond(200)
    assert not conn.must_close
    assert list(conn) == [oyez.Closed()]
    assert conn.must_close and conn.interest() == (oyez.Wants.CLOSE, None)
    with pytest.raises(oyez.MisuseError):
        conn.receive_end()
    with pytest.raises(oyez.MisuseError):
        conn.receive(b"x")


def test_the_last_message_says_so() -> None:
    conn, _ = request()
    list(conn)
    conn.make_last()
    assert b"Connection: close\r\n" in conn.respond(200)
    assert list(conn) == [] and oyez.Wants.SHUTDOWN in conn.interest().wants
    conn.receive(b"what comes now is nobody's" * 10_000)
    conn.receive_end()
    assert list(conn) == [oyez.Closed()]


def test_an_upgrade_becomes_a_tunnel() -> None:
    conn, event = request(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nraw")
    assert event.upgrade == "x"
    assert list(conn) == [oyez.Complete()]
    assert conn.inform(101, {"Upgrade": "x"}).startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert list(conn) == [oyez.Tunnel(), oyez.Content(b"raw")]
    assert conn.send(oyez.Content(b"back")) == b"back"
    conn.receive_end()
    assert list(conn) == [oyez.Complete()]
    assert conn.send(oyez.Complete()) == b""
    assert list(conn) == [oyez.Closed()]


def test_leniency_is_reported() -> None:
    conn = oyez.Connection(allow_bare_lf=True)
    conn.receive(b"GET / HTTP/1.1\nHost: a\n\n")
    next(conn)
    assert conn.leniencies is oyez.Leniency.BARE_LF


def test_fields_not_kept_are_dropped() -> None:
    conn = oyez.Connection(keep=["Accept"])
    conn.receive(b"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\naccept: z\r\n\r\n")
    event = next(conn)
    assert isinstance(event, oyez.Request)
    assert (event.fields.lines(), event.dropped) == ([("Host", b"a"), ("accept", b"z")], 1)


def test_a_client_ends_with_its_server() -> None:
    conn = asked()
    conn.receive(b"HTTP/1.0 200 OK\r\n\r\nabc")
    assert [type(event) for event in conn] == [oyez.Response, oyez.Content]
    conn.receive_end()
    assert list(conn) == [oyez.Complete(), oyez.Closed()]


def test_a_client_asks_again() -> None:
    conn = asked()
    conn.receive(b"HTTP/1.1 204 No Content\r\n\r\n")
    assert [type(event) for event in conn] == [oyez.Response, oyez.Complete]
    assert conn.send(oyez.Request("GET", "/2", {"Host": "a"})) == b"GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"


def test_a_response_to_head_announces_its_length() -> None:
    conn = asked("HEAD")
    conn.receive(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
    event = next(conn)
    assert isinstance(event, oyez.Response)
    assert (event.content_length, event.announced) == (0, 9)


@pytest.mark.parametrize(
    ("method", "target"), [("", "/"), ("G T", "/"), ("GET", ""), ("GET", "a b"), ("GET", "é"), ("GET", "*")]
)
def test_a_request_that_could_not_be_sent_cannot_be_made(method: str, target: str) -> None:
    with pytest.raises(oyez.MisuseError):
        oyez.Request(method, target)


def test_a_status_has_its_range() -> None:
    for status in (100, 199, 600, 0):
        with pytest.raises(oyez.MisuseError):
            oyez.Response(status)
    for status in (99, 200):
        with pytest.raises(oyez.MisuseError):
            oyez.Informational(status)


def test_what_is_not_sendable_is_a_type_error() -> None:
    conn, _ = request()
    for event in (oyez.Closed(), oyez.Tunnel(), b"octets", None):
        with pytest.raises(TypeError):
            conn.send(event)  # type: ignore[arg-type]


def test_arguments_are_checked() -> None:
    with pytest.raises(oyez.MisuseError):
        oyez.Connection(version=(2, 0))
    with pytest.raises(oyez.MisuseError):
        oyez.Connection(input_size=70_000)
    with pytest.raises(oyez.MisuseError):
        oyez.Connection(max_content=0)
    with pytest.raises(oyez.MisuseError):
        oyez.Connection(head_timeout=-1)
