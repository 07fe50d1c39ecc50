# SPDX-License-Identifier: MIT OR Apache-2.0
"""Negotiation."""

from collections.abc import Iterable
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import FieldsLike
from oyez.fields._kinds import OctetsLike
from oyez.semantics._kinds import ChoiceOutcome, ContentKind, Dimension, Languages

__all__ = [
    "Choice",
    "ContentDecision",
    "Variant",
    "choose",
    "decide_content",
    "offered",
    "preferred",
    "type_is",
    "weight",
    "write_accepted",
    "write_variant_links",
]

@final
class Variant:
    """A representation that a resource has, by the fields that would describe it. What is None is acceptable whatever the
    client prefers.
    """

    __match_args__: ClassVar[tuple[Literal["content_type"], Literal["charset"], Literal["coding"], Literal["language"], Literal["location"], Literal["quality"]]]
    def __new__(
        cls,
        content_type: OctetsLike | None = None,
        charset: OctetsLike | None = None,
        coding: OctetsLike | None = None,
        language: OctetsLike | None = None,
        location: OctetsLike | None = None,
        quality: int = 1000,
    ) -> Self: ...
    @property
    def content_type(self) -> bytes | None:
        """Its Content-Type."""
    @property
    def charset(self) -> bytes | None:
        """Its charset, if it is not the parameter of content_type."""
    @property
    def coding(self) -> bytes | None:
        """Its Content-Encoding; None is identity."""
    @property
    def language(self) -> bytes | None:
        """Its Content-Language."""
    @property
    def location(self) -> bytes | None:
        """Where it is by itself, a URI-reference: for the list of a 300 or 406."""
    @property
    def quality(self) -> int:
        """How good it is as such, in thousandths."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Choice:
    """What is sent."""

    __match_args__: ClassVar[tuple[Literal["outcome"], Literal["status"], Literal["index"], Literal["vary"]]]
    @property
    def outcome(self) -> ChoiceOutcome:
        """Which variant, if any."""
    @property
    def status(self) -> int | None:
        """300 or 406; None where the status is that of the variant."""
    @property
    def index(self) -> int | None:
        """Which of the variants, counted from 0; of a 300, the one that a Location may name."""
    @property
    def vary(self) -> str | None:
        """The Vary of the answer; None where it depends on nothing."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class ContentDecision:
    """What becomes of a content."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["status"], Literal["index"]]]
    @property
    def kind(self) -> ContentKind:
        """Whether it is taken."""
    @property
    def status(self) -> int | None:
        """415; None where it is taken."""
    @property
    def index(self) -> int | None:
        """Which of the patterns it is of."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def choose(
    fields: FieldsLike,
    variants: Iterable[Variant],
    /,
    *,
    languages: Languages = Languages.FILTERING,
    strict_languages: bool = False,
    reactive: bool = False,
) -> Choice:
    """Chooses among the variants of a resource (RFC 9110, 12.1). A language that the client does not list is sent where
    no other is left, unless strict_languages; with reactive, the client chooses between equals: 300.
    """

def write_variant_links(variants: Iterable[Variant], /) -> bytes:
    """Writes links to the variants, each of which has a location: a Link field for a 300 or 406, and a list that a
    program can read for their content (RFC 9110, 15.4.1).
    """

def weight(
    fields: FieldsLike, dimension: Dimension, value: OctetsLike, /, *, languages: Languages = Languages.FILTERING
) -> int:
    """What the request says of a value, such as text/html;charset=utf-8, gzip or en-GB, in thousandths; 0 is not
    acceptable.
    """

def offered(fields: FieldsLike, dimension: Dimension, /) -> list[tuple[str, int]]:
    """What a client accepts, with its weight in thousandths, by weight, and in its own order where that is the same.
    Without the field, anything. "identity" follows what is listed, unless it is excluded. 32 are told at most.
    """

def preferred(
    fields: FieldsLike,
    dimension: Dimension,
    values: Iterable[OctetsLike],
    /,
    *,
    languages: Languages = Languages.FILTERING,
) -> list[tuple[int, int]]:
    """Which of some values a client accepts, by their index, with the weight in thousandths: by weight, then by how
    exactly they are matched, then by their place in the field, then by that among the values.
    """

def type_is(value: OctetsLike, patterns: Iterable[OctetsLike], /) -> int | None:
    """Which of some patterns a Content-Type is of first: text/html; text/*, */*; application/*+json, +json."""

def decide_content(
    fields: FieldsLike, patterns: Iterable[OctetsLike], codings: Iterable[OctetsLike] = (), /
) -> ContentDecision:
    """Decides about a request with content: its media type is of one of the patterns of type_is, and each of its
    codings one of those known (RFC 9110, 15.5.16).
    """

def write_accepted(patterns: Iterable[OctetsLike], /) -> bytes:
    """Writes what is taken: the Accept of a 415, an Accept-Patch or Accept-Post."""
