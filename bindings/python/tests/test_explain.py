# SPDX-License-Identifier: MIT OR Apache-2.0
"""`python -m oyez.explain`: it points at the octet that broke a rule, and names the clause."""

from __future__ import annotations

import subprocess
import sys

import pytest

from oyez.explain import explain

HEAD = b"POST / HTTP/1.1\r\nHost: a\r\n"


def run(octets: bytes) -> tuple[str, int]:
    done = subprocess.run([sys.executable, "-m", "oyez.explain"], input=octets, capture_output=True, timeout=60)
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode(), done.returncode


def test_the_octet_that_broke_a_rule_has_a_caret_below_it() -> None:
    told, code = run(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n")
    lines = told.splitlines()
    at = next(number for number, line in enumerate(lines) if "+5" in line)
    assert lines[at].index("+5") == lines[at + 1].index("^")
    assert lines[at + 1].endswith("a Content-Length is not 1*DIGIT")
    assert lines[at + 2].strip() == "RFC 9110, 8.6, at octet 41, in Content-Length"
    assert lines[at + 3].strip() == "a server answers HTTP/1.1 400 Bad Request, and closes"
    assert code == 1 and "\x1b" not in told


def test_each_line_is_named() -> None:
    told, code = run(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n")
    names = [line[:14].strip() for line in told.splitlines()]
    assert names[:4] == ["request-line", "field line", "field line", "end of head"]
    assert names[5:11] == ["chunk size", "content", "end of chunk", "chunk size", "trailer", "end of chunks"]
    assert code == 0 and "nothing is wrong with it" in told


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (b"", "nothing came"),
        (b"GET / HTTP/1.1\n", "^ a line ends in LF without CR"),
        (b"GET / HTTP/1.1\r\nHo", "^ the connection ended within a head"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "= a response: 200; 2 octets of content"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.0 404 No\r\n\r\nab", "= an informational response: 103; no content"),
        (b"GET / HTTP/1.1\r\n\r\n", "a server answers HTTP/1.1 400 Bad Request, and goes on"),
        (HEAD + b"Expect: x\r\nContent-Length: 5\r\n\r\nhello", "passed over   hello"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: \xff\x00\r\n\r\n", "field line    X: \\xff␀␍␊"),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\nraw", "= what follows is no longer HTTP"),
        (b"HTTP/1.1 204 \r\nContent-Length: 5\r\n\r\n", "no answer is called for: the connection is over"),
        (b"a" * 70000, "a server answers HTTP/1.1 414 URI Too Long, and closes"),
    ],
)
def test_what_it_says(octets: bytes, expected: str) -> None:
    assert expected in explain(octets)


def test_a_terminal_gets_colours() -> None:
    assert "\x1b[1;31m^\x1b[0m" in explain(b"GET", coloured=True)
