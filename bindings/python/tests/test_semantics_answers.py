# SPDX-License-Identifier: MIT OR Apache-2.0
"""What the answers of decisions are: frozen, equal by what they say, matched by their first members, shown as such."""

from __future__ import annotations

import pytest

from oyez import Fields, MisuseError
from oyez import semantics
from oyez.semantics import (
    Abuse,
    AbuseKind,
    AgainKind,
    Finding,
    FindingKind,
    Force,
    MethodAction,
    MethodDecision,
    Redirect,
    RedirectKind,
    StatusEntry,
)


def test_answers_are_equal_that_say_the_same() -> None:
    def decided() -> list[object]:
        return [
            semantics.decide_method("PUT", "/", allowed=["GET"]),
            semantics.method_entry("GET"),
            semantics.find_status(404),
            *semantics.check_response(401, {}),
            semantics.forwarded_fields({"Connection": "Cookie"}),
            semantics.forwarded_fields({"Connection": "close", "Accept": "*/*"}),
            semantics.route({"Via": "1.1 a"}, "a"),
            semantics.decide_forwards("TRACE", {"Max-Forwards": "3"}),
            semantics.decide_connect("a:443"),
            semantics.decide_redirect(302, "GET", "http://a/", {"Location": "/b"}),
            semantics.decide_again(503, "GET", {"Retry-After": "3"}, patience=5),
        ]

    one, another = decided(), decided()
    assert one == another
    assert [hash(answer) for answer in one] == [hash(answer) for answer in another]
    assert len(set(map(repr, one))) == len(one)


def test_answers_are_matched_by_their_members() -> None:
    match semantics.decide_method("PUT", "/", allowed="GET"):
        case MethodDecision(MethodAction.NOT_ALLOWED, 405, allow):
            assert allow == b"GET, HEAD, OPTIONS"
        case other:
            raise AssertionError(other)
    match semantics.check_response(401, {}):
        case (Finding(FindingKind.MISSING, Force.MUST, "WWW-Authenticate", clause),):
            assert clause == "RFC 9110, 15.5.2"
        case others:
            raise AssertionError(others)
    match semantics.forwarded_fields({"Connection": "close, Cookie"}):
        case Abuse(AbuseKind.END_TO_END, name):
            assert name == "Cookie"
        case what:
            raise AssertionError(what)
    match semantics.decide_redirect(303, "POST", "http://a/", {"Location": "/b"}):
        case Redirect(RedirectKind.FOLLOW, uri, method):
            assert (uri, method) == ("http://a/b", "GET")
        case follow:
            raise AssertionError(follow)


def test_answers_do_not_change() -> None:
    entry = semantics.find_status(404)
    assert isinstance(entry, StatusEntry)
    with pytest.raises(AttributeError):
        entry.status = 200  # type: ignore[misc]


def test_the_program_is_told_what_it_did_wrong() -> None:
    with pytest.raises(MisuseError):
        semantics.decide_method("GET", "/", allowed=["G ET"])
    with pytest.raises(MisuseError):
        semantics.decide_redirect(302, "GET", "/relative", {"Location": "/b"})
    with pytest.raises(MisuseError):
        semantics.write_trace("/a b", (1, 1), {})


def test_the_peer_never_raises() -> None:
    odd = Fields({"Connection": "a b", "Via": "?", "Max-Forwards": "x", "Expect": "?", "Location": "a b", "TE": ";"})
    assert isinstance(semantics.forwarded_fields(odd), Abuse)
    # What nobody can read counts as someone.
    assert semantics.route(odd, "a") == semantics.route({"Via": "1.1 b"}, "a")
    assert semantics.decide_forwards("TRACE", odd).left is None
    assert semantics.decide_server_expectation((1, 1), odd) == 417
    assert semantics.decide_redirect(302, "GET", "http://a/", odd).kind == RedirectKind.LOCATION
    assert semantics.decide_again(503, "GET", odd).kind == AgainKind.NO
    assert not semantics.takes_trailers((1, 1), odd)
    assert semantics.told_by_forwarded(odd) is None


def test_every_method_and_status_is_told() -> None:
    assert {entry.name for entry in semantics.all_methods()} >= {"GET", "PATCH", "PROPFIND", "LINK", "UNLINK"}
    assert all(semantics.method_entry(entry.name) == entry for entry in semantics.all_methods())
    statuses = [entry.status for entry in semantics.all_statuses()]
    assert statuses == sorted(statuses) and {305, 306, 418, 449, 510} <= set(statuses)
    assert semantics.is_secret_field("cookie") and not semantics.is_secret_field("Accept")
