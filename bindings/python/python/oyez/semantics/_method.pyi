# SPDX-License-Identifier: MIT OR Apache-2.0
"""Methods."""

from collections.abc import Iterable
from typing import ClassVar, Literal, final

from oyez import FieldsLike
from oyez.semantics._kinds import Cacheable, ContentMeaning, MethodAction

__all__ = [
    "MethodDecision",
    "MethodEntry",
    "all_methods",
    "decide_method",
    "is_secret_field",
    "method_entry",
    "write_trace",
]

@final
class MethodEntry:
    """What a method promises (RFC 9110, 9.2)."""

    @property
    def name(self) -> str:
        """Its name; case matters."""
    @property
    def safe(self) -> bool:
        """Who sends it asks for no change."""
    @property
    def idempotent(self) -> bool:
        """Sent twice, it means what it means sent once."""
    @property
    def cacheable(self) -> Cacheable:
        """Whether a cache may store what answers it."""
    @property
    def content(self) -> ContentMeaning:
        """What content in a request of it means."""
    @property
    def clause(self) -> str | None:
        """Where it is defined; None of one that is not registered, which promises nothing."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def method_entry(method: str, /) -> MethodEntry:
    """What a method promises; one that is not registered promises nothing."""

def all_methods() -> tuple[MethodEntry, ...]:
    """Every registered method; those of RFC 9110 first."""

@final
class MethodDecision:
    """What is to be done about a method."""

    __match_args__: ClassVar[tuple[Literal["action"], Literal["status"], Literal["allow"]]]
    @property
    def action(self) -> MethodAction:
        """What."""
    @property
    def status(self) -> int | None:
        """The status to answer with; None where the resource says."""
    @property
    def allow(self) -> bytes | None:
        """The Allow of the answer, if it must carry one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_method(
    method: str,
    target: str,
    *,
    allowed: str | Iterable[str],
    implemented: str | Iterable[str] = (),
    traces: bool = False,
) -> MethodDecision:
    """Decides what is to be done about a method: whether the resource answers it, or what does. Methods are told as in an
    Allow, or one by one; without implemented, the server answers every registered one for some resource or other.
    TRACE is refused unless traces.
    """

def write_trace(target: str, version: tuple[int, int], fields: FieldsLike, /) -> bytes:
    """Writes the content that answers a TRACE, of the type message/http: its request-line and its fields, without what is
    secret (RFC 9110, 9.3.8).
    """

def is_secret_field(name: str, /) -> bool:
    """Whether a request field of this name is likely to be a secret between a client and one origin: cookies, credentials,
    what stands for them.
    """
