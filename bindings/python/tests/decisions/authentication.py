# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about authentication. The cells are those of tests/support/decisions/authentication.rs."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from oyez import MisuseError
from oyez.fields import Algorithm, BasicChallenge, DigestChallenge, digest_hash
from oyez.semantics import (
    Asker,
    AuthAsked,
    AuthUser,
    AuthVerdict,
    DigestGuard,
    NonceWindow,
    auth_check_basic,
    auth_choose,
    auth_in_basic_space,
    auth_in_digest_space,
    auth_is_same,
    auth_next,
    auth_status,
    digest_confirm,
    write_digest_answer,
)

if TYPE_CHECKING:
    from ask import Row

ALGORITHMS = {
    "MD5": Algorithm.MD5,
    "MD5-sess": Algorithm.MD5_SESS,
    "SHA-256": Algorithm.SHA256,
    "SHA-256-sess": Algorithm.SHA256_SESS,
    "SHA-512-256": Algorithm.SHA512_256,
    "SHA-512-256-sess": Algorithm.SHA512_256_SESS,
}
NAMES = {algorithm: name for name, algorithm in ALGORITHMS.items()}


def told(verdict: AuthVerdict, asker: Asker) -> str:
    status = auth_status(verdict, asker)
    return verdict.name.title() + ("" if status is None else f" {status}")


def octets(row: Row, name: str) -> bytes | None:
    text = row.text(name)
    return None if text is None else text.encode()


def has(row: Row, what: str) -> bool:
    willing = row.text("willing")
    return willing is None or what in willing.split(" ")


def guard_of(row: Row) -> DigestGuard:
    qops = (row.text("qops") or "auth").split(" ") if row.text("qops") != "" else []
    return DigestGuard(
        octets(row, "realm") or b"",
        octets(row, "key") or b"",
        ALGORITHMS[row.text("algorithm") or "MD5"],
        tag=octets(row, "tag"),
        domain=octets(row, "domain"),
        lifetime=row.number("lifetime") or 60,
        auth="auth" in qops,
        auth_int="auth-int" in qops,
        is_utf8=row.says("utf8"),
        userhash=row.says("userhash"),
    )


def user_of(row: Row) -> AuthUser:
    name = octets(row, "user") or b""
    if (secret := octets(row, "secret")) is not None:
        return AuthUser(name, secret=secret)
    return AuthUser(name, octets(row, "password") or b"")


def asked_of(row: Row, algorithm: Algorithm) -> AuthAsked:
    return AuthAsked(row.text("method") or "GET", octets(row, "target") or b"", content_of(row, algorithm))


def content_of(row: Row, algorithm: Algorithm) -> str | None:
    content = octets(row, "content")
    return None if content is None else digest_hash(algorithm, content)


def time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)


def hashed(row: Row, asker: Asker, fields: list[tuple[str, bytes]]) -> str | None:
    algorithm = ALGORITHMS[row.text("algorithm") or "MD5"]
    salt = row.number("salt") or 1
    match row.decision:
        case "auth.challenge":
            moment = time(row.number("time") or 0)
            try:
                return guard_of(row).write_challenge(salt, moment, stale=row.says("stale")).decode()
            except MisuseError:
                return "refused"
        case "auth.check":
            guard, user, window = guard_of(row), None if row.says("unknown") else user_of(row), NonceWindow(2)
            asked, now = asked_of(row, algorithm), time(row.number("now") or 0)
            for _ in range(row.number("times") or 1):
                verdict = guard.check(fields, user, asked, now, window, asker=asker)
            return told(verdict, asker)
        case "auth.info":
            given = row.number("time")
            content, next_salt = content_of(row, algorithm), None if given is None else salt
            user, at = user_of(row), time(given or 0)
            return guard_of(row).write_info(fields, user, content, next_salt, at, asker=asker).decode()
    return None


def ask_authentication(row: Row) -> str | None:
    if not row.decision.startswith("auth."):
        return None
    asker = Asker.PROXY if row.text("asker") == "proxy" else Asker.ORIGIN
    fields = [(name, value.encode()) for name, value in row.fields()]
    choice = auth_choose(
        fields,
        basic=has(row, "basic"),
        md5=has(row, "md5"),
        unprotected=has(row, "unprotected"),
        content=has(row, "content"),
        asker=asker,
    )
    match row.decision:
        case "auth.basic":
            user, password = octets(row, "user") or b"", octets(row, "password") or b""
            return told(auth_check_basic(fields, user, password, asker=asker), asker)
        case "auth.same":
            return "yes" if auth_is_same(octets(row, "given") or b"", octets(row, "kept") or b"") else "no"
        case "auth.choose":
            if isinstance(choice, DigestChallenge):
                return f"Digest {NAMES[choice.algorithm or Algorithm.MD5]}"
            return "none" if choice is None else "Basic"
        case "auth.next":
            assert isinstance(choice, (BasicChallenge, DigestChallenge))
            before = row.number("before") or 0
            return auth_next(choice, row.text("sent realm"), row.text("sent nonce"), before).name.title()
        case "auth.space":
            taken, other = row.text("taken") or "", row.text("other") or ""
            if row.text("scheme") == "basic":
                return "yes" if auth_in_basic_space(taken, other) else "no"
            return "yes" if auth_in_digest_space(row.text("domain"), taken, other) else "no"
        case "auth.answer" | "auth.confirm":
            assert isinstance(choice, DigestChallenge)
            number = row.number("nc")
            asked = asked_of(row, choice.algorithm or Algorithm.MD5)
            cnonce, nc = octets(row, "cnonce") or b"", 1 if number is None else number
            if row.decision == "auth.confirm":
                info = row.text("info") or ""
                return digest_confirm(info, choice, user_of(row), asked, cnonce, nc).name.title()
            try:
                return write_digest_answer(choice, user_of(row), asked, cnonce, nc).decode()
            except MisuseError:
                return "refused"
    return hashed(row, asker, fields)
