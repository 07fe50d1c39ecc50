# SPDX-License-Identifier: MIT OR Apache-2.0
"""The enumerations, with the numbers that they have in C and Rust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple, TypeAlias, Union

__all__ = [
    "Algorithm",
    "Charset",
    "Coding",
    "Disposition",
    "FieldClass",
    "Limits",
    "Mechanism",
    "OctetsLike",
    "ParametersLike",
    "Qop",
    "SameSite",
    "Shape",
    "Site",
    "Transfer",
]

OctetsLike: TypeAlias = Union[str, bytes, bytearray, memoryview]
ParametersLike: TypeAlias = Union[Mapping[str, OctetsLike], Iterable[tuple[str, OctetsLike]]]


class Coding(IntEnum):
    """The content codings that have a number here (RFC 9110, 8.4.1)."""

    OTHER = 0
    """A name that is none of these."""
    IDENTITY = 1
    """No encoding; in Accept-Encoding only."""
    GZIP = 2
    """`gzip` or `x-gzip`."""
    COMPRESS = 3
    """`compress` or `x-compress`."""
    DEFLATE = 4
    """The zlib format."""
    BR = 5
    """Brotli (RFC 7932)."""
    ZSTD = 6
    """Zstandard (RFC 9659)."""


class Transfer(IntEnum):
    """The transfer codings that have a number here (RFC 9112, 7)."""

    OTHER = 0
    """A name that is none of these."""
    CHUNKED = 1
    """Chunks."""
    GZIP = 2
    """`gzip` or `x-gzip`."""
    COMPRESS = 3
    """`compress` or `x-compress`."""
    DEFLATE = 4
    """The zlib format."""
    TRAILERS = 5
    """No coding, but the word of TE for a client that keeps trailer fields (RFC 9110, 10.1.4)."""


class Mechanism(IntEnum):
    """The mechanisms of Content-Transfer-Encoding that have a number here (RFC 2045, 6.1)."""

    OTHER = 0
    SEVEN_BIT = 1
    EIGHT_BIT = 2
    BINARY = 3
    QUOTED_PRINTABLE = 4
    BASE64 = 5


class Disposition(IntEnum):
    """The disposition types that have a number here (RFC 6266, 4.2)."""

    OTHER = 0
    """A name that is none of these; to be handled as ATTACHMENT."""
    INLINE = 1
    """To be shown."""
    ATTACHMENT = 2
    """To be saved."""
    FORM_DATA = 3
    """A part of a form (RFC 7578, 4.2)."""


class Charset(IntEnum):
    """The charsets that extended values are decoded from (RFC 8187, 3.2.1)."""

    OTHER = 0
    UTF8 = 1
    LATIN1 = 2


class SameSite(IntEnum):
    """Which requests that come from another site a cookie goes with (RFC 6265bis, 5.6.7)."""

    DEFAULT = 0
    """Nothing was said, or nothing that is known: as LAX, or less strict."""
    NONE = 1
    """With all requests."""
    LAX = 2
    """With those by which a user goes there, if the method is safe."""
    STRICT = 3
    """With none."""


class Site(IntEnum):
    """Where a request comes from, as seen from where it goes (RFC 6265bis, 5.2)."""

    SAME = 0
    """From the same site, or from no site, as those of most clients that are no browsers."""
    SAFE_NAVIGATION = 1
    """From another site, as the user goes from there to here, by a safe method."""
    UNSAFE_NAVIGATION = 2
    """The same by another method."""
    CROSS = 3
    """From another site."""


class Algorithm(IntEnum):
    """What computes digests (RFC 7616, 6.1)."""

    MD5 = 0
    MD5_SESS = 1
    SHA256 = 2
    SHA256_SESS = 3
    SHA512_256 = 4
    SHA512_256_SESS = 5
    UNKNOWN = 6
    """One not known here: the challenge is to be passed over (RFC 7616, 3.3)."""


class Qop(IntEnum):
    """The quality of protection (RFC 7616, 3.3)."""

    AUTH = 0
    """Of method and target."""
    AUTH_INT = 1
    """Of the content as well."""


class FieldClass(IntEnum):
    """What a field is about, as RFC 2616 sorts fields: 4.5, 5.3, 6.2 and 7.1."""

    GENERAL = 0
    """The message, in either direction."""
    REQUEST = 1
    """The request, or the client."""
    RESPONSE = 2
    """The response, or the server."""
    ENTITY = 3
    """The entity: the content, or what it represents."""
    EXTENSION = 4
    """None of those texts sorts it."""


class Shape(IntEnum):
    """What several field lines of one name come to (RFC 9110, 5.3)."""

    SINGLETON = 0
    """There is to be one only."""
    LIST = 1
    """One list: the lines joined by commas."""
    LINES = 2
    """Each is a value by itself, which no comma may join: Set-Cookie."""


class Limits(NamedTuple):
    """How much a jar of cookies keeps at most; by default what user agents should today (RFC 6265bis, 6.1)."""

    cookie_size: int = 4096
    """Octets of name and value of a cookie."""
    per_domain: int = 50
    """Cookies of a domain."""
    all: int = 3000
    """Cookies of all domains."""


for _kind in (Coding, Transfer, Mechanism, Disposition, Charset, SameSite, Site, Algorithm, Qop, FieldClass, Shape):
    _kind.__module__ = "oyez.fields"
Limits.__module__ = "oyez.fields"
