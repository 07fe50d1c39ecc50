# SPDX-License-Identifier: MIT OR Apache-2.0
"""Caching."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import Fields, FieldsLike
from oyez.fields import EntityTag, OctetsLike
from oyez.semantics._kinds import (
    AfterOutcome,
    CacheFailure,
    Coverage,
    Freshening,
    FreshnessSource,
    Naming,
    ReuseOutcome,
    ReuseReason,
    Storing,
)

__all__ = [
    "After",
    "Cache",
    "CacheRequest",
    "CacheResponse",
    "CacheValidators",
    "Extent",
    "Freshness",
    "Reuse",
    "cache_after",
    "cache_combine",
    "cache_coverage",
    "cache_date",
    "cache_forwards_field",
    "cache_freshening",
    "cache_freshness",
    "cache_invalidates",
    "cache_invalidates_also",
    "cache_is_not_modified",
    "cache_may_store",
    "cache_may_wait",
    "cache_names",
    "cache_reuse",
    "cache_selects",
    "cache_stored_fields",
    "cache_targeted_fields",
    "cache_updated_fields",
    "cache_validators",
    "write_cache_if_none_match",
    "write_cache_warning",
]

@final
class Cache:
    """What a cache is."""

    __match_args__: ClassVar[tuple[Literal["shared"], Literal["ranges"], Literal["cookies"], Literal["heeds_requests"]]]
    def __new__(
        cls, *, shared: bool = False, ranges: bool = False, cookies: bool | None = None, heeds_requests: bool = True
    ) -> Self: ...
    @property
    def shared(self) -> bool:
        """It stores for many users, as that of a proxy; else for one."""
    @property
    def ranges(self) -> bool:
        """It knows Range and Content-Range, and stores partial content (RFC 9111, 3.3)."""
    @property
    def cookies(self) -> bool | None:
        """Whether it stores Set-Cookie, or only passes it on; None: if it is not shared."""
    @property
    def heeds_requests(self) -> bool:
        """It heeds the directives of requests, which are advice (RFC 9111, 5.2.1)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class CacheResponse:
    """A response, and the request that it answers."""

    __match_args__: ClassVar[tuple[Literal["method"], Literal["request"], Literal["status"], Literal["fields"]]]
    def __new__(
        cls,
        method: str,
        request: FieldsLike,
        status: int,
        fields: FieldsLike,
        request_time: datetime,
        response_time: datetime | None = None,
        received: int | None = None,
    ) -> Self: ...
    @property
    def method(self) -> str:
        """The method of the request."""
    @property
    def request(self) -> Fields:
        """The fields of the request; of a stored response, those that its Vary names are enough."""
    @property
    def status(self) -> int:
        """The status code."""
    @property
    def fields(self) -> Fields:
        """The header section."""
    @property
    def request_time(self) -> datetime:
        """When the request was made, by the cache's clock."""
    @property
    def response_time(self) -> datetime:
        """When the response was received, likewise."""
    @property
    def received(self) -> int | None:
        """So many octets of content came before the connection broke; None of a response that is complete."""

@final
class CacheRequest:
    """A request that is presented to a cache."""

    __match_args__: ClassVar[tuple[Literal["method"], Literal["fields"]]]
    def __new__(cls, method: str, fields: FieldsLike) -> Self: ...
    @property
    def method(self) -> str: ...
    @property
    def fields(self) -> Fields:
        """Its header section."""

@final
class Freshness:
    """How long a response is fresh, and how old it is, in seconds (RFC 9111, 4.2)."""

    __match_args__: ClassVar[tuple[Literal["lifetime"], Literal["source"], Literal["age"]]]
    def __new__(cls, lifetime: int, source: FreshnessSource, age: int) -> Self: ...
    @property
    def lifetime(self) -> int:
        """The freshness lifetime."""
    @property
    def source(self) -> FreshnessSource:
        """What told it."""
    @property
    def age(self) -> int:
        """The current age."""
    @property
    def is_fresh(self) -> bool:
        """It is not stale."""
    @property
    def remaining(self) -> int:
        """For how long it will be fresh yet."""
    @property
    def staleness(self) -> int:
        """For how long it has been stale."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Reuse:
    """What a cache does with a request, and why."""

    __match_args__: ClassVar[tuple[Literal["outcome"], Literal["reason"], Literal["freshness"]]]
    @property
    def outcome(self) -> ReuseOutcome:
        """What it does."""
    @property
    def reason(self) -> ReuseReason:
        """Why the stored response is not reused."""
    @property
    def freshness(self) -> Freshness:
        """Of the stored response; the Age of the answer says its age."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class After:
    """What came of asking the origin server."""

    __match_args__: ClassVar[tuple[Literal["outcome"], Literal["age"]]]
    @property
    def outcome(self) -> AfterOutcome:
        """What becomes of the stored response, and answers the request."""
    @property
    def age(self) -> int | None:
        """What the Age of a stale answer says."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Extent:
    """The octets of a representation that are there."""

    __match_args__: ClassVar[tuple[Literal["first"], Literal["last"], Literal["complete"]]]
    @property
    def first(self) -> int:
        """The first."""
    @property
    def last(self) -> int:
        """The last."""
    @property
    def complete(self) -> int | None:
        """How many the whole has, if that is known."""
    @property
    def is_whole(self) -> bool:
        """It is the whole."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class CacheValidators:
    """What a stored response can be validated by (RFC 9111, 4.3.1)."""

    __match_args__: ClassVar[tuple[Literal["tag"], Literal["last_modified"]]]
    @property
    def tag(self) -> EntityTag | None:
        """What goes into If-None-Match."""
    @property
    def last_modified(self) -> bytes | None:
        """What goes into If-Modified-Since as it is."""
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def cache_may_store(cache: Cache, response: CacheResponse, /) -> Storing:
    """Whether a response may be stored (RFC 9111, 3)."""

def cache_stored_fields(cache: Cache, fields: FieldsLike, /) -> Fields:
    """The fields of a response that are to be stored with it (RFC 9111, 3.1)."""

def cache_targeted_fields(fields: FieldsLike, targets: Iterable[str], /) -> Fields:
    """The fields of a response as a cache sees them that is a target of these, as of CDN-Cache-Control, the first the
    most particular: the first that is valid and not empty stands in the place of Cache-Control and Expires (RFC
    9213, 2.2).
    """

def cache_freshness(cache: Cache, response: CacheResponse, /, now: datetime | None = None) -> Freshness:
    """How long a response is fresh, and how old it is (RFC 9111, 4.2)."""

def cache_date(response: CacheResponse, /) -> datetime:
    """When a response was generated: by its Date, or the time that it came. Of several that a request could get, the
    latest is to be used (RFC 9111, 4).
    """

def cache_selects(stored: FieldsLike, answered: FieldsLike, presented: FieldsLike, /) -> bool:
    """Whether a stored response is selected by a request: the fields that its Vary names are those of the request that
    it answered (RFC 9111, 4.1).
    """

def cache_reuse(
    cache: Cache, stored: CacheResponse | None, request: CacheRequest, /, now: datetime | None = None
) -> Reuse:
    """Whether the stored response answers the request (RFC 9111, 4). None: nothing is stored."""

def cache_after(
    cache: Cache, stored: CacheResponse, request: CacheRequest, status: int | None, /, now: datetime | None = None
) -> After:
    """What answers a request, the origin server having been asked about the stored response: with this status code, or
    not at all (RFC 9111, 4.3.3; RFC 5861, 4).
    """

def cache_may_wait(cache: Cache, under_way: CacheRequest, request: CacheRequest, /) -> bool:
    """Whether a request may wait for the answer to another one that is under way for the same target (RFC 9111, 4)."""

def cache_coverage(stored: CacheResponse, request: CacheRequest, /) -> tuple[Coverage, Extent | None]:
    """What a stored response has of what a request asks for (RFC 9111, 3.3), and which octets, if that is a part."""

def cache_combine(one: CacheResponse, other: CacheResponse, /) -> Extent | None:
    """What two parts of a representation come to (RFC 9111, 3.4); None if they do not go together."""

def cache_validators(fields: FieldsLike, /) -> CacheValidators:
    """What a stored response can be validated by (RFC 9111, 4.3.1)."""

def write_cache_if_none_match(request: FieldsLike, tags: Iterable[EntityTag], /) -> bytes | None:
    """Writes the If-None-Match of a request that validates stored responses: the tags that the client listed, and
    these, of stored ones (RFC 9111, 4.3.1 and 4.3.2). None where there would be none.
    """

def cache_forwards_field(name: str, /) -> bool:
    """Whether a field of the client's request goes into one that validates a stored response (RFC 9111, 4.3.1)."""

def cache_is_not_modified(stored: CacheResponse, request: CacheRequest, /) -> bool:
    """Whether a request that is answered by a stored response gets a 304 in its place (RFC 9111, 4.3.2)."""

def cache_names(not_modified: FieldsLike, stored: FieldsLike, /) -> Naming:
    """How a 304 names a stored response (RFC 9111, 4.3.4)."""

def cache_updated_fields(cache: Cache, stored: FieldsLike, new: FieldsLike, /) -> Fields:
    """The fields of a stored response that a 304, or a response to HEAD, has updated (RFC 9111, 3.2)."""

def cache_freshening(status: int, head: FieldsLike, stored: FieldsLike, /) -> Freshening:
    """What a response to HEAD does to a stored one to GET (RFC 9111, 4.3.5)."""

def cache_invalidates(method: str, status: int, /) -> bool:
    """Whether a response makes what is stored for the target URI invalid (RFC 9111, 4.4)."""

def cache_invalidates_also(target: OctetsLike, value: OctetsLike, /) -> bytes | None:
    """The URI that a Location or Content-Location of such a response names, if what is stored for it is made invalid
    too; None if it is of another origin (RFC 9111, 4.4). target is the target URI, absolute.
    """

def write_cache_warning(freshness: Freshness, failure: CacheFailure, agent: OctetsLike, /) -> bytes:
    """Writes the Warning of a response that is reused; agent is the host or the pseudonym of the cache
    (RFC 7234, 5.5). It is empty where there is none.
    """
