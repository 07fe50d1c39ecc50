# SPDX-License-Identifier: MIT OR Apache-2.0
"""What is written in Rust. This file comes first: Rust follows it."""

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from socket import socket
from types import TracebackType
from typing import ClassVar, Final, Literal, TypeVar, final, overload

from typing_extensions import Self

from oyez import Event, FieldsLike, Octets, Sendable
from oyez.errors import ProtocolError
from oyez.kinds import Interest, Leniency, Role, TargetForm

__all__ = [
    "Closed",
    "Complete",
    "Connection",
    "Content",
    "Exchange",
    "Fields",
    "Informational",
    "PeerEnded",
    "Request",
    "Response",
    "Server",
    "Stats",
    "Tunnel",
    "__version__",
    "date",
    "percent_decode",
    "reason",
]

_T = TypeVar("_T")

__version__: Final[str]

def date(seconds: float | None = None, /) -> str:
    """Writes a time, in seconds since 1970, as an HTTP-date (RFC 9110, 5.6.7); None is now."""

def percent_decode(text: str, /) -> bytes:
    """Undoes percent-encoding (RFC 3986, 2.1). A "%" without its two HEXDIG raises MisuseError."""

def reason(status: int, /) -> str:
    """The registered reason phrase; empty for a code that has none."""

@final
class Fields(Mapping[str, bytes]):
    """The field lines of one section, in order. Names compare without case; values are bytes.

    As a Mapping it holds the first line of each name; `lines()` tells every one.
    """

    def __new__(cls, lines: FieldsLike = ()) -> Self: ...
    def __getitem__(self, name: str, /) -> bytes: ...
    def __contains__(self, name: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    @overload
    def get(self, name: str, /) -> bytes | None: ...
    @overload
    def get(self, name: str, default: _T, /) -> bytes | _T: ...
    def keys(self) -> KeysView[str]: ...
    def values(self) -> ValuesView[bytes]: ...
    def items(self) -> ItemsView[str, bytes]: ...
    def lines(self) -> list[tuple[str, bytes]]:
        """Every field line, in order, its name as it was spelt."""

    def all(self, name: str, /) -> list[bytes]:
        """The value of every line so named."""

    def members(self, name: str, /) -> list[bytes]:
        """The members of a comma-separated list, across all lines so named (RFC 9110, 5.6.1)."""

    def text(self, name: str, /, default: str = "") -> str:
        """The first value so named, decoded as ISO 8859-1."""

@final
class Request:
    """A request head. One that was received holds fields that belong to the framing, so it cannot be sent as it is."""

    __match_args__: ClassVar[tuple[Literal["method"], Literal["target"]]]
    def __new__(
        cls, method: str, target: str, fields: FieldsLike = (), *, content_length: int | None = 0
    ) -> Self: ...
    @property
    def method(self) -> str:
        """A token; case matters (RFC 9110, 9.1)."""
    @property
    def target(self) -> str:
        """As it stands in the request-line."""
    @property
    def target_form(self) -> TargetForm:
        """Which form the target has (RFC 9112, 3.2)."""
    @property
    def path(self) -> str:
        """The target's path, still encoded: "/" for an absolute-form without one, "*", or empty for CONNECT."""
    @property
    def query(self) -> str | None:
        """What follows the "?"; None without one."""
    @property
    def authority(self) -> str:
        """From the target, else from Host (RFC 9112, 3.3)."""
    @property
    def fields(self) -> Fields:
        """The header section."""
    @property
    def version(self) -> tuple[int, int]:
        """As received."""
    @property
    def content_length(self) -> int | None:
        """Octets of content to come; None when that is unknown: then it is chunked."""
    @property
    def expects_continue(self) -> bool:
        """The peer waits for a 100 (Continue), which is sent by itself, before its content (RFC 9110, 10.1.1)."""
    @property
    def upgrade(self) -> str:
        """The protocols offered; empty unless Connection names Upgrade and the version is 1.1 (RFC 9110, 7.8)."""
    @property
    def last(self) -> bool:
        """The connection ends after this exchange (RFC 9112, 9.3)."""
    @property
    def dropped(self) -> int:
        """Field lines dropped because `keep` does not name them."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Response:
    """A final response head."""

    __match_args__: ClassVar[tuple[Literal["status"]]]
    def __new__(cls, status: int, fields: FieldsLike = (), *, content_length: int | None = None) -> Self: ...
    @property
    def status(self) -> int:
        """From 200 to 599."""
    @property
    def reason(self) -> bytes:
        """For people only; may be empty. What is sent has the registered one."""
    @property
    def fields(self) -> Fields:
        """The header section."""
    @property
    def version(self) -> tuple[int, int]:
        """As received."""
    @property
    def content_length(self) -> int | None:
        """Octets of content to come; None when that is unknown: to be sent in chunks, or until the connection ends."""
    @property
    def announced(self) -> int | None:
        """What Content-Length says, also where no content comes: to HEAD, and in a 304."""
    @property
    def upgrade(self) -> str:
        """The protocols that a 426 offers."""
    @property
    def last(self) -> bool:
        """The connection ends after this exchange (RFC 9112, 9.3)."""
    @property
    def dropped(self) -> int:
        """Field lines dropped because `keep` does not name them."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Informational:
    """A 1xx response head: another one follows, but behind a 101, which ends HTTP."""

    __match_args__: ClassVar[tuple[Literal["status"]]]
    def __new__(cls, status: int, fields: FieldsLike = ()) -> Self: ...
    @property
    def status(self) -> int:
        """From 100 to 199."""
    @property
    def reason(self) -> bytes:
        """For people only; may be empty."""
    @property
    def fields(self) -> Fields:
        """The header section."""
    @property
    def version(self) -> tuple[int, int]:
        """As received."""
    @property
    def upgrade(self) -> str:
        """The protocols that a 101 switches to."""
    @property
    def last(self) -> bool:
        """The connection ends after this exchange."""
    @property
    def dropped(self) -> int:
        """Field lines dropped because `keep` does not name them."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Content:
    """Some content, free of transfer coding; never empty when received. After Tunnel, raw octets."""

    __match_args__: ClassVar[tuple[Literal["octets"]]]
    def __new__(cls, octets: Octets) -> Self: ...
    @property
    def octets(self) -> bytes:
        """A copy, yours to keep."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Complete:
    """A message is complete. After Tunnel, the peer's end."""

    __match_args__: ClassVar[tuple[Literal["trailers"]]]
    def __new__(cls, trailers: FieldsLike = ()) -> Self: ...
    @property
    def trailers(self) -> Fields:
        """The trailer section of chunked content."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Tunnel:
    """What follows is no longer HTTP: it is told as Content, Content is sent raw, and Complete is either end's end."""

    def __new__(cls) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class PeerEnded:
    """The peer sends no more, though an answer is owed: it may still read."""

    def __new__(cls) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Closed:
    """The connection is over: told once, last."""

    def __new__(cls) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Connection:
    """One HTTP/1 connection, seen from one end, without input or output.

    Give it what the transport received, iterate over it for events until it needs more, and write to the transport
    what every sending method returns. One thread at a time: a second one inside it raises RuntimeError.

    `input_size` bounds a head. `keep` names the fields to keep; all others are checked and dropped. Times are in
    seconds, and matter only to those who `tell_time`.
    """

    def __new__(
        cls,
        role: Role = Role.SERVER,
        *,
        version: tuple[int, int] = (1, 1),
        input_size: int = 16384,
        max_content: int | None = None,
        max_discard: int = 65536,
        keep: Iterable[str] | None = None,
        allow_bare_lf: bool = False,
        allow_obs_fold: bool = False,
        allow_http09: bool = False,
        allow_unended_head: bool = False,
        head_timeout: float | None = None,
        content_timeout: float | None = None,
        idle_timeout: float | None = None,
        min_rate: int = 0,
    ) -> Self: ...
    def receive(self, octets: Octets, /) -> None:
        """Takes octets that the transport received, all of them: events come by iteration.

        What there is no room for yet waits here. While `interest` does not want READ, receive no more.
        """

    def receive_end(self) -> None:
        """Says that the peer will send no more."""

    def __iter__(self) -> Self: ...
    def __next__(self) -> Event: ...
    def send(self, event: Sendable, /) -> bytes:
        """Sends a head, some content or a message's end; returns the octets for the transport."""

    def respond(self, status: int, content: str | Octets = b"", fields: FieldsLike = ()) -> bytes:
        """Sends a whole response; str content goes out as UTF-8. Returns the octets for the transport."""

    def inform(self, status: int, fields: FieldsLike = ()) -> bytes:
        """Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to leave HTTP."""

    def data_to_send(self) -> bytes:
        """What was sent by itself, a 100 (Continue), and has not been returned; a sending method returns it first."""

    def pause(self, paused: bool = True, /) -> None:
        """Pauses or resumes: while paused it tells no content and sends no 100 (Continue) by itself."""

    def make_last(self) -> None:
        """Makes the message being sent, or the next, the last one."""

    def abort(self) -> None:
        """Cuts the connection: a message broken off must look broken off. Closed follows."""

    def tell_time(self, seconds: float, /) -> None:
        """Tells the time, in seconds from any beginning, such as `time.monotonic()`."""

    def interest(self) -> Interest:
        """What the connection waits for."""

    @property
    def wants_step(self) -> bool:
        """Iteration may have something to tell without more input."""
    @property
    def must_close(self) -> bool:
        """Closed was told: the transport is to be closed."""
    @property
    def request(self) -> Request | None:
        """The request of the present exchange, on a server end."""
    @property
    def leniencies(self) -> Leniency:
        """The leniencies that the message being received made use of."""

@final
class Exchange:
    """One request and its response, on a Server.

    Leaving it as a context manager completes it: on a normal exit the response is ended, or 204 sent if none was
    begun. On an exception before the head 500 is sent, after it the connection is cut; the exception goes on, unless
    it is this exchange's peer who caused it: that ends the exchange, not the program.

    Content waits unread, and the 100 (Continue) unsent, until it is read. An exchange that is let go unanswered is cut.
    """

    @property
    def id(self) -> int:
        """The connection's number; not used again for another."""
    @property
    def request(self) -> Request:
        """The request head."""
    @property
    def peer(self) -> tuple[str, int] | str:
        """The peer's address and port; a str for a Unix socket."""
    @property
    def trailers(self) -> Fields:
        """The request's trailer section, once its content is complete; empty before."""
    def __iter__(self) -> Self: ...
    def __next__(self) -> bytes: ...
    def read(self, size: int = -1, /) -> bytes:
        """Reads up to `size` octets of content, waiting for them, or all of it; empty at its end.

        Raises ProtocolError when the peer breaks the protocol, TimeoutError when it is too slow, and
        ConnectionError when it left. Requests of other connections that come meanwhile wait for the next poll.
        """

    def inform(self, status: int, fields: FieldsLike = ()) -> None:
        """Sends a 1xx head."""

    def respond(
        self, status: int, content: str | Octets | Iterable[Octets] = b"", fields: FieldsLike = ()
    ) -> None:
        """Sends a whole response. str goes out as UTF-8; an iterable is sent piece by piece, its length unknown."""

    def begin(self, status: int, fields: FieldsLike = (), *, content_length: int | None = None) -> None:
        """Sends a response head; `write` and `end` follow."""

    def write(self, piece: Octets, /) -> int:
        """Sends some content, waiting until there is room for some of it, and says how much that was."""

    def end(self, trailers: FieldsLike = ()) -> None:
        """Ends the response."""

    def upgrade(self) -> tuple[socket, bytes]:
        """Takes the socket out of the server, after a 101 was sent, or a 2xx to CONNECT.

        With it comes what the peer has sent behind its request.
        """

    def abort(self) -> None:
        """Cuts the connection: a message broken off must look broken off."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> bool: ...

@final
class Stats:
    """What a server has counted since it was made."""

    @property
    def accepted(self) -> int:
        """Connections accepted."""

    @property
    def closed(self) -> int:
        """Connections that are over."""

    @property
    def requests(self) -> int:
        """Requests received."""

    @property
    def responses(self) -> int:
        """Final responses that have left."""

    @property
    def violations(self) -> int:
        """Connections that faulted because of the peer."""

    @property
    def timeouts(self) -> int:
        """Connections that timed out, idle ones included."""

    @property
    def pool_refusals(self) -> int:
        """Heads refused because all buffers were lent."""

    @property
    def survived(self) -> int:
        """Trouble of the platform that was survived."""

    @property
    def received(self) -> int:
        """Octets received."""

    @property
    def sent(self) -> int:
        """Octets sent."""

    @property
    def turned_away(self) -> int:
        """Connections answered 503 because all were taken."""

    @property
    def faults(self) -> dict[str, int]:
        """How many faults had each reason, by its name."""

@final
class Server:
    """Sockets, and a connection for each peer. One thread at a time, but for `wake` and `drain`.

    `hosts` is an allow-list for Host, against DNS rebinding; others get a 421. `on_error` is called with each
    ProtocolError, which is answered by itself; what it raises comes out of the poll. Times are in seconds; None is none.

    `proxy` requires the PROXY protocol: each exchange's `peer` is then whom the proxy names, and a connection without its
    header is closed. `reuse_port` lets several servers that say so listen on one port.

    `exchanges` bounds how many may be under way at once, with buffers each; 0: as many as connections. With
    `retry_after`, whoever finds all connections taken is answered 503 and asked to come again after so many seconds;
    without, it waits until one is free.
    """

    def __new__(
        cls,
        address: tuple[str, int] | str = ("127.0.0.1", 0),
        *,
        connections: int = 64,
        input_size: int = 16384,
        output_size: int = 16384,
        max_content: int | None = None,
        max_discard: int = 65536,
        max_pending: int = 2097152,
        hosts: Iterable[str] = (),
        allow_bare_lf: bool = False,
        allow_obs_fold: bool = False,
        allow_http09: bool = False,
        allow_unended_head: bool = False,
        head_timeout: float | None = 10.0,
        content_timeout: float | None = 30.0,
        idle_timeout: float | None = 60.0,
        send_timeout: float | None = 30.0,
        min_rate: int = 0,
        proxy: bool = False,
        reuse_port: bool = False,
        exchanges: int = 0,
        retry_after: int = 0,
        on_error: Callable[[ProtocolError], object] | None = None,
    ) -> Self: ...
    @property
    def address(self) -> tuple[str, int] | str:
        """Where it listens: the host and the real port, or a Unix socket's path."""
    def poll(self, timeout: float | None = None) -> Exchange | None:
        """Waits for a request, up to `timeout` seconds; None: for ever.

        None comes when the time is over, when somebody woke the server, and when a drain is over.
        """

    def __iter__(self) -> Self: ...
    def __next__(self) -> Exchange: ...
    def wake(self) -> None:
        """Makes the poll in progress, or the next one, return None. From any thread, and from signal handlers."""

    def drain(self, within: float | None = None) -> None:
        """Stops listening, lets exchanges in progress finish for so many seconds, then cuts. Iteration then ends.

        From any thread, and from signal handlers.
        """

    def close(self) -> None:
        """Closes every socket, at once, when what was sent has been given to the system as far as it takes it."""

    def fileno(self) -> int:
        """One descriptor to wait on, under a loop of your own: poll when it is readable, or `interest` says so."""

    @property
    def stats(self) -> Stats:
        """What was counted since the server was made."""

    def interest(self) -> Interest:
        """What the server waits for; due now, a `wait` of 0, until a poll gave None."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...
