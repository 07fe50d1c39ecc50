# SPDX-License-Identifier: MIT OR Apache-2.0
"""Expectations."""

from oyez import FieldsLike
from oyez.semantics._kinds import ClientExpectation, Expected, Informational, ProxyExpectation

__all__ = [
    "decide_client_expectation",
    "decide_informational",
    "decide_proxy_expectation",
    "decide_server_expectation",
    "expectation_of",
    "may_expect",
    "passes_back",
]

def expectation_of(version: tuple[int, int], fields: FieldsLike, /) -> Expected:
    """What a request expects (RFC 9110, 10.1.1). Before HTTP/1.1, nothing."""

def decide_server_expectation(
    version: tuple[int, int],
    fields: FieldsLike,
    /,
    *,
    empty: bool = False,
    begun: bool = False,
    status: int | None = None,
) -> int | None:
    """Decides what a server does when it has the head of a request: the status to send now, which is 100, 417 or status;
    None to read the content, if there is any. empty says that there is none, begun that some of it has come; status is
    the final one, if the head was enough to find it.
    """

def decide_proxy_expectation(
    version: tuple[int, int],
    fields: FieldsLike,
    /,
    next: tuple[int, int] | None = None,
    *,
    continues: bool = False,
) -> ProxyExpectation:
    """Decides what a proxy does when it has the head of a request. next is the version of the next hop, if that is known;
    what it is too old for is refused with a 417, or met by the proxy if continues.
    """

def decide_informational(
    status: int,
    /,
    *,
    continues: bool = False,
    upgrades: bool = False,
    before: int = 0,
) -> Informational:
    """Decides what a client does about a 1xx: whether it expects a 100, whether it offered an Upgrade, and how many 1xx
    there were before, of which there may be 100.
    """

def passes_back(status: int, client: tuple[int, int], /, *, asked_by_proxy: bool = False) -> bool:
    """Whether a proxy passes a 1xx back to a client of this version: all, but to HTTP/1.0, and a 100 that it asked for by
    itself (RFC 9110, 15.2).
    """

def may_expect(has_content: bool, /, server: tuple[int, int] | None = None) -> bool:
    """Whether a client may expect a 100 of a server of this version: only with content, and of none that is too old."""

def decide_client_expectation(status: int | None, waited: int, most: int, /) -> ClientExpectation:
    """Decides what a client that expects a 100 does next, when it has got status (None for nothing, or a 1xx that is no
    100), has waited for so long, and will wait so long at the most; both in one unit of time, whichever.
    """
