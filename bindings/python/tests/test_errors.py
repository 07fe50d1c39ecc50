# SPDX-License-Identifier: MIT OR Apache-2.0
"""Errors: theirs has a clause and an offset, yours a name."""

from __future__ import annotations

import pytest

import oyez

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def fault(octets: bytes) -> oyez.ProtocolError:
    conn = oyez.Connection()
    conn.receive(octets)
    with pytest.raises(oyez.ProtocolError) as caught:
        list(conn)
    return caught.value


def test_a_message_says_what_by_which_rule_and_where() -> None:
    error = fault(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")
    assert str(error) == "a chunk size is not 1*HEXDIG (RFC 9112, 7.1) at octet 56"
    assert (error.name, error.clause, error.status, error.offset) == ("CHUNK_SIZE", "RFC 9112, 7.1", 400, 56)
    assert error.field is None and not error.may_continue
    assert isinstance(error, oyez.Error) and type(error).__module__ == "oyez"


def test_a_field_concerned_is_named() -> None:
    error = fault(b"GET / HTTP/1.1\r\nHost : a\r\n\r\n")
    assert (error.name, error.field, error.offset) == ("FIELD_COLON_SPACE", "Host", 20)


def test_a_fault_is_told_once_and_may_be_answered_once() -> None:
    conn = oyez.Connection()
    conn.receive(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(oyez.ProtocolError) as caught:
        next(conn)
    assert caught.value.name == "HOST_MISSING"
    assert conn.respond(caught.value.status or 0).startswith(b"HTTP/1.1 400 Bad Request\r\n")
    with pytest.raises(oyez.MisuseError) as misuse:
        conn.respond(400)
    assert misuse.value.name in ("ANSWERED", "STATE")
    conn.receive_end()
    assert list(conn) == [oyez.Closed()]
    assert list(conn) == [] and conn.must_close


def test_where_framing_is_certain_the_connection_goes_on() -> None:
    conn = oyez.Connection()
    conn.receive(b"GET * HTTP/1.1\r\nHost: a\r\n\r\n" + HEAD)
    with pytest.raises(oyez.ProtocolError) as caught:
        list(conn)
    assert caught.value.may_continue
    conn.respond(400)
    assert list(conn) == [oyez.Request("GET", "/", {"host": "a"}), oyez.Complete()]


def test_a_client_has_nobody_to_answer() -> None:
    conn = oyez.Connection(oyez.Role.CLIENT)
    conn.send(oyez.Request("GET", "/", {"Host": "a"}))
    conn.send(oyez.Complete())
    conn.receive(b"HTTP/1.1 abc\r\n\r\n")
    with pytest.raises(oyez.ProtocolError) as caught:
        list(conn)
    assert caught.value.status is None


@pytest.mark.parametrize(
    ("name", "fields"),
    [("FIELD_RESERVED", {"Content-Length": "1"}), ("FIELD_RESERVED", {"connection": "close"})],
)
def test_misuse_has_a_name_and_changes_nothing(name: str, fields: dict[str, str]) -> None:
    conn = oyez.Connection()
    conn.receive(HEAD)
    list(conn)
    with pytest.raises(oyez.MisuseError) as caught:
        conn.respond(200, b"", fields)
    assert caught.value.name == name
    assert conn.data_to_send() == b""
    assert conn.respond(204) == b"HTTP/1.1 204 No Content\r\n\r\n"


def test_a_call_for_the_other_end_is_misuse() -> None:
    with pytest.raises(oyez.MisuseError) as caught:
        oyez.Connection(oyez.Role.CLIENT).respond(200)
    assert caught.value.name == "ROLE"
    with pytest.raises(oyez.MisuseError) as caught:
        oyez.Connection().send(oyez.Request("GET", "/", {"Host": "a"}))
    assert caught.value.name == "ROLE"


def test_sending_to_a_peer_that_left_is_a_broken_pipe() -> None:
    conn = oyez.Connection()
    conn.receive(HEAD)
    list(conn)
    conn.abort()
    with pytest.raises(BrokenPipeError):
        conn.respond(200)
    assert list(conn) == [oyez.Closed()]


def test_a_head_that_takes_too_long_is_a_timeout() -> None:
    conn = oyez.Connection(head_timeout=10)
    conn.tell_time(1000.0)
    conn.receive(b"GET / HT")
    assert list(conn) == []
    assert conn.interest() == (oyez.Wants.READ, 10.0)
    conn.tell_time(1010.1)
    assert oyez.Wants.STEP in conn.interest().wants
    with pytest.raises(TimeoutError):
        list(conn)
    assert conn.respond(408).startswith(b"HTTP/1.1 408 ")


def test_an_exception_of_the_system_has_its_number() -> None:
    with oyez.Server() as server:
        with pytest.raises(OSError, match="Address already in use") as caught:
            oyez.Server(server.address)
        assert caught.value.errno is not None


def test_the_small_functions() -> None:
    assert oyez.date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert oyez.date(784111777.9) == oyez.date(784111777)
    assert oyez.date().endswith(" GMT")
    with pytest.raises(oyez.MisuseError):
        oyez.date(1e12)
    assert oyez.percent_decode("/a%20b%C3%A9+") == b"/a b\xc3\xa9+"
    with pytest.raises(oyez.MisuseError, match="RFC 3986, 2.1"):
        oyez.percent_decode("%4")
    assert (oyez.reason(404), oyez.reason(299)) == ("Not Found", "")
    assert oyez.__version__.count(".") == 2
