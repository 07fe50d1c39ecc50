# SPDX-License-Identifier: MIT OR Apache-2.0
"""Credentials and cookies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from fields_told import NOW, Told, Writable, extended, flag, number, octets, of_list, seconds

from oyez import fields

# Credentials.


def challenges(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Challenge)
        told.line(octets("scheme", one.scheme), octets("token68", one.token68))
        told.parameters(one.parameters)

    of_list(told, fields.challenges(value), line)


def credentials(told: Told, value: bytes) -> None:
    read = fields.credentials(value)
    told.line(octets("scheme", read.scheme), octets("token68", read.token68))
    told.parameters(read.parameters)
    told.write = read.write


def authentication_info_parameters(told: Told, value: bytes) -> None:
    told.parameters(fields.authentication_info_parameters(value))


def of_scheme(told: Told, value: bytes, scheme: str, line: Callable[[fields.Challenge], Writable]) -> None:
    for challenge in fields.challenges(value):
        if challenge.is_(scheme):
            told.write = line(challenge).write
        else:
            told.line("other", octets("scheme", challenge.scheme))


def basic_challenge(told: Told, value: bytes) -> None:
    def line(challenge: fields.Challenge) -> Writable:
        read = fields.basic_challenge(challenge)
        told.line(octets("realm", read.realm), flag("utf8", read.is_utf8))
        return read

    of_scheme(told, value, "basic", line)


def basic(told: Told, value: bytes) -> None:
    read = fields.basic(value)
    told.line(octets("user-id", read.user_id), octets("password", read.password))
    told.write = read.write


def bearer_challenge(told: Told, value: bytes) -> None:
    def line(challenge: fields.Challenge) -> Writable:
        read = fields.bearer_challenge(challenge)
        words = octets("realm", read.realm), octets("scope", read.scope), octets("error", read.error)
        more = octets("error-description", read.error_description), octets("error-uri", read.error_uri)
        told.line(*words, *more)
        return read

    of_scheme(told, value, "bearer", line)


def bearer(told: Told, value: bytes) -> None:
    read = fields.bearer(value)
    told.line(octets("token", read.token))
    told.write = read.write


ALGORITHMS = ("MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess", "")
QOPS = ("auth", "auth-int")


def algorithm(read: fields.Algorithm | None) -> str | None:
    return None if read is None else octets("algorithm", ALGORITHMS[read])


def qop(read: fields.Qop | None) -> str | None:
    return None if read is None else octets("qop", QOPS[read])


def digest_challenge(told: Told, value: bytes) -> None:
    def line(challenge: fields.Challenge) -> Writable:
        read = fields.digest_challenge(challenge)
        words = octets("realm", read.realm), octets("domain", read.domain), octets("nonce", read.nonce)
        flags = flag("stale", read.stale), flag("qop", read.has_qop), flag("auth", read.auth)
        more = flag("auth-int", read.auth_int), flag("utf8", read.is_utf8), flag("userhash", read.userhash)
        told.line(*words, octets("opaque", read.opaque), algorithm(read.algorithm), *flags, *more)
        return read

    of_scheme(told, value, "digest", line)


def digest(told: Told, value: bytes) -> None:
    read = fields.digest(value)
    user = octets("username", read.username), *extended("username*", read.username_ext)
    words = octets("realm", read.realm), octets("nonce", read.nonce), octets("uri", read.uri)
    more = octets("response", read.response), algorithm(read.algorithm), octets("cnonce", read.cnonce)
    last = octets("opaque", read.opaque), qop(read.qop), number("nc", read.nc), flag("userhash", read.userhash)
    told.line(*user, *words, *more, *last)
    told.write = read.write


def digest_info(told: Told, value: bytes) -> None:
    read = fields.authentication_info(value)
    words = octets("nextnonce", read.next_nonce), qop(read.qop), octets("rspauth", read.rspauth)
    told.line(*words, octets("cnonce", read.cnonce), number("nc", read.nc))
    told.write = read.write


# Cookies.


def cookies(told: Told, value: bytes) -> None:
    all_read: list[fields.Cookie] = []
    told.write = lambda: fields.write_cookies(all_read)
    for cookie in fields.cookies(value):
        told.line(octets("name", cookie.name), octets("value", cookie.value), flag("invalid", not cookie.is_valid))
        all_read.append(cookie)


SAME_SITE = (None, "None", "Lax", "Strict")


def set_cookie(told: Told, value: bytes) -> None:
    read = fields.set_cookie(value)
    words = octets("name", read.name), octets("value", read.value), seconds("expires", read.expires)
    more = number("max-age", read.max_age), octets("domain", read.domain), octets("path", read.path)
    flags = flag("secure", read.secure), flag("http-only", read.http_only)
    same_site = octets("same-site", SAME_SITE[read.same_site])
    last = flag("partitioned", read.partitioned), flag("breaks-promise", not read.keeps_promise)
    told.line(*words, *more, *flags, same_site, *last)
    told.write = read.write


def cookie2(told: Told, value: bytes) -> None:
    told.line(number("version", fields.cookie2(value)))


def set_cookies2(told: Told, value: bytes) -> None:
    for read in fields.set_cookies2(value):
        words = octets("name", read.name), octets("value", read.value), number("version", read.version)
        more = octets("comment", read.comment), octets("comment-url", read.comment_url), octets("domain", read.domain)
        last = number("max-age", read.max_age), octets("path", read.path), flag("port", read.has_port)
        flags = flag("discard", read.discard), flag("secure", read.secure)
        told.line(*words, *more, *last, octets("ports", read.ports), *flags)


def cookie_jar(told: Told, value: bytes) -> None:
    jar = fields.Jar(memory=4096, limits=fields.Limits(per_domain=4, all=8))
    at, now = 0, NOW
    for line in value.split(b"\n"):
        begin, at, now = at, at + len(line) + 1, now + timedelta(seconds=1)
        uri, _, response = line.removesuffix(b"\r").partition(b" ")
        try:
            read = fields.absolute_uri(uri)
        except fields.InvalidValue as error:
            return told.line("refused", error.name, f"at={error.offset + begin}")
        request = fields.CookieRequest(read.host or "", read.path, is_secure=read.scheme == "https")
        if response.startswith(b"Set-Cookie: "):
            try:
                cookie = fields.set_cookie(response.removeprefix(b"Set-Cookie: "))
                jar.store(cookie, request, now=now)
            except fields.InvalidValue as error:
                told.line("ignored", error.name)
        elif not response:
            sent = jar.write(request, now=now) or b""
            told.line(number("count", len(sent.split(b"; ")) if sent else 0), octets("cookie", sent))
        else:
            return told.line("refused", "SET_COOKIE", f"at={begin + len(uri)}")
