# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about caching. The cells are those of tests/support/decisions/caching.rs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from oyez import Fields
from oyez.semantics import (
    Cache,
    CacheFailure,
    CacheRequest,
    CacheResponse,
    Coverage,
    Extent,
    cache_after,
    cache_combine,
    cache_coverage,
    cache_forwards_field,
    cache_freshening,
    cache_freshness,
    cache_invalidates,
    cache_invalidates_also,
    cache_is_not_modified,
    cache_may_store,
    cache_may_wait,
    cache_names,
    cache_reuse,
    cache_selects,
    cache_stored_fields,
    cache_targeted_fields,
    cache_updated_fields,
    cache_validators,
    write_cache_if_none_match,
    write_cache_warning,
)

if TYPE_CHECKING:
    from ask import Row

FAILURES = {"failed": CacheFailure.FAILED, "disconnected": CacheFailure.DISCONNECTED}


def lines_of(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in pairs]


def yes(told: bool) -> str:
    return "yes" if told else "no"


def told_lines(lines: Iterable[tuple[str, bytes]]) -> str:
    return " | ".join(f"{name}: {value.decode()}" for name, value in lines)


def title(name: str) -> str:
    """The name of an enumerator, as Rust has it."""
    return "".join(part.title() for part in name.split("_"))


def told_extent(extent: Extent | None) -> str:
    if extent is None:
        return "None"
    return f"{extent.first}-{extent.last}/{'*' if extent.complete is None else extent.complete}"


def time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)


def validating(presented: Fields, stored: Fields) -> str:
    lines = [(name, value) for name, value in presented.lines() if cache_forwards_field(name)]
    validators = cache_validators(stored)
    tags = [] if validators.tag is None else [validators.tag]
    if (value := write_cache_if_none_match(presented, tags)) is not None:
        lines.append(("If-None-Match", value))
    if validators.last_modified is not None:
        lines.append(("If-Modified-Since", validators.last_modified))
    return told_lines(lines)


def ask_caching(row: Row) -> str | None:
    if not row.decision.startswith("caching."):
        return None
    cache = Cache(
        shared=row.text("kind") != "private",
        ranges=row.says("ranges"),
        cookies={"stored": True, "passed": False}.get(row.text("cookies") or ""),
        heeds_requests=row.text("requests") != "ignored",
    )
    fields, presented = Fields(lines_of(row.fields("stored"))), Fields(lines_of(row.fields()))
    answered, new = Fields(lines_of(row.fields("answered"))), Fields(lines_of(row.fields("new")))
    requested = row.number("requested") or 0
    received = row.number("received")
    received = requested if received is None else received
    given = row.number("now")
    now = time(received if given is None else given)
    method = row.text("stored method") or "GET"

    def response(status: int, fields: Fields) -> CacheResponse:
        times = (time(requested), time(received))
        return CacheResponse(method, answered, status, fields, *times, row.number("incomplete"))

    stored = response(row.number("stored status") or 200, fields)
    request = CacheRequest(row.text("method") or "GET", presented)
    status = row.number("status") or 0
    match row.decision.removeprefix("caching."):
        case "store":
            name = cache_may_store(cache, stored).name
            return f"Not {title(name[4:])}" if name.startswith("NOT_") else title(name)
        case "fields":
            return told_lines(cache_stored_fields(cache, fields).lines())
        case "targeted":
            return told_lines(cache_targeted_fields(fields, [row.text("target") or ""]).lines())
        case "freshness":
            told = cache_freshness(cache, stored, now)
            return f"{told.lifetime} {title(told.source.name)} {told.age}"
        case "reuse":
            reuse = cache_reuse(cache, None if row.says("empty") else stored, request, now)
            return f"{title(reuse.outcome.name)} {title(reuse.reason.name)} {reuse.freshness.age}"
        case "after":
            after = cache_after(cache, stored, request, row.number("answer"), now)
            return title(after.outcome.name) + ("" if after.age is None else f" {after.age}")
        case "coverage":
            coverage, extent = cache_coverage(stored, request)
            return told_extent(extent) if coverage is Coverage.PART else title(coverage.name)
        case "combine":
            other = response(row.number("other status") or 206, Fields(lines_of(row.fields("other"))))
            return told_extent(cache_combine(stored, other))
        case "selected":
            return yes(cache_selects(fields, answered, presented))
        case "not_modified":
            return yes(cache_is_not_modified(stored, request))
        case "validate":
            return validating(presented, fields)
        case "names":
            return title(cache_names(new, fields).name)
        case "update":
            return told_lines(cache_updated_fields(cache, fields, new).lines())
        case "head":
            return title(cache_freshening(status, new, fields).name)
        case "invalidates":
            return yes(cache_invalidates(request.method, status))
        case "also":
            uri = cache_invalidates_also(row.text("target") or "", row.text("value") or "")
            return "none" if uri is None else uri.decode()
        case "wait":
            return yes(cache_may_wait(cache, CacheRequest(method, answered), request))
        case "warnings":
            failure = FAILURES.get(row.text("failure") or "", CacheFailure.NONE)
            return write_cache_warning(cache_freshness(cache, stored, now), failure, "-").decode()
    return None
