# SPDX-License-Identifier: MIT OR Apache-2.0
"""Redirects and retries."""

from datetime import datetime
from typing import ClassVar, Literal, final

from oyez import FieldsLike
from oyez.semantics._kinds import AgainKind, Lost, RedirectKind

__all__ = [
    "Again",
    "Redirect",
    "decide_again",
    "decide_lost",
    "decide_redirect",
]

@final
class Redirect:
    """What a client does about an answer (RFC 9110, 15.4)."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["uri"], Literal["method"]]]
    @property
    def kind(self) -> RedirectKind:
        """Whether it is followed, and why not."""
    @property
    def uri(self) -> str | None:
        """The URI to ask for, and behind it the fragment to look for in the answer."""
    @property
    def method(self) -> str | None:
        """The method of the next request."""
    @property
    def keeps_content(self) -> bool:
        """The content is sent again."""
    @property
    def same_origin(self) -> bool:
        """Scheme, host and port are the same."""
    def keeps(self, name: str, /) -> bool:
        """Whether a field of the request before goes into the next one as it is. What does not is left out, or written
        anew by who made it.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_redirect(
    status: int,
    method: str,
    uri: str,
    fields: FieldsLike,
    /,
    *,
    before: int = 0,
    most: int = 20,
    keep_post: bool = False,
    follow_choices: bool = False,
    ask_if_unsafe: bool = False,
) -> Redirect:
    """Decides what a client does about an answer with this status and these fields, to a request of this method for this
    absolute URI, to which so many redirects led before, of which at most so many are followed.

    keep_post: a POST stays one after a 301 or a 302. follow_choices: a 300 that names what the server prefers is
    followed. ask_if_unsafe: a redirect that would repeat an unsafe method is told to the user first.
    """

def decide_lost(
    method: str,
    /,
    *,
    before: int = 0,
    idempotent: bool = False,
    unsent: bool = False,
    answering: bool = False,
    spent: bool = False,
    by_proxy: bool = False,
) -> Lost:
    """Decides whether a request whose connection was lost is sent again, without asking anybody (RFC 9110, 9.2.2).

    before: how often it was sent again. idempotent: the client knows that it may be repeated. unsent: nothing of it was
    sent. answering: something of a response was received. spent: its content cannot be sent once more. by_proxy: it is
    a proxy's.
    """

@final
class Again:
    """What becomes of a request that was answered by a status that may ask for it once more."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["seconds"]]]
    @property
    def kind(self) -> AgainKind:
        """Whether it is sent again, and how."""
    @property
    def seconds(self) -> int | None:
        """How long to wait, where that is said."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_again(
    status: int,
    method: str,
    fields: FieldsLike,
    /,
    *,
    before: int = 0,
    patience: int = 0,
    expected: bool = False,
    early: bool = False,
    now: datetime | None = None,
) -> Again:
    """Decides whether a request of this method is sent again that was answered by this status and these fields.

    before: how often it was sent again. patience: the longest time to wait, in seconds. expected: it expected a 100.
    early: it was sent as early data of TLS. now: when the answer was received, the present time unless told.
    """
