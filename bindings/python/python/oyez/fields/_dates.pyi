# SPDX-License-Identifier: MIT OR Apache-2.0
"""Dates and numbers: Date and its like, Retry-After, Age, Content-Length, Max-Forwards."""

from datetime import datetime

from oyez.fields._kinds import OctetsLike

__all__ = [
    "age",
    "content_length",
    "cookie_date",
    "date",
    "delta_seconds",
    "expires",
    "max_forwards",
    "retry_after",
    "write_date",
    "write_number",
    "write_retry_after",
]

def date(value: OctetsLike, /, now: datetime | None = None, *, any_case: bool = False) -> datetime:
    """Reads an HTTP-date in any of its three formats (RFC 9110, 5.6.7): Date, Last-Modified, If-Modified-Since,
    If-Unmodified-Since.

    `now` says which century the two digits of an rfc850-date are of; without it, it is the present time. Caches should
    not heed the case of letters (RFC 9111, 4.2).
    """

def write_date(time: datetime, /) -> bytes:
    """Writes a time as an IMF-fixdate (RFC 9110, 5.6.7)."""

def cookie_date(value: OctetsLike, /) -> datetime:
    """Reads a cookie-date, as user agents do (RFC 6265bis, 5.1.1): the first time, day, month and year, wherever they
    stand.
    """

def expires(value: OctetsLike, /, now: datetime | None = None) -> datetime | None:
    """Reads an Expires; None is for what is no date, which lies in the past (RFC 9111, 5.3)."""

def retry_after(value: OctetsLike, /, now: datetime | None = None) -> int | datetime:
    """Reads a Retry-After: seconds to wait, or the time until when (RFC 9110, 10.2.3)."""

def write_retry_after(wait: int | datetime, /) -> bytes:
    """Writes a Retry-After."""

def age(value: OctetsLike, /) -> int:
    """Reads an Age, in seconds; more than 2^31 are told as that (RFC 9111, 5.1). Of a list, the first member is read.
    """

def delta_seconds(value: OctetsLike, /) -> int:
    """Reads delta-seconds; more than 2^31 are told as that (RFC 9111, 1.2.2)."""

def content_length(value: OctetsLike, /) -> int:
    """Reads a Content-Length (RFC 9110, 8.6), up to 2^63 - 1."""

def max_forwards(value: OctetsLike, /) -> int:
    """Reads a Max-Forwards (RFC 9110, 7.6.2); more than 2^63 - 1 are told as that."""

def write_number(number: int, /) -> bytes:
    """Writes a number: an Age, a Content-Length, a Max-Forwards."""
