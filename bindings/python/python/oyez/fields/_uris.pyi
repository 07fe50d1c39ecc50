# SPDX-License-Identifier: MIT OR Apache-2.0
"""URIs, percent-encoding and forms: Location, Content-Location, Content-Base, Referer; and Link."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import Octets
from oyez.fields._disposition import ExtValue
from oyez.fields._kinds import OctetsLike

__all__ = [
    "Link",
    "UriReference",
    "absolute_uri",
    "are_equivalent",
    "decode_path",
    "form",
    "links",
    "normalise",
    "percent_decode",
    "percent_encode",
    "query",
    "referer",
    "resolve",
    "uri_reference",
    "without_fragment",
    "write_form",
]

@final
class UriReference:
    """A URI, or a reference relative to one, in its parts, still encoded (RFC 3986, 4.1)."""

    def __new__(
        cls,
        *,
        scheme: str | None = None,
        userinfo: str | None = None,
        host: str | None = None,
        port: str | None = None,
        path: str = "",
        query: str | None = None,
        fragment: str | None = None,
    ) -> Self: ...
    @property
    def scheme(self) -> str | None:
        """What stands before the first ":"; None in a relative reference."""
    @property
    def userinfo(self) -> str | None:
        """What stands before the "@"."""
    @property
    def host(self) -> str | None:
        """An IP-literal in its brackets, an IPv4 address or a registered name, perhaps empty; None where no "//" is."""
    @property
    def port(self) -> str | None:
        """Digits, perhaps none."""
    @property
    def path(self) -> str:
        """The path; may be empty."""
    @property
    def query(self) -> str | None:
        """Without its "?"."""
    @property
    def fragment(self) -> str | None:
        """Without its "#"."""
    def write(self) -> bytes:
        """Writes it (RFC 3986, 5.3)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def uri_reference(value: OctetsLike, /) -> UriReference:
    """Reads a URI-reference: a Location (RFC 9110, 10.2.2)."""

def absolute_uri(value: OctetsLike, /) -> UriReference:
    """Reads an absolute-URI: a Content-Base (RFC 2068, 14.11)."""

def without_fragment(value: OctetsLike, /) -> UriReference:
    """Reads absolute-URI / partial-URI: a Content-Location (RFC 9110, 8.7)."""

def referer(value: OctetsLike, /) -> UriReference:
    """Reads a Referer (RFC 9110, 10.1.3)."""

def resolve(base: UriReference, reference: UriReference, /) -> str:
    """Resolves a reference against a base: the URI that it stands for (RFC 3986, 5.2.2 and 5.3)."""

def normalise(uri: UriReference, /) -> str:
    """The normal form of a URI (RFC 9110, 4.2.3): scheme and host in lower case, no default port, no dot segments, no
    needless percent-encoding.
    """

def are_equivalent(one: UriReference, another: UriReference, /) -> bool:
    """Whether two URIs have the same normal form, and so identify the same resource (RFC 9110, 4.2.3)."""

def percent_encode(octets: OctetsLike, part: Literal["data", "segment", "path", "query"] = "data", /) -> str:
    """Percent-encodes octets (RFC 3986, 2.1), as far as the part of a URI wants it that they are to be: "data", of
    which nothing stays that has a meaning anywhere, a "segment" of a path, a "path", or a "query".
    """

def percent_decode(value: OctetsLike, /) -> bytes:
    """Undoes percent-encoding (RFC 3986, 2.1); a "%" without its two HEXDIG is invalid."""

def query(value: OctetsLike, /) -> tuple[tuple[bytes, bytes | None], ...]:
    """The pairs of a query as they stand, still encoded: a name, and what is behind its "="."""

def decode_path(path: OctetsLike, /) -> bytes:
    """What an absolute path names: percent-encoding undone, "." and ".." removed. One that climbs above the root is
    invalid, and so is one that hides a NUL or a "/".
    """

def form(content: OctetsLike, /) -> Iterator[tuple[bytes, bytes | None]]:
    """Reads a form, application/x-www-form-urlencoded, or a query as a form makes it, pair by pair: a name, and its
    value if there is a "=", with their encoding undone.
    """

def write_form(
    pairs: Mapping[str, str | Octets | None] | Iterable[tuple[str | Octets, str | Octets | None]], /
) -> bytes:
    """Writes a form of names and values, where None is for a name alone. Text is written in UTF-8."""

@final
class Link:
    """A link: a member of Link (RFC 8288, 3). Of each parameter with a member of its own the first counts."""

    __match_args__: ClassVar[tuple[Literal["target"], Literal["rel"]]]
    def __new__(
        cls,
        target: str,
        rel: OctetsLike | None = None,
        *,
        anchor: OctetsLike | None = None,
        rev: OctetsLike | None = None,
        title: OctetsLike | None = None,
        extended_title: ExtValue | None = None,
        parameters: Mapping[str, OctetsLike | None] | Iterable[tuple[str, OctetsLike | None]] = (),
    ) -> Self: ...
    @property
    def target(self) -> str:
        """What it points to, a URI-reference."""
    @property
    def rel(self) -> bytes | None:
        """How: relation types with spaces between them (RFC 8288, 3.3)."""
    @property
    def anchor(self) -> bytes | None:
        """What it points from, a URI-reference; else the resource itself (RFC 8288, 3.2)."""
    @property
    def rev(self) -> bytes | None:
        """How, the other way round (RFC 8288, 3.3)."""
    @property
    def title(self) -> bytes | None:
        """What the target is called (RFC 8288, 3.4.1)."""
    @property
    def extended_title(self) -> ExtValue | None:
        """title*: the same in any charset, which goes before title."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes | None], ...]:
        """All other parameters, in order."""
    @property
    def relations(self) -> tuple[bytes, ...]:
        """The relation types of rel, in order."""
    def relates(self, relation: str, /) -> bool:
        """Whether one of its relation types is this; case does not matter (RFC 8288, 2.1.1 and 2.1.2)."""
    def write(self) -> bytes:
        """Writes it: the target, the parameters with members of their own, all others."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def links(value: OctetsLike, /) -> Iterator[Link]:
    """Reads a Link, member by member."""
