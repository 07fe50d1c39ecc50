# SPDX-License-Identifier: MIT OR Apache-2.0
"""The Markdown cases of `tests/conformance/values`: values of fields, read and written as in Rust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import quoted
from fields_cases import Case, all_cases
from fields_told import Reader, Told, content, names, peers, pieces, routes, tell

import oyez
from oyez import fields
from oyez.fields import registry

FOLDER = Path(__file__).parents[3] / "tests" / "conformance" / "values"

READERS: dict[str, Reader] = {
    "Accept": content.accept,
    "AcceptCharset": content.accept_charset,
    "AcceptEncoding": content.accept_encoding,
    "AcceptLanguage": content.accept_language,
    "AcceptRanges": names(fields.accept_ranges, "unit", "none", "none"),
    "Address": routes.client_ip,
    "Age": content.count(fields.age, "seconds"),
    "AuthenticationInfo": peers.authentication_info_parameters,
    "CacheControl": content.directives,
    "Challenges": peers.challenges,
    "Connection": names(fields.connection, "option"),
    "ContentDisposition": content.content_disposition,
    "ContentEncoding": content.content_encoding,
    "ContentLanguage": content.content_language,
    "ContentLength": content.count(fields.content_length, "length"),
    "ContentMd5": content.content_md5,
    "ContentRange": content.content_range,
    "ContentTransferEncoding": content.content_transfer_encoding,
    "Cookie": peers.cookies,
    "Cookie2": peers.cookie2,
    "Credentials": peers.credentials,
    "Date": content.date,
    "DeltaSeconds": content.count(fields.delta_seconds, "seconds"),
    "Dictionary": pieces.dictionary,
    "EntityTag": content.entity_tag,
    "EntityTags": content.entity_tags,
    "Expect": routes.expect,
    "Expires": content.expires,
    "FieldNames": names(fields.trailer, "name"),
    "Forwarded": routes.forwarded,
    "ForwardedFor": routes.x_forwarded_for,
    "Host": routes.host,
    "IfRange": content.if_range,
    "Item": pieces.item,
    "KeepAlive": routes.keep_alive,
    "Link": routes.links,
    "List": pieces.list_,
    "Mailbox": routes.mailbox,
    "MaxForwards": content.count(fields.max_forwards, "count"),
    "MediaType": content.media_type,
    "Methods": names(fields.allow, "method"),
    "MimeVersion": content.mime_version,
    "Products": routes.products,
    "Range": content.range_,
    "RetryAfter": content.retry_after,
    "SetCookie": peers.set_cookie,
    "SetCookie2": peers.set_cookies2,
    "Te": content.transfer_codings(fields.te, weighed=True),
    "Title": routes.title,
    "TransferEncoding": content.transfer_codings(fields.transfer_encoding, weighed=False),
    "Upgrade": routes.upgrade,
    "UriReference": routes.uri(fields.uri_reference),
    "Vary": names(fields.vary, "name", "*", "any"),
    "Via": routes.via,
    "Warning": content.warnings,
    # Those that are no reference of just any kind.
    "Content-Base": routes.uri(fields.absolute_uri),
    "Content-Location": routes.uri(fields.without_fragment),
    "Referer": routes.uri(fields.referer),
    # Grammars.
    "absolute-uri": routes.uri(fields.absolute_uri),
    "basic-challenge": peers.basic_challenge,
    "basic-credentials": peers.basic,
    "bearer-challenge": peers.bearer_challenge,
    "bearer-credentials": peers.bearer,
    "cache-policy": content.cache_policy,
    "cgi": pieces.variables,
    "cookie-date": content.cookie_date,
    "cookie-jar": peers.cookie_jar,
    "dictionary": pieces.dictionary,
    "digest-challenge": peers.digest_challenge,
    "digest-credentials": peers.digest,
    "digest-info": peers.digest_info,
    "ext-value": content.ext_value,
    "file-name": content.file_name,
    "form": routes.form,
    "item": pieces.item,
    "list": pieces.list_,
    "multipart": pieces.body,
    "normal-uri": routes.normal_uri,
    "partial-uri": routes.uri(fields.without_fragment),
    "path": routes.path,
    "percent": routes.percent,
    "query": routes.query,
    "resolved-uri": routes.resolved_uri,
    "uri-reference": routes.uri(fields.uri_reference),
    "version": routes.version,
}

# Who resolves a reference is given the whole of a path: nobody has to pull its segments in Python.
NO_DOOR = {"segments"}

# What has a member of its own in Python is not told again among the parameters.
OWN = {
    "Accept": {"q"},
    "Content-Disposition": {"filename", "filename*"},
    "Link": {"rel", "anchor", "rev", "title", "title*"},
}


def reader_of(name: str) -> Reader:
    entry = None if name in READERS else registry.find(name)
    return READERS[name if entry is None else entry.family]


def expected(case: Case) -> list[str]:
    """What Python is to tell."""
    lines = case.read
    if own := OWN.get(case.reader):
        name = re.compile("; ([^ =]*)")
        lines = [line for line in lines if not (found := name.match(line)) or found[1].lower() not in own]
    if reader_of(case.reader) in (pieces.item, pieces.list_, pieces.dictionary):
        lines = distinct(lines)
        if any(is_no_datetime(line) for line in lines):
            lines = ["refused SF_DATE at=0"]
    elif reader_of(case.reader) is content.entity_tags and lines[-1].startswith("refused"):
        lines = lines[-1:]  # Python tells it whole.
    elif any(is_no_datetime(line) for line in lines):
        lines = ["refused DATE at=0"]
    return lines


def is_no_datetime(line: str) -> bool:
    """Whether it tells a time of another year than 1 to 9999, which Python has not."""
    found = re.search(r"\bdate=(-?[0-9]+)$", line)
    return found is not None and not -62_135_596_800 <= int(found[1]) < 253_402_300_800


def distinct(lines: list[str]) -> list[str]:
    """Each key once, as in a dict: the last value in the place of the first."""
    blocks: list[list[str]] = []  # A member, with all that belongs to it.
    depth = 0
    for line in lines:
        belongs = line.startswith(";") or depth > 0
        depth += line.endswith("begin")
        depth -= line == "end"
        if belongs:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    members: dict[str, list[str]] = {}
    for number, block in enumerate(blocks):
        key = re.match('key="([^"]*)"', block[0])
        members[key[1] if key else str(number)] = parameters(block)
    return [line for block in members.values() for line in block]


def parameters(block: list[str]) -> list[str]:
    """The same of the parameters within a member."""
    kept: dict[str, str] = {}
    item = 0
    for number, line in enumerate(block):
        item += not line.startswith(";")
        key = re.match('; (key="[^"]*")', line)
        kept[f"{item} {key[1]}" if key else f"line {number}"] = line
    return list(kept.values())


def written(told: Told) -> bytes | None:
    assert told.write is not None
    try:
        return told.write()
    except oyez.MisuseError as error:
        assert error.name == "FIELD_SYNTAX"
        return None


def differences(case: Case) -> Iterator[str]:
    for value in case.values:
        told = tell(reader_of(case.reader), value)
        if told.lines != expected(case):
            said = "\n".join(told.lines)
            yield f"{case.file}:{case.line}: {case.title}\n{quoted(value)}\n{said}"
        elif told.write is not None:
            again = written(told)
            if again != ((value if case.written is None else case.written) if case.is_written else None):
                yield f"{case.file}:{case.line}: {case.title}\n{quoted(value)}\nwritten {again!r}"


CASES = [case for case in all_cases(FOLDER) if case.reader not in NO_DOOR]


@pytest.mark.parametrize("file", sorted({case.file for case in CASES}))
def test_every_value_is_read_and_written_as_its_case_says(file: str) -> None:
    failures = [line for case in CASES if case.file == file for line in differences(case)]
    assert not failures, "\n\n".join(failures)


def test_what_is_written_is_read_alike_and_written_the_same() -> None:
    count = 0
    for case in CASES:
        for value in case.values:
            told = tell(reader_of(case.reader), value)
            octets = None if told.write is None or case.reader == "file-name" else written(told)
            if octets is not None:
                count += 1
                assert written(tell(reader_of(case.reader), octets)) == octets, f"{case.file}:{case.line}"
    assert count > 200


def test_every_family_of_the_registry_has_a_reader() -> None:
    families = {entry.family for entry in registry.all_fields()} - {"Text"}
    assert families <= READERS.keys()
    assert len(CASES) > 200
