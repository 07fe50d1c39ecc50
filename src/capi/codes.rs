// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
#![allow(clippy::as_conversions, reason = "an enumerator is its number")]
#![allow(clippy::doc_link_with_quotes, reason = "quotation marks are the ABNF's")]
//! The enumerations of the header, each a `uint32_t` whatever the compiler's flags.

use crate::error::{Misuse, Reason};
use crate::exchange::Told;
use crate::syntax::target::Form;

/// What an `oyez_*` function could not do, or what a peer did wrong.
/// `OYEZ_OK` is 0; numbers are never reused; ones unknown to you may appear
/// in a later minor version.
///
/// 1-99 are yours (the call was wrong or found no room), 200-299 are the
/// platform's (memory, sockets, files, time), 1000-1999 the peer's (its
/// message broke a rule), 2000-2999 the peer's too (a value in a message
/// that is itself well formed). One number for one rule.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_error {
    OYEZ_OK = 0,
    /// A pointer was NULL, or an enumerator or size out of range.
    OYEZ_ERR_ARGUMENT = 1,
    /// The connection is not in a state that allows this call.
    OYEZ_ERR_STATE = 2,
    /// The output buffer lacks room now. Nothing was written; OYEZ_WRITABLE
    /// tells when it would fit.
    OYEZ_ERR_OUTPUT_FULL = 3,
    /// The output buffer will never have that much room. Nothing was written.
    OYEZ_ERR_OUTPUT_SIZE = 4,
    /// The memory lent is smaller than `oyez_conn_size` asks for.
    OYEZ_ERR_MEMORY_SIZE = 5,
    /// A field name or field value holds an octet its grammar forbids.
    OYEZ_ERR_FIELD_SYNTAX = 6,
    /// Framing belongs to the library: Content-Length, Transfer-Encoding and
    /// Connection are derived, never passed.
    OYEZ_ERR_FIELD_RESERVED = 7,
    /// More content than the length announced, or an end before it.
    OYEZ_ERR_CONTENT_LENGTH = 8,
    /// This request has its final response already.
    OYEZ_ERR_ANSWERED = 9,
    /// The call is for the other end: a request from a server, a response from
    /// a client.
    OYEZ_ERR_ROLE = 10,
    /// A request to send has no Host, or more than one (RFC 9112, 3.2).
    OYEZ_ERR_HOST_NEEDED = 11,
    /// The array of fields is too small for this head.
    OYEZ_ERR_FIELD_COUNT = 12,
    /// Not wrong, but not whole: call again with more octets.
    OYEZ_ERR_INCOMPLETE = 13,
    /// The library caught a bug of its own. Free the handle; nothing else.
    OYEZ_ERR_BUG = 99,
    /// The system's allocator gave no memory.
    OYEZ_ERR_OUT_OF_MEMORY = 200,
    /// The operating system refused: `os_error` is its number.
    OYEZ_ERR_OS = 201,
    /// The peer has left; what is sent would reach nobody.
    OYEZ_ERR_PEER_GONE = 202,
    /// The head took longer than `head_ms`.
    OYEZ_ERR_TIMEOUT_HEAD = 203,
    /// No content came for `content_ms`.
    OYEZ_ERR_TIMEOUT_CONTENT = 204,
    /// Content came more slowly than `min_rate`.
    OYEZ_ERR_TIMEOUT_RATE = 205,
    /// The peer took nothing for `send_ms`.
    OYEZ_ERR_TIMEOUT_SEND = 206,
    /// A request-line is not method SP request-target SP HTTP-version
    /// (RFC 9112, 3).
    OYEZ_ERR_REQUEST_LINE = 1000,
    /// A method is not a token (RFC 9112, 3.1).
    OYEZ_ERR_METHOD = 1001,
    /// A request-target holds whitespace or an octet no URI may hold
    /// (RFC 9112, 3.2).
    OYEZ_ERR_TARGET_OCTET = 1002,
    /// An origin-form is not absolute-path [ "?" query ] (RFC 9112, 3.2.1).
    OYEZ_ERR_TARGET_ORIGIN = 1003,
    /// An absolute-form is not an absolute-URI (RFC 9112, 3.2.2).
    OYEZ_ERR_TARGET_ABSOLUTE = 1004,
    /// The target of CONNECT is not uri-host ":" port (RFC 9112, 3.2.3).
    OYEZ_ERR_TARGET_AUTHORITY = 1005,
    /// The target "*" stands with a method other than OPTIONS
    /// (RFC 9112, 3.2.4).
    OYEZ_ERR_TARGET_ASTERISK = 1006,
    /// An http URI has no host (RFC 9110, 4.2.1).
    OYEZ_ERR_TARGET_HOST = 1007,
    /// An http URI names a user (RFC 9110, 4.2.4).
    OYEZ_ERR_TARGET_USERINFO = 1008,
    /// A status-line is not HTTP-version SP status-code SP [ reason ]
    /// (RFC 9112, 4).
    OYEZ_ERR_STATUS_LINE = 1010,
    /// A status code is not three digits from 100 to 599 (RFC 9110, 15).
    OYEZ_ERR_STATUS_CODE = 1011,
    /// A reason phrase holds a control character (RFC 9112, 4).
    OYEZ_ERR_REASON = 1012,
    /// A version is not "HTTP/" DIGIT "." DIGIT (RFC 9112, 2.3).
    OYEZ_ERR_VERSION = 1020,
    /// The major version is not 1: 505 (RFC 9110, 15.6.6).
    OYEZ_ERR_VERSION_MAJOR = 1021,
    /// A request-line has no version, and HTTP/0.9 is not allowed
    /// (RFC 9112, 3).
    OYEZ_ERR_VERSION_MISSING = 1022,
    /// A line ends in LF without CR (RFC 9112, 2.2).
    OYEZ_ERR_BARE_LF = 1030,
    /// A CR is not followed by LF (RFC 9112, 2.2).
    OYEZ_ERR_BARE_CR = 1031,
    /// Whitespace stands between the start-line and the first field line
    /// (RFC 9112, 2.2).
    OYEZ_ERR_SPACE_BEFORE_FIELDS = 1032,
    /// A field name is empty or not a token (RFC 9110, 5.1).
    OYEZ_ERR_FIELD_NAME = 1040,
    /// A field line has no colon (RFC 9112, 5).
    OYEZ_ERR_FIELD_COLON = 1041,
    /// Whitespace stands between a field name and its colon (RFC 9112, 5.1).
    OYEZ_ERR_FIELD_COLON_SPACE = 1042,
    /// A field value holds NUL or another control character (RFC 9110, 5.5).
    OYEZ_ERR_FIELD_VALUE = 1043,
    /// A field value goes on in a second line (RFC 9112, 5.2).
    OYEZ_ERR_OBS_FOLD = 1044,
    /// An HTTP/1.1 request has no Host (RFC 9112, 3.2).
    OYEZ_ERR_HOST_MISSING = 1050,
    /// A request has more than one Host (RFC 9112, 3.2).
    OYEZ_ERR_HOST_REPEATED = 1051,
    /// A Host is not uri-host [ ":" port ] (RFC 9112, 3.2).
    OYEZ_ERR_HOST_INVALID = 1052,
    /// The host is none of the server's `hosts`: 421 (RFC 9110, 7.4).
    OYEZ_ERR_HOST_MISDIRECTED = 1053,
    /// A Content-Length is not 1*DIGIT (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_INVALID = 1060,
    /// More than one Content-Length value stands in one message
    /// (RFC 9112, 6.3).
    OYEZ_ERR_LENGTH_REPEATED = 1061,
    /// A Content-Length does not fit 63 bits (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_OVERFLOW = 1062,
    /// Content-Length stands in a 1xx or 204 response (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_FORBIDDEN = 1063,
    /// Content-Length and Transfer-Encoding stand together: a smuggler's
    /// signature (RFC 9112, 6.3).
    OYEZ_ERR_LENGTH_WITH_CODING = 1064,
    /// A Transfer-Encoding is not a list of transfer codings (RFC 9112, 6.1).
    OYEZ_ERR_CODING_INVALID = 1065,
    /// A transfer coding is not known here: 501 (RFC 9112, 6.1).
    OYEZ_ERR_CODING_UNKNOWN = 1066,
    /// The last transfer coding of a request is not chunked (RFC 9112, 6.3).
    OYEZ_ERR_CODING_CHUNKED_NOT_LAST = 1067,
    /// The chunked coding is applied twice (RFC 9112, 6.1).
    OYEZ_ERR_CODING_CHUNKED_TWICE = 1068,
    /// An HTTP/1.0 message has a Transfer-Encoding (RFC 9112, 6.1).
    OYEZ_ERR_CODING_IN_HTTP10 = 1069,
    /// Transfer-Encoding stands in a 1xx or 204 response (RFC 9112, 6.1).
    OYEZ_ERR_CODING_FORBIDDEN = 1070,
    /// A chunk size is not 1*HEXDIG (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_SIZE = 1080,
    /// A chunk size does not fit 63 bits (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_SIZE_OVERFLOW = 1081,
    /// A chunk extension is not *( ";" name [ "=" value ] ) (RFC 9112, 7.1.1).
    OYEZ_ERR_CHUNK_EXTENSION = 1082,
    /// A chunk's data is not followed by CRLF (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_END = 1083,
    /// The trailer section is not made of field lines (RFC 9112, 7.1.2).
    OYEZ_ERR_TRAILER = 1084,
    /// The connection ended within a head (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_HEAD = 1090,
    /// The connection ended before Content-Length octets came (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_LENGTH = 1091,
    /// The connection ended before the last chunk (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_CHUNKED = 1092,
    /// The request-line does not fit the input buffer: 414 (RFC 9110, 15.5.15).
    OYEZ_ERR_TARGET_TOO_LONG = 1100,
    /// The head does not fit the input buffer: 431 (RFC 6585, 5).
    OYEZ_ERR_HEAD_TOO_LARGE = 1101,
    /// A governing or kept field line does not fit: 431 (RFC 6585, 5).
    OYEZ_ERR_FIELD_TOO_LARGE = 1102,
    /// The trailer section does not fit: 431 (RFC 6585, 5).
    OYEZ_ERR_TRAILER_TOO_LARGE = 1103,
    /// Chunk extensions are excessive (RFC 9112, 7.1.1).
    OYEZ_ERR_CHUNK_EXTENSION_TOO_LONG = 1104,
    /// The content exceeds `max_content`: 413 (RFC 9110, 15.5.14).
    OYEZ_ERR_CONTENT_TOO_LARGE = 1105,
    /// An expectation other than 100-continue: 417 (RFC 9110, 10.1.1).
    OYEZ_ERR_EXPECTATION = 1110,
    /// A Connection is not a list of tokens (RFC 9110, 7.6.1).
    OYEZ_ERR_CONNECTION = 1111,
    /// A response came that no request asked for (RFC 9112, 9.2).
    OYEZ_ERR_RESPONSE_UNASKED = 1112,
    /// A 101 came that no Upgrade asked for (RFC 9110, 7.8).
    OYEZ_ERR_SWITCH_UNASKED = 1113,
    /// A "%" lacks its two HEXDIG (RFC 3986, 2.1).
    OYEZ_ERR_PERCENT = 2000,
    /// A path hides a NUL or a "/" in percent-encoding (RFC 3986, 2.2).
    OYEZ_ERR_PATH_OCTET = 2001,
    /// A path climbs above its root (RFC 3986, 5.2.4).
    OYEZ_ERR_PATH_CLIMBS = 2002,
    /// A form holds an octet that application/x-www-form-urlencoded never writes (RFC 3986, 2.2).
    OYEZ_ERR_FORM_ENCODING = 2003,
    /// A value is not a URI-reference (RFC 3986, 4.1).
    OYEZ_ERR_URI_REFERENCE = 2004,
    /// A value is not a comma-separated list (RFC 9110, 5.6.1).
    OYEZ_ERR_LIST = 2010,
    /// A date is in none of the three formats (RFC 9110, 5.6.7).
    OYEZ_ERR_DATE = 2011,
    /// A media type is not type "/" subtype parameters (RFC 9110, 8.3.1).
    OYEZ_ERR_MEDIA_TYPE = 2012,
    /// An entity tag is not [ "W/" ] opaque-tag (RFC 9110, 8.8.3).
    OYEZ_ERR_ENTITY_TAG = 2013,
    /// A Range is not ranges-specifier (RFC 9110, 14.2).
    OYEZ_ERR_RANGE = 2014,
    /// A value is not a token (RFC 9110, 5.6.2).
    OYEZ_ERR_TOKEN = 2015,
    /// A quoted-string lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.4).
    OYEZ_ERR_QUOTED_STRING = 2016,
    /// A comment lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.5).
    OYEZ_ERR_COMMENT = 2017,
    /// A parameter is not name "=" ( token / quoted-string ) (RFC 9110, 5.6.6).
    OYEZ_ERR_PARAMETER = 2018,
    /// A value is not 1*DIGIT, or does not fit 63 bits (RFC 5234, B.1).
    OYEZ_ERR_NUMBER = 2019,
    /// A cookie-date lacks its time, day, month or year (RFC 6265bis, 5.1.1).
    OYEZ_ERR_COOKIE_DATE = 2020,
    /// A value is not delta-seconds (RFC 9111, 1.2.2).
    OYEZ_ERR_DELTA_SECONDS = 2021,
    /// A Retry-After is neither a date nor delay-seconds (RFC 9110, 10.2.3).
    OYEZ_ERR_RETRY_AFTER = 2022,
    /// A version is not "HTTP/" 1*DIGIT "." 1*DIGIT (RFC 1945, 3.1).
    OYEZ_ERR_HTTP_VERSION = 2023,
    /// A weight is not "q=" and a number from 0 to 1 with three digits at most behind its point (RFC 9110, 12.4.2).
    OYEZ_ERR_WEIGHT = 2030,
    /// A media range is not type "/" subtype, type "/*" or "*/*" (RFC 9110, 12.5.1).
    OYEZ_ERR_MEDIA_RANGE = 2031,
    /// A language tag is not made of alphanumeric subtags (RFC 9110, 8.5.1).
    OYEZ_ERR_LANGUAGE_TAG = 2032,
    /// A language range is not a tag, nor "*" (RFC 9110, 12.5.4).
    OYEZ_ERR_LANGUAGE_RANGE = 2033,
    /// A content coding is not a token (RFC 9110, 8.4.1).
    OYEZ_ERR_CONTENT_CODING = 2034,
    /// A transfer coding is not token parameters (RFC 9110, 10.1.4).
    OYEZ_ERR_TRANSFER_CODING = 2035,
    /// A Content-Disposition is not disposition-type *( ";" disposition-parm ) (RFC 6266, 4.1).
    OYEZ_ERR_DISPOSITION = 2036,
    /// An extended value is not charset "'" [ language ] "'" value-chars (RFC 8187, 3.2.1).
    OYEZ_ERR_EXT_VALUE = 2037,
    /// A Content-MD5 is not the base64 of sixteen octets (RFC 1864, 2).
    OYEZ_ERR_CONTENT_MD5 = 2038,
    /// A MIME-Version is not 1*DIGIT "." 1*DIGIT, with comments or without (RFC 2045, 4).
    OYEZ_ERR_MIME_VERSION = 2039,
    /// A Content-Range is not range-unit SP ( range "/" length / "*/" length ) (RFC 9110, 14.4).
    OYEZ_ERR_CONTENT_RANGE = 2040,
    /// An If-Range is neither an entity tag nor a date (RFC 9110, 13.1.5).
    OYEZ_ERR_IF_RANGE = 2041,
    /// A Vary is neither "*" nor a list of field names (RFC 9110, 12.5.5).
    OYEZ_ERR_VARY = 2042,
    /// A cache directive is not token [ "=" ( token / quoted-string ) ] (RFC 9111, 5.2).
    OYEZ_ERR_CACHE_DIRECTIVE = 2050,
    /// A Warning is not warn-code SP warn-agent SP warn-text [ SP warn-date ] (RFC 7234, 5.5).
    OYEZ_ERR_WARNING = 2051,
    /// A challenge is not auth-scheme [ 1*SP ( token68 / parameters ) ] (RFC 9110, 11.3).
    OYEZ_ERR_CHALLENGE = 2060,
    /// Credentials are not auth-scheme [ 1*SP ( token68 / parameters ) ] (RFC 9110, 11.4).
    OYEZ_ERR_CREDENTIALS = 2061,
    /// A value is not base64 (RFC 4648, 4).
    OYEZ_ERR_BASE64 = 2062,
    /// Basic credentials are not the base64 of user-id ":" password (RFC 7617, 2).
    OYEZ_ERR_BASIC = 2063,
    /// Digest credentials lack a parameter, or repeat one, or one of them is none (RFC 7616, 3.4).
    OYEZ_ERR_DIGEST = 2064,
    /// A Bearer token is not b64token (RFC 6750, 2.1).
    OYEZ_ERR_BEARER = 2065,
    /// A Cookie is not cookie-pair *( ";" SP cookie-pair ) (RFC 6265bis, 4.2.1).
    OYEZ_ERR_COOKIE = 2070,
    /// A Set-Cookie has neither a name nor a value, or holds a control character (RFC 6265bis, 5.6).
    OYEZ_ERR_SET_COOKIE = 2071,
    /// A cookie is larger than a user agent keeps (RFC 6265bis, 5.6).
    OYEZ_ERR_COOKIE_SIZE = 2072,
    /// A cookie lacks what its __Secure- or __Host- prefix promises (RFC 6265bis, 4.1.3).
    OYEZ_ERR_COOKIE_PREFIX = 2073,
    /// A cookie is for a domain that its host does not belong to (RFC 6265bis, 5.7).
    OYEZ_ERR_COOKIE_DOMAIN = 2074,
    /// A Set-Cookie2 or Cookie2 is not what RFC 2965 says (RFC 2965, 3.2.2).
    OYEZ_ERR_COOKIE_OLD = 2075,
    /// A cookie is refused for its Secure attribute, its SameSite or its place (RFC 6265bis, 5.7).
    OYEZ_ERR_COOKIE_ROOM = 2076,
    /// A Via is not a list of received-protocol RWS received-by [ RWS comment ] (RFC 9110, 7.6.3).
    OYEZ_ERR_VIA = 2080,
    /// A Forwarded is not a list of token "=" value pairs (RFC 7239, 4).
    OYEZ_ERR_FORWARDED = 2081,
    /// A node is neither an address, "unknown" nor "_" and letters, with or without a port (RFC 7239, 6).
    OYEZ_ERR_FORWARDED_NODE = 2082,
    /// A Max-Forwards is not 1*DIGIT (RFC 9110, 7.6.2).
    OYEZ_ERR_MAX_FORWARDS = 2083,
    /// An Upgrade is not a list of protocol-name [ "/" protocol-version ] (RFC 9110, 7.8).
    OYEZ_ERR_UPGRADE = 2084,
    /// A value is not made of products and comments (RFC 9110, 10.1.5).
    OYEZ_ERR_PRODUCT = 2085,
    /// A From is not a mailbox (RFC 9110, 10.1.2).
    OYEZ_ERR_MAILBOX = 2086,
    /// A Link is not a list of "<" URI-Reference ">" and parameters (RFC 8288, 3).
    OYEZ_ERR_LINK = 2087,
    /// A Keep-Alive is not a list of parameters (RFC 2068, 19.7.1).
    OYEZ_ERR_KEEP_ALIVE = 2088,
    /// An Expect is not a list of expectations (RFC 9110, 10.1.1).
    OYEZ_ERR_EXPECT = 2089,
    /// A value is not a list of field names (RFC 9110, 6.6.2).
    OYEZ_ERR_FIELD_NAMES = 2090,
    /// A value is not a structured item (RFC 9651, 4.2.3).
    OYEZ_ERR_SF_ITEM = 2100,
    /// A structured number is not an Integer or Decimal that fits (RFC 9651, 4.2.4).
    OYEZ_ERR_SF_NUMBER = 2101,
    /// A structured String lacks its end, or holds an octet that none may hold (RFC 9651, 4.2.5).
    OYEZ_ERR_SF_STRING = 2102,
    /// A structured Token does not begin with a letter or "*" (RFC 9651, 4.2.6).
    OYEZ_ERR_SF_TOKEN = 2103,
    /// A Byte Sequence is not base64 between colons (RFC 9651, 4.2.7).
    OYEZ_ERR_SF_BYTES = 2104,
    /// A structured Boolean is neither ?0 nor ?1 (RFC 9651, 4.2.8).
    OYEZ_ERR_SF_BOOLEAN = 2105,
    /// A structured Date is not "@" and an Integer (RFC 9651, 4.2.9).
    OYEZ_ERR_SF_DATE = 2106,
    /// A Display String is not %" UTF-8 in lower-case percent-encoding " (RFC 9651, 4.2.10).
    OYEZ_ERR_SF_DISPLAY = 2107,
    /// A key does not begin with a lower-case letter or "*" (RFC 9651, 4.2.3.3).
    OYEZ_ERR_SF_KEY = 2108,
    /// A structured List is not members separated by commas (RFC 9651, 4.2.1).
    OYEZ_ERR_SF_LIST = 2109,
    /// An Inner List lacks its ")", or a space between two items (RFC 9651, 4.2.1.2).
    OYEZ_ERR_SF_INNER_LIST = 2110,
    /// A Dictionary is not members separated by commas (RFC 9651, 4.2.2).
    OYEZ_ERR_SF_DICTIONARY = 2111,
    /// A boundary is not 1 to 70 bchars that do not end in a space (RFC 2046, 5.1.1).
    OYEZ_ERR_MULTIPART_BOUNDARY = 2120,
    /// A body part has no header section that ends in an empty line (RFC 2046, 5.1).
    OYEZ_ERR_MULTIPART_PART = 2121,
    /// A multipart body ends without its close-delimiter (RFC 2046, 5.1.1).
    OYEZ_ERR_MULTIPART_END = 2122,
    /// A part of a form has no name (RFC 7578, 4.2).
    OYEZ_ERR_MULTIPART_NAME = 2123,
    /// A multipart body holds more parts, or a longer head, than is allowed (RFC 7578, 4).
    OYEZ_ERR_MULTIPART_LIMIT = 2124,
}

/// What a connection has to tell. `OYEZ_NOTHING` is 0, so a loop may read
/// `while ((event = oyez_conn_step(conn)))`; such a loop always ends.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_event {
    /// Nothing that needs no waiting: until more input arrives, until
    /// output is sent, or until you resume or answer.
    OYEZ_NOTHING = 0,
    /// A request head, complete and valid: `oyez_conn_request`.
    OYEZ_REQUEST = 1,
    /// A final response head, complete and valid: `oyez_conn_response`.
    OYEZ_RESPONSE = 2,
    /// An informational (1xx) response head: `oyez_conn_response`.
    OYEZ_INFORMATIONAL = 3,
    /// Some content, free of transfer coding: `oyez_conn_content`. After
    /// OYEZ_TUNNEL, raw octets.
    OYEZ_CONTENT = 4,
    /// The peer's message is complete: `oyez_conn_trailers`. After
    /// OYEZ_TUNNEL, the peer's end.
    OYEZ_COMPLETE = 5,
    /// What follows is no longer HTTP. It is told as OYEZ_CONTENT, and
    /// `oyez_conn_send_content` sends raw octets.
    OYEZ_TUNNEL = 6,
    /// Output that was refused or taken in part now has room.
    OYEZ_WRITABLE = 7,
    /// The peer sends no more, though an answer may be owed: it may still
    /// read.
    OYEZ_PEER_ENDED = 8,
    /// Told once: `oyez_conn_fault` says why. OYEZ_CLOSED follows. A server
    /// that has begun no response may still send one.
    OYEZ_FAULT = 9,
    /// The connection is over: told once, last, when nothing is pending.
    /// Only this ends a handle.
    OYEZ_CLOSED = 10,
    /// This call's bound was reached: call again when you like.
    OYEZ_MORE = 11,
    /// The response has left (servers only). Told once for responses that
    /// leave together.
    OYEZ_SENT = 12,
    /// A drain is over: no connection is left (servers only, without a
    /// connection).
    OYEZ_DRAINED = 13,
}

/// Which end of the connection you are.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_role {
    OYEZ_SERVER_END = 0,
    OYEZ_CLIENT_END = 1,
}

/// Which form of request-target was received (RFC 9112, 3.2).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_target_form {
    OYEZ_ORIGIN_FORM = 0,
    OYEZ_ABSOLUTE_FORM = 1,
    OYEZ_AUTHORITY_FORM = 2,
    OYEZ_ASTERISK_FORM = 3,
}

/// Fields the library knows by number, for `oyez_fields_find_known`.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_known_field {
    OYEZ_FIELD_ACCEPT = 1,
    OYEZ_FIELD_ACCEPT_ENCODING = 2,
    OYEZ_FIELD_ACCEPT_LANGUAGE = 3,
    OYEZ_FIELD_ACCEPT_RANGES = 4,
    OYEZ_FIELD_AGE = 5,
    OYEZ_FIELD_ALLOW = 6,
    OYEZ_FIELD_AUTHORIZATION = 7,
    OYEZ_FIELD_CACHE_CONTROL = 8,
    OYEZ_FIELD_CONNECTION = 9,
    OYEZ_FIELD_CONTENT_ENCODING = 10,
    OYEZ_FIELD_CONTENT_LANGUAGE = 11,
    OYEZ_FIELD_CONTENT_LENGTH = 12,
    OYEZ_FIELD_CONTENT_LOCATION = 13,
    OYEZ_FIELD_CONTENT_RANGE = 14,
    OYEZ_FIELD_CONTENT_TYPE = 15,
    OYEZ_FIELD_COOKIE = 16,
    OYEZ_FIELD_DATE = 17,
    OYEZ_FIELD_ETAG = 18,
    OYEZ_FIELD_EXPECT = 19,
    OYEZ_FIELD_EXPIRES = 20,
    OYEZ_FIELD_FORWARDED = 21,
    OYEZ_FIELD_FROM = 22,
    OYEZ_FIELD_HOST = 23,
    OYEZ_FIELD_IF_MATCH = 24,
    OYEZ_FIELD_IF_MODIFIED_SINCE = 25,
    OYEZ_FIELD_IF_NONE_MATCH = 26,
    OYEZ_FIELD_IF_RANGE = 27,
    OYEZ_FIELD_IF_UNMODIFIED_SINCE = 28,
    OYEZ_FIELD_LAST_EVENT_ID = 29,
    OYEZ_FIELD_LAST_MODIFIED = 30,
    OYEZ_FIELD_LOCATION = 31,
    OYEZ_FIELD_MAX_FORWARDS = 32,
    OYEZ_FIELD_ORIGIN = 33,
    OYEZ_FIELD_PROXY_AUTHENTICATE = 34,
    OYEZ_FIELD_PROXY_AUTHORIZATION = 35,
    OYEZ_FIELD_RANGE = 36,
    OYEZ_FIELD_REFERER = 37,
    OYEZ_FIELD_RETRY_AFTER = 38,
    OYEZ_FIELD_SERVER = 39,
    OYEZ_FIELD_SET_COOKIE = 40,
    OYEZ_FIELD_TE = 41,
    OYEZ_FIELD_TRAILER = 42,
    OYEZ_FIELD_TRANSFER_ENCODING = 43,
    OYEZ_FIELD_UPGRADE = 44,
    OYEZ_FIELD_USER_AGENT = 45,
    OYEZ_FIELD_VARY = 46,
    OYEZ_FIELD_VIA = 47,
    OYEZ_FIELD_WWW_AUTHENTICATE = 48,
}

impl oyez_role {
    /// As it travels.
    pub(super) const fn number(self) -> u32 {
        self as u32
    }
}

impl oyez_target_form {
    /// As it travels.
    pub(super) const fn number(self) -> u32 {
        self as u32
    }
}

impl oyez_error {
    /// The enumerator with a number; a bug of ours where there is none.
    fn numbered(number: u16) -> Self {
        Self::ALL.iter().copied().find(|error| *error as u32 == u32::from(number)).unwrap_or(Self::OYEZ_ERR_BUG)
    }
}

impl From<Misuse> for oyez_error {
    fn from(misuse: Misuse) -> Self {
        Self::numbered(misuse.number())
    }
}

impl From<Reason> for oyez_error {
    fn from(reason: Reason) -> Self {
        Self::numbered(reason.number())
    }
}

impl<E: Into<oyez_error>> From<Result<(), E>> for oyez_error {
    fn from(result: Result<(), E>) -> Self {
        result.map_or_else(E::into, |()| oyez_error::OYEZ_OK)
    }
}

impl From<Form> for oyez_target_form {
    fn from(form: Form) -> Self {
        match form {
            Form::Origin => oyez_target_form::OYEZ_ORIGIN_FORM,
            Form::Absolute => oyez_target_form::OYEZ_ABSOLUTE_FORM,
            Form::Authority => oyez_target_form::OYEZ_AUTHORITY_FORM,
            Form::Asterisk => oyez_target_form::OYEZ_ASTERISK_FORM,
        }
    }
}

impl From<Told> for oyez_event {
    fn from(told: Told) -> Self {
        match told {
            Told::Nothing => oyez_event::OYEZ_NOTHING,
            Told::Request => oyez_event::OYEZ_REQUEST,
            Told::Response => oyez_event::OYEZ_RESPONSE,
            Told::Informational => oyez_event::OYEZ_INFORMATIONAL,
            Told::Content => oyez_event::OYEZ_CONTENT,
            Told::Complete => oyez_event::OYEZ_COMPLETE,
            Told::Tunnel => oyez_event::OYEZ_TUNNEL,
            Told::Writable => oyez_event::OYEZ_WRITABLE,
            Told::PeerEnded => oyez_event::OYEZ_PEER_ENDED,
            Told::More => oyez_event::OYEZ_MORE,
            Told::Closed => oyez_event::OYEZ_CLOSED,
        }
    }
}

#[rustfmt::skip]
impl oyez_error {
    /// Every one but `OYEZ_OK`, in the order of their numbers.
    const ALL: &[oyez_error] = &[
        Self::OYEZ_ERR_ARGUMENT, Self::OYEZ_ERR_STATE, Self::OYEZ_ERR_OUTPUT_FULL, Self::OYEZ_ERR_OUTPUT_SIZE,
        Self::OYEZ_ERR_MEMORY_SIZE, Self::OYEZ_ERR_FIELD_SYNTAX, Self::OYEZ_ERR_FIELD_RESERVED,
        Self::OYEZ_ERR_CONTENT_LENGTH, Self::OYEZ_ERR_ANSWERED, Self::OYEZ_ERR_ROLE, Self::OYEZ_ERR_HOST_NEEDED,
        Self::OYEZ_ERR_FIELD_COUNT, Self::OYEZ_ERR_INCOMPLETE, Self::OYEZ_ERR_BUG, Self::OYEZ_ERR_OUT_OF_MEMORY,
        Self::OYEZ_ERR_OS, Self::OYEZ_ERR_PEER_GONE, Self::OYEZ_ERR_TIMEOUT_HEAD, Self::OYEZ_ERR_TIMEOUT_CONTENT,
        Self::OYEZ_ERR_TIMEOUT_RATE, Self::OYEZ_ERR_TIMEOUT_SEND, Self::OYEZ_ERR_REQUEST_LINE,
        Self::OYEZ_ERR_METHOD, Self::OYEZ_ERR_TARGET_OCTET, Self::OYEZ_ERR_TARGET_ORIGIN,
        Self::OYEZ_ERR_TARGET_ABSOLUTE, Self::OYEZ_ERR_TARGET_AUTHORITY, Self::OYEZ_ERR_TARGET_ASTERISK,
        Self::OYEZ_ERR_TARGET_HOST, Self::OYEZ_ERR_TARGET_USERINFO, Self::OYEZ_ERR_STATUS_LINE,
        Self::OYEZ_ERR_STATUS_CODE, Self::OYEZ_ERR_REASON, Self::OYEZ_ERR_VERSION, Self::OYEZ_ERR_VERSION_MAJOR,
        Self::OYEZ_ERR_VERSION_MISSING, Self::OYEZ_ERR_BARE_LF, Self::OYEZ_ERR_BARE_CR,
        Self::OYEZ_ERR_SPACE_BEFORE_FIELDS, Self::OYEZ_ERR_FIELD_NAME, Self::OYEZ_ERR_FIELD_COLON,
        Self::OYEZ_ERR_FIELD_COLON_SPACE, Self::OYEZ_ERR_FIELD_VALUE, Self::OYEZ_ERR_OBS_FOLD,
        Self::OYEZ_ERR_HOST_MISSING, Self::OYEZ_ERR_HOST_REPEATED, Self::OYEZ_ERR_HOST_INVALID,
        Self::OYEZ_ERR_HOST_MISDIRECTED, Self::OYEZ_ERR_LENGTH_INVALID, Self::OYEZ_ERR_LENGTH_REPEATED,
        Self::OYEZ_ERR_LENGTH_OVERFLOW, Self::OYEZ_ERR_LENGTH_FORBIDDEN, Self::OYEZ_ERR_LENGTH_WITH_CODING,
        Self::OYEZ_ERR_CODING_INVALID, Self::OYEZ_ERR_CODING_UNKNOWN, Self::OYEZ_ERR_CODING_CHUNKED_NOT_LAST,
        Self::OYEZ_ERR_CODING_CHUNKED_TWICE, Self::OYEZ_ERR_CODING_IN_HTTP10, Self::OYEZ_ERR_CODING_FORBIDDEN,
        Self::OYEZ_ERR_CHUNK_SIZE, Self::OYEZ_ERR_CHUNK_SIZE_OVERFLOW, Self::OYEZ_ERR_CHUNK_EXTENSION,
        Self::OYEZ_ERR_CHUNK_END, Self::OYEZ_ERR_TRAILER, Self::OYEZ_ERR_TRUNCATED_HEAD,
        Self::OYEZ_ERR_TRUNCATED_LENGTH, Self::OYEZ_ERR_TRUNCATED_CHUNKED, Self::OYEZ_ERR_TARGET_TOO_LONG,
        Self::OYEZ_ERR_HEAD_TOO_LARGE, Self::OYEZ_ERR_FIELD_TOO_LARGE, Self::OYEZ_ERR_TRAILER_TOO_LARGE,
        Self::OYEZ_ERR_CHUNK_EXTENSION_TOO_LONG, Self::OYEZ_ERR_CONTENT_TOO_LARGE, Self::OYEZ_ERR_EXPECTATION,
        Self::OYEZ_ERR_CONNECTION, Self::OYEZ_ERR_RESPONSE_UNASKED, Self::OYEZ_ERR_SWITCH_UNASKED,
        Self::OYEZ_ERR_PERCENT, Self::OYEZ_ERR_PATH_OCTET, Self::OYEZ_ERR_PATH_CLIMBS, Self::OYEZ_ERR_FORM_ENCODING,
        Self::OYEZ_ERR_URI_REFERENCE, Self::OYEZ_ERR_LIST, Self::OYEZ_ERR_DATE, Self::OYEZ_ERR_MEDIA_TYPE,
        Self::OYEZ_ERR_ENTITY_TAG, Self::OYEZ_ERR_RANGE, Self::OYEZ_ERR_TOKEN, Self::OYEZ_ERR_QUOTED_STRING,
        Self::OYEZ_ERR_COMMENT, Self::OYEZ_ERR_PARAMETER, Self::OYEZ_ERR_NUMBER, Self::OYEZ_ERR_COOKIE_DATE,
        Self::OYEZ_ERR_DELTA_SECONDS, Self::OYEZ_ERR_RETRY_AFTER, Self::OYEZ_ERR_HTTP_VERSION, Self::OYEZ_ERR_WEIGHT,
        Self::OYEZ_ERR_MEDIA_RANGE, Self::OYEZ_ERR_LANGUAGE_TAG, Self::OYEZ_ERR_LANGUAGE_RANGE,
        Self::OYEZ_ERR_CONTENT_CODING, Self::OYEZ_ERR_TRANSFER_CODING, Self::OYEZ_ERR_DISPOSITION,
        Self::OYEZ_ERR_EXT_VALUE, Self::OYEZ_ERR_CONTENT_MD5, Self::OYEZ_ERR_MIME_VERSION,
        Self::OYEZ_ERR_CONTENT_RANGE, Self::OYEZ_ERR_IF_RANGE,
        Self::OYEZ_ERR_VARY, Self::OYEZ_ERR_CACHE_DIRECTIVE, Self::OYEZ_ERR_WARNING, Self::OYEZ_ERR_CHALLENGE,
        Self::OYEZ_ERR_CREDENTIALS, Self::OYEZ_ERR_BASE64, Self::OYEZ_ERR_BASIC, Self::OYEZ_ERR_DIGEST,
        Self::OYEZ_ERR_BEARER, Self::OYEZ_ERR_COOKIE, Self::OYEZ_ERR_SET_COOKIE, Self::OYEZ_ERR_COOKIE_SIZE,
        Self::OYEZ_ERR_COOKIE_PREFIX, Self::OYEZ_ERR_COOKIE_DOMAIN, Self::OYEZ_ERR_COOKIE_OLD,
        Self::OYEZ_ERR_COOKIE_ROOM, Self::OYEZ_ERR_VIA, Self::OYEZ_ERR_FORWARDED, Self::OYEZ_ERR_FORWARDED_NODE,
        Self::OYEZ_ERR_MAX_FORWARDS, Self::OYEZ_ERR_UPGRADE, Self::OYEZ_ERR_PRODUCT, Self::OYEZ_ERR_MAILBOX,
        Self::OYEZ_ERR_LINK, Self::OYEZ_ERR_KEEP_ALIVE, Self::OYEZ_ERR_EXPECT, Self::OYEZ_ERR_FIELD_NAMES,
        Self::OYEZ_ERR_SF_ITEM, Self::OYEZ_ERR_SF_NUMBER, Self::OYEZ_ERR_SF_STRING, Self::OYEZ_ERR_SF_TOKEN,
        Self::OYEZ_ERR_SF_BYTES, Self::OYEZ_ERR_SF_BOOLEAN, Self::OYEZ_ERR_SF_DATE, Self::OYEZ_ERR_SF_DISPLAY,
        Self::OYEZ_ERR_SF_KEY, Self::OYEZ_ERR_SF_LIST, Self::OYEZ_ERR_SF_INNER_LIST, Self::OYEZ_ERR_SF_DICTIONARY,
        Self::OYEZ_ERR_MULTIPART_BOUNDARY, Self::OYEZ_ERR_MULTIPART_PART, Self::OYEZ_ERR_MULTIPART_END,
        Self::OYEZ_ERR_MULTIPART_NAME, Self::OYEZ_ERR_MULTIPART_LIMIT,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The enumerators of `oyez_error` as they are written above: comment, name, number.
    fn written() -> Vec<(String, String, u32)> {
        let source = include_str!("codes.rs");
        let body = source.split("pub enum oyez_error {\n").nth(1).unwrap().split("\n}\n").next().unwrap();
        let (mut rows, mut comment) = (Vec::new(), Vec::new());
        for line in body.lines().map(str::trim) {
            if let Some(text) = line.strip_prefix("/// ") {
                comment.push(text);
            } else if let Some((name, number)) = line.trim_end_matches(',').split_once(" = ") {
                rows.push((comment.join(" "), name.to_string(), number.parse().unwrap()));
                comment.clear();
            }
        }
        rows
    }

    /// The comments of the variants in error.rs, without what only rustdoc needs.
    fn sentences() -> Vec<String> {
        let source = include_str!("../error/table.rs");
        let mut sentences = Vec::new();
        let mut comment = "";
        for line in source.split("\n/// One row of the table.").next().unwrap().lines().map(str::trim) {
            if let Some(text) = line.strip_prefix("/// ") {
                comment = text;
            } else if line
                .trim_end_matches(',')
                .split_once(" = ")
                .is_some_and(|(_, number)| number.parse::<u32>().is_ok())
            {
                sentences.push(comment.replace(['`', '\\'], "").replace("Told::Writable", "OYEZ_WRITABLE"));
            }
        }
        sentences
    }

    #[test]
    fn every_error_has_its_row_in_the_table() {
        let rows = written();
        assert_eq!(rows.first().map(|(_, name, number)| (name.as_str(), *number)), Some(("OYEZ_OK", 0)));
        for (_, name, number) in rows.iter().skip(1) {
            let reason = Reason::from_number(*number).unwrap_or_else(|| panic!("{name} is not in the table"));
            assert_eq!(reason.c_name().to_str(), Ok(name.as_str()));
            assert_eq!(oyez_error::from(reason) as u32, *number);
        }
        let numbers = (1..4000).filter(|number| Reason::from_number(*number).is_some());
        assert!(numbers.eq(rows.iter().skip(1).map(|(_, _, number)| *number)), "a row of the table is missing in C");
        assert_eq!(oyez_error::ALL.len() + 1, rows.len());
    }

    #[test]
    fn an_error_says_the_same_in_c_and_in_rust() {
        let rows = written();
        let told: Vec<_> = rows.iter().skip(1).map(|(comment, ..)| comment.replace('`', "")).collect();
        let table = sentences();
        assert_eq!(told.len(), table.len());
        for (told, said) in told.iter().zip(table) {
            assert_eq!(*told, said);
        }
    }
}
