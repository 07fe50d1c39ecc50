# SPDX-License-Identifier: MIT OR Apache-2.0
"""The enumerations, with the numbers that they have in C."""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "AbuseKind",
    "AfterOutcome",
    "AgainKind",
    "Asker",
    "AuthConfirmation",
    "AuthNext",
    "AuthVerdict",
    "CacheFailure",
    "Cacheable",
    "ChoiceOutcome",
    "ClientExpectation",
    "Condition",
    "ConditionalOutcome",
    "ConnectKind",
    "ContentKind",
    "ContentMeaning",
    "Coverage",
    "Dimension",
    "EnclosedKind",
    "Expected",
    "FindingKind",
    "Force",
    "ForwardsKind",
    "Freshening",
    "FreshnessSource",
    "Informational",
    "Languages",
    "Lost",
    "MethodAction",
    "Naming",
    "ProxyExpectation",
    "RangeOutcome",
    "RangeReason",
    "Receiver",
    "RedirectKind",
    "ReuseOutcome",
    "ReuseReason",
    "StatusClass",
    "Storing",
]


class AbuseKind(IntEnum):
    """Why a message is not to be passed on."""

    NOT_A_LIST = 1
    """Connection is no list of names."""
    END_TO_END = 2
    """Connection names a field that is for all recipients."""
    TOO_MANY = 3
    """Connection names more than 32 fields."""


class AfterOutcome(IntEnum):
    """What becomes of a stored response that was asked about, and answers the request (RFC 9111, 4.3.3)."""

    FRESHENED = 0
    """The stored response that the 304 names is updated, and answers."""
    REPLACED = 1
    """The new response answers, and takes the place of the stored one, if it may be stored."""
    STALE = 2
    """The stored response answers, though stale."""
    PASSED = 3
    """The new response answers, which is an error; the stored one stays."""
    GATEWAY_TIMEOUT = 4
    """A 504 answers."""


class AgainKind(IntEnum):
    """What becomes of a request that was answered by a status that may ask for it once more."""

    NO = 0
    """It is not sent again."""
    AFTER = 1
    """It is sent again after some seconds."""
    OTHER_CONNECTION = 2
    """It is sent again on another connection."""
    WITHOUT_EXPECT = 3
    """It is sent again without Expect."""
    WITHOUT_EARLY_DATA = 4
    """It is sent again when the handshake of TLS is over."""


class Asker(IntEnum):
    """Who wants to know who asks."""

    ORIGIN = 0
    """The origin server: 401, WWW-Authenticate, Authorization, Authentication-Info."""
    PROXY = 1
    """A proxy: 407, and the same with Proxy before it."""


class AuthConfirmation(IntEnum):
    """What a server has proved (RFC 7616, 3.5)."""

    RIGHT = 1
    """It knows the secret."""
    WRONG = 2
    """It does not."""
    ABSENT = 3
    """It has not proved anything."""


class AuthNext(IntEnum):
    """What a client does about a challenge."""

    ANSWER = 0
    """It answers it with the credentials of its realm."""
    REPEAT = 1
    """It repeats the request for the new nonce, and asks nobody."""
    DROP = 2
    """It drops the credentials, which are wrong."""


class AuthVerdict(IntEnum):
    """What a server makes of credentials."""

    GRANTED = 1
    """They are good."""
    MISSING = 2
    """There are none, or of another scheme."""
    WRONG = 3
    """They are wrong."""
    STALE = 4
    """They are right, but for a nonce that is too old or not the server's."""
    REPLAYED = 5
    """They are right, but were used before."""
    MALFORMED = 6
    """They cannot be read."""
    ELSEWHERE = 7
    """They are for another target."""
    CONTENT = 8
    """They cover the content: ask again with its digest."""
    FULL = 9
    """They are right, but the memory to remember them is full."""


class CacheFailure(IntEnum):
    """Why a response is reused though stale."""

    NONE = 0
    """The origin server was not asked."""
    FAILED = 1
    """It answered with an error."""
    DISCONNECTED = 2
    """It could not be reached."""


class Cacheable(IntEnum):
    """Whether a cache may store what answers a method (RFC 9110, 9.2.3)."""

    NEVER = 0
    """Never."""
    IF_EXPLICIT = 1
    """If it says how long it is fresh, and its Content-Location is the target."""
    YES = 2
    """Whenever nothing speaks against it."""


class ChoiceOutcome(IntEnum):
    """Which variant is sent."""

    CHOSEN = 0
    """The one at the index."""
    MULTIPLE = 1
    """300 with a list of all: several are as good as the one at the index."""
    NOT_ACCEPTABLE = 2
    """406 with a list of all: none is acceptable."""


class ClientExpectation(IntEnum):
    """What a client that expects a 100 does next."""

    WAIT = 0
    """It waits on."""
    SEND = 1
    """It sends the content."""
    STOP = 2
    """It sends no content: that is answered already."""
    REPEAT = 3
    """It sends the request again, without Expect."""


class Condition(IntEnum):
    """The field that a condition stands in (RFC 9110, 13.1)."""

    IF_MATCH = 1
    IF_UNMODIFIED_SINCE = 2
    IF_NONE_MATCH = 3
    IF_MODIFIED_SINCE = 4


class ConditionalOutcome(IntEnum):
    """What conditions come to (RFC 9110, 13.2.2)."""

    PROCEED = 0
    """The method is performed."""
    NOT_MODIFIED = 1
    """304: a representation that the client has is current."""
    FAILED = 2
    """412: the method is not performed. Where the very change was made before, the answer may be that of success."""


class ConnectKind(IntEnum):
    """What a CONNECT gets (RFC 9110, 9.3.6)."""

    OPEN = 0
    """A tunnel."""
    BAD_TARGET = 1
    """400: its target is no host and port."""
    PORT = 2
    """403: tunnels do not go to this port."""


class ContentKind(IntEnum):
    """What becomes of a content (RFC 9110, 15.5.16)."""

    TAKEN = 0
    """It is of the pattern at the index."""
    OTHER_TYPE = 1
    """415 with an Accept: of no such media type."""
    OTHER_CODING = 2
    """415 with an Accept-Encoding: in a coding that is not known."""


class ContentMeaning(IntEnum):
    """What content in a request means, by its method."""

    MEANT = 0
    """What the method is about, or may be."""
    UNDEFINED = 1
    """Nothing that is generally defined; some refuse a request that has any."""
    BARRED = 2
    """There is none: a client must not send any, or what follows is a tunnel's."""


class Coverage(IntEnum):
    """What a stored response has of what is asked for (RFC 9111, 3.3)."""

    NONE = 0
    """Not what is asked for."""
    WHOLE = 1
    """All of it. A Range is then for the decision about ranges."""
    PART = 2
    """The one range asked for. It answers as a 206."""


class Dimension(IntEnum):
    """What clients have preferences for (RFC 9110, 12.5)."""

    MEDIA_TYPE = 0
    """The media type, by Accept."""
    CHARSET = 1
    """The charset, by Accept-Charset."""
    CODING = 2
    """The content coding, by Accept-Encoding."""
    LANGUAGE = 3
    """The language, by Accept-Language."""


class EnclosedKind(IntEnum):
    """What the content of a response is of what was asked for (RFC 9110, 15.3.7)."""

    WHOLE = 0
    """All of a representation, or none: the status says which."""
    PART = 1
    """A part."""
    PARTS = 2
    """A multipart/byteranges, whose parts say which they are."""
    UNSATISFIED = 3
    """None: no range is there that was asked for."""
    UNUSABLE = 4
    """A part that must not be combined with another: its Content-Range is missing, invalid or not in bytes."""


class Expected(IntEnum):
    """What a request expects (RFC 9110, 10.1.1)."""

    NOTHING = 0
    """Nothing."""
    CONTINUE = 1
    """That a 100 answers its head, before its content is sent."""
    UNKNOWN = 2
    """Something that nobody here knows."""


class FindingKind(IntEnum):
    """What is wrong with a response that is about to be sent."""

    NO_STATUS = 0
    """The status is no status code, and is taken for a 500."""
    UNUSED = 1
    """The status is no longer sent, reserved, or was never registered."""
    INFORMATIONAL_TO_10 = 2
    """A client of HTTP/1.0 takes a 1xx for the response."""
    MISSING = 3
    """A field is missing."""
    BARRED = 4
    """A field is there that ought not to be."""


class Force(IntEnum):
    """How much a clause wants something."""

    MUST = 0
    """MUST, or MUST NOT."""
    SHOULD = 1
    """SHOULD, or SHOULD NOT."""
    MAY = 2
    """MAY: the response says less without."""


class ForwardsKind(IntEnum):
    """How far a request goes (RFC 9110, 7.6.2)."""

    UNLIMITED = 0
    """It is passed on, its Max-Forwards as it is if it has one."""
    LIMITED = 1
    """It is passed on with a lesser Max-Forwards."""
    ANSWER = 2
    """It is answered here, as by the final recipient."""


class Freshening(IntEnum):
    """What a response to HEAD does to a stored one (RFC 9111, 4.3.5)."""

    NONE = 0
    """Nothing."""
    UPDATED = 1
    """It is updated, as by a 304."""
    STALE = 2
    """It is stale from now on."""


class FreshnessSource(IntEnum):
    """What a freshness lifetime was told by (RFC 9111, 4.2.1)."""

    NONE = 0
    """Nothing: there is no lifetime."""
    S_MAXAGE = 1
    """s-maxage, of a shared cache."""
    MAX_AGE = 2
    """max-age."""
    EXPIRES = 3
    """Expires."""
    HEURISTIC = 4
    """A tenth of the time since Last-Modified (4.2.2)."""


class Informational(IntEnum):
    """What becomes of a 1xx that a client received."""

    CONTINUE = 0
    """A 100: the content may be sent."""
    SWITCH = 1
    """A 101: the connection is of another protocol from here on."""
    DISCARD = 2
    """It may be used, or not; the final response is still to come."""
    REFUSE = 3
    """It is no response to this request, or one too many: the connection is closed."""


class Languages(IntEnum):
    """How the ranges of Accept-Language match (RFC 9110, 12.5.4)."""

    FILTERING = 0
    """en matches en-GB (RFC 4647, 3.3.1)."""
    LOOKUP = 1
    """en-GB matches en (RFC 4647, 3.4)."""
    EITHER = 2
    """Both: the same, then what lookup finds, then what filtering finds."""


class Lost(IntEnum):
    """Whether a request whose connection was lost is sent again."""

    RETRY = 0
    """It is, on another connection."""
    TRIED = 1
    """It was tried again before."""
    ANSWERING = 2
    """The server was answering, so it was processed."""
    SPENT = 3
    """Its content is gone."""
    NOT_IDEMPOTENT = 4
    """It may have been processed, and twice is not the same as once."""


class MethodAction(IntEnum):
    """What is to be done about a method."""

    PROCEED = 0
    """The resource answers it."""
    AS_GET = 1
    """A HEAD: it is answered as a GET would be, without the content."""
    OPTIONS = 2
    """An OPTIONS: 204, with Allow."""
    SERVER_OPTIONS = 3
    """An OPTIONS for the server as a whole: 204, with Allow."""
    TRACE = 4
    """A TRACE: 200, whose content write_trace makes."""
    NOT_ALLOWED = 5
    """405, with Allow: some resource would answer it, not this one."""
    NOT_IMPLEMENTED = 6
    """501: no resource of this server would."""


class Naming(IntEnum):
    """How a 304 names a stored response (RFC 9111, 4.3.4)."""

    NONE = 0
    """Not at all: it is about another."""
    STRONG = 1
    """By a strong validator: all that it names so are updated."""
    WEAK = 2
    """By a weak one: of those, the one generated last is updated."""
    BARE = 3
    """Neither has a validator: it is updated if there is no other."""
    UNNAMED = 4
    """It has none, but the stored response has: where that alone was asked about, it answers, but stays as it is."""


class ProxyExpectation(IntEnum):
    """What a proxy does about an expectation."""

    FORWARD = 0
    """It passes the head on at once, its Expect with it if it has one, and passes a 100 back."""
    FORWARD_WITHOUT = 1
    """It passes the head on without Expect: in HTTP/1.0 there is none."""
    CONTINUE = 2
    """It sends a 100 by itself, and passes the request on without Expect."""
    REFUSE = 3
    """It sends a 417 now, and passes nothing on."""


class RangeOutcome(IntEnum):
    """What is sent (RFC 9110, 14.2)."""

    WHOLE = 0
    """200: all of it."""
    SINGLE = 1
    """206 with a Content-Range: one range."""
    MULTIPLE = 2
    """206 with a multipart/byteranges: several."""
    UNSATISFIABLE = 3
    """416 with a Content-Range that tells the length."""


class RangeReason(IntEnum):
    """Why all is sent (RFC 9110, 14.2)."""

    NOT_ASKED = 1
    """There is no Range."""
    NOT_DEFINED = 2
    """The method is not GET, or the answer is no 200."""
    RULES = 3
    """By the rules of RFC 1945, the client knows no 206."""
    CONDITION = 4
    """If-Range is false."""
    UNIT = 5
    """The unit is not bytes."""
    INVALID = 6
    """The Range is invalid, or there are two."""
    EMPTY = 7
    """There is nothing to send a part of."""
    TOO_MANY = 8
    """More ranges than may be asked for."""
    OVERLAPPING = 9
    """More ranges that overlap than may."""
    SCATTERED = 10
    """More small ranges out of order than may be asked for."""


class Receiver(IntEnum):
    """Who receives a message."""

    SERVER = 0
    """An origin server, or a gateway, a request."""
    PROXY = 1
    """A proxy a request."""
    CLIENT = 2
    """Who sent the request, the response."""


class RedirectKind(IntEnum):
    """What a client does about an answer (RFC 9110, 15.4)."""

    ANSWER = 0
    """It is no redirect: the answer is the answer."""
    FOLLOW = 1
    """The request is made again."""
    LOCATION = 2
    """It is not followed: its Location is no reference, or there are several that differ."""
    SCHEME = 3
    """It is not followed: it leads out of http and https."""
    USERINFO = 4
    """It is not followed: it names a user."""
    TOO_MANY = 5
    """It is not followed: there were as many before as are followed."""
    UNSAFE = 6
    """The user is to be asked, for the method is not safe."""


class ReuseOutcome(IntEnum):
    """What a cache does with a request (RFC 9111, 4)."""

    FRESH = 0
    """It answers it with the stored response."""
    STALE = 1
    """It answers it with the stored response, which is stale."""
    STALE_WHILE_REVALIDATE = 2
    """The same, and it validates that meanwhile (RFC 5861, 3)."""
    VALIDATE = 3
    """It asks the origin server whether the stored response is still good."""
    FORWARD = 4
    """It passes it on as it came."""
    GATEWAY_TIMEOUT = 5
    """It answers 504: nothing stored will do, and the request wants nothing else."""


class ReuseReason(IntEnum):
    """Why a stored response is not reused (RFC 9111, 4)."""

    NONE = 0
    """It is."""
    MISS = 1
    """There is none."""
    METHOD = 2
    """The method is written through, or the response belongs to another."""
    VARY = 3
    """The fields that Vary names differ."""
    PARTIAL = 4
    """What is stored is a part, and not the one asked for."""
    NO_CACHE = 5
    """It says no-cache."""
    REQUEST = 6
    """The request does not want one as old."""
    STALE = 7
    """It is stale, and nothing allows that."""


class StatusClass(IntEnum):
    """The classes of status codes (RFC 9110, 15)."""

    INFORMATIONAL = 1
    """1xx: the request was received, the process goes on."""
    SUCCESSFUL = 2
    """2xx: the request was received, understood and accepted."""
    REDIRECTION = 3
    """3xx: further action completes the request."""
    CLIENT_ERROR = 4
    """4xx: the request cannot be fulfilled."""
    SERVER_ERROR = 5
    """5xx: the server failed to fulfil a request that is apparently valid."""


class Storing(IntEnum):
    """Whether a response may be stored (RFC 9111, 3)."""

    WHOLE = 1
    """It may."""
    PARTIAL = 2
    """It may, as the part that it is."""
    NOT_METHOD = 3
    """It must not: GET and HEAD are the methods whose responses are."""
    NOT_INTERIM = 4
    """It must not: it is no final response."""
    NOT_STATUS = 5
    """It must not: its status code must be understood and is not, or is 304 or one that is never stored (RFC 6585)."""
    NOT_NO_STORE = 6
    """It must not: the request or the response says no-store."""
    NOT_PRIVATE = 7
    """It must not: it is private, and the cache is not."""
    NOT_AUTHORIZATION = 8
    """It must not: the request had Authorization, and the response does not say that others may have it."""
    NOT_UNMARKED = 9
    """It must not: nothing says that it may be."""
    NOT_PARTIAL = 10
    """It must not: it is a part, and the cache cannot keep that."""
    NOT_CONNECTION = 11
    """It must not: Connection names what says how long it may be kept, or is no list of names."""
