// SPDX-License-Identifier: MIT OR Apache-2.0
//
// oyez.h - HTTP/1.0, HTTP/1.1 and, if allowed, HTTP/0.9.
// Generated from src/capi by build.rs; CI refuses a stale copy. Do not edit.
//
// Every function ends its comment with the same lines:
//   Borrow: until when what it returns may be read
//   Owner:  who frees what it returns
//   Thread: any            - call from anywhere, at any time
//           shared         - concurrently with other "shared" calls only
//           one at a time  - with no other call on the same handle; a call on
//                            a server's connection is a call on the server
//   Fails:  what can go wrong, OYEZ_ERR_ left out
//
// NULL for a handle gives ARGUMENT or the empty value; _free ignores it.
// Borrowed octets may be read by any thread, but who owns the loop can end
// the borrow: copy before handing over.
//
// There are no callbacks, no global state, and no function that blocks
// except oyez_server_poll.


#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// -DOYEZ_NO_SERVER hides what needs an operating system: the server, and
// what allocates.
#if !defined(OYEZ_NO_SERVER)
#define OYEZ_HOSTED
#endif

// -DOYEZ_NO_AUTHENTICATION hides what a library built without that feature
// does not have: what computes digests.
#if !defined(OYEZ_NO_AUTHENTICATION)
#define OYEZ_AUTHENTICATION
#endif

// Call `oyez_conn_step`: it has something to tell without more input.
#define OYEZ_WANT_STEP (1 << 0)

// Read from the transport.
#define OYEZ_WANT_READ (1 << 1)

// Write what is pending to the transport.
#define OYEZ_WANT_WRITE (1 << 2)

// Shut the transport's sending side, and go on reading (RFC 9112, 9.6).
#define OYEZ_WANT_SHUTDOWN (1 << 3)

// Close the transport.
#define OYEZ_WANT_CLOSE (1 << 4)

// Accept a bare LF as line terminator (RFC 9112, 2.2 "MAY").
#define OYEZ_ALLOW_BARE_LF (1 << 0)

// Replace obs-fold by spaces instead of refusing it (RFC 9112, 5.2).
#define OYEZ_ALLOW_OBS_FOLD (1 << 1)

// Answer HTTP/0.9 simple requests (RFC 1945, 4.1).
#define OYEZ_ALLOW_HTTP09 (1 << 2)

// Accept a head whose last empty line is missing because the connection
// ended, if the message has no content.
#define OYEZ_ALLOW_UNENDED_HEAD (1 << 3)

// In `oyez_conn_leniencies`: fields were dropped that a trailer section may
// not hold (RFC 9110, 6.5.1).
#define OYEZ_NOTE_TRAILER_DROPPED (1 << 16)

// The length of content that is not known beforehand.
#define OYEZ_LENGTH_UNKNOWN 18446744073709551615ull

// Announce no length: a response to HEAD, a 304.
#define OYEZ_LENGTH_NONE 18446744073709551614ull

// A time that never comes, for every member that ends in `_ms`.
#define OYEZ_NO_TIMEOUT 4294967295

// A buffer size of a connection that starts without one:
// `oyez_conn_lend_buffers`.
#define OYEZ_NO_BUFFER 4294967295

// Octets of `oyez_conn` state, apart from its two buffers: an upper bound
// for this soname.
#define OYEZ_CONN_STATE_SIZE 384

// Octets of a field name that a verdict keeps.
#define OYEZ_VERDICT_FIELD_SIZE 40

// In `oyez_request.flags`: the sender waits for a 100 (Continue) before its
// content (RFC 9110, 10.1.1).
#define OYEZ_EXPECTS_CONTINUE (1 << 0)

// In `.flags` of a request or response: the connection ends after this
// exchange (RFC 9112, 9.3).
#define OYEZ_LAST (1 << 1)

// In `oyez_verdict.flags`: the framing is certain. Once a final response is
// sent, the connection goes on.
#define OYEZ_MAY_CONTINUE (1 << 0)

// For `oyez_framing_of`: a request. A response is its status code, with
// these bits.
#define OYEZ_MESSAGE_REQUEST 0

// The response answers a HEAD.
#define OYEZ_MESSAGE_TO_HEAD (1 << 16)

// The response answers a CONNECT.
#define OYEZ_MESSAGE_TO_CONNECT (1 << 17)

// The message is of HTTP/1.0, whether request or response.
#define OYEZ_MESSAGE_HTTP10 (1 << 18)

#if defined(OYEZ_HOSTED)
// Others that say so may listen on the same ports: a server for each thread,
// among which the system shares the connections out.
#define OYEZ_REUSE_PORT (1 << 0)
#endif

#if defined(OYEZ_HOSTED)
// Tells only what a program has something to do about: neither OYEZ_COMPLETE
// of a request without content, nor OYEZ_SENT. A poll a request is enough
// then.
#define OYEZ_TERSE (1 << 1)
#endif

// What an `oyez_*` function could not do, or what a peer did wrong.
// `OYEZ_OK` is 0; numbers are never reused; ones unknown to you may appear
// in a later minor version.
//
// 1-99 are yours (the call was wrong or found no room), 200-299 are the
// platform's (memory, sockets, files, time), 1000-1999 the peer's (its
// message broke a rule), 2000-2999 the peer's too (a value in a message
// that is itself well formed). One number for one rule.
enum oyez_error
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_OK = 0,
    // A pointer was NULL, or an enumerator or size out of range.
    OYEZ_ERR_ARGUMENT = 1,
    // The connection is not in a state that allows this call.
    OYEZ_ERR_STATE = 2,
    // The output buffer lacks room now. Nothing was written; OYEZ_WRITABLE
    // tells when it would fit.
    OYEZ_ERR_OUTPUT_FULL = 3,
    // The output buffer will never have that much room. Nothing was written.
    OYEZ_ERR_OUTPUT_SIZE = 4,
    // The memory lent is smaller than `oyez_conn_size` asks for.
    OYEZ_ERR_MEMORY_SIZE = 5,
    // A field name or field value holds an octet its grammar forbids.
    OYEZ_ERR_FIELD_SYNTAX = 6,
    // Framing belongs to the library: Content-Length, Transfer-Encoding and
    // Connection are derived, never passed.
    OYEZ_ERR_FIELD_RESERVED = 7,
    // More content than the length announced, or an end before it.
    OYEZ_ERR_CONTENT_LENGTH = 8,
    // This request has its final response already.
    OYEZ_ERR_ANSWERED = 9,
    // The call is for the other end: a request from a server, a response from
    // a client.
    OYEZ_ERR_ROLE = 10,
    // A request to send has no Host, or more than one (RFC 9112, 3.2).
    OYEZ_ERR_HOST_NEEDED = 11,
    // The array of fields is too small for this head.
    OYEZ_ERR_FIELD_COUNT = 12,
    // Not wrong, but not whole: call again with more octets.
    OYEZ_ERR_INCOMPLETE = 13,
    // The library caught a bug of its own. Free the handle; nothing else.
    OYEZ_ERR_BUG = 99,
    // The system's allocator gave no memory.
    OYEZ_ERR_OUT_OF_MEMORY = 200,
    // The operating system refused: `os_error` is its number.
    OYEZ_ERR_OS = 201,
    // The peer has left; what is sent would reach nobody.
    OYEZ_ERR_PEER_GONE = 202,
    // The head took longer than `head_ms`.
    OYEZ_ERR_TIMEOUT_HEAD = 203,
    // No content came for `content_ms`.
    OYEZ_ERR_TIMEOUT_CONTENT = 204,
    // Content came more slowly than `min_rate`.
    OYEZ_ERR_TIMEOUT_RATE = 205,
    // The peer took nothing for `send_ms`.
    OYEZ_ERR_TIMEOUT_SEND = 206,
    // A request-line is not method SP request-target SP HTTP-version
    // (RFC 9112, 3).
    OYEZ_ERR_REQUEST_LINE = 1000,
    // A method is not a token (RFC 9112, 3.1).
    OYEZ_ERR_METHOD = 1001,
    // A request-target holds whitespace or an octet no URI may hold
    // (RFC 9112, 3.2).
    OYEZ_ERR_TARGET_OCTET = 1002,
    // An origin-form is not absolute-path [ "?" query ] (RFC 9112, 3.2.1).
    OYEZ_ERR_TARGET_ORIGIN = 1003,
    // An absolute-form is not an absolute-URI (RFC 9112, 3.2.2).
    OYEZ_ERR_TARGET_ABSOLUTE = 1004,
    // The target of CONNECT is not uri-host ":" port (RFC 9112, 3.2.3).
    OYEZ_ERR_TARGET_AUTHORITY = 1005,
    // The target "*" stands with a method other than OPTIONS
    // (RFC 9112, 3.2.4).
    OYEZ_ERR_TARGET_ASTERISK = 1006,
    // An http URI has no host (RFC 9110, 4.2.1).
    OYEZ_ERR_TARGET_HOST = 1007,
    // An http URI names a user (RFC 9110, 4.2.4).
    OYEZ_ERR_TARGET_USERINFO = 1008,
    // A status-line is not HTTP-version SP status-code SP [ reason ]
    // (RFC 9112, 4).
    OYEZ_ERR_STATUS_LINE = 1010,
    // A status code is not three digits from 100 to 599 (RFC 9110, 15).
    OYEZ_ERR_STATUS_CODE = 1011,
    // A reason phrase holds a control character (RFC 9112, 4).
    OYEZ_ERR_REASON = 1012,
    // A version is not "HTTP/" DIGIT "." DIGIT (RFC 9112, 2.3).
    OYEZ_ERR_VERSION = 1020,
    // The major version is not 1: 505 (RFC 9110, 15.6.6).
    OYEZ_ERR_VERSION_MAJOR = 1021,
    // A request-line has no version, and HTTP/0.9 is not allowed
    // (RFC 9112, 3).
    OYEZ_ERR_VERSION_MISSING = 1022,
    // A line ends in LF without CR (RFC 9112, 2.2).
    OYEZ_ERR_BARE_LF = 1030,
    // A CR is not followed by LF (RFC 9112, 2.2).
    OYEZ_ERR_BARE_CR = 1031,
    // Whitespace stands between the start-line and the first field line
    // (RFC 9112, 2.2).
    OYEZ_ERR_SPACE_BEFORE_FIELDS = 1032,
    // A field name is empty or not a token (RFC 9110, 5.1).
    OYEZ_ERR_FIELD_NAME = 1040,
    // A field line has no colon (RFC 9112, 5).
    OYEZ_ERR_FIELD_COLON = 1041,
    // Whitespace stands between a field name and its colon (RFC 9112, 5.1).
    OYEZ_ERR_FIELD_COLON_SPACE = 1042,
    // A field value holds NUL or another control character (RFC 9110, 5.5).
    OYEZ_ERR_FIELD_VALUE = 1043,
    // A field value goes on in a second line (RFC 9112, 5.2).
    OYEZ_ERR_OBS_FOLD = 1044,
    // An HTTP/1.1 request has no Host (RFC 9112, 3.2).
    OYEZ_ERR_HOST_MISSING = 1050,
    // A request has more than one Host (RFC 9112, 3.2).
    OYEZ_ERR_HOST_REPEATED = 1051,
    // A Host is not uri-host [ ":" port ] (RFC 9112, 3.2).
    OYEZ_ERR_HOST_INVALID = 1052,
    // The host is none of the server's `hosts`: 421 (RFC 9110, 7.4).
    OYEZ_ERR_HOST_MISDIRECTED = 1053,
    // A Content-Length is not 1*DIGIT (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_INVALID = 1060,
    // More than one Content-Length value stands in one message
    // (RFC 9112, 6.3).
    OYEZ_ERR_LENGTH_REPEATED = 1061,
    // A Content-Length does not fit 63 bits (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_OVERFLOW = 1062,
    // Content-Length stands in a 1xx or 204 response (RFC 9110, 8.6).
    OYEZ_ERR_LENGTH_FORBIDDEN = 1063,
    // Content-Length and Transfer-Encoding stand together: a smuggler's
    // signature (RFC 9112, 6.3).
    OYEZ_ERR_LENGTH_WITH_CODING = 1064,
    // A Transfer-Encoding is not a list of transfer codings (RFC 9112, 6.1).
    OYEZ_ERR_CODING_INVALID = 1065,
    // A transfer coding is not known here: 501 (RFC 9112, 6.1).
    OYEZ_ERR_CODING_UNKNOWN = 1066,
    // The last transfer coding of a request is not chunked (RFC 9112, 6.3).
    OYEZ_ERR_CODING_CHUNKED_NOT_LAST = 1067,
    // The chunked coding is applied twice (RFC 9112, 6.1).
    OYEZ_ERR_CODING_CHUNKED_TWICE = 1068,
    // An HTTP/1.0 message has a Transfer-Encoding (RFC 9112, 6.1).
    OYEZ_ERR_CODING_IN_HTTP10 = 1069,
    // Transfer-Encoding stands in a 1xx or 204 response (RFC 9112, 6.1).
    OYEZ_ERR_CODING_FORBIDDEN = 1070,
    // A chunk size is not 1*HEXDIG (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_SIZE = 1080,
    // A chunk size does not fit 63 bits (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_SIZE_OVERFLOW = 1081,
    // A chunk extension is not *( ";" name [ "=" value ] ) (RFC 9112, 7.1.1).
    OYEZ_ERR_CHUNK_EXTENSION = 1082,
    // A chunk's data is not followed by CRLF (RFC 9112, 7.1).
    OYEZ_ERR_CHUNK_END = 1083,
    // The trailer section is not made of field lines (RFC 9112, 7.1.2).
    OYEZ_ERR_TRAILER = 1084,
    // The connection ended within a head (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_HEAD = 1090,
    // The connection ended before Content-Length octets came (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_LENGTH = 1091,
    // The connection ended before the last chunk (RFC 9112, 8).
    OYEZ_ERR_TRUNCATED_CHUNKED = 1092,
    // The request-line does not fit the input buffer: 414 (RFC 9110, 15.5.15).
    OYEZ_ERR_TARGET_TOO_LONG = 1100,
    // The head does not fit the input buffer: 431 (RFC 6585, 5).
    OYEZ_ERR_HEAD_TOO_LARGE = 1101,
    // A governing or kept field line does not fit: 431 (RFC 6585, 5).
    OYEZ_ERR_FIELD_TOO_LARGE = 1102,
    // The trailer section does not fit: 431 (RFC 6585, 5).
    OYEZ_ERR_TRAILER_TOO_LARGE = 1103,
    // Chunk extensions are excessive (RFC 9112, 7.1.1).
    OYEZ_ERR_CHUNK_EXTENSION_TOO_LONG = 1104,
    // The content exceeds `max_content`: 413 (RFC 9110, 15.5.14).
    OYEZ_ERR_CONTENT_TOO_LARGE = 1105,
    // An expectation other than 100-continue: 417 (RFC 9110, 10.1.1).
    OYEZ_ERR_EXPECTATION = 1110,
    // A Connection is not a list of tokens (RFC 9110, 7.6.1).
    OYEZ_ERR_CONNECTION = 1111,
    // A response came that no request asked for (RFC 9112, 9.2).
    OYEZ_ERR_RESPONSE_UNASKED = 1112,
    // A 101 came that no Upgrade asked for (RFC 9110, 7.8).
    OYEZ_ERR_SWITCH_UNASKED = 1113,
    // A "%" lacks its two HEXDIG (RFC 3986, 2.1).
    OYEZ_ERR_PERCENT = 2000,
    // A path hides a NUL or a "/" in percent-encoding (RFC 3986, 2.2).
    OYEZ_ERR_PATH_OCTET = 2001,
    // A path climbs above its root (RFC 3986, 5.2.4).
    OYEZ_ERR_PATH_CLIMBS = 2002,
    // A form holds an octet that application/x-www-form-urlencoded never writes (RFC 3986, 2.2).
    OYEZ_ERR_FORM_ENCODING = 2003,
    // A value is not a URI-reference (RFC 3986, 4.1).
    OYEZ_ERR_URI_REFERENCE = 2004,
    // A value is not a comma-separated list (RFC 9110, 5.6.1).
    OYEZ_ERR_LIST = 2010,
    // A date is in none of the three formats (RFC 9110, 5.6.7).
    OYEZ_ERR_DATE = 2011,
    // A media type is not type "/" subtype parameters (RFC 9110, 8.3.1).
    OYEZ_ERR_MEDIA_TYPE = 2012,
    // An entity tag is not [ "W/" ] opaque-tag (RFC 9110, 8.8.3).
    OYEZ_ERR_ENTITY_TAG = 2013,
    // A Range is not ranges-specifier (RFC 9110, 14.2).
    OYEZ_ERR_RANGE = 2014,
    // A value is not a token (RFC 9110, 5.6.2).
    OYEZ_ERR_TOKEN = 2015,
    // A quoted-string lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.4).
    OYEZ_ERR_QUOTED_STRING = 2016,
    // A comment lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.5).
    OYEZ_ERR_COMMENT = 2017,
    // A parameter is not name "=" ( token / quoted-string ) (RFC 9110, 5.6.6).
    OYEZ_ERR_PARAMETER = 2018,
    // A value is not 1*DIGIT, or does not fit 63 bits (RFC 5234, B.1).
    OYEZ_ERR_NUMBER = 2019,
    // A cookie-date lacks its time, day, month or year (RFC 6265bis, 5.1.1).
    OYEZ_ERR_COOKIE_DATE = 2020,
    // A value is not delta-seconds (RFC 9111, 1.2.2).
    OYEZ_ERR_DELTA_SECONDS = 2021,
    // A Retry-After is neither a date nor delay-seconds (RFC 9110, 10.2.3).
    OYEZ_ERR_RETRY_AFTER = 2022,
    // A version is not "HTTP/" 1*DIGIT "." 1*DIGIT (RFC 1945, 3.1).
    OYEZ_ERR_HTTP_VERSION = 2023,
    // A weight is not "q=" and a number from 0 to 1 with three digits at most behind its point (RFC 9110, 12.4.2).
    OYEZ_ERR_WEIGHT = 2030,
    // A media range is not type "/" subtype, type "/*" or "*/*" (RFC 9110, 12.5.1).
    OYEZ_ERR_MEDIA_RANGE = 2031,
    // A language tag is not made of alphanumeric subtags (RFC 9110, 8.5.1).
    OYEZ_ERR_LANGUAGE_TAG = 2032,
    // A language range is not a tag, nor "*" (RFC 9110, 12.5.4).
    OYEZ_ERR_LANGUAGE_RANGE = 2033,
    // A content coding is not a token (RFC 9110, 8.4.1).
    OYEZ_ERR_CONTENT_CODING = 2034,
    // A transfer coding is not token parameters (RFC 9110, 10.1.4).
    OYEZ_ERR_TRANSFER_CODING = 2035,
    // A Content-Disposition is not disposition-type *( ";" disposition-parm ) (RFC 6266, 4.1).
    OYEZ_ERR_DISPOSITION = 2036,
    // An extended value is not charset "'" [ language ] "'" value-chars (RFC 8187, 3.2.1).
    OYEZ_ERR_EXT_VALUE = 2037,
    // A Content-MD5 is not the base64 of sixteen octets (RFC 1864, 2).
    OYEZ_ERR_CONTENT_MD5 = 2038,
    // A MIME-Version is not 1*DIGIT "." 1*DIGIT, with comments or without (RFC 2045, 4).
    OYEZ_ERR_MIME_VERSION = 2039,
    // A Content-Range is not range-unit SP ( range "/" length / "*/" length ) (RFC 9110, 14.4).
    OYEZ_ERR_CONTENT_RANGE = 2040,
    // An If-Range is neither an entity tag nor a date (RFC 9110, 13.1.5).
    OYEZ_ERR_IF_RANGE = 2041,
    // A Vary is neither "*" nor a list of field names (RFC 9110, 12.5.5).
    OYEZ_ERR_VARY = 2042,
    // A cache directive is not token [ "=" ( token / quoted-string ) ] (RFC 9111, 5.2).
    OYEZ_ERR_CACHE_DIRECTIVE = 2050,
    // A Warning is not warn-code SP warn-agent SP warn-text [ SP warn-date ] (RFC 7234, 5.5).
    OYEZ_ERR_WARNING = 2051,
    // A challenge is not auth-scheme [ 1*SP ( token68 / parameters ) ] (RFC 9110, 11.3).
    OYEZ_ERR_CHALLENGE = 2060,
    // Credentials are not auth-scheme [ 1*SP ( token68 / parameters ) ] (RFC 9110, 11.4).
    OYEZ_ERR_CREDENTIALS = 2061,
    // A value is not base64 (RFC 4648, 4).
    OYEZ_ERR_BASE64 = 2062,
    // Basic credentials are not the base64 of user-id ":" password (RFC 7617, 2).
    OYEZ_ERR_BASIC = 2063,
    // Digest credentials lack a parameter, or repeat one, or one of them is none (RFC 7616, 3.4).
    OYEZ_ERR_DIGEST = 2064,
    // A Bearer token is not b64token (RFC 6750, 2.1).
    OYEZ_ERR_BEARER = 2065,
    // A Cookie is not cookie-pair *( ";" SP cookie-pair ) (RFC 6265bis, 4.2.1).
    OYEZ_ERR_COOKIE = 2070,
    // A Set-Cookie has neither a name nor a value, or holds a control character (RFC 6265bis, 5.6).
    OYEZ_ERR_SET_COOKIE = 2071,
    // A cookie is larger than a user agent keeps (RFC 6265bis, 5.6).
    OYEZ_ERR_COOKIE_SIZE = 2072,
    // A cookie lacks what its __Secure- or __Host- prefix promises (RFC 6265bis, 4.1.3).
    OYEZ_ERR_COOKIE_PREFIX = 2073,
    // A cookie is for a domain that its host does not belong to (RFC 6265bis, 5.7).
    OYEZ_ERR_COOKIE_DOMAIN = 2074,
    // A Set-Cookie2 or Cookie2 is not what RFC 2965 says (RFC 2965, 3.2.2).
    OYEZ_ERR_COOKIE_OLD = 2075,
    // A cookie is refused for its Secure attribute, its SameSite or its place (RFC 6265bis, 5.7).
    OYEZ_ERR_COOKIE_ROOM = 2076,
    // A Via is not a list of received-protocol RWS received-by [ RWS comment ] (RFC 9110, 7.6.3).
    OYEZ_ERR_VIA = 2080,
    // A Forwarded is not a list of token "=" value pairs (RFC 7239, 4).
    OYEZ_ERR_FORWARDED = 2081,
    // A node is neither an address, "unknown" nor "_" and letters, with or without a port (RFC 7239, 6).
    OYEZ_ERR_FORWARDED_NODE = 2082,
    // A Max-Forwards is not 1*DIGIT (RFC 9110, 7.6.2).
    OYEZ_ERR_MAX_FORWARDS = 2083,
    // An Upgrade is not a list of protocol-name [ "/" protocol-version ] (RFC 9110, 7.8).
    OYEZ_ERR_UPGRADE = 2084,
    // A value is not made of products and comments (RFC 9110, 10.1.5).
    OYEZ_ERR_PRODUCT = 2085,
    // A From is not a mailbox (RFC 9110, 10.1.2).
    OYEZ_ERR_MAILBOX = 2086,
    // A Link is not a list of "<" URI-Reference ">" and parameters (RFC 8288, 3).
    OYEZ_ERR_LINK = 2087,
    // A Keep-Alive is not a list of parameters (RFC 2068, 19.7.1).
    OYEZ_ERR_KEEP_ALIVE = 2088,
    // An Expect is not a list of expectations (RFC 9110, 10.1.1).
    OYEZ_ERR_EXPECT = 2089,
    // A value is not a list of field names (RFC 9110, 6.6.2).
    OYEZ_ERR_FIELD_NAMES = 2090,
    // A value is not a structured item (RFC 9651, 4.2.3).
    OYEZ_ERR_SF_ITEM = 2100,
    // A structured number is not an Integer or Decimal that fits (RFC 9651, 4.2.4).
    OYEZ_ERR_SF_NUMBER = 2101,
    // A structured String lacks its end, or holds an octet that none may hold (RFC 9651, 4.2.5).
    OYEZ_ERR_SF_STRING = 2102,
    // A structured Token does not begin with a letter or "*" (RFC 9651, 4.2.6).
    OYEZ_ERR_SF_TOKEN = 2103,
    // A Byte Sequence is not base64 between colons (RFC 9651, 4.2.7).
    OYEZ_ERR_SF_BYTES = 2104,
    // A structured Boolean is neither ?0 nor ?1 (RFC 9651, 4.2.8).
    OYEZ_ERR_SF_BOOLEAN = 2105,
    // A structured Date is not "@" and an Integer (RFC 9651, 4.2.9).
    OYEZ_ERR_SF_DATE = 2106,
    // A Display String is not %" UTF-8 in lower-case percent-encoding " (RFC 9651, 4.2.10).
    OYEZ_ERR_SF_DISPLAY = 2107,
    // A key does not begin with a lower-case letter or "*" (RFC 9651, 4.2.3.3).
    OYEZ_ERR_SF_KEY = 2108,
    // A structured List is not members separated by commas (RFC 9651, 4.2.1).
    OYEZ_ERR_SF_LIST = 2109,
    // An Inner List lacks its ")", or a space between two items (RFC 9651, 4.2.1.2).
    OYEZ_ERR_SF_INNER_LIST = 2110,
    // A Dictionary is not members separated by commas (RFC 9651, 4.2.2).
    OYEZ_ERR_SF_DICTIONARY = 2111,
    // A boundary is not 1 to 70 bchars that do not end in a space (RFC 2046, 5.1.1).
    OYEZ_ERR_MULTIPART_BOUNDARY = 2120,
    // A body part has no header section that ends in an empty line (RFC 2046, 5.1).
    OYEZ_ERR_MULTIPART_PART = 2121,
    // A multipart body ends without its close-delimiter (RFC 2046, 5.1.1).
    OYEZ_ERR_MULTIPART_END = 2122,
    // A part of a form has no name (RFC 7578, 4.2).
    OYEZ_ERR_MULTIPART_NAME = 2123,
    // A multipart body holds more parts, or a longer head, than is allowed (RFC 7578, 4).
    OYEZ_ERR_MULTIPART_LIMIT = 2124,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_error oyez_error;
#else
typedef uint32_t oyez_error;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a connection has to tell. `OYEZ_NOTHING` is 0, so a loop may read
// `while ((event = oyez_conn_step(conn)))`; such a loop always ends.
enum oyez_event
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing that needs no waiting: until more input arrives, until
    // output is sent, or until you resume or answer.
    OYEZ_NOTHING = 0,
    // A request head, complete and valid: `oyez_conn_request`.
    OYEZ_REQUEST = 1,
    // A final response head, complete and valid: `oyez_conn_response`.
    OYEZ_RESPONSE = 2,
    // An informational (1xx) response head: `oyez_conn_response`.
    OYEZ_INFORMATIONAL = 3,
    // Some content, free of transfer coding: `oyez_conn_content`. After
    // OYEZ_TUNNEL, raw octets.
    OYEZ_CONTENT = 4,
    // The peer's message is complete: `oyez_conn_trailers`. After
    // OYEZ_TUNNEL, the peer's end.
    OYEZ_COMPLETE = 5,
    // What follows is no longer HTTP. It is told as OYEZ_CONTENT, and
    // `oyez_conn_send_content` sends raw octets.
    OYEZ_TUNNEL = 6,
    // Output that was refused or taken in part now has room.
    OYEZ_WRITABLE = 7,
    // The peer sends no more, though an answer may be owed: it may still
    // read.
    OYEZ_PEER_ENDED = 8,
    // Told once: `oyez_conn_fault` says why. OYEZ_CLOSED follows. A server
    // that has begun no response may still send one.
    OYEZ_FAULT = 9,
    // The connection is over: told once, last, when nothing is pending.
    // Only this ends a handle.
    OYEZ_CLOSED = 10,
    // This call's bound was reached: call again when you like.
    OYEZ_MORE = 11,
    // The response has left (servers only). Told once for responses that
    // leave together.
    OYEZ_SENT = 12,
    // A drain is over: no connection is left (servers only, without a
    // connection).
    OYEZ_DRAINED = 13,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_event oyez_event;
#else
typedef uint32_t oyez_event;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Which end of the connection you are.
enum oyez_role
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_SERVER_END = 0,
    OYEZ_CLIENT_END = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_role oyez_role;
#else
typedef uint32_t oyez_role;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Which form of request-target was received (RFC 9112, 3.2).
enum oyez_target_form
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_ORIGIN_FORM = 0,
    OYEZ_ABSOLUTE_FORM = 1,
    OYEZ_AUTHORITY_FORM = 2,
    OYEZ_ASTERISK_FORM = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_target_form oyez_target_form;
#else
typedef uint32_t oyez_target_form;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Fields the library knows by number, for `oyez_fields_find_known`.
enum oyez_known_field
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
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
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_known_field oyez_known_field;
#else
typedef uint32_t oyez_known_field;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How a message's end is found (RFC 9112, 6.3).
enum oyez_framing_form
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // No content.
    OYEZ_FRAMING_EMPTY = 0,
    // As many octets as `length` says.
    OYEZ_FRAMING_LENGTH = 1,
    // Chunks: `oyez_chunks_next`.
    OYEZ_FRAMING_CHUNKED = 2,
    // All there is until the connection closes.
    OYEZ_FRAMING_UNTIL_CLOSE = 3,
    // What follows is no longer HTTP.
    OYEZ_FRAMING_TUNNEL = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_framing_form oyez_framing_form;
#else
typedef uint32_t oyez_framing_form;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Where in a chunked body a reader stands (RFC 9112, 7.1).
enum oyez_chunks_position
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_CHUNKS_SIZE_LINE = 0,
    OYEZ_CHUNKS_DATA = 1,
    OYEZ_CHUNKS_DATA_END = 2,
    OYEZ_CHUNKS_TRAILER_SECTION = 3,
    OYEZ_CHUNKS_END = 4,
    OYEZ_CHUNKS_FAULT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_chunks_position oyez_chunks_position;
#else
typedef uint32_t oyez_chunks_position;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// One HTTP/1 connection, seen from one end. Opaque.
typedef struct oyez_conn oyez_conn;

#if defined(OYEZ_HOSTED)
// Sockets, and a connection for each. Opaque. A call on one of its
// connections counts as a call on the server.
typedef struct oyez_server oyez_server;
#endif

// Octets somebody else owns. `ptr` may be NULL only when `len` is 0.
//
// Never NUL-terminated; print with `printf("%.*s", OYEZ_ARG(octets))`.
// The function that hands one out says, on its `Borrow:` line, until when
// it may be read.
typedef struct {
    const uint8_t *ptr;
    size_t len;
} oyez_bytes;

// How a connection behaves. Start from `oyez_config_default()`; zero is
// the default of every member but `size`, in every version.
typedef struct {
    size_t size;
    // An `oyez_role`.
    uint32_t role;
    // `OYEZ_ALLOW_*` bits. None of them relaxes a MUST.
    uint32_t allow;
    // The version a client speaks: 9, 10 or 11; 0 means 11.
    uint32_t version;
    // Names in `keep`.
    uint32_t keep_count;
    // The fields to keep; all others are checked, dropped as they stream,
    // however long, and counted. NULL keeps all. Governing fields are
    // always understood, Host is always kept. Borrowed for the
    // connection's life.
    const oyez_bytes *keep;
    // Octets of input buffer, at most 65535. It bounds a head and a trailer
    // section: there is no other limit to set. 0 means 16384.
    size_t input_size;
    // Octets of output buffer. It bounds a head sent. 0 means 16384.
    size_t output_size;
    // Octets of the input buffer that a head never takes; 0 means 64 or a
    // quarter of it, whichever is less.
    size_t content_size;
    // Octets of content accepted per message; 0 means no limit.
    uint64_t max_content;
    // Octets of content discarded after an answer that came early, rather
    // than closing; 0 means 65536.
    uint64_t max_discard;
    // Milliseconds for a head to arrive. Of this and the other times, 0
    // means the default: none on a bare connection, 10000 on a server.
    uint32_t head_ms;
    // Milliseconds without an octet of content; 30000 on a server.
    uint32_t content_ms;
    // Milliseconds to wait for another request; 60000 on a server.
    uint32_t idle_ms;
    // Milliseconds in which the peer takes nothing; 30000 on a server.
    uint32_t send_ms;
    // Octets of content a second that a peer must send; 0 means no bound.
    uint32_t min_rate;
    // 0.
    uint32_t reserved;
} oyez_config;

// Octets the holder may write: memory lent to the library, or space in a
// buffer lent to the caller.
typedef struct {
    uint8_t *ptr;
    size_t len;
} oyez_room;

// What a connection or a server waits for.
typedef struct {
    // `OYEZ_WANT_*` bits.
    uint32_t wants;
    // Milliseconds until a step or poll is due although nothing happened;
    // 0 means now, OYEZ_NO_TIMEOUT never.
    uint32_t wait_ms;
    // Octets you owe the transport now, after what is pending:
    // `oyez_conn_send_elsewhere`.
    uint64_t elsewhere;
} oyez_interest;

// The control data of a request, and what the library concluded from it.
// Later versions may add members at the end.
typedef struct {
    // Octets of this struct. You set it only for `oyez_read_request`:
    // `oyez_request_empty()`.
    size_t size;
    oyez_bytes method;
    // The request-target as received.
    oyez_bytes target;
    oyez_bytes path;
    // Without its '?'. `ptr` is NULL when there was none.
    oyez_bytes query;
    // From the target, else from Host.
    oyez_bytes authority;
    // The protocols offered; empty unless Connection names Upgrade and the
    // version is 1.1 (RFC 9110, 7.8).
    oyez_bytes upgrade;
    // Octets of content to come, or OYEZ_LENGTH_UNKNOWN.
    uint64_t length;
    // An `oyez_target_form`.
    uint32_t target_form;
    // As received, 10 * major + minor: 9, 10, 11, or 12 and more, served
    // as 11.
    uint32_t version;
    // OYEZ_EXPECTS_CONTINUE, OYEZ_LAST.
    uint32_t flags;
    // Field lines dropped because `keep` does not name them.
    uint32_t dropped;
} oyez_request;

// The control data of a response. Later versions may add members at the
// end.
typedef struct {
    // Octets of this struct. You set it only for `oyez_read_response`:
    // `oyez_response_empty()`.
    size_t size;
    oyez_bytes reason;
    // The protocols chosen, of a 101; those offered, of a 426.
    oyez_bytes upgrade;
    // Octets of content to come, or OYEZ_LENGTH_UNKNOWN.
    uint64_t length;
    // What Content-Length says, also where no content comes (HEAD, 304);
    // else OYEZ_LENGTH_NONE.
    uint64_t announced_length;
    uint32_t status;
    // As `oyez_request.version`.
    uint32_t version;
    // OYEZ_LAST.
    uint32_t flags;
    // Field lines dropped because `keep` does not name them.
    uint32_t dropped;
} oyez_response;

// A cursor over the field lines of one section, in the order received.
//
// A plain value: copy it to remember a position. Owns nothing. Its members
// are the library's; the index is a cache, no answer depends on it.
typedef struct {
    const uint8_t *head;
    const uint8_t *index;
    uint16_t at;
    uint16_t end;
    uint16_t next;
    uint16_t indexed;
} oyez_fields;

// What is wrong, and what to do about it. The same type from a connection,
// a server and the stateless door.
typedef struct {
    // An `oyez_error`.
    uint32_t error;
    // The status to answer with, or 0 when no answer is called for.
    uint32_t status;
    // OYEZ_MAY_CONTINUE, or 0.
    uint32_t flags;
    // `errno`, or GetLastError(), when `error` is OYEZ_ERR_OS; else 0.
    int32_t os_error;
    // Octets from the beginning of the connection, or of the input, to the
    // offending one.
    uint64_t offset;
    // Octets used in `field`.
    uint32_t field_len;
    // The name of the field concerned, cut where it is too long.
    uint8_t field[OYEZ_VERDICT_FIELD_SIZE];
    // 0.
    uint32_t reserved;
} oyez_verdict;

// Why a connection failed. Owned by the connection or server. Later
// versions may add members at the end.
typedef struct {
    oyez_verdict verdict;
} oyez_fault;

// One field line (RFC 9110, 5). Of a received field, the value has its
// surrounding whitespace removed and may hold obs-text, so it need not be
// UTF-8.
typedef struct {
    oyez_bytes name;
    oyez_bytes value;
} oyez_field;

// Where a message body ends (RFC 9112, 6.3).
typedef struct {
    // An `oyez_framing_form`.
    uint32_t form;
    // 0.
    uint32_t reserved;
    // Octets of content, for OYEZ_FRAMING_LENGTH; else 0.
    uint64_t length;
} oyez_framing;

// A reader of chunks (RFC 9112, 7.1). All zero is the beginning.
typedef struct {
    // An `oyez_chunks_position`.
    uint32_t position;
    // An `oyez_error`, in OYEZ_CHUNKS_FAULT.
    uint32_t error;
    // `OYEZ_ALLOW_*` bits; yours to set. None there is today has a say
    // here: chunks are framing.
    uint32_t allow;
    // Octets of chunk extensions so far; in the trailer section, octets of
    // its line that were looked at already.
    uint32_t line;
    // Octets left of the chunk; in the trailer section, its lines so far.
    uint64_t left;
    // The last size line, if it was short: most chunks are as long as the
    // one before, and one comparison reads their lines. This and the three
    // that follow are the library's.
    uint64_t again;
    uint32_t again_size;
    uint16_t again_line;
    uint16_t again_others;
} oyez_chunks;

#if defined(OYEZ_HOSTED)
// How a server behaves. Start from `oyez_server_config_default()`; zero is
// the default of every member but `size`.
typedef struct {
    size_t size;
    // Connections served at once; 0 means 64. All memory is taken at the
    // start: none is allocated or freed between `_new` and `_free`.
    size_t connections;
    // Exchanges under way at once, each with buffers of the pool; 0 means
    // as many as connections. An idle connection holds none.
    size_t exchanges;
    // Octets of replies kept for peers that read slowly; 0 means 2 MiB.
    size_t max_pending;
    // For each connection, its times too; NULL means the defaults. Read
    // during the call, but for the names it keeps.
    const oyez_config *connection;
    // The hosts served; a request for another, or for none, is refused with
    // 421, against DNS rebinding. An IPv6 address stands in brackets. NULL
    // serves all. Read during the call.
    const oyez_bytes *hosts;
    // Names in `hosts`.
    size_t host_count;
    // Any of OYEZ_REUSE_PORT, OYEZ_TERSE.
    uint32_t flags;
    // Seconds after which a peer that finds all connections taken is asked to
    // come again, by a 503; 0 leaves it in the listener's backlog until a
    // connection is free.
    uint32_t retry_after;
} oyez_server_config;
#endif

#if defined(OYEZ_HOSTED)
// What a server has counted since it was made. Owned by the server. Later
// versions may add members at the end.
typedef struct {
    // Connections accepted or adopted.
    uint64_t accepted;
    // Connections that were told closed.
    uint64_t closed;
    // Requests told.
    uint64_t requests;
    // Final responses that have left.
    uint64_t responses;
    // Connections that faulted because of the peer.
    uint64_t violations;
    // Connections that timed out, idle ones included.
    uint64_t timeouts;
    // Heads refused because the pool was empty.
    uint64_t pool_refusals;
    // Trouble of the platform that was survived: EMFILE, ECONNABORTED.
    uint64_t survived;
    // Octets received.
    uint64_t received;
    // Octets sent.
    uint64_t sent;
    // Connections answered 503 because all were taken.
    uint64_t turned_away;
} oyez_stats;
#endif

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// --------------------------------------------------------------------------
// The library: its version, and what it says of errors.

// The version of the library linked, as MAJOR * 10000 + MINOR * 100 + PATCH.
// Compare with OYEZ_VERSION, the version of the header compiled against.
//
// Thread: any
// Fails:  never
uint32_t oyez_version(void);

// The enumerator's own name, such as "OYEZ_ERR_CHUNK_SIZE".
//
// Borrow: forever (static, NUL-terminated)
// Thread: any
// Fails:  never ("OYEZ_ERR_UNKNOWN" for a number it does not know)
const char *oyez_error_name(uint32_t error);

// One English sentence, such as "a chunk size is not 1*HEXDIG".
//
// Borrow: forever (static, NUL-terminated)
// Thread: any
// Fails:  never
const char *oyez_error_text(uint32_t error);

// The clause that was broken, such as "RFC 9112, 7.1"; "" when none was.
//
// Borrow: forever (static, NUL-terminated)
// Thread: any
// Fails:  never
const char *oyez_error_clause(uint32_t error);

// --------------------------------------------------------------------------
// A connection's life: its memory, its time, and what it waits for.

// Octets of memory `oyez_conn_init` needs for `config`. For a constant, use
// OYEZ_CONN_SIZE(input, output).
//
// Thread: any
// Fails:  0 when `config` is wrong
size_t oyez_conn_size(const oyez_config *config);

// Builds a connection, its buffers included, in `memory`, which must be
// aligned to 8. Allocates nothing.
//
// Borrow: `memory` is the library's until you stop using `*conn`; there is
//         nothing to free. `config` may go at once, the names it keeps not.
// Thread: any
// Fails:  ARGUMENT, MEMORY_SIZE (`*conn` is then NULL)
oyez_error oyez_conn_init(oyez_conn **conn,
                          const oyez_config *config,
                          oyez_room memory);

#if defined(OYEZ_HOSTED)
// Like `oyez_conn_init`, in memory from the system's allocator.
//
// Owner:  you, until `oyez_conn_free`
// Thread: any
// Fails:  ARGUMENT, OUT_OF_MEMORY (`*conn` is then NULL)
oyez_error oyez_conn_new(oyez_conn **conn, const oyez_config *config);
#endif

#if defined(OYEZ_HOSTED)
// Frees a connection made by `oyez_conn_new`; for any other, and for NULL,
// does nothing.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_free(oyez_conn *conn);
#endif

// Makes the connection as new, for another transport connection.
//
// Thread: one at a time
// Fails:  ARGUMENT
oyez_error oyez_conn_reset(oyez_conn *conn);

// Lends the connection its two buffers; empty rooms take them back. An idle
// connection of your own loop needs none.
//
// Borrow: `input` and `output` are the library's until taken back
// Thread: one at a time
// Fails:  ARGUMENT, STATE while an exchange is under way or output pends
oyez_error oyez_conn_lend_buffers(oyez_conn *conn,
                                  oyez_room input,
                                  oyez_room output);

// Keeps a pointer of yours with the connection. The library never reads it.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_set_user(oyez_conn *conn, void *user);

// The pointer last given to `oyez_conn_set_user`, else NULL.
//
// Thread: shared
// Fails:  never
void *oyez_conn_user(const oyez_conn *conn);

// Tells a bare connection the time: milliseconds from any beginning, which
// may wrap. A server does this by itself.
//
// Thread: one at a time
// Fails:  ARGUMENT, STATE on a server's connection
oyez_error oyez_conn_tell_time(oyez_conn *conn, uint32_t now_ms);

// What the connection waits for.
//
// Thread: shared
// Fails:  never (nothing, for ever)
oyez_interest oyez_conn_interest(const oyez_conn *conn);

// --------------------------------------------------------------------------
// Receiving: octets in, events out, and what goes with an event.

// The free part of the input buffer, for you to fill. Empty while the
// buffer is full: stop reading from the transport until a step is made.
//
// Borrow: until the next `oyez_conn_filled`, `_room` or `_step`
// Thread: one at a time
// Fails:  never (an empty room)
oyez_room oyez_conn_room(oyez_conn *conn);

// Says that `count` octets were put at the start of the room.
//
// Thread: one at a time
// Fails:  ARGUMENT when `count` exceeds the room
oyez_error oyez_conn_filled(oyez_conn *conn, size_t count);

// Says that the peer will send no more.
//
// Thread: one at a time
// Fails:  STATE when said before
oyez_error oyez_conn_ended(oyez_conn *conn);

// Takes the next event. Whether a step ends a borrow is said by each
// accessor below. Sending never ends one.
//
// Thread: one at a time
// Fails:  OYEZ_FAULT, once; OYEZ_CLOSED follows
oyez_event oyez_conn_step(oyez_conn *conn);

// Pauses or resumes. A paused connection tells no OYEZ_CONTENT, reads
// nothing and sends no automatic 100 (Continue); OYEZ_PEER_ENDED,
// OYEZ_FAULT and OYEZ_CLOSED still come.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_pause(oyez_conn *conn, bool paused);

// Says that only the first `count` octets of the content told were taken;
// the rest is told again.
//
// Thread: one at a time
// Fails:  ARGUMENT when `count` exceeds it, STATE when none was told
oyez_error oyez_conn_used(oyez_conn *conn, size_t count);

// Gives up the head and its fields before the exchange is over: their room
// is for content then.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_forget_head(oyez_conn *conn);

// The request of the present exchange, from OYEZ_REQUEST on.
//
// Borrow: until the exchange is over or `oyez_conn_forget_head`: heads stay
//         put while content flows
// Thread: shared
// Fails:  NULL when there is none
const oyez_request *oyez_conn_request(const oyez_conn *conn);

// The response of the present exchange, after OYEZ_RESPONSE or
// OYEZ_INFORMATIONAL.
//
// Borrow: until the exchange is over or `oyez_conn_forget_head`
//         (informational: until the next step)
// Thread: shared
// Fails:  NULL when there is none
const oyez_response *oyez_conn_response(const oyez_conn *conn);

// The header section of the message being received.
//
// Borrow: as its request or response
// Thread: shared
// Fails:  an empty section when there is none
oyez_fields oyez_conn_fields(const oyez_conn *conn);

// The trailer section, from OYEZ_COMPLETE on. Kept apart from the header
// section, as RFC 9110, 6.5.1 demands.
//
// Borrow: until the exchange is over
// Thread: shared
// Fails:  an empty section when there is none
oyez_fields oyez_conn_trailers(const oyez_conn *conn);

// The head as received, its last empty line included: for TRACE,
// signatures, logs.
//
// Borrow: as its request or response
// Thread: shared
// Fails:  empty when there is none, under `keep`, and after an unfolding
oyez_bytes oyez_conn_head(const oyez_conn *conn);

// Content, after OYEZ_CONTENT; never empty.
//
// Borrow: until the next step
// Thread: shared
// Fails:  empty when there is none
oyez_bytes oyez_conn_content(const oyez_conn *conn);

// The leniencies this message made use of: `OYEZ_ALLOW_*` bits, and
// OYEZ_NOTE_TRAILER_DROPPED.
//
// Thread: shared
// Fails:  never
uint32_t oyez_conn_leniencies(const oyez_conn *conn);

// Why the connection failed.
//
// Borrow: as long as the connection, or until it is reset
// Thread: shared
// Fails:  NULL before OYEZ_FAULT
const oyez_fault *oyez_conn_fault(const oyez_conn *conn);

// --------------------------------------------------------------------------
// Sending: messages in, octets out.

// Sends a whole response: head, content, end. The common case.
//
// Borrow: `fields` and `content` may go at once
// Thread: one at a time
// Fails:  STATE, ROLE, ANSWERED, ARGUMENT, FIELD_SYNTAX, FIELD_RESERVED,
//         OUTPUT_FULL, OUTPUT_SIZE, PEER_GONE (nothing is sent then)
oyez_error oyez_conn_reply(oyez_conn *conn,
                           uint32_t status,
                           const oyez_field *fields,
                           size_t field_count,
                           oyez_bytes content);

// Sends a final response head. `length` is exact; or OYEZ_LENGTH_UNKNOWN:
// then chunked to a 1.1 peer, until close to a 1.0 one; or
// OYEZ_LENGTH_NONE. The registered reason phrase is sent.
//
// Borrow: `fields` may go at once
// Thread: one at a time
// Fails:  STATE, ROLE, ANSWERED, ARGUMENT, FIELD_SYNTAX, FIELD_RESERVED,
//         OUTPUT_FULL, OUTPUT_SIZE, PEER_GONE
oyez_error oyez_conn_send_response(oyez_conn *conn,
                                   uint32_t status,
                                   uint64_t length,
                                   const oyez_field *fields,
                                   size_t field_count);

// Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to
// leave HTTP.
//
// Borrow: `fields` may go at once
// Thread: one at a time
// Fails:  as `oyez_conn_send_response`
oyez_error oyez_conn_send_informational(oyez_conn *conn,
                                        uint32_t status,
                                        const oyez_field *fields,
                                        size_t field_count);

// Sends a request head (client end). `fields` hold exactly one Host.
//
// Borrow: `method`, `target` and `fields` may go at once
// Thread: one at a time
// Fails:  as `oyez_conn_send_response`, but for ANSWERED; HOST_NEEDED
oyez_error oyez_conn_send_request(oyez_conn *conn,
                                  oyez_bytes method,
                                  oyez_bytes target,
                                  uint64_t length,
                                  const oyez_field *fields,
                                  size_t field_count);

// Sends as much of `content` as there is room for; `*taken` says how much
// that was. With `taken` NULL: all or nothing.
//
// Borrow: `content` may go at once
// Thread: one at a time
// Fails:  STATE, CONTENT_LENGTH, PEER_GONE, OUTPUT_FULL when not one octet
//         fits (`taken` NULL: not all), OUTPUT_SIZE when it never will
oyez_error oyez_conn_send_content(oyez_conn *conn,
                                  oyez_bytes content,
                                  size_t *taken);

// The free part of the output buffer, to generate content straight into.
//
// Borrow: until the next call that sends, `oyez_conn_sent` or a step
// Thread: one at a time
// Fails:  never (an empty room)
oyez_room oyez_conn_content_room(oyez_conn *conn);

// Sends the first `count` octets put into the content room.
//
// Thread: one at a time
// Fails:  ARGUMENT when `count` exceeds the room, STATE, CONTENT_LENGTH,
//         PEER_GONE
oyez_error oyez_conn_content_filled(oyez_conn *conn, size_t count);

// Sends the framing of `length` octets of content which you then write to
// the transport yourself, after all that is pending: sendfile, DMA. Pending
// stops at the gap until `oyez_conn_sent_elsewhere` has closed it.
//
// Thread: one at a time
// Fails:  as `oyez_conn_send_content`; STATE on a server's connection
oyez_error oyez_conn_send_elsewhere(oyez_conn *conn, uint64_t length);

// Says that `count` octets of the gap were written.
//
// Thread: one at a time
// Fails:  ARGUMENT when `count` exceeds the gap, STATE when something is
//         still pending before it
oyez_error oyez_conn_sent_elsewhere(oyez_conn *conn, uint64_t count);

// Ends the message, with a trailer section if it is chunked. Always
// required, except after `oyez_conn_reply`.
//
// Borrow: `trailers` may go at once
// Thread: one at a time
// Fails:  STATE, CONTENT_LENGTH, FIELD_SYNTAX, FIELD_RESERVED, OUTPUT_FULL,
//         OUTPUT_SIZE, PEER_GONE
oyez_error oyez_conn_send_end(oyez_conn *conn,
                              const oyez_field *trailers,
                              size_t trailer_count);

// Makes the message being sent, or the next, the last one.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_make_last(oyez_conn *conn);

// Drops what is pending and cuts the connection: a message broken off must
// look broken off. OYEZ_CLOSED follows.
//
// Thread: one at a time
// Fails:  never
void oyez_conn_abort(oyez_conn *conn);

// Output that waits to be written to the transport. Sending appends to it;
// it does not move.
//
// Borrow: until `oyez_conn_sent` has said so
// Thread: shared
// Fails:  empty when there is none
oyez_bytes oyez_conn_pending(const oyez_conn *conn);

// Says that the first `count` octets pending were written.
//
// Thread: one at a time
// Fails:  ARGUMENT when `count` exceeds what is pending
oyez_error oyez_conn_sent(oyez_conn *conn, size_t count);

// --------------------------------------------------------------------------
// Field sections: pure functions on a cursor.

// A section made of an array: what asks for received lines takes these too.
//
// Borrow: the array and its octets, as long as the section is used
// Thread: any
// Fails:  an empty section for NULL, and for more than 65,535 lines
oyez_fields oyez_fields_of(const oyez_field *fields, size_t count);

// Takes the next field line from `fields`.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false at the end
bool oyez_fields_next(oyez_fields *fields, oyez_field *field);

// The value of the first field line so named, without regard to case.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false when there is none (`*value` is untouched)
bool oyez_fields_find(oyez_fields fields, oyez_bytes name, oyez_bytes *value);

// Takes the value of the next field line so named, and stands behind it:
// call until false for every line of that name.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false when there is none left (`*value` is untouched)
bool oyez_fields_find_next(oyez_fields *fields,
                           oyez_bytes name,
                           oyez_bytes *value);

// The value of the first field line of a name known by number, an
// `oyez_known_field`.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false when there is none, or no such number (`*value` is
//         untouched)
bool oyez_fields_find_known(oyez_fields fields,
                            uint32_t field,
                            oyez_bytes *value);

// The number of field lines left in `fields`.
//
// Thread: any
// Fails:  never
uint32_t oyez_fields_count(oyez_fields fields);

// The field line at `position`, counted from 0 where `fields` stands.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false beyond the end (`*field` is untouched)
bool oyez_fields_at(oyez_fields fields, uint32_t position, oyez_field *field);

// Whether a field could be sent: its name a token, its value free of
// control characters and of whitespace around it.
//
// Thread: any
// Fails:  FIELD_SYNTAX, FIELD_RESERVED
oyez_error oyez_field_check(oyez_field field);

// --------------------------------------------------------------------------
// Octets: lists, comparisons, percent-encoding, paths, queries.

// Takes the next member of a comma-separated list (RFC 9110, 5.6.1).
//
// Borrow: as `list`
// Thread: any
// Fails:  false at the end
bool oyez_list_next(oyez_bytes *list, oyez_bytes *member);

// Whether two runs of octets are the same.
//
// Thread: any
// Fails:  never
bool oyez_bytes_equal(oyez_bytes a, oyez_bytes b);

// Whether they are the same but for the case of ASCII letters, as field
// names, codings and most tokens compare.
//
// Thread: any
// Fails:  never
bool oyez_bytes_equal_nocase(oyez_bytes a, oyez_bytes b);

// Undoes percent-encoding. `room` may be the memory `octets` lie in.
//
// Thread: any
// Fails:  PERCENT, ARGUMENT when `room` is too small
oyez_error oyez_percent_decode(oyez_bytes octets,
                               oyez_room room,
                               size_t *written);

// Undoes the percent-encoding of a path and removes its dot segments, so
// that it may name a file. `room` may be the memory `path` lies in, and is
// large enough when it is as large as `path`.
//
// Thread: any
// Fails:  PERCENT, PATH_OCTET (%00, %2F), PATH_CLIMBS, ARGUMENT when `path`
//         begins with no "/" or `room` is too small
oyez_error oyez_path_decode(oyez_bytes path, oyez_room room, size_t *written);

// Takes the next name "=" value from a query, still encoded. `*value` has a
// NULL `ptr` where no '=' was.
//
// Borrow: as `query`
// Thread: any
// Fails:  false at the end
bool oyez_query_next(oyez_bytes *query, oyez_bytes *name, oyez_bytes *value);

// The registered reason phrase for a status code; empty for others.
//
// Borrow: forever (static)
// Thread: any
// Fails:  never
oyez_bytes oyez_status_reason(uint32_t status);

// Writes an IMF-fixdate, 29 octets, for the Date field.
//
// Thread: any
// Fails:  ARGUMENT when `room` is too small or the year passes 9999
oyez_error oyez_date_write(int64_t unix_seconds, oyez_room room);

// --------------------------------------------------------------------------
// The stateless door: heads, framing and chunks for those who only want
// the parser.

// Reads one request head from contiguous octets: only the grammar. Set
// `*field_count` to the capacity of `fields`; it becomes the number of
// field lines. `*consumed` is the length of the head, and of the up to 8
// empty lines before it, which are passed over.
//
// Set are `method`, `target`, `path`, `query`, `target_form`, `version` and
// `authority`, that of the target only. `length`, `upgrade`, `flags` and
// `dropped` stay as they are: they take a judgement. OYEZ_ALLOW_OBS_FOLD
// and OYEZ_ALLOW_UNENDED_HEAD have no effect: `input` is not changed, and
// its end is not known. What a call that fails has written is `*verdict`,
// and in `*request` and `fields` perhaps; one that succeeds leaves
// `*verdict` as it was.
//
// Borrow: `*request` and `fields` as `input`
// Thread: any
// Fails:  INCOMPLETE (call again with more octets, from the beginning),
//         ARGUMENT, FIELD_COUNT (a server answers 431), and every violation
//         of 1000-1999 that the grammar knows: `*verdict` says more, but
//         after ARGUMENT
oyez_error oyez_read_request(oyez_bytes input,
                             uint32_t allow,
                             oyez_request *request,
                             oyez_field *fields,
                             size_t *field_count,
                             oyez_verdict *verdict,
                             size_t *consumed);

// Reads one response head, as `oyez_read_request` reads a request's, but
// that no empty line may stand before it. Set are `reason`, `status` and
// `version`.
//
// Borrow: `*response` and `fields` as `input`
// Thread: any
// Fails:  as `oyez_read_request`
oyez_error oyez_read_response(oyez_bytes input,
                              uint32_t allow,
                              oyez_response *response,
                              oyez_field *fields,
                              size_t *field_count,
                              oyez_verdict *verdict,
                              size_t *consumed);

// Judges a request whose grammar is right, as `oyez_read_request` left it:
// Host, framing, Connection, Expect, by its `version` and its fields. What
// leaves the framing in doubt is told first; after any other violation
// `verdict->flags` says whether the connection may go on.
//
// `verdict->offset` is counted from the first octet of the method, and
// tells something only where `fields` lie behind it as they were read. Where
// the head as a whole is wrong, it is that of the end of the last field.
// A call that succeeds leaves `*verdict` as it was.
//
// Thread: any
// Fails:  ARGUMENT, and the violations that a head as a whole can show:
//         `*verdict` says more, but after ARGUMENT
oyez_error oyez_judge_request(const oyez_request *request,
                              const oyez_field *fields,
                              size_t field_count,
                              oyez_verdict *verdict);

// Where the body of a message ends (RFC 9112, 6.3), so that nobody reckons
// it by hand. `message` is OYEZ_MESSAGE_REQUEST or a status code, with
// `OYEZ_MESSAGE_*` bits.
//
// Thread: any
// Fails:  ARGUMENT, LENGTH_* and CODING_*
oyez_error oyez_framing_of(const oyez_field *fields,
                           size_t field_count,
                           uint32_t message,
                           oyez_framing *framing);

// Takes the next piece of content from chunked octets; `*input` becomes
// what was not read. Lines of the trailer section are checked and dropped.
//
// A line is read when it is whole: one that is not stays in `*input`. Of
// size line and extension none takes more than 514 octets; how much a line
// of the trailer section may take is yours to bound. At the end, `*input`
// begins behind the message; at a fault, with the octet that broke a rule.
//
// Borrow: `*content` as `*input`
// Thread: any
// Fails:  false when more octets are needed, at the end, and at a fault:
//         `chunks->position` says which. Put what is left of `*input`
//         before what comes next.
bool oyez_chunks_next(oyez_chunks *chunks,
                      oyez_bytes *input,
                      oyez_bytes *content);

// --------------------------------------------------------------------------
// Field values
//
// Octets in, plain structs and slices out, and back; no connection is
// needed. One rule for each kind of function:
//
//   _read   takes a value as it stands in a field line. OYEZ_OK, or the
//           rule that was broken; then `*verdict` says that, and at which
//           octet of the value. `verdict` may be NULL.
//   _next   takes the next member of a list: `oyez_members_of(value)`.
//           false at the end, where `verdict->error` is 0, and at a member
//           that is none, behind which there are no others.
//   _write  writes a value, in one way however it was read. FIELD_SYNTAX
//           for what is no such value, or could be read as another.
//           ARGUMENT when `room` is too small: `*written` is then what it
//           takes. A list is written whole; one member is a list of one.
//
// A struct that is all zero says nothing, and what may be missing is: a
// slice or a word by a NULL `ptr`, a number by a bit of `flags`. Slices of
// what was read lie in the value, and are valid as long as it. A room must
// not lie in what is written. examples/values.c shows all of it.
//
// First what they have in common: words, parameters, lists.

// How a word stands in a value.
enum oyez_encoding
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // `raw` is what it says.
    OYEZ_PLAIN = 0,
    // A backslash stands before some octets (RFC 9110, 5.6.4).
    OYEZ_QUOTED_PAIRS = 1,
    // Percent-encoded, and "+" for a space, as in a form.
    OYEZ_FORM_ENCODED = 2,
    // Percent-encoded.
    OYEZ_PERCENT_ENCODED = 3,
    // In base64.
    OYEZ_BASE64 = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_encoding oyez_encoding;
#else
typedef uint32_t oyez_encoding;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a token, a quoted-string or a comment says (RFC 9110, 5.6).
typedef struct {
    // As it stands there, without quotes or parentheses around it. A NULL
    // `ptr`: there is none.
    oyez_bytes raw;
    // An `oyez_encoding`. If it is not OYEZ_PLAIN, `oyez_word_copy` tells
    // what the word says.
    uint32_t encoding;
    // 0.
    uint32_t reserved;
} oyez_word;

// What is left of a list. A plain value: copy it to remember a place.
typedef struct {
    oyez_bytes rest;
    // Octets of the value before `rest`.
    size_t at;
} oyez_members;

// A parameter: name "=" value.
typedef struct {
    // A token; case does not matter.
    oyez_bytes name;
    // Of a link, it may be missing.
    oyez_word value;
} oyez_parameter;

// How parameters stand in a value.
enum oyez_parameters_form
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // *( ";" name "=" value ), as of media types (RFC 9110, 5.6.6).
    OYEZ_PARAMETERS_PLAIN = 0,
    // The same with whitespace about "=", as of transfer codings and
    // Content-Disposition.
    OYEZ_PARAMETERS_SPACED = 1,
    // #( name "=" value ), as of challenges (RFC 9110, 11.2).
    OYEZ_PARAMETERS_AUTH = 2,
    // *( ";" name [ "=" value ] ), as of links (RFC 8288, 3).
    OYEZ_PARAMETERS_LINK = 3,
    // Pairs of Forwarded that RFC 7239 gives no meaning.
    OYEZ_PARAMETERS_FORWARDED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_parameters_form oyez_parameters_form;
#else
typedef uint32_t oyez_parameters_form;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is left of parameters. A plain value: copy it to remember a place.
// To write some of yours, put what `oyez_parameters_write` wrote there.
typedef struct {
    oyez_bytes rest;
    // Octets of the value before `rest`, of challenges and credentials.
    size_t at;
    // An `oyez_parameters_form`.
    uint32_t form;
    // 0.
    uint32_t reserved;
} oyez_parameters;

// Writes what a word says.
//
// Thread: any
// Fails:  ARGUMENT when `room` is too small (`*written` is then what it
//         takes), FIELD_SYNTAX when it is not so encoded
oyez_error oyez_word_copy(oyez_word word, oyez_room room, size_t *written);

// Whether a word says just these octets.
//
// Thread: any
// Fails:  never
bool oyez_word_is(oyez_word word, oyez_bytes octets);

// The same, whatever the case of ASCII letters is.
//
// Thread: any
// Fails:  never
bool oyez_word_is_nocase(oyez_word word, oyez_bytes octets);

// A list before its first member is taken.
//
// Borrow: as `value`
// Thread: any
// Fails:  never
oyez_members oyez_members_of(oyez_bytes value);

// Takes the next parameter.
//
// Borrow: as `parameters`
// Thread: any
// Fails:  false at the end
bool oyez_parameters_next(oyez_parameters *parameters,
                          oyez_parameter *parameter);

// The value of the first parameter so named, without regard to case.
//
// Borrow: as `parameters`
// Thread: any
// Fails:  false when there is none (`*value` is untouched)
bool oyez_parameters_find(oyez_parameters parameters,
                          oyez_bytes name,
                          oyez_word *value);

// Writes parameters as they stand in a value of this form, an
// `oyez_parameters_form`: values in quotes where they are no tokens.
//
// Thread: any
// Fails:  ARGUMENT when `room` is too small (`*written` is then what it
//         takes), FIELD_SYNTAX
oyez_error oyez_parameters_write(const oyez_parameter *parameters,
                                 size_t count,
                                 uint32_t form,
                                 oyez_room room,
                                 size_t *written);

// --------------------------------------------------------------------------
// The registry of fields

// Requests have it.
#define OYEZ_FIELD_IN_REQUESTS (1 << 0)

// Responses have it.
#define OYEZ_FIELD_IN_RESPONSES (1 << 1)

// It is for one connection only: an intermediary does not forward it
// (RFC 9110, 7.6.1).
#define OYEZ_FIELD_HOP_BY_HOP (1 << 2)

// No trailer section has it (RFC 9110, 6.5.1).
#define OYEZ_FIELD_BARRED_FROM_TRAILERS (1 << 3)

// It is derived by the library, never passed: framing and persistence.
#define OYEZ_FIELD_IS_RESERVED (1 << 4)

// It is deprecated, obsolete or historic.
#define OYEZ_FIELD_IS_DEPRECATED (1 << 5)

// What a field is about, as RFC 2616 sorts fields: 4.5, 5.3, 6.2 and 7.1.
enum oyez_field_class
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_CLASS_GENERAL = 0,
    OYEZ_CLASS_REQUEST = 1,
    OYEZ_CLASS_RESPONSE = 2,
    OYEZ_CLASS_ENTITY = 3,
    // None of those texts sorts it.
    OYEZ_CLASS_EXTENSION = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_field_class oyez_field_class;
#else
typedef uint32_t oyez_field_class;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What several field lines of one name come to (RFC 9110, 5.3).
enum oyez_field_shape
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // There is to be one only.
    OYEZ_SHAPE_SINGLETON = 0,
    // One list: the lines joined by commas.
    OYEZ_SHAPE_LIST = 1,
    // Each is a value by itself, which no comma may join: Set-Cookie.
    OYEZ_SHAPE_LINES = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_field_shape oyez_field_shape;
#else
typedef uint32_t oyez_field_shape;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How the value of a field is read and written: each but OYEZ_FAMILY_TEXT
// has functions of its own.
enum oyez_field_family
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_FAMILY_TEXT = 0,
    OYEZ_FAMILY_DATE = 1,
    OYEZ_FAMILY_EXPIRES = 2,
    OYEZ_FAMILY_RETRY_AFTER = 3,
    OYEZ_FAMILY_AGE = 4,
    OYEZ_FAMILY_DELTA_SECONDS = 5,
    OYEZ_FAMILY_CONTENT_LENGTH = 6,
    OYEZ_FAMILY_MAX_FORWARDS = 7,
    OYEZ_FAMILY_MEDIA_TYPE = 8,
    OYEZ_FAMILY_CONTENT_ENCODING = 9,
    OYEZ_FAMILY_CONTENT_LANGUAGE = 10,
    OYEZ_FAMILY_CONTENT_MD5 = 11,
    OYEZ_FAMILY_CONTENT_RANGE = 12,
    OYEZ_FAMILY_CONTENT_DISPOSITION = 13,
    OYEZ_FAMILY_CONTENT_TRANSFER_ENCODING = 14,
    OYEZ_FAMILY_MIME_VERSION = 15,
    OYEZ_FAMILY_ACCEPT = 16,
    OYEZ_FAMILY_ACCEPT_CHARSET = 17,
    OYEZ_FAMILY_ACCEPT_ENCODING = 18,
    OYEZ_FAMILY_ACCEPT_LANGUAGE = 19,
    OYEZ_FAMILY_ACCEPT_RANGES = 20,
    OYEZ_FAMILY_TE = 21,
    OYEZ_FAMILY_VARY = 22,
    OYEZ_FAMILY_ENTITY_TAG = 23,
    OYEZ_FAMILY_ENTITY_TAGS = 24,
    OYEZ_FAMILY_IF_RANGE = 25,
    OYEZ_FAMILY_RANGE = 26,
    OYEZ_FAMILY_CACHE_CONTROL = 27,
    OYEZ_FAMILY_WARNING = 28,
    OYEZ_FAMILY_CHALLENGES = 29,
    OYEZ_FAMILY_CREDENTIALS = 30,
    OYEZ_FAMILY_AUTHENTICATION_INFO = 31,
    OYEZ_FAMILY_COOKIE = 32,
    OYEZ_FAMILY_SET_COOKIE = 33,
    OYEZ_FAMILY_COOKIE2 = 34,
    OYEZ_FAMILY_SET_COOKIE2 = 35,
    OYEZ_FAMILY_HOST = 36,
    OYEZ_FAMILY_VIA = 37,
    OYEZ_FAMILY_FORWARDED = 38,
    OYEZ_FAMILY_FORWARDED_FOR = 39,
    OYEZ_FAMILY_ADDRESS = 40,
    OYEZ_FAMILY_CONNECTION = 41,
    OYEZ_FAMILY_KEEP_ALIVE = 42,
    OYEZ_FAMILY_UPGRADE = 43,
    OYEZ_FAMILY_FIELD_NAMES = 44,
    OYEZ_FAMILY_TRANSFER_ENCODING = 45,
    OYEZ_FAMILY_EXPECT = 46,
    OYEZ_FAMILY_MAILBOX = 47,
    OYEZ_FAMILY_PRODUCTS = 48,
    OYEZ_FAMILY_METHODS = 49,
    OYEZ_FAMILY_URI_REFERENCE = 50,
    OYEZ_FAMILY_LINK = 51,
    OYEZ_FAMILY_TITLE = 52,
    OYEZ_FAMILY_ITEM = 53,
    OYEZ_FAMILY_LIST = 54,
    OYEZ_FAMILY_DICTIONARY = 55,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_field_family oyez_field_family;
#else
typedef uint32_t oyez_field_family;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is known of a field.
typedef struct {
    // How it is spelt by the text that defines it; case does not matter.
    oyez_bytes name;
    // Where it is defined, such as "RFC 9110, 12.5.1"; empty if it is
    // merely in use.
    oyez_bytes clause;
    // It never changes; up to 48 it is an `oyez_known_field`.
    uint32_t number;
    // An `oyez_field_class`.
    uint32_t field_class;
    // An `oyez_field_shape`.
    uint32_t shape;
    // An `oyez_field_family`.
    uint32_t family;
    // OYEZ_FIELD_IN_REQUESTS and the others.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_field_entry;

// The field with this name, in any case.
//
// Borrow: forever (static)
// Thread: any
// Fails:  false for a name that is not known
bool oyez_registry_find(oyez_bytes name, oyez_field_entry *entry);

// The field with this number; the first is 1.
//
// Borrow: forever (static)
// Thread: any
// Fails:  false beyond the last
bool oyez_registry_at(uint32_t number, oyez_field_entry *entry);

// The class, an `oyez_field_class`, of a field of this name in a message of
// this version, as `oyez_request.version`. What none of the texts sorts is
// an extension field, and in HTTP/1.0 an entity field (RFC 1945, 7.1).
//
// Thread: any
// Fails:  never
uint32_t oyez_registry_class(oyez_bytes name, uint32_t version);

// --------------------------------------------------------------------------
// Dates, numbers, versions
//
// A time is counted in seconds since 1970-01-01 00:00:00 UTC. `now` is the
// present time: it says which century the two digits of an old date are of.

// In `oyez_retry_after.flags`: it is a time.
#define OYEZ_RETRY_AT_TIME (1 << 0)

// How long to wait (RFC 9110, 10.2.3).
typedef struct {
    // So many seconds from when the response was received,
    uint64_t seconds;
    // or, with OYEZ_RETRY_AT_TIME, until this time.
    int64_t time;
    // OYEZ_RETRY_AT_TIME, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_retry_after;

// A version as RFC 1945, 3.1, reads it: two numbers of any width.
typedef struct {
    // Digits; read, without leading zeros.
    oyez_bytes major;
    oyez_bytes minor;
} oyez_version_number;

// Reads a date in any of the three formats (RFC 9110, 5.6.7): Date,
// Last-Modified, If-Modified-Since, If-Unmodified-Since. `oyez_date_write`
// writes one.
//
// Thread: any
// Fails:  ARGUMENT, DATE
oyez_error oyez_date_read(oyez_bytes value,
                          int64_t now,
                          int64_t *time,
                          oyez_verdict *verdict);

// The same in upper or lower case, as caches should read a date
// (RFC 9111, 4.2).
//
// Thread: any
// Fails:  ARGUMENT, DATE
oyez_error oyez_date_read_nocase(oyez_bytes value,
                                 int64_t now,
                                 int64_t *time,
                                 oyez_verdict *verdict);

// Reads the Expires of a cookie, as user agents do (RFC 6265bis, 5.1.1).
//
// Thread: any
// Fails:  ARGUMENT, COOKIE_DATE
oyez_error oyez_cookie_date_read(oyez_bytes value,
                                 int64_t *time,
                                 oyez_verdict *verdict);

// Until when a response is fresh, by its Expires. A value that is no date,
// "especially the value "0"", is told as the earliest time there is,
// INT64_MIN: it lies in the past (RFC 9111, 5.3).
//
// Thread: any
// Fails:  never
int64_t oyez_expires_read(oyez_bytes value, int64_t now);

// Reads a Retry-After (RFC 9110, 10.2.3).
//
// Thread: any
// Fails:  ARGUMENT, RETRY_AFTER, DATE
oyez_error oyez_retry_after_read(oyez_bytes value,
                                 int64_t now,
                                 oyez_retry_after *retry_after,
                                 oyez_verdict *verdict);

// Writes a Retry-After.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX outside the years 0000 to 9999, or beyond
//         2^63 - 1 seconds
oyez_error oyez_retry_after_write(const oyez_retry_after *retry_after,
                                  oyez_room room,
                                  size_t *written);

// Seconds to wait from `now`, when the response was received; 0 if the time
// is past.
//
// Thread: any
// Fails:  never
uint64_t oyez_retry_after_seconds(const oyez_retry_after *retry_after,
                                  int64_t now);

// Reads an Age; of a list, its first member. More than 2^31 seconds are
// told as that (RFC 9111, 1.2.2 and 5.1).
//
// Thread: any
// Fails:  ARGUMENT, DELTA_SECONDS
oyez_error oyez_age_read(oyez_bytes value,
                         uint64_t *seconds,
                         oyez_verdict *verdict);

// Reads delta-seconds. More than 2^31 are told as that (RFC 9111, 1.2.2).
//
// Thread: any
// Fails:  ARGUMENT, DELTA_SECONDS
oyez_error oyez_delta_seconds_read(oyez_bytes value,
                                   uint64_t *seconds,
                                   oyez_verdict *verdict);

// Reads a Content-Length (RFC 9110, 8.6).
//
// Thread: any
// Fails:  ARGUMENT, LENGTH_INVALID, LENGTH_OVERFLOW, LENGTH_REPEATED
oyez_error oyez_content_length_read(oyez_bytes value,
                                    uint64_t *length,
                                    oyez_verdict *verdict);

// Reads a Max-Forwards. More than 2^63 - 1 are told as that
// (RFC 9110, 7.6.2).
//
// Thread: any
// Fails:  ARGUMENT, MAX_FORWARDS
oyez_error oyez_max_forwards_read(oyez_bytes value,
                                  uint64_t *count,
                                  oyez_verdict *verdict);

// Writes a number: an Age, delta-seconds, a Max-Forwards.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX beyond 2^63 - 1
oyez_error oyez_number_write(uint64_t number, oyez_room room, size_t *written);

// Reads "HTTP/" and two numbers, for tools and intermediaries: a connection
// knows single digits only.
//
// Thread: any
// Fails:  ARGUMENT, HTTP_VERSION
oyez_error oyez_version_number_read(oyez_bytes value,
                                    oyez_version_number *version,
                                    oyez_verdict *verdict);

// Writes a version.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_version_number_write(const oyez_version_number *version,
                                     oyez_room room,
                                     size_t *written);

// Less than 0 if the first is the lower version, more if it is the higher,
// 0 if they are the same: 2.4 is lower than 2.13 (RFC 1945, 3.1).
//
// Thread: any
// Fails:  never
int32_t oyez_version_number_compare(const oyez_version_number *one,
                                    const oyez_version_number *other);

// --------------------------------------------------------------------------
// Media types, codings, languages

// A media type (RFC 9110, 8.3.1).
typedef struct {
    // As received; case does not matter.
    oyez_bytes type_name;
    oyez_bytes subtype_name;
    // Of those with one name the first counts.
    oyez_parameters parameters;
} oyez_media_type;

// The content codings that have a number (RFC 9110, 8.4.1).
enum oyez_coding
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A name that is none of these.
    OYEZ_CODING_OTHER = 0,
    // No coding; in Accept-Encoding only.
    OYEZ_CODING_IDENTITY = 1,
    // "gzip" or "x-gzip".
    OYEZ_CODING_GZIP = 2,
    // "compress" or "x-compress".
    OYEZ_CODING_COMPRESS = 3,
    // The zlib format.
    OYEZ_CODING_DEFLATE = 4,
    OYEZ_CODING_BR = 5,
    OYEZ_CODING_ZSTD = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_coding oyez_coding;
#else
typedef uint32_t oyez_coding;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The transfer codings that have a number (RFC 9112, 7).
enum oyez_transfer
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A name that is none of these.
    OYEZ_TRANSFER_OTHER = 0,
    OYEZ_TRANSFER_CHUNKED = 1,
    // "gzip" or "x-gzip".
    OYEZ_TRANSFER_GZIP = 2,
    // "compress" or "x-compress".
    OYEZ_TRANSFER_COMPRESS = 3,
    OYEZ_TRANSFER_DEFLATE = 4,
    // In TE: the client keeps trailer fields (RFC 9110, 10.1.4).
    OYEZ_TRANSFER_TRAILERS = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_transfer oyez_transfer;
#else
typedef uint32_t oyez_transfer;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A coding or a mechanism, by its name.
typedef struct {
    // As received; case does not matter. Written only where `coding` is 0.
    oyez_bytes name;
    // An `oyez_coding` or `oyez_mechanism`.
    uint32_t coding;
    // 0.
    uint32_t reserved;
} oyez_coding_name;

// A transfer coding, a member of Transfer-Encoding or TE.
typedef struct {
    // As received; case does not matter. Written only where `coding` is 0.
    oyez_bytes name;
    // Those before the weight.
    oyez_parameters parameters;
    // An `oyez_transfer`.
    uint32_t coding;
    // In thousandths; of Transfer-Encoding always 1000, and not looked at.
    uint32_t weight;
} oyez_transfer_coding;

// Reads a Content-Type (RFC 9110, 8.3).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, MEDIA_TYPE, PARAMETER, QUOTED_STRING
oyez_error oyez_media_type_read(oyez_bytes value,
                                oyez_media_type *media_type,
                                oyez_verdict *verdict);

// Writes a media type without whitespace, with quotes only where they are
// needed.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_media_type_write(const oyez_media_type *media_type,
                                 oyez_room room,
                                 size_t *written);

// Whether it is this type and subtype, whatever its parameters.
//
// Thread: any
// Fails:  never
bool oyez_media_type_is(const oyez_media_type *media_type,
                        oyez_bytes type_name,
                        oyez_bytes subtype_name);

// What stands behind the last "+" of the subtype, and names the syntax it is
// written in: "xml" of image/svg+xml (RFC 6838, 4.2.8).
//
// Borrow: as `media_type`
// Thread: any
// Fails:  empty, `ptr` NULL, when there is none
oyez_bytes oyez_media_type_suffix(const oyez_media_type *media_type);

// The charset, if it is named (RFC 9110, 8.3.2): `oyez_word_is_nocase`.
//
// Borrow: as `media_type`
// Thread: any
// Fails:  false when it is not (`*charset` is untouched)
bool oyez_media_type_charset(const oyez_media_type *media_type,
                             oyez_word *charset);

// The same by the rule of HTTP/1.0: text without a charset is in ISO-8859-1
// (RFC 1945, 3.6.1). RFC 9110 dropped that default.
//
// Borrow: as `media_type`
// Thread: any
// Fails:  false when there is none (`*charset` is untouched)
bool oyez_media_type_charset_http10(const oyez_media_type *media_type,
                                    oyez_word *charset);

// Takes the next member of a Content-Encoding, in the order in which they
// were applied (RFC 9110, 8.4).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: CONTENT_CODING
bool oyez_content_encoding_next(oyez_members *members,
                                oyez_coding_name *coding,
                                oyez_verdict *verdict);

// Writes a Content-Encoding.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_content_encoding_write(const oyez_coding_name *codings,
                                       size_t count,
                                       oyez_room room,
                                       size_t *written);

// Takes the next member of a Transfer-Encoding, in the order in which they
// were applied (RFC 9112, 6.1). It is for tools: `oyez_framing_of` judges.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: TRANSFER_CODING,
//         QUOTED_STRING
bool oyez_transfer_encoding_next(oyez_members *members,
                                 oyez_transfer_coding *coding,
                                 oyez_verdict *verdict);

// Writes a Transfer-Encoding, members without their weights.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_transfer_encoding_write(const oyez_transfer_coding *codings,
                                        size_t count,
                                        oyez_room room,
                                        size_t *written);

// Takes the next member of a Content-Language: a language tag
// (RFC 9110, 8.5).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: LANGUAGE_TAG
bool oyez_content_language_next(oyez_members *members,
                                oyez_bytes *tag,
                                oyez_verdict *verdict);

// Writes a Content-Language.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_content_language_write(const oyez_bytes *tags,
                                       size_t count,
                                       oyez_room room,
                                       size_t *written);

// --------------------------------------------------------------------------
// What MIME has beside media types

// The mechanisms of Content-Transfer-Encoding (RFC 2045, 6.1).
enum oyez_mechanism
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A name that is none of these.
    OYEZ_MECHANISM_OTHER = 0,
    OYEZ_MECHANISM_7BIT = 1,
    OYEZ_MECHANISM_8BIT = 2,
    OYEZ_MECHANISM_BINARY = 3,
    OYEZ_MECHANISM_QUOTED_PRINTABLE = 4,
    OYEZ_MECHANISM_BASE64 = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_mechanism oyez_mechanism;
#else
typedef uint32_t oyez_mechanism;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A MIME-Version.
typedef struct {
    uint64_t major;
    uint64_t minor;
} oyez_mime_version;

// Reads a Content-MD5 (RFC 1864): the sixteen octets of a digest into
// `digest`.
//
// Thread: any
// Fails:  ARGUMENT when `digest` is too small, CONTENT_MD5
oyez_error oyez_content_md5_read(oyez_bytes value,
                                 oyez_room digest,
                                 oyez_verdict *verdict);

// Writes a Content-MD5 of sixteen octets.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_content_md5_write(oyez_bytes digest,
                                  oyez_room room,
                                  size_t *written);

// Reads a MIME-Version, over the comments in it (RFC 2045, 4).
//
// Thread: any
// Fails:  ARGUMENT, MIME_VERSION, NUMBER, COMMENT
oyez_error oyez_mime_version_read(oyez_bytes value,
                                  oyez_mime_version *version,
                                  oyez_verdict *verdict);

// Writes a MIME-Version.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_mime_version_write(const oyez_mime_version *version,
                                   oyez_room room,
                                   size_t *written);

// Reads a Content-Transfer-Encoding, which parts of a form and messages of
// old gateways have (RFC 2045, 6).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, TOKEN, COMMENT
oyez_error oyez_content_transfer_encoding_read(oyez_bytes value,
                                               oyez_coding_name *encoding,
                                               oyez_verdict *verdict);

// Writes a Content-Transfer-Encoding.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_content_transfer_encoding_write(const oyez_coding_name *encoding,
                                                oyez_room room,
                                                size_t *written);

// --------------------------------------------------------------------------
// Content-Disposition, file names, extended values

// The charsets that are decoded.
enum oyez_charset
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Another.
    OYEZ_CHARSET_OTHER = 0,
    OYEZ_CHARSET_UTF8 = 1,
    // ISO-8859-1.
    OYEZ_CHARSET_LATIN1 = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_charset oyez_charset;
#else
typedef uint32_t oyez_charset;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The disposition types that have a number (RFC 6266, 4.2).
enum oyez_disposition
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // None of these; to be handled as OYEZ_DISPOSITION_ATTACHMENT.
    OYEZ_DISPOSITION_OTHER = 0,
    // To be shown.
    OYEZ_DISPOSITION_INLINE = 1,
    // To be saved.
    OYEZ_DISPOSITION_ATTACHMENT = 2,
    // A part of a form (RFC 7578, 4.2).
    OYEZ_DISPOSITION_FORM_DATA = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_disposition oyez_disposition;
#else
typedef uint32_t oyez_disposition;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// An extended value, in a charset of its own (RFC 8187, 3.2.1). A NULL
// `encoded.ptr`: there is none.
typedef struct {
    // As received. Written only where `charset` is 0.
    oyez_bytes charset_name;
    // A language tag; may be empty.
    oyez_bytes language;
    // What it says, percent-encoded.
    oyez_bytes encoded;
    // An `oyez_charset`.
    uint32_t charset;
    // 0.
    uint32_t reserved;
} oyez_ext_value;

// A Content-Disposition (RFC 6266).
typedef struct {
    // As received; case does not matter.
    oyez_bytes type_name;
    // `filename`.
    oyez_word plain_name;
    // `filename*`.
    oyez_ext_value extended_name;
    // All of them, these two included; in writing, without them.
    oyez_parameters parameters;
    // An `oyez_disposition`; not looked at in writing.
    uint32_t disposition;
    // 0.
    uint32_t reserved;
} oyez_content_disposition;

// Reads a Content-Disposition.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, DISPOSITION, QUOTED_STRING, EXT_VALUE, PERCENT,
//         LANGUAGE_TAG
oyez_error oyez_content_disposition_read(oyez_bytes value,
                                         oyez_content_disposition *disposition,
                                         oyez_verdict *verdict);

// Writes a Content-Disposition of parts.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_content_disposition_write(const oyez_content_disposition *disposition,
                                          oyez_room room,
                                          size_t *written);

// Writes a Content-Disposition with a file name in UTF-8. Where `filename`
// cannot say it to every recipient, `filename*` says it too (RFC 6266, D).
// A NULL `file_name.ptr`: no name.
//
// Thread: any
// Fails:  ARGUMENT when the name is no UTF-8, FIELD_SYNTAX for an empty one
//         or one with a control character
oyez_error oyez_content_disposition_write_named(oyez_bytes type_name,
                                                oyez_bytes file_name,
                                                oyez_room room,
                                                size_t *written);

// Writes the name to save content by, in UTF-8, as the sender gave it: that of
// `filename*`, if its charset is known, else that of `filename`
// (RFC 6266, 4.3). It may name anything: save by `_safe_name` only.
//
// Thread: any
// Fails:  ARGUMENT; nothing is written when there is none
oyez_error oyez_content_disposition_file_name(const oyez_content_disposition *disposition,
                                              oyez_room room,
                                              size_t *written);

// Writes what of that name is safe to name a file in a folder: of a path the
// last segment, without control characters, dots in front, and names of
// devices. How long it is, and whether such a file is there, is yours to see.
//
// Thread: any
// Fails:  ARGUMENT; nothing is written when nothing is safe
oyez_error oyez_content_disposition_safe_name(const oyez_content_disposition *disposition,
                                              oyez_room room,
                                              size_t *written);

// Reads an extended value, as that of a parameter whose name ends in "*".
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, EXT_VALUE, PERCENT, LANGUAGE_TAG
oyez_error oyez_ext_value_read(oyez_bytes value,
                               oyez_ext_value *ext_value,
                               oyez_verdict *verdict);

// Writes an extended value.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_ext_value_write(const oyez_ext_value *ext_value,
                                oyez_room room,
                                size_t *written);

// Writes a text, which is UTF-8, as an extended value; `language` may be
// empty.
//
// Thread: any
// Fails:  ARGUMENT when it is no UTF-8, FIELD_SYNTAX
oyez_error oyez_ext_value_write_text(oyez_bytes language,
                                     oyez_bytes utf8,
                                     oyez_room room,
                                     size_t *written);

// Writes what an extended value says, in UTF-8; of a charset that is not
// decoded, its octets.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_ext_value_copy(const oyez_ext_value *ext_value,
                               oyez_room room,
                               size_t *written);

// --------------------------------------------------------------------------
// Preferences: Accept and what begins like it, TE, Vary
//
// A weight is told in thousandths: OYEZ_FULL_WEIGHT for a member without
// one, 0 for what is not acceptable (RFC 9110, 12.4.2). Set it in writing.

// The weight of a member that has none.
#define OYEZ_FULL_WEIGHT 1000

// A member of Accept: which media types, and how much they are preferred.
typedef struct {
    // A type, or "*"; case does not matter.
    oyez_bytes type_name;
    // A subtype, or "*".
    oyez_bytes subtype_name;
    // All of them, the weight included. In writing, `weight` counts.
    oyez_parameters parameters;
    // In thousandths.
    uint32_t weight;
    // 0.
    uint32_t reserved;
} oyez_media_range;

// A member of Accept-Charset, Accept-Encoding or Accept-Language.
typedef struct {
    // A charset, a content coding, a language range; "*" for any that is
    // not listed. Case does not matter.
    oyez_bytes name;
    // In Accept-Encoding, an `oyez_coding`; else 0.
    uint32_t coding;
    // In thousandths.
    uint32_t weight;
} oyez_preference;

// Takes the next member of an Accept (RFC 9110, 12.5.1).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: MEDIA_RANGE,
//         PARAMETER, QUOTED_STRING, WEIGHT
bool oyez_accept_next(oyez_members *members,
                      oyez_media_range *range,
                      oyez_verdict *verdict);

// Writes an Accept.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_accept_write(const oyez_media_range *ranges,
                             size_t count,
                             oyez_room room,
                             size_t *written);

// Whether a media type is in the range: it has each parameter of the range
// with the same value, that of charset in any case (RFC 9110, 12.5.1).
//
// Thread: any
// Fails:  never
bool oyez_media_range_matches(const oyez_media_range *range,
                              const oyez_media_type *media_type);

// How specific a range is: the one with the larger number decides about a
// media type that is in two (RFC 9110, 12.5.1).
//
// Thread: any
// Fails:  never
uint32_t oyez_media_range_specificity(const oyez_media_range *range);

// Takes the next member of an Accept-Charset (RFC 9110, 12.5.2).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: TOKEN, WEIGHT
bool oyez_accept_charset_next(oyez_members *members,
                              oyez_preference *preference,
                              oyez_verdict *verdict);

// Writes an Accept-Charset.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_accept_charset_write(const oyez_preference *preferences,
                                     size_t count,
                                     oyez_room room,
                                     size_t *written);

// Takes the next member of an Accept-Encoding (RFC 9110, 12.5.3).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: CONTENT_CODING,
//         WEIGHT
bool oyez_accept_encoding_next(oyez_members *members,
                               oyez_preference *preference,
                               oyez_verdict *verdict);

// Writes an Accept-Encoding: a coding by the name of its number, if that is not
// OYEZ_CODING_OTHER.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_accept_encoding_write(const oyez_preference *preferences,
                                      size_t count,
                                      oyez_room room,
                                      size_t *written);

// Takes the next member of an Accept-Language (RFC 9110, 12.5.4).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: LANGUAGE_RANGE,
//         WEIGHT
bool oyez_accept_language_next(oyez_members *members,
                               oyez_preference *preference,
                               oyez_verdict *verdict);

// Writes an Accept-Language.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_accept_language_write(const oyez_preference *preferences,
                                      size_t count,
                                      oyez_room room,
                                      size_t *written);

// Whether a language range matches a tag by basic filtering: it is "*", or
// the tag, or the tag goes on with a hyphen behind it (RFC 4647, 3.3.1).
//
// Thread: any
// Fails:  never
bool oyez_language_range_matches(oyez_bytes range, oyez_bytes tag);

// Takes the next member of an Accept-Ranges: a range unit, or "none"
// (RFC 9110, 14.3).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: TOKEN
bool oyez_accept_ranges_next(oyez_members *members,
                             oyez_bytes *unit,
                             oyez_verdict *verdict);

// Writes an Accept-Ranges.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_accept_ranges_write(const oyez_bytes *units,
                                    size_t count,
                                    oyez_room room,
                                    size_t *written);

// Takes the next member of a TE (RFC 9110, 10.1.4).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: TRANSFER_CODING,
//         QUOTED_STRING, WEIGHT
bool oyez_te_next(oyez_members *members,
                  oyez_transfer_coding *coding,
                  oyez_verdict *verdict);

// Writes a TE, each member with its weight.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_te_write(const oyez_transfer_coding *codings,
                         size_t count,
                         oyez_room room,
                         size_t *written);

// Takes the next member of a Vary: the name of a field, or "*"
// (RFC 9110, 12.5.5).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: VARY
bool oyez_vary_next(oyez_members *members,
                    oyez_bytes *name,
                    oyez_verdict *verdict);

// Writes a Vary.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_vary_write(const oyez_bytes *names,
                           size_t count,
                           oyez_room room,
                           size_t *written);

// --------------------------------------------------------------------------
// Conditions: entity tags, If-Match, If-None-Match, If-Range

// In `oyez_entity_tag.flags`: it is weak; representations that it names are
// equivalent, not the same.
#define OYEZ_TAG_WEAK (1 << 0)

// In `oyez_entity_tag.flags`: the "*" of If-Match and If-None-Match, any
// representation there is.
#define OYEZ_TAG_ANY (1 << 1)

// In `oyez_if_range.flags`: it is a date.
#define OYEZ_IF_RANGE_DATE (1 << 0)

// An entity tag (RFC 9110, 8.8.3).
typedef struct {
    // What stands between the quotes. A backslash is itself there.
    oyez_bytes opaque;
    // OYEZ_TAG_WEAK, OYEZ_TAG_ANY.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_entity_tag;

// What must be true for a Range to be heeded (RFC 9110, 13.1.5).
typedef struct {
    // It has this tag, by the strong comparison;
    oyez_entity_tag tag;
    // or, with OYEZ_IF_RANGE_DATE, was last modified at just this time.
    int64_t date;
    // OYEZ_IF_RANGE_DATE, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_if_range;

// Reads an ETag.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, ENTITY_TAG
oyez_error oyez_entity_tag_read(oyez_bytes value,
                                oyez_entity_tag *tag,
                                oyez_verdict *verdict);

// Writes an ETag.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_entity_tag_write(const oyez_entity_tag *tag,
                                 oyez_room room,
                                 size_t *written);

// The strong comparison: both are not weak, and the same
// (RFC 9110, 8.8.3.2).
//
// Thread: any
// Fails:  never
bool oyez_entity_tag_strongly_matches(const oyez_entity_tag *tag,
                                      const oyez_entity_tag *other);

// The weak comparison: they are the same, be they weak or not
// (RFC 9110, 8.8.3.2).
//
// Thread: any
// Fails:  never
bool oyez_entity_tag_weakly_matches(const oyez_entity_tag *tag,
                                    const oyez_entity_tag *other);

// Takes the next member of an If-Match or If-None-Match (RFC 9110, 13.1.1).
// A "*" is told as a tag of its own, with OYEZ_TAG_ANY.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: ENTITY_TAG
bool oyez_entity_tags_next(oyez_members *members,
                           oyez_entity_tag *tag,
                           oyez_verdict *verdict);

// Writes an If-Match or If-None-Match; "*" for one tag with OYEZ_TAG_ANY.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_entity_tags_write(const oyez_entity_tag *tags,
                                  size_t count,
                                  oyez_room room,
                                  size_t *written);

// Whether a whole list has the tag by the strong comparison, as If-Match
// asks (RFC 9110, 13.1.1). "*" has any.
//
// Thread: any
// Fails:  ARGUMENT, ENTITY_TAG
oyez_error oyez_entity_tags_list_strongly(oyez_bytes value,
                                          const oyez_entity_tag *tag,
                                          bool *listed,
                                          oyez_verdict *verdict);

// Whether a whole list has the tag by the weak comparison, as If-None-Match
// asks (RFC 9110, 13.1.2). "*" has any.
//
// Thread: any
// Fails:  ARGUMENT, ENTITY_TAG
oyez_error oyez_entity_tags_list_weakly(oyez_bytes value,
                                        const oyez_entity_tag *tag,
                                        bool *listed,
                                        oyez_verdict *verdict);

// Reads an If-Range. `now`, in seconds since 1970, tells the century of a
// year of two digits.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, IF_RANGE, ENTITY_TAG
oyez_error oyez_if_range_read(oyez_bytes value,
                              int64_t now,
                              oyez_if_range *if_range,
                              oyez_verdict *verdict);

// Writes an If-Range.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX, for a weak tag too (RFC 9110, 13.1.5)
oyez_error oyez_if_range_write(const oyez_if_range *if_range,
                               oyez_room room,
                               size_t *written);

// --------------------------------------------------------------------------
// Range and Content-Range

// In `oyez_range.flags`: the unit is bytes.
#define OYEZ_RANGE_BYTES (1 << 0)

// In `oyez_content_range.flags`: `first` and `last` are told; else it is
// "*", of a range that was not satisfiable.
#define OYEZ_CONTENT_RANGE_RANGE (1 << 0)

// In `oyez_content_range.flags`: `complete` is told.
#define OYEZ_CONTENT_RANGE_COMPLETE (1 << 1)

// A Range (RFC 9110, 14.2).
typedef struct {
    // The unit, as received; case does not matter.
    oyez_bytes unit;
    // What stands behind the "=". If the unit is bytes,
    // `oyez_range_next` takes ranges from it.
    oyez_bytes set;
    // OYEZ_RANGE_BYTES, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_range;

// The forms of a range of octets (RFC 9110, 14.1.1).
enum oyez_range_form
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // From `first` to `last`, which is included.
    OYEZ_RANGE_BETWEEN = 0,
    // From `first` to the end.
    OYEZ_RANGE_FROM = 1,
    // `length` octets at the end.
    OYEZ_RANGE_SUFFIX = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_range_form oyez_range_form;
#else
typedef uint32_t oyez_range_form;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A range of octets that is asked for. Positions count from 0; one of more
// than 63 bits is told as the largest of 63.
typedef struct {
    uint64_t first;
    uint64_t last;
    uint64_t length;
    // An `oyez_range_form`: the members it does not name are 0.
    uint32_t form;
    // 0.
    uint32_t reserved;
} oyez_range_spec;

// A Content-Range (RFC 9110, 14.4).
typedef struct {
    // The unit, as received; case does not matter.
    oyez_bytes unit;
    // The first octet enclosed, and the last.
    uint64_t first;
    uint64_t last;
    // Octets of the whole.
    uint64_t complete;
    // OYEZ_CONTENT_RANGE_RANGE, OYEZ_CONTENT_RANGE_COMPLETE.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_content_range;

// Reads a Range, and checks the whole of it: an invalid one is to be ignored
// as a whole (RFC 9110, 14.2).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, RANGE
oyez_error oyez_range_read(oyez_bytes value,
                           oyez_range *range,
                           oyez_verdict *verdict);

// Takes the next range from `range->set`.
//
// Thread: any
// Fails:  false at the end, and if the unit is not bytes
bool oyez_range_next(oyez_range *range, oyez_range_spec *spec);

// Writes a Range as it was read.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_range_write(const oyez_range *range,
                            oyez_room room,
                            size_t *written);

// Writes a Range in bytes; there must be one at least.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_range_specs_write(const oyez_range_spec *specs,
                                  size_t count,
                                  oyez_room room,
                                  size_t *written);

// The first and the last octet that a range asks for in a representation of
// `length` octets.
//
// Thread: any
// Fails:  false if it is unsatisfiable (RFC 9110, 14.1.2), and for an empty
//         representation
bool oyez_range_spec_resolve(const oyez_range_spec *spec,
                             uint64_t length,
                             uint64_t *first,
                             uint64_t *last);

// Reads a Content-Range.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, CONTENT_RANGE, NUMBER
oyez_error oyez_content_range_read(oyez_bytes value,
                                   oyez_content_range *content_range,
                                   oyez_verdict *verdict);

// Writes a Content-Range.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_content_range_write(const oyez_content_range *content_range,
                                    oyez_room room,
                                    size_t *written);

// --------------------------------------------------------------------------
// Caching: Cache-Control, Pragma, Warning

// In `oyez_cache_control.flags`: max-age, whose seconds are `max_age`.
#define OYEZ_CACHE_MAX_AGE (1 << 0)

// In `oyez_cache_control.flags`: s-maxage, whose seconds are `s_maxage`.
#define OYEZ_CACHE_S_MAXAGE (1 << 1)

// In `oyez_cache_control.flags`: max-stale, whose seconds are `max_stale`.
#define OYEZ_CACHE_MAX_STALE (1 << 2)

// In `oyez_cache_control.flags`: min-fresh, whose seconds are `min_fresh`.
#define OYEZ_CACHE_MIN_FRESH (1 << 3)

// In `oyez_cache_control.flags`: stale-while-revalidate, whose seconds
// are `stale_while_revalidate`.
#define OYEZ_CACHE_STALE_WHILE_REVALIDATE (1 << 4)

// In `oyez_cache_control.flags`: stale-if-error, whose seconds
// are `stale_if_error`.
#define OYEZ_CACHE_STALE_IF_ERROR (1 << 5)

// no-cache without an argument (5.2.1.4 and 5.2.2.4).
#define OYEZ_CACHE_NO_CACHE (1 << 6)

// no-cache for some field names: `oyez_cache_directive_lists`.
#define OYEZ_CACHE_NO_CACHE_FIELDS (1 << 7)

// no-store (5.2.1.5 and 5.2.2.5).
#define OYEZ_CACHE_NO_STORE (1 << 8)

// no-transform (5.2.1.6 and 5.2.2.6).
#define OYEZ_CACHE_NO_TRANSFORM (1 << 9)

// only-if-cached, of a request (5.2.1.7).
#define OYEZ_CACHE_ONLY_IF_CACHED (1 << 10)

// must-revalidate, of a response (5.2.2.2).
#define OYEZ_CACHE_MUST_REVALIDATE (1 << 11)

// must-understand, of a response (5.2.2.3).
#define OYEZ_CACHE_MUST_UNDERSTAND (1 << 12)

// private without an argument, of a response (5.2.2.7).
#define OYEZ_CACHE_PRIVATE (1 << 13)

// private for some field names: `oyez_cache_directive_lists`.
#define OYEZ_CACHE_PRIVATE_FIELDS (1 << 14)

// proxy-revalidate, of a response (5.2.2.8).
#define OYEZ_CACHE_PROXY_REVALIDATE (1 << 15)

// public, of a response (5.2.2.9).
#define OYEZ_CACHE_PUBLIC (1 << 16)

// immutable, of a response (RFC 8246, 2).
#define OYEZ_CACHE_IMMUTABLE (1 << 17)

// Something was no directive, repeated with another argument, or had one
// that it cannot have.
#define OYEZ_CACHE_DOUBTFUL (1 << 18)

// In `oyez_warning.flags`: it has a date.
#define OYEZ_WARNING_DATE (1 << 0)

// What the directives of a message come to (RFC 9111, 5.2). Seconds are at
// most 2^31.
//
// Where the text leaves a choice, the most restrictive is taken, and
// OYEZ_CACHE_DOUBTFUL is set: an argument that is no delta-seconds, or the
// second of two that differ, makes a response stale; a directive with an
// argument though none is defined holds if it forbids something.
typedef struct {
    // max-age, of a request or a response (5.2.1.1 and 5.2.2.1).
    uint64_t max_age;
    // s-maxage, of a response (5.2.2.10).
    uint64_t s_maxage;
    // max-stale, of a request (5.2.1.2); 2^31 where it has no argument.
    uint64_t max_stale;
    // min-fresh, of a request (5.2.1.3).
    uint64_t min_fresh;
    // stale-while-revalidate, of a response (RFC 5861, 3).
    uint64_t stale_while_revalidate;
    // stale-if-error (RFC 5861, 4).
    uint64_t stale_if_error;
    // OYEZ_CACHE_* bits: which directives there are, those whose seconds
    // stand above included.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_cache_control;

// A directive, known or not.
typedef struct {
    // A token; case does not matter.
    oyez_bytes name;
    // What its argument says, if it has one.
    oyez_word argument;
} oyez_cache_directive;

// A warning (RFC 7234, 5.5), obsolete.
typedef struct {
    // Who added it: a host, perhaps with a port, or a pseudonym.
    oyez_bytes agent;
    // What it says to a human.
    oyez_word text;
    // The Date of the message it was added to, with OYEZ_WARNING_DATE.
    int64_t date;
    // Three digits, or in older texts two.
    uint32_t code;
    // OYEZ_WARNING_DATE, or 0.
    uint32_t flags;
} oyez_warning;

// Reads a Cache-Control: what all directives of a message come to. Begin with
// `*control` all zero, and call once for each field line.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_cache_control_read(oyez_bytes value,
                                   oyez_cache_control *control);

// Writes a Cache-Control. One for field names is written as directives.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX beyond 2^31 seconds, and for field names
oyez_error oyez_cache_control_write(const oyez_cache_control *control,
                                    oyez_room room,
                                    size_t *written);

// Takes the next directive of a Cache-Control or Pragma.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: CACHE_DIRECTIVE,
//         QUOTED_STRING
bool oyez_cache_directives_next(oyez_members *members,
                                oyez_cache_directive *directive,
                                oyez_verdict *verdict);

// Writes a Cache-Control of directives.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_cache_directives_write(const oyez_cache_directive *directives,
                                       size_t count,
                                       oyez_room room,
                                       size_t *written);

// The seconds that the argument of a directive says; more than 2^31 are told
// as that.
//
// Thread: any
// Fails:  false if it says none (`*seconds` is untouched)
bool oyez_cache_directive_seconds(const oyez_cache_directive *directive,
                                  uint64_t *seconds);

// Whether the argument of a directive lists this field name, as those of
// no-cache and private do (RFC 9111, 5.2.2.4).
//
// Thread: any
// Fails:  never
bool oyez_cache_directive_lists(const oyez_cache_directive *directive,
                                oyez_bytes field_name);

// Whether a Pragma says no-cache, which a request without a Cache-Control
// means by it (RFC 9111, 5.4).
//
// Thread: any
// Fails:  never
bool oyez_pragma_says_no_cache(oyez_bytes value);

// Takes the next warning of a Warning. `now`, in seconds since 1970, tells the
// century of a year of two digits.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: WARNING,
//         QUOTED_STRING, DATE
bool oyez_warnings_next(oyez_members *members,
                        int64_t now,
                        oyez_warning *warning,
                        oyez_verdict *verdict);

// Writes a Warning.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_warnings_write(const oyez_warning *warnings,
                               size_t count,
                               oyez_room room,
                               size_t *written);

// The code of three digits that means the same as one of two
// (RFC 2616, 14.46); else the code.
//
// Thread: any
// Fails:  never
uint32_t oyez_warning_modern_code(uint32_t code);

// Whether a warning of this code stays when a stored response is validated
// (RFC 7234, 4.3.4).
//
// Thread: any
// Fails:  never
bool oyez_warning_persists(uint32_t code);

// --------------------------------------------------------------------------
// Credentials: challenges, Basic, Bearer

// In `oyez_basic_challenge.flags`: user-id and password are expected in
// UTF-8 (RFC 7617, 2.1).
#define OYEZ_BASIC_UTF8 (1 << 0)

// A challenge, or credentials, of any scheme (RFC 9110, 11.3 and 11.4).
typedef struct {
    // The scheme, a token; case does not matter.
    oyez_bytes scheme;
    // What stands behind it in place of parameters; a NULL `ptr`: nothing.
    oyez_bytes token68;
    oyez_parameters parameters;
} oyez_auth;

// A user-id and a password, as octets.
typedef struct {
    // Without a colon.
    oyez_bytes user_id;
    oyez_bytes password;
} oyez_basic;

// A challenge of the Basic scheme.
typedef struct {
    oyez_word realm;
    // OYEZ_BASIC_UTF8, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_basic_challenge;

// A challenge of the Bearer scheme (RFC 6750, 3); each of them may be
// missing.
typedef struct {
    oyez_word realm;
    // The scope that a token needs: words with one space between two.
    oyez_word scope;
    // Why the token was declined, such as `invalid_token`.
    oyez_word error;
    // The same for a developer to read.
    oyez_word error_description;
    // A page about it.
    oyez_word error_uri;
} oyez_bearer_challenge;

// Takes the next challenge of a WWW-Authenticate or Proxy-Authenticate.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: CHALLENGE,
//         QUOTED_STRING
bool oyez_challenges_next(oyez_members *members,
                          oyez_auth *challenge,
                          oyez_verdict *verdict);

// Writes a WWW-Authenticate or Proxy-Authenticate.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_challenges_write(const oyez_auth *challenges,
                                 size_t count,
                                 oyez_room room,
                                 size_t *written);

// Reads an Authorization or Proxy-Authorization of any scheme.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, CREDENTIALS, QUOTED_STRING
oyez_error oyez_credentials_read(oyez_bytes value,
                                 oyez_auth *credentials,
                                 oyez_verdict *verdict);

// Writes an Authorization or Proxy-Authorization of any scheme.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_credentials_write(const oyez_auth *credentials,
                                  oyez_room room,
                                  size_t *written);

// Reads Basic credentials from an Authorization into `room`: as much of it as
// `value` has octets is always enough (RFC 7617, 2).
//
// Borrow: as `room`
// Thread: any
// Fails:  ARGUMENT, BASIC for another scheme, too, BASE64, CREDENTIALS
oyez_error oyez_basic_read(oyez_bytes value,
                           oyez_room room,
                           oyez_basic *basic,
                           oyez_verdict *verdict);

// Writes Basic credentials.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a colon in the user-id, and for control
//         characters
oyez_error oyez_basic_write(const oyez_basic *basic,
                            oyez_room room,
                            size_t *written);

// Reads what a challenge of the Basic scheme says.
//
// Borrow: as `challenge`
// Thread: any
// Fails:  ARGUMENT, CHALLENGE for another scheme, too
oyez_error oyez_basic_challenge_read(const oyez_auth *challenge,
                                     oyez_basic_challenge *basic,
                                     oyez_verdict *verdict);

// Writes a challenge of the Basic scheme.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_basic_challenge_write(const oyez_basic_challenge *challenge,
                                      oyez_room room,
                                      size_t *written);

// Reads a bearer token from an Authorization (RFC 6750, 2.1).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, BEARER for another scheme, too, CREDENTIALS
oyez_error oyez_bearer_read(oyez_bytes value,
                            oyez_bytes *token,
                            oyez_verdict *verdict);

// Writes an Authorization with a bearer token.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_bearer_write(oyez_bytes token, oyez_room room, size_t *written);

// Reads what a challenge of the Bearer scheme says.
//
// Borrow: as `challenge`
// Thread: any
// Fails:  ARGUMENT, CHALLENGE for another scheme, too
oyez_error oyez_bearer_challenge_read(const oyez_auth *challenge,
                                      oyez_bearer_challenge *bearer,
                                      oyez_verdict *verdict);

// Writes a challenge of the Bearer scheme.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_bearer_challenge_write(const oyez_bearer_challenge *challenge,
                                       oyez_room room,
                                       size_t *written);

// --------------------------------------------------------------------------
// The Digest scheme
//
// What a response is computed from needs a library with the feature
// `authentication`: `oyez_digest_response`.

// What computes digests (RFC 7616, 6.1).
enum oyez_digest_algorithm
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // None is named, which means MD5.
    OYEZ_DIGEST_UNNAMED = 0,
    OYEZ_DIGEST_MD5 = 1,
    // MD5, over a session.
    OYEZ_DIGEST_MD5_SESS = 2,
    OYEZ_DIGEST_SHA_256 = 3,
    OYEZ_DIGEST_SHA_256_SESS = 4,
    // SHA-512/256.
    OYEZ_DIGEST_SHA_512_256 = 5,
    OYEZ_DIGEST_SHA_512_256_SESS = 6,
    // One not known here: the challenge is to be passed over.
    OYEZ_DIGEST_UNKNOWN = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_digest_algorithm oyez_digest_algorithm;
#else
typedef uint32_t oyez_digest_algorithm;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The quality of protection (RFC 7616, 3.3).
enum oyez_digest_qop
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // None, as in RFC 2069.
    OYEZ_QOP_NONE = 0,
    // Of method and target.
    OYEZ_QOP_AUTH = 1,
    // Of the content as well.
    OYEZ_QOP_AUTH_INT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_digest_qop oyez_digest_qop;
#else
typedef uint32_t oyez_digest_qop;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// In `oyez_digest_challenge.flags`: the nonce was too old, not the password
// wrong.
#define OYEZ_DIGEST_STALE (1 << 0)

// In `oyez_digest_challenge.flags`: there is a qop; without one the
// challenge is of RFC 2069.
#define OYEZ_DIGEST_HAS_QOP (1 << 1)

// In `oyez_digest_challenge.flags`: a qop is `auth`.
#define OYEZ_DIGEST_AUTH (1 << 2)

// In `oyez_digest_challenge.flags`: a qop is `auth-int`.
#define OYEZ_DIGEST_AUTH_INT (1 << 3)

// In `oyez_digest_challenge.flags`: name and password are expected in UTF-8
// (RFC 7616, 4).
#define OYEZ_DIGEST_UTF8 (1 << 4)

// In `.flags` of a challenge: names are known by their hashes; of
// credentials: `username` is one (RFC 7616, 3.4.4).
#define OYEZ_DIGEST_USERHASH (1 << 5)

// In `.flags` of credentials and Authentication-Info: `nc` is told.
#define OYEZ_DIGEST_NC (1 << 6)

// A challenge of the Digest scheme (RFC 7616, 3.3).
typedef struct {
    oyez_word realm;
    // Where the credentials are good for, URI-references with spaces
    // between them; may be missing.
    oyez_word domain;
    oyez_word nonce;
    // What is to be sent back; may be missing.
    oyez_word opaque;
    // An `oyez_digest_algorithm`.
    uint32_t algorithm;
    // OYEZ_DIGEST_STALE, _HAS_QOP, _AUTH, _AUTH_INT, _UTF8, _USERHASH.
    uint32_t flags;
} oyez_digest_challenge;

// Credentials of the Digest scheme (RFC 7616, 3.4). How often a nonce was
// used, and whether the response is right, is for you to check.
typedef struct {
    // The user's name; missing where `username_ext` is there.
    oyez_word username;
    // The same in UTF-8.
    oyez_ext_value username_ext;
    oyez_word realm;
    oyez_word nonce;
    // The target of the request.
    oyez_word uri;
    // 32 or 64 hexadecimal digits, in lower case.
    oyez_word response;
    // The client's nonce; there is one with a qop.
    oyez_word cnonce;
    // As in the challenge; may be missing.
    oyez_word opaque;
    // An `oyez_digest_algorithm`.
    uint32_t algorithm;
    // An `oyez_digest_qop`.
    uint32_t qop;
    // How often the client has used the nonce, this time included.
    uint32_t nc;
    // OYEZ_DIGEST_NC, OYEZ_DIGEST_USERHASH.
    uint32_t flags;
} oyez_digest_credentials;

// What a server says about credentials that it took (RFC 7616, 3.5); each
// of it may be missing.
typedef struct {
    // The nonce to use from now on.
    oyez_word next_nonce;
    // The digest by which the server proves itself.
    oyez_word rspauth;
    oyez_word cnonce;
    // An `oyez_digest_qop`.
    uint32_t qop;
    uint32_t nc;
    // OYEZ_DIGEST_NC, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_authentication_info;

// Reads what a challenge of the Digest scheme says.
//
// Borrow: as `challenge`
// Thread: any
// Fails:  ARGUMENT, DIGEST for another scheme, too
oyez_error oyez_digest_challenge_read(const oyez_auth *challenge,
                                      oyez_digest_challenge *digest,
                                      oyez_verdict *verdict);

// Writes a challenge of the Digest scheme.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for an algorithm that is not known, too
oyez_error oyez_digest_challenge_write(const oyez_digest_challenge *challenge,
                                       oyez_room room,
                                       size_t *written);

// Reads Digest credentials from an Authorization.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, DIGEST for another scheme, too, CREDENTIALS,
//         QUOTED_STRING
oyez_error oyez_digest_credentials_read(oyez_bytes value,
                                        oyez_digest_credentials *credentials,
                                        oyez_verdict *verdict);

// Writes Digest credentials.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX where parameters do not agree, too
oyez_error oyez_digest_credentials_write(const oyez_digest_credentials *credentials,
                                         oyez_room room,
                                         size_t *written);

// Writes the name of the user, or with OYEZ_DIGEST_USERHASH its hash,
// whichever parameter says it.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX where none does
oyez_error oyez_digest_credentials_username(const oyez_digest_credentials *credentials,
                                            oyez_room room,
                                            size_t *written);

// Reads an Authentication-Info of the Digest scheme (RFC 7616, 3.5).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, DIGEST, PARAMETER, QUOTED_STRING
oyez_error oyez_authentication_info_read(oyez_bytes value,
                                         oyez_authentication_info *info,
                                         oyez_verdict *verdict);

// Writes an Authentication-Info of the Digest scheme.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX where it says nothing, too
oyez_error oyez_authentication_info_write(const oyez_authentication_info *info,
                                          oyez_room room,
                                          size_t *written);

// Reads the parameters of an Authentication-Info of any scheme
// (RFC 7615, 3).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, PARAMETER, QUOTED_STRING
oyez_error oyez_authentication_info_parameters(oyez_bytes value,
                                               oyez_parameters *parameters,
                                               oyez_verdict *verdict);

// --------------------------------------------------------------------------
// What a Digest response is computed from (RFC 7616, 3.4)
//
// A digest is 32 or 64 hexadecimal digits, in lower case; for an algorithm
// that is not known, nothing is written.

#if defined(OYEZ_AUTHENTICATION)
// A digest of octets as they come. Its members are the library's; it owns
// nothing.
typedef struct {
    uint32_t kind;
    uint32_t reserved;
    uint64_t state[32];
} oyez_hasher;
#endif

#if defined(OYEZ_AUTHENTICATION)
// What a response is computed from (RFC 7616, 3.4.1).
typedef struct {
    // What `oyez_digest_secret` wrote, or with an algorithm over a session
    // `oyez_digest_session`.
    oyez_bytes secret;
    // Of the challenge.
    oyez_word nonce;
    // Of the client; not looked at without a qop.
    oyez_word cnonce;
    // The target of the request, as in the credentials.
    oyez_word uri;
    // Empty for `rspauth` (RFC 7616, 3.5).
    oyez_bytes method;
    // With OYEZ_QOP_AUTH_INT, the digest of the content.
    oyez_bytes content;
    // An `oyez_digest_algorithm`.
    uint32_t algorithm;
    // An `oyez_digest_qop`; OYEZ_QOP_NONE for the response of RFC 2069.
    uint32_t qop;
    // How often the client has used the nonce.
    uint32_t nc;
    // 0.
    uint32_t reserved;
} oyez_digest_parts;
#endif

#if defined(OYEZ_AUTHENTICATION)
// Makes a digest of no octets yet, by an `oyez_digest_algorithm`.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_hasher_init(oyez_hasher *hasher, uint32_t by);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Goes on with these octets.
//
// Thread: one at a time, on the same hasher
// Fails:  ARGUMENT
oyez_error oyez_hasher_update(oyez_hasher *hasher, oyez_bytes octets);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the digest of all octets so far.
//
// Thread: shared, on the same hasher
// Fails:  ARGUMENT
oyez_error oyez_hasher_finish(const oyez_hasher *hasher,
                              oyez_room room,
                              size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the secret that a user's name and password make in a realm. A server
// can keep it in place of the password (RFC 7616, 3.4.2).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_digest_secret(uint32_t by,
                              oyez_bytes username,
                              oyez_bytes realm,
                              oyez_bytes password,
                              oyez_room room,
                              size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the secret of a session, of the nonces with which it began; for an
// algorithm without sessions, the secret itself (RFC 7616, 3.4.2).
//
// Thread: any
// Fails:  ARGUMENT, for a secret that is no digest, too
oyez_error oyez_digest_session(uint32_t by,
                               oyez_bytes secret,
                               oyez_word nonce,
                               oyez_word cnonce,
                               oyez_room room,
                               size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the hash that stands for a user's name with OYEZ_DIGEST_USERHASH
// (RFC 7616, 3.4.4).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_digest_user_hash(uint32_t by,
                                 oyez_bytes username,
                                 oyez_bytes realm,
                                 oyez_room room,
                                 size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the response to a challenge, and what proves a server's knowledge of
// the secret (RFC 7616, 3.4.1).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_digest_response(const oyez_digest_parts *parts,
                                oyez_room room,
                                size_t *written);
#endif

// --------------------------------------------------------------------------
// Cookies

// In `oyez_set_cookie.flags`: `expires` is told.
#define OYEZ_COOKIE_EXPIRES (1 << 0)

// In `.flags` of a cookie that is set: `max_age` is told.
#define OYEZ_COOKIE_MAX_AGE (1 << 1)

// It goes over secure connections only.
#define OYEZ_COOKIE_SECURE (1 << 2)

// It is not for scripts.
#define OYEZ_COOKIE_HTTP_ONLY (1 << 3)

// It is kept apart for each site that embeds the one that set it.
#define OYEZ_COOKIE_PARTITIONED (1 << 4)

// In `oyez_set_cookie2.flags`: it ends with the session, whatever its age.
#define OYEZ_COOKIE_DISCARD (1 << 5)

// In `oyez_set_cookie2.flags`: it is for some ports only.
#define OYEZ_COOKIE_PORT (1 << 6)

// Which requests that come from another site a cookie goes with
// (RFC 6265bis, 5.6.7).
enum oyez_same_site
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing was said: as OYEZ_SAME_SITE_LAX, or less strict.
    OYEZ_SAME_SITE_DEFAULT = 0,
    // With all requests.
    OYEZ_SAME_SITE_NONE = 1,
    // With those by which a user goes there, if the method is safe.
    OYEZ_SAME_SITE_LAX = 2,
    // With none.
    OYEZ_SAME_SITE_STRICT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_same_site oyez_same_site;
#else
typedef uint32_t oyez_same_site;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A cookie that a user agent returns (RFC 6265bis, 4.2).
typedef struct {
    // Case matters; empty where there was no "=".
    oyez_bytes name;
    // Quotes around it are part of it.
    oyez_bytes value;
} oyez_cookie;

// A cookie that a server sets (RFC 6265bis, 4.1).
typedef struct {
    // Case matters; may be empty where the value is not.
    oyez_bytes name;
    // Quotes around it are part of it.
    oyez_bytes value;
    // The domain it is for, without a dot in front; a NULL `ptr`: the host
    // alone.
    oyez_bytes domain;
    // The path it is for; a NULL `ptr`: that of the request.
    oyez_bytes path;
    // When it expires, in seconds since 1970, unless there is a `max_age`;
    // with OYEZ_COOKIE_EXPIRES.
    int64_t expires;
    // In how many seconds it expires; at once if that is not more than 0.
    // With OYEZ_COOKIE_MAX_AGE.
    int64_t max_age;
    // An `oyez_same_site`.
    uint32_t same_site;
    // OYEZ_COOKIE_EXPIRES, _MAX_AGE, _SECURE, _HTTP_ONLY, _PARTITIONED.
    uint32_t flags;
} oyez_set_cookie;

// A cookie of Set-Cookie2 (RFC 2965, 3.2.2), which nobody sends any more.
typedef struct {
    // In any case.
    oyez_bytes name;
    // Without quotes.
    oyez_word value;
    // What it is for, in UTF-8; this and the others may be missing.
    oyez_word comment;
    // A page about what it is for.
    oyez_word comment_url;
    oyez_word domain;
    oyez_word path;
    // Port numbers with commas between them.
    oyez_word ports;
    // Seconds, with OYEZ_COOKIE_MAX_AGE.
    uint64_t max_age;
    // Of the RFC: 1.
    uint64_t version;
    // OYEZ_COOKIE_MAX_AGE, _SECURE, _DISCARD, _PORT.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_set_cookie2;

// Takes the next cookie of a Cookie. User agents return what they were given,
// so only a control character is refused: `oyez_cookie_is_valid`.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: COOKIE
bool oyez_cookies_next(oyez_members *members,
                       oyez_cookie *cookie,
                       oyez_verdict *verdict);

// The value of the first cookie so named in a Cookie: the one with the
// longest path (RFC 6265bis, 5.8.3).
//
// Borrow: as `value`
// Thread: any
// Fails:  false when there is none (`*found` is untouched)
bool oyez_cookies_find(oyez_bytes value, oyez_bytes name, oyez_bytes *found);

// Writes a Cookie.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for one that is not valid
oyez_error oyez_cookies_write(const oyez_cookie *cookies,
                              size_t count,
                              oyez_room room,
                              size_t *written);

// Whether name and value are what a server ought to have given
// (RFC 6265bis, 4.1.1).
//
// Thread: any
// Fails:  never
bool oyez_cookie_is_valid(const oyez_cookie *cookie);

// The value without quotes around it, if there are two.
//
// Borrow: as `cookie`
// Thread: any
// Fails:  never
oyez_bytes oyez_cookie_unquoted(const oyez_cookie *cookie);

// Reads a Set-Cookie as user agents do: what is wrong with an attribute makes
// it be passed over (RFC 6265bis, 5.6).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, SET_COOKIE
oyez_error oyez_set_cookie_read(oyez_bytes value,
                                oyez_set_cookie *cookie,
                                oyez_verdict *verdict);

// Writes a Set-Cookie as servers should (RFC 6265bis, 4.1.1).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for what user agents would refuse or read
//         as another, for a `max_age` below 1, and for a broken promise
oyez_error oyez_set_cookie_write(const oyez_set_cookie *cookie,
                                 oyez_room room,
                                 size_t *written);

// Whether a cookie has what the prefix of its name promises: with __Secure-,
// Secure; with __Host-, Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3).
//
// Thread: any
// Fails:  never
bool oyez_set_cookie_keeps_promise(const oyez_set_cookie *cookie);

// Takes the next cookie of a Set-Cookie2.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: COOKIE_OLD,
//         QUOTED_STRING
bool oyez_set_cookies2_next(oyez_members *members,
                            oyez_set_cookie2 *cookie,
                            oyez_verdict *verdict);

// Reads a Cookie2: the version that a user agent knows (RFC 2965, 3.3.5).
//
// Thread: any
// Fails:  ARGUMENT, COOKIE_OLD, QUOTED_STRING
oyez_error oyez_cookie2_read(oyez_bytes value,
                             uint64_t *version,
                             oyez_verdict *verdict);

// Writes a host as cookies know it: in lower case (RFC 6265bis, 5.1.2).
// Without port; an IPv6 address in brackets.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for one that is not US-ASCII
oyez_error oyez_cookie_host_write(oyez_bytes host,
                                  oyez_room room,
                                  size_t *written);

// Whether a host domain-matches a domain: it is the same, or ends in a dot
// and the domain, and is no IP address (RFC 6265bis, 5.1.3).
//
// Thread: any
// Fails:  never
bool oyez_cookie_domain_matches(oyez_bytes host, oyez_bytes domain);

// Whether the path of a request path-matches that of a cookie: it is the
// same, or goes on behind a "/" (RFC 6265bis, 5.1.4).
//
// Thread: any
// Fails:  never
bool oyez_cookie_path_matches(oyez_bytes path, oyez_bytes of_cookie);

// The path that a cookie is for which names none: that of the request up to
// its last "/" (RFC 6265bis, 5.1.4).
//
// Borrow: as `path`, or forever
// Thread: any
// Fails:  never
oyez_bytes oyez_cookie_default_path(oyez_bytes path);

// Whether a host is an IP address, as cookies see it.
//
// Thread: any
// Fails:  never
bool oyez_cookie_host_is_address(oyez_bytes host);

// --------------------------------------------------------------------------
// A jar of cookies for a client, in lent memory (RFC 6265bis, 5.7 and 5.8)

// Cookies in memory of yours. Set `memory`, and the limits that you want;
// all else zero is an empty jar. A cookie takes 53 octets beside its texts.
typedef struct {
    oyez_room memory;
    // Octets of name and value of a cookie at most; 0 means 4096.
    size_t cookie_size;
    // Cookies of a domain at most; 0 means 50.
    size_t per_domain;
    // Cookies at most; 0 means 3000.
    size_t all;
    // Octets of memory that are used. This and the next are the library's:
    // keep them with the memory to keep the jar.
    size_t used;
    uint64_t next;
} oyez_cookie_jar;

// Where a request comes from, as seen from where it goes
// (RFC 6265bis, 5.2).
enum oyez_site
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // From the same site, or from none, as those of most clients that are no
    // browsers.
    OYEZ_SITE_SAME = 0,
    // From another site, as the user goes from there to here, by a safe
    // method.
    OYEZ_SITE_SAFE_NAVIGATION = 1,
    // The same by another method.
    OYEZ_SITE_UNSAFE_NAVIGATION = 2,
    // From another site.
    OYEZ_SITE_CROSS = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_site oyez_site;
#else
typedef uint32_t oyez_site;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// In `oyez_cookie_request.flags`: the connection is secure.
#define OYEZ_REQUEST_SECURE (1 << 0)

// In `oyez_cookie_request.flags`: a script asks, not HTTP.
#define OYEZ_REQUEST_SCRIPT (1 << 1)

// In `oyez_kept_cookie.flags`: it is for no host below its domain.
#define OYEZ_COOKIE_HOST_ONLY (1 << 7)

// The request that cookies came with a response to, or are to go with.
typedef struct {
    // The host of its URI, as `oyez_cookie_host_write` writes it.
    oyez_bytes host;
    // The path of its URI, without query.
    oyez_bytes path;
    // The site on top that embeds the one asked, for partitioned cookies;
    // may be empty.
    oyez_bytes partition;
    // An `oyez_site`.
    uint32_t site;
    // OYEZ_REQUEST_SECURE, OYEZ_REQUEST_SCRIPT.
    uint32_t flags;
} oyez_cookie_request;

// A cookie as a jar keeps it. Times are in seconds since 1970.
typedef struct {
    oyez_bytes name;
    oyez_bytes value;
    oyez_bytes domain;
    oyez_bytes path;
    // The site it is kept apart for; empty for all.
    oyez_bytes partition;
    // With OYEZ_COOKIE_EXPIRES; else it ends with the session.
    int64_t expires;
    // When a cookie of its name, domain and path was set first.
    int64_t created;
    // When it was set or sent last.
    int64_t accessed;
    // Which in order of creation; no two have the same.
    uint64_t sequence;
    // An `oyez_same_site`.
    uint32_t same_site;
    // OYEZ_COOKIE_EXPIRES, _SECURE, _HTTP_ONLY, _HOST_ONLY.
    uint32_t flags;
} oyez_kept_cookie;

// Keeps a cookie, in place of one of the same name, domain and path, or
// forgets that one, if the new one has expired. Where there are too many,
// others go. `is_public_suffix` says whether the cookie's `domain` is one
// under which anybody may register: the list of those is yours.
//
// Thread: one at a time, on the same jar
// Fails:  ARGUMENT, SET_COOKIE, COOKIE_SIZE, COOKIE_DOMAIN, COOKIE_PREFIX,
//         COOKIE_ROOM (the cookie is ignored then)
oyez_error oyez_cookie_jar_store(oyez_cookie_jar *jar,
                                 const oyez_set_cookie *cookie,
                                 const oyez_cookie_request *request,
                                 bool is_public_suffix,
                                 int64_t now);

// Writes the Cookie that goes with a request; when nothing is written, none is
// to be sent.
//
// Thread: one at a time, on the same jar
// Fails:  ARGUMENT
oyez_error oyez_cookie_jar_write(oyez_cookie_jar *jar,
                                 const oyez_cookie_request *request,
                                 int64_t now,
                                 oyez_room room,
                                 size_t *written);

// The cookie at `*at`, 0 for the first, in the order in which they are sent;
// `*at` is then where the next one is.
//
// Borrow: until the jar changes
// Thread: shared, on the same jar
// Fails:  false behind the last
bool oyez_cookie_jar_next(const oyez_cookie_jar *jar,
                          size_t *at,
                          oyez_kept_cookie *cookie);

// Forgets the cookie with this `sequence`.
//
// Thread: one at a time, on the same jar
// Fails:  ARGUMENT
oyez_error oyez_cookie_jar_remove(oyez_cookie_jar *jar, uint64_t sequence);

// Forgets the cookies that have expired.
//
// Thread: one at a time, on the same jar
// Fails:  ARGUMENT
oyez_error oyez_cookie_jar_expire(oyez_cookie_jar *jar, int64_t now);

// The session is over: forgets the cookies that do not outlive it.
//
// Thread: one at a time, on the same jar
// Fails:  ARGUMENT
oyez_error oyez_cookie_jar_end_session(oyez_cookie_jar *jar);

// --------------------------------------------------------------------------
// Hosts and proxies: Host, Via, Forwarded, X-Forwarded-For
//
// Anyone may have written what proxies tell: only what a proxy added that
// one trusts is to be believed (RFC 7239, 8.1).

// In `.flags`: the port is told, as a number.
#define OYEZ_HAS_PORT (1 << 0)

// An IP address.
typedef struct {
    // 4, 6, or 0 for none.
    uint32_t version;
    // In network order; of version 4, the first four.
    uint8_t octets[16];
} oyez_address;

// A host, and its port (RFC 9110, 7.2).
typedef struct {
    // An IP-literal in its brackets, an IPv4 address or a registered name,
    // still encoded; case does not matter. May be empty.
    oyez_bytes host;
    // With OYEZ_HAS_PORT.
    uint32_t port;
    // OYEZ_HAS_PORT, or 0.
    uint32_t flags;
} oyez_host;

// A recipient that passed a message on (RFC 9110, 7.6.3).
typedef struct {
    // The protocol it received the message by, such as "HTTP".
    oyez_bytes protocol;
    // Its version, a token.
    oyez_bytes version;
    // The recipient's host, or a pseudonym for it.
    oyez_bytes received_by;
    // What it says of its software; may be missing.
    oyez_word comment;
    // With OYEZ_HAS_PORT.
    uint32_t port;
    // OYEZ_HAS_PORT, or 0.
    uint32_t flags;
} oyez_via;

// A client or a proxy, as far as somebody tells (RFC 7239, 6). A NULL
// `name.ptr` and no address: there is none.
typedef struct {
    // An address as received, an IPv6 address without its brackets; or
    // "unknown"; or "_" and what stands for it. Not written where there is
    // an address.
    oyez_bytes name;
    // One to five digits; or "_" and what stands for them; may be missing.
    oyez_bytes port;
    // The address, if the name is one.
    oyez_address address;
    // The number of the port, with OYEZ_HAS_PORT; not written.
    uint32_t port_number;
    // OYEZ_HAS_PORT, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_node;

// What one proxy tells (RFC 7239, 5); each of it may be missing.
typedef struct {
    // `for`: who made the request.
    oyez_node client;
    // `by`: where the proxy received it.
    oyez_node by;
    // The Host that the proxy received.
    oyez_bytes host;
    // The scheme of the request; case does not matter.
    oyez_bytes proto;
    // All other pairs.
    oyez_parameters extensions;
} oyez_forwarded;

// A member of X-Forwarded-For.
typedef struct {
    // As received: an address, with or without brackets, quotes and port;
    // or "unknown", or anything. Written where there is no address.
    oyez_bytes text;
    // The address, if the text is one.
    oyez_address address;
    // The port behind it, with OYEZ_HAS_PORT.
    uint32_t port;
    // OYEZ_HAS_PORT, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_hop;

// Reads an IPv4 address, or an IPv6 address without brackets.
//
// Thread: any
// Fails:  false for what is none
bool oyez_address_read(oyez_bytes text, oyez_address *address);

// Writes an address, an IPv6 address as RFC 5952 recommends, without
// brackets.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for none
oyez_error oyez_address_write(const oyez_address *address,
                              oyez_room room,
                              size_t *written);

// Reads a Host.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, HOST_INVALID
oyez_error oyez_host_read(oyez_bytes value,
                          oyez_host *host,
                          oyez_verdict *verdict);

// Writes a Host.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_host_write(const oyez_host *host,
                           oyez_room room,
                           size_t *written);

// The address, if a host is one.
//
// Thread: any
// Fails:  false if it is none (`*address` is untouched)
bool oyez_host_address(const oyez_host *host, oyez_address *address);

// Takes the next member of a Via, the first recipient first.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: VIA, COMMENT
bool oyez_via_next(oyez_members *members,
                   oyez_via *recipient,
                   oyez_verdict *verdict);

// Writes a Via; of a protocol named HTTP only the version.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_via_write(const oyez_via *recipients,
                          size_t count,
                          oyez_room room,
                          size_t *written);

// Takes the next element of a Forwarded, the first proxy's first.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: FORWARDED,
//         FORWARDED_NODE, QUOTED_STRING
bool oyez_forwarded_next(oyez_members *members,
                         oyez_forwarded *element,
                         oyez_verdict *verdict);

// Writes a Forwarded.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_forwarded_write(const oyez_forwarded *elements,
                                size_t count,
                                oyez_room room,
                                size_t *written);

// Reads a node identifier, its quoting undone.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, FORWARDED_NODE
oyez_error oyez_node_read(oyez_bytes value,
                          oyez_node *node,
                          oyez_verdict *verdict);

// Writes a node identifier, in quotes where it is no token.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_node_write(const oyez_node *node,
                           oyez_room room,
                           size_t *written);

// Takes the next member of an X-Forwarded-For, the client first.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: LIST
bool oyez_x_forwarded_for_next(oyez_members *members,
                               oyez_hop *hop,
                               oyez_verdict *verdict);

// Writes an X-Forwarded-For, or of one hop a Client-IP.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_x_forwarded_for_write(const oyez_hop *hops,
                                      size_t count,
                                      oyez_room room,
                                      size_t *written);

// Reads a Client-IP, which has one member.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, LIST
oyez_error oyez_client_ip_read(oyez_bytes value,
                               oyez_hop *hop,
                               oyez_verdict *verdict);

// --------------------------------------------------------------------------
// Other fields of routing: Connection, Upgrade, Expect, User-Agent and more

// In `oyez_keep_alive.flags`: `timeout` is told.
#define OYEZ_KEEP_ALIVE_TIMEOUT (1 << 0)

// In `oyez_keep_alive.flags`: `max` is told.
#define OYEZ_KEEP_ALIVE_MAX (1 << 1)

// What a Keep-Alive promises (RFC 2068, 19.7.1.1).
typedef struct {
    // Seconds that an idle connection stays open.
    uint64_t timeout;
    // Requests that will still be answered.
    uint64_t max;
    // OYEZ_KEEP_ALIVE_TIMEOUT, OYEZ_KEEP_ALIVE_MAX.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_keep_alive;

// A protocol of Upgrade, or a product or comment of User-Agent and Server.
typedef struct {
    // A token. A NULL `ptr`: it is a comment.
    oyez_bytes name;
    // A token; may be missing.
    oyez_bytes version;
    // What a comment says, those within it included.
    oyez_word comment;
} oyez_product;

// An expectation (RFC 9110, 10.1.1).
typedef struct {
    // A token; case does not matter.
    oyez_bytes name;
    // May be missing.
    oyez_word value;
    // Those behind a value.
    oyez_parameters parameters;
} oyez_expectation;

// A mailbox (RFC 9110, 10.1.2).
typedef struct {
    // The name of its owner; may be missing.
    oyez_word display_name;
    // What stands before the "@".
    oyez_word local_part;
    // What stands behind it: a name, or an address in brackets.
    oyez_bytes domain;
} oyez_mailbox;

// Takes the next member of a Connection (RFC 9110, 7.6.1); case does not
// matter.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: CONNECTION
bool oyez_connection_next(oyez_members *members,
                          oyez_bytes *option_name,
                          oyez_verdict *verdict);

// Writes a Connection. It is for tools: a connection derives its own.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_connection_write(const oyez_bytes *options,
                                 size_t count,
                                 oyez_room room,
                                 size_t *written);

// Reads a Keep-Alive.
//
// Thread: any
// Fails:  ARGUMENT, KEEP_ALIVE
oyez_error oyez_keep_alive_read(oyez_bytes value,
                                oyez_keep_alive *keep_alive,
                                oyez_verdict *verdict);

// Writes a Keep-Alive.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_keep_alive_write(const oyez_keep_alive *keep_alive,
                                 oyez_room room,
                                 size_t *written);

// Takes the next protocol of an Upgrade, the best first (RFC 9110, 7.8).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: UPGRADE
bool oyez_upgrade_next(oyez_members *members,
                       oyez_product *protocol,
                       oyez_verdict *verdict);

// Writes an Upgrade.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_upgrade_write(const oyez_product *protocols,
                              size_t count,
                              oyez_room room,
                              size_t *written);

// Takes the next field name of a Trailer (RFC 9110, 6.6.2).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: FIELD_NAMES
bool oyez_trailer_next(oyez_members *members,
                       oyez_bytes *name,
                       oyez_verdict *verdict);

// Writes a Trailer.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_trailer_write(const oyez_bytes *names,
                              size_t count,
                              oyez_room room,
                              size_t *written);

// Takes the next method of an Allow (RFC 9110, 10.2.1) or Public; case
// matters.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: METHOD
bool oyez_allow_next(oyez_members *members,
                     oyez_bytes *method,
                     oyez_verdict *verdict);

// Writes an Allow or Public.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_allow_write(const oyez_bytes *methods,
                            size_t count,
                            oyez_room room,
                            size_t *written);

// Takes the next member of an Expect.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: EXPECT, PARAMETER,
//         QUOTED_STRING
bool oyez_expect_next(oyez_members *members,
                      oyez_expectation *expectation,
                      oyez_verdict *verdict);

// Writes an Expect.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_expect_write(const oyez_expectation *expectations,
                             size_t count,
                             oyez_room room,
                             size_t *written);

// Reads a From.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, MAILBOX, QUOTED_STRING, COMMENT
oyez_error oyez_from_read(oyez_bytes value,
                          oyez_mailbox *mailbox,
                          oyez_verdict *verdict);

// Writes a From.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_from_write(const oyez_mailbox *mailbox,
                           oyez_room room,
                           size_t *written);

// Takes the next product or comment of a User-Agent or Server
// (RFC 9110, 10.1.5).
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: PRODUCT, COMMENT
bool oyez_products_next(oyez_members *members,
                        oyez_product *product,
                        oyez_verdict *verdict);

// Writes a User-Agent or Server; a product must be the first.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_products_write(const oyez_product *products,
                               size_t count,
                               oyez_room room,
                               size_t *written);

// Reads a Title, in ISO-8859-1 (RFC 1945, D.2.9).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, FIELD_VALUE
oyez_error oyez_title_read(oyez_bytes value,
                           oyez_bytes *title,
                           oyez_verdict *verdict);

// Writes a Title.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_title_write(oyez_bytes title, oyez_room room, size_t *written);

// --------------------------------------------------------------------------
// Link

// A link (RFC 8288, 3). Of each parameter with a member the first counts;
// each may be missing.
typedef struct {
    // What it points to, a URI-reference.
    oyez_bytes target;
    // How: relation types with spaces between them.
    oyez_word rel;
    // What it points from; else the resource itself.
    oyez_word anchor;
    // How, the other way round.
    oyez_word rev;
    oyez_word title;
    // `title*`, which goes before `title`.
    oyez_ext_value extended_title;
    // All of them, these included; in writing, without these.
    oyez_parameters parameters;
} oyez_link;

// Takes the next link of a Link.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: LINK,
//         URI_REFERENCE, PERCENT, QUOTED_STRING, EXT_VALUE, LANGUAGE_TAG
bool oyez_links_next(oyez_members *members,
                     oyez_link *link,
                     oyez_verdict *verdict);

// Writes a Link.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_links_write(const oyez_link *links,
                            size_t count,
                            oyez_room room,
                            size_t *written);

// Whether one of the relation types of a link is this, in any case.
//
// Thread: any
// Fails:  never
bool oyez_link_relates(const oyez_link *link, oyez_bytes relation);

// Takes the next relation type from a `rel` or `rev`.
//
// Borrow: as `rel`
// Thread: any
// Fails:  false at the end
bool oyez_link_relations_next(oyez_word *rel, oyez_word *relation);

// --------------------------------------------------------------------------
// URIs: Location, Content-Location, Content-Base, Referer

// A URI, or a reference relative to one, in its parts, still encoded
// (RFC 3986, 4.1). A NULL `ptr`: the part is not there.
typedef struct {
    // What stands before the first ":".
    oyez_bytes scheme;
    // What stands before the "@".
    oyez_bytes userinfo;
    // An IP-literal in its brackets, an IPv4 address or a registered name,
    // perhaps empty.
    oyez_bytes host;
    // Digits, perhaps none.
    oyez_bytes port;
    // Always there; may be empty.
    oyez_bytes path;
    // Without its "?".
    oyez_bytes query;
    // Without its "#".
    oyez_bytes fragment;
} oyez_uri;

// What octets are to be: which of them stay as they are.
enum oyez_uri_part
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Data that may stand anywhere: only letters, digits and "-._~" stay.
    OYEZ_URI_DATA = 0,
    // A segment of a path.
    OYEZ_URI_SEGMENT = 1,
    // A whole path: "/" stays too.
    OYEZ_URI_PATH = 2,
    // A whole query or fragment: "/" and "?" stay too.
    OYEZ_URI_QUERY = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_uri_part oyez_uri_part;
#else
typedef uint32_t oyez_uri_part;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Reads a URI-reference: a Location (RFC 9110, 10.2.2).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
oyez_error oyez_uri_read(oyez_bytes value,
                         oyez_uri *uri,
                         oyez_verdict *verdict);

// Reads an absolute-URI: a Content-Base (RFC 2068, 14.11).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, URI_REFERENCE for a relative one, and at a fragment,
//         PERCENT
oyez_error oyez_uri_read_absolute(oyez_bytes value,
                                  oyez_uri *uri,
                                  oyez_verdict *verdict);

// Reads a Content-Location: a URI-reference without a fragment
// (RFC 9110, 8.7).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
oyez_error oyez_content_location_read(oyez_bytes value,
                                      oyez_uri *uri,
                                      oyez_verdict *verdict);

// Reads a Referer: without a fragment, of nobody named
// (RFC 9110, 10.1.3).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
oyez_error oyez_referer_read(oyez_bytes value,
                             oyez_uri *uri,
                             oyez_verdict *verdict);

// Writes a URI-reference of parts (RFC 3986, 5.3).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a part that is none, or would be read
//         as another
oyez_error oyez_uri_write(const oyez_uri *uri, oyez_room room, size_t *written);

// Resolves a reference against a base, and writes the URI that it stands for
// (RFC 3986, 5.2).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a base without a scheme, too
oyez_error oyez_uri_resolve(const oyez_uri *base,
                            const oyez_uri *reference,
                            oyez_room room,
                            size_t *written);

// Writes a URI in its normal form: scheme and host in lower case, no port that
// is the scheme's own, "/" for an empty path of http, no dot segments, nothing
// percent-encoded that need not be (RFC 3986, 6.2; RFC 1945, 3.2.3).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_uri_normalise(const oyez_uri *uri,
                              oyez_room room,
                              size_t *written);

// Whether two URIs have the same normal form, and so identify the same
// resource (RFC 9110, 4.2.3).
//
// Thread: any
// Fails:  never
bool oyez_uri_equivalent(const oyez_uri *one, const oyez_uri *other);

// Writes octets in percent-encoding, as far as the part they are to be, an
// `oyez_uri_part`, wants it. `oyez_percent_decode` undoes it.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_percent_encode(oyez_bytes octets,
                               uint32_t part,
                               oyez_room room,
                               size_t *written);

// --------------------------------------------------------------------------
// Forms: application/x-www-form-urlencoded

// A name, and its value if there is a "=".
typedef struct {
    oyez_word name;
    // May be missing.
    oyez_word value;
} oyez_form_pair;

// Takes the next pair of a form, or of a query as a form makes it; what they
// say is told by `oyez_word_copy`.
//
// Borrow: as `members`
// Thread: any
// Fails:  false at the end, and at a member that is none: PERCENT,
//         FORM_ENCODING
bool oyez_form_next(oyez_members *members,
                    oyez_form_pair *pair,
                    oyez_verdict *verdict);

// Writes a form: only letters, digits and "*-._" stay as they are.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a pair with neither name nor value
oyez_error oyez_form_write(const oyez_form_pair *pairs,
                           size_t count,
                           oyez_room room,
                           size_t *written);

// --------------------------------------------------------------------------
// Multipart bodies: forms and byte ranges (RFC 2046, 5.1; RFC 7578)
//
// A body is written as: a head, the data of its part, CRLF; and so for each
// part; then the end. For its length, add those up: a head or an end that
// finds no room tells how much it takes.

// What a reader of a multipart body tells.
enum oyez_multipart_event
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // All octets were taken.
    OYEZ_MULTIPART_MORE = 0,
    // A part begins: its head.
    OYEZ_MULTIPART_PART = 1,
    // Some of its data.
    OYEZ_MULTIPART_DATA = 2,
    // It ends.
    OYEZ_MULTIPART_PART_END = 3,
    // That was the last part.
    OYEZ_MULTIPART_END = 4,
    // A rule was broken; there is nothing behind it.
    OYEZ_MULTIPART_FAULT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_multipart_event oyez_multipart_event;
#else
typedef uint32_t oyez_multipart_event;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A reader of a multipart body, made by `oyez_multipart_init`. Its members
// are the library's; it owns nothing.
typedef struct {
    uint32_t kind;
    uint32_t reserved;
    uint64_t state[20];
} oyez_multipart;

// What a part of a form is (RFC 7578, 4).
typedef struct {
    // The name of the form's field.
    oyez_word name;
    // The name of the file whose content it is; may be missing. It is never
    // to be trusted: `oyez_content_disposition_safe_name`.
    oyez_word filename;
    // Its media type, a Content-Type; may be missing, for text/plain.
    oyez_bytes content_type;
} oyez_form_part;

// Makes a reader of a body with this boundary, the parameter of its
// Content-Type, and at most so many parts.
//
// Thread: any
// Fails:  ARGUMENT, MULTIPART_BOUNDARY
oyez_error oyez_multipart_init(oyez_multipart *reader,
                               oyez_word boundary,
                               uint32_t parts,
                               oyez_verdict *verdict);

// Takes octets from `*input` up to the next event, an
// `oyez_multipart_event`; `*input` becomes what was not read. `*piece` is the
// head of a part, or some of its data.
//
// `head` is where a part's head is put together, and no longer than that is
// one allowed to be: lend the same room, as it was left, until the part has
// begun. Offsets are counted from the start of the body.
//
// Borrow: `*piece` as `*input`, `head` and `reader`, until the next call
// Thread: one at a time, on the same reader
// Fails:  OYEZ_MULTIPART_FAULT: ARGUMENT, MULTIPART_PART, MULTIPART_END,
//         MULTIPART_LIMIT, and what a field line can break
oyez_multipart_event oyez_multipart_next(oyez_multipart *reader,
                                         oyez_bytes *input,
                                         oyez_room head,
                                         oyez_bytes *piece,
                                         oyez_verdict *verdict);

// Whether the body may end here.
//
// Thread: shared, on the same reader
// Fails:  ARGUMENT, MULTIPART_END, and what was told as a fault
oyez_error oyez_multipart_finish(const oyez_multipart *reader,
                                 oyez_verdict *verdict);

// Takes the next field line of a part's head: `oyez_members_of(head)`.
//
// Borrow: as `head`
// Thread: any
// Fails:  false at the end
bool oyez_part_next(oyez_members *head, oyez_field *field);

// The value of the first field line so named in a part's head.
//
// Borrow: as `head`
// Thread: any
// Fails:  false when there is none (`*value` is untouched)
bool oyez_part_find(oyez_bytes head, oyez_bytes name, oyez_bytes *value);

// Reads what a part of a form is, from its head (RFC 7578, 4.2).
//
// Borrow: as `head`
// Thread: any
// Fails:  ARGUMENT, MULTIPART_NAME, DISPOSITION, QUOTED_STRING, EXT_VALUE,
//         PERCENT, LANGUAGE_TAG
oyez_error oyez_part_form(oyez_bytes head,
                          oyez_form_part *part,
                          oyez_verdict *verdict);

// Writes a boundary that no content holds but by chance, made of sixteen
// random octets of yours.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_multipart_boundary_write(oyez_bytes random,
                                         oyez_room room,
                                         size_t *written);

// Writes what stands before the data of a part: a delimiter, its fields, an
// empty line.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_multipart_head_write(oyez_bytes boundary,
                                     const oyez_field *fields,
                                     size_t field_count,
                                     oyez_room room,
                                     size_t *written);

// The same for a part of a form, whose words are OYEZ_PLAIN.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_multipart_form_head_write(oyez_bytes boundary,
                                          const oyez_form_part *part,
                                          oyez_room room,
                                          size_t *written);

// The same for a part that is a range of octets; `content_type` may be missing
// (RFC 9110, 14.6).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_multipart_range_head_write(oyez_bytes boundary,
                                           oyez_bytes content_type,
                                           const oyez_content_range *range,
                                           oyez_room room,
                                           size_t *written);

// Writes what stands behind the last part.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_multipart_end_write(oyez_bytes boundary,
                                    oyez_room room,
                                    size_t *written);

// --------------------------------------------------------------------------
// CGI: the variables of a request (RFC 3875)

// In `oyez_cgi_request.flags`: `content_length` is told.
#define OYEZ_CGI_CONTENT_LENGTH (1 << 0)

// In `oyez_cgi_request.flags`: the script is told the Authorization, for it
// is who authenticates (RFC 3875, 4.1.18).
#define OYEZ_CGI_AUTHORIZATION (1 << 1)

// A request, and who answers it.
typedef struct {
    oyez_bytes method;
    // The beginning of the target's path that names the script, still
    // encoded; may be empty.
    oyez_bytes script_name;
    // The rest of the path: `oyez_cgi_path_info`.
    oyez_bytes path_info;
    // Without its "?"; may be missing.
    oyez_bytes query;
    // The host that the request is for.
    oyez_bytes server_name;
    // What the server says of itself, as in Server.
    oyez_bytes server_software;
    // The client's address, as text.
    oyez_bytes remote_addr;
    // The scheme of credentials that were right; may be missing.
    oyez_bytes auth_type;
    // The user they are of; may be missing.
    oyez_bytes remote_user;
    // Octets of content, with OYEZ_CGI_CONTENT_LENGTH.
    uint64_t content_length;
    // The port it came in by.
    uint32_t server_port;
    // As `oyez_request.version`.
    uint32_t version;
    // OYEZ_CGI_CONTENT_LENGTH, OYEZ_CGI_AUTHORIZATION.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_cgi_request;

// Memory for a field line. Its members are the library's.
typedef struct {
    size_t state[5];
} oyez_cgi_line;

// The variables of a request that are left. Its members are the library's.
typedef struct {
    oyez_cgi_request request;
    const oyez_cgi_line *lines;
    size_t line_count;
    uint32_t told;
    uint32_t reserved;
} oyez_cgi;

// Begins to tell the variables of a request with these field lines, in memory
// of yours for as many lines as are to be told.
//
// Not told are fields whose names are not made of letters, digits and "-", for
// "_" could pose as "-"; Proxy, which programs would take for their own
// HTTP_PROXY; credentials; and what concerns the connection alone.
//
// Borrow: `*request`, `fields` and `lines` are the library's until the last
//         variable was told
// Thread: any
// Fails:  ARGUMENT, FIELD_COUNT when there are more lines to tell
oyez_error oyez_cgi_begin(oyez_cgi *cgi,
                          const oyez_cgi_request *request,
                          const oyez_field *fields,
                          size_t field_count,
                          oyez_cgi_line *lines,
                          size_t line_count);

// Writes the next variable, as an environment has it: NAME=value. Paths are
// decoded; field lines of one name are joined by ", ", those of Cookie by "; ".
//
// Thread: one at a time, on the same `cgi`
// Fails:  OYEZ_OK with nothing written at the end; ARGUMENT when `room` is too
//         small (the same variable is next), FIELD_SYNTAX for a path that
//         `oyez_cgi_path_check` refuses, or a NUL (another one is next)
oyez_error oyez_cgi_next(oyez_cgi *cgi, oyez_room room, size_t *written);

// What is left of a path behind the name of a script: empty, or from a "/" on.
//
// Borrow: as `path`
// Thread: any
// Fails:  false where it does not begin so (`*path_info` is untouched)
bool oyez_cgi_path_info(oyez_bytes path,
                        oyez_bytes script_name,
                        oyez_bytes *path_info);

// Checks that a path can be told decoded, as SCRIPT_NAME and PATH_INFO are.
//
// Thread: any
// Fails:  ARGUMENT, PERCENT, PATH_OCTET, PATH_CLIMBS
oyez_error oyez_cgi_path_check(oyez_bytes path, oyez_verdict *verdict);

// --------------------------------------------------------------------------
// Structured fields (RFC 9651)
//
// A field is read whole, its lines joined by ", ": one broken member spoils
// all. Of a key that stands twice, the last counts: _find gives that one,
// _next all of them, and _write leaves out what was superseded.

// What a bare item is (RFC 9651, 3.3).
enum oyez_sf_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // None: the member is an inner list.
    OYEZ_SF_INNER_LIST = 0,
    // `number`, of fifteen digits at most.
    OYEZ_SF_INTEGER = 1,
    // `number` is so many thousandths.
    OYEZ_SF_DECIMAL = 2,
    // `text`, printable ASCII.
    OYEZ_SF_STRING = 3,
    // `text`.
    OYEZ_SF_TOKEN = 4,
    // `text`, any octets.
    OYEZ_SF_BYTES = 5,
    // `number`: 1 or 0.
    OYEZ_SF_BOOLEAN = 6,
    // `number`: seconds since 1970.
    OYEZ_SF_DATE = 7,
    // `text`, in UTF-8.
    OYEZ_SF_DISPLAY_STRING = 8,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_sf_kind oyez_sf_kind;
#else
typedef uint32_t oyez_sf_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What stands in a field.
enum oyez_sf_type
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_SF_ITEM = 0,
    OYEZ_SF_LIST = 1,
    OYEZ_SF_DICTIONARY = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_sf_type oyez_sf_type;
#else
typedef uint32_t oyez_sf_type;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is written next: `oyez_sf_write`.
enum oyez_sf_step
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The item `bare`: a member, or one of the inner list that is open.
    OYEZ_SF_PUT = 0,
    // The key of the member that follows. One that none follows is true.
    OYEZ_SF_KEY = 1,
    // A parameter, `key` and `bare`, of the item or inner list before it.
    OYEZ_SF_PARAMETER = 2,
    // An inner list begins.
    OYEZ_SF_OPEN = 3,
    // It ends; parameters that follow are its.
    OYEZ_SF_CLOSE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_sf_step oyez_sf_step;
#else
typedef uint32_t oyez_sf_step;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A bare item.
typedef struct {
    // What a String, Token, Byte Sequence or Display String says:
    // `oyez_word_copy`.
    oyez_word text;
    int64_t number;
    // An `oyez_sf_kind`.
    uint32_t kind;
    // 0.
    uint32_t reserved;
} oyez_sf_bare;

// An item, or an inner list: a member of a list or dictionary.
typedef struct {
    oyez_sf_bare bare;
    // Of an inner list: `oyez_sf_items_next`.
    oyez_members items;
    // `oyez_sf_parameters_next`.
    oyez_members parameters;
} oyez_sf_member;

// A step in writing a field.
typedef struct {
    oyez_bytes key;
    oyez_sf_bare bare;
    // An `oyez_sf_step`.
    uint32_t step;
    // 0.
    uint32_t reserved;
} oyez_sf_piece;

// Reads a field that is an item (RFC 9651, 3.3).
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, SF_*
oyez_error oyez_sf_item_read(oyez_bytes value,
                             oyez_sf_member *item,
                             oyez_verdict *verdict);

// Checks a field that is a list (RFC 9651, 3.1), and begins to read it. An
// empty one is a list, too.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, SF_*
oyez_error oyez_sf_list_read(oyez_bytes value,
                             oyez_members *list,
                             oyez_verdict *verdict);

// Checks a field that is a dictionary (RFC 9651, 3.2), and begins to read it.
// An empty one is a dictionary, too.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, SF_*
oyez_error oyez_sf_dictionary_read(oyez_bytes value,
                                   oyez_members *dictionary,
                                   oyez_verdict *verdict);

// Reads a bare item, alone.
//
// Borrow: as `value`
// Thread: any
// Fails:  ARGUMENT, SF_*
oyez_error oyez_sf_bare_read(oyez_bytes value,
                             oyez_sf_bare *bare,
                             oyez_verdict *verdict);

// Takes the next member of a list that was checked.
//
// Borrow: as `list`
// Thread: any
// Fails:  false at the end
bool oyez_sf_list_next(oyez_members *list, oyez_sf_member *member);

// Takes the next member of a dictionary that was checked.
//
// Borrow: as `dictionary`
// Thread: any
// Fails:  false at the end
bool oyez_sf_dictionary_next(oyez_members *dictionary,
                             oyez_bytes *key,
                             oyez_sf_member *member);

// Takes the next item of an inner list.
//
// Borrow: as `items`
// Thread: any
// Fails:  false at the end
bool oyez_sf_items_next(oyez_members *items, oyez_sf_member *item);

// Takes the next parameter of an item or inner list.
//
// Borrow: as `parameters`
// Thread: any
// Fails:  false at the end
bool oyez_sf_parameters_next(oyez_members *parameters,
                             oyez_bytes *key,
                             oyez_sf_bare *value);

// The member of a dictionary with this key: the last, if there are several.
//
// Borrow: as `dictionary`
// Thread: any
// Fails:  false when there is none (`*member` is untouched)
bool oyez_sf_dictionary_find(oyez_members dictionary,
                             oyez_bytes key,
                             oyez_sf_member *member);

// The value of the parameter with this key: of the last, if there are several.
//
// Borrow: as `parameters`
// Thread: any
// Fails:  false when there is none (`*value` is untouched)
bool oyez_sf_parameters_find(oyez_members parameters,
                             oyez_bytes key,
                             oyez_sf_bare *value);

// Writes a field of pieces, an `oyez_sf_type`, in the one way there is for
// them (RFC 9651, 4.1). Give a key once. Of an empty list or dictionary
// nothing is written: then there is to be no field.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a piece that is out of place or range
oyez_error oyez_sf_write(uint32_t sf_type,
                         const oyez_sf_piece *pieces,
                         size_t count,
                         oyez_room room,
                         size_t *written);

// Writes a bare item.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_sf_bare_write(const oyez_sf_bare *bare,
                              oyez_room room,
                              size_t *written);

// Writes an item as it was read.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_sf_item_write(const oyez_sf_member *item,
                              oyez_room room,
                              size_t *written);

// Writes the members of a list that are left.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_sf_list_write(oyez_members list,
                              oyez_room room,
                              size_t *written);

// Writes the members of a dictionary that are left.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_sf_dictionary_write(oyez_members dictionary,
                                    oyez_room room,
                                    size_t *written);

// The thousandths next to `digits` with so many of them behind the point: 5
// and 1 is 0.5; of two as near, the even one (RFC 9651, 4.1.5).
//
// Thread: any
// Fails:  false beyond the range of a Decimal (`*thousandths` is untouched)
bool oyez_sf_decimal(int64_t digits,
                     uint32_t behind_point,
                     int64_t *thousandths);

// --------------------------------------------------------------------------
// Methods

// In `oyez_method.flags`: who sends it asks for no change
// (RFC 9110, 9.2.1).
#define OYEZ_METHOD_SAFE (1 << 0)

// In `oyez_method.flags`: sent twice, it means what it means sent once
// (RFC 9110, 9.2.2).
#define OYEZ_METHOD_IDEMPOTENT (1 << 1)

// In `oyez_resource.flags`: TRACE is answered. Else it is refused, whatever
// the lists say.
#define OYEZ_RESOURCE_TRACES (1 << 0)

// Whether a cache may store what answers a method (RFC 9110, 9.2.3).
enum oyez_method_cacheable
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_CACHEABLE_NEVER = 0,
    // If it says how long it is fresh, and its Content-Location is the
    // target.
    OYEZ_CACHEABLE_IF_EXPLICIT = 1,
    OYEZ_CACHEABLE_YES = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_method_cacheable oyez_method_cacheable;
#else
typedef uint32_t oyez_method_cacheable;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What content in a request means, by its method.
enum oyez_method_content
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // What the method is about, or may be.
    OYEZ_METHOD_CONTENT_MEANT = 0,
    // Nothing that is generally defined; some refuse a request that has any.
    OYEZ_METHOD_CONTENT_UNDEFINED = 1,
    // There is none: a client must not send any, or what follows is a
    // tunnel's.
    OYEZ_METHOD_CONTENT_BARRED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_method_content oyez_method_content;
#else
typedef uint32_t oyez_method_content;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is to be done about a method.
enum oyez_method_decision
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The resource answers it.
    OYEZ_METHOD_PROCEED = 0,
    // A HEAD: it is answered as a GET would be, without the content.
    OYEZ_METHOD_AS_GET = 1,
    // An OPTIONS: 204, with Allow.
    OYEZ_METHOD_OPTIONS = 2,
    // An OPTIONS for the server as a whole: 204, with Allow.
    OYEZ_METHOD_SERVER_OPTIONS = 3,
    // A TRACE: 200, whose content `oyez_trace_write` makes.
    OYEZ_METHOD_TRACE = 4,
    // 405, with Allow: some resource would answer it, not this one.
    OYEZ_METHOD_NOT_ALLOWED = 5,
    // 501: no resource of this server would.
    OYEZ_METHOD_NOT_IMPLEMENTED = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_method_decision oyez_method_decision;
#else
typedef uint32_t oyez_method_decision;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a method promises (RFC 9110, 9.2).
typedef struct {
    // Its name; case matters.
    oyez_bytes name;
    // Where it is defined.
    oyez_bytes clause;
    // OYEZ_METHOD_SAFE, OYEZ_METHOD_IDEMPOTENT.
    uint32_t flags;
    // An `oyez_method_cacheable`.
    uint32_t cacheable;
    // An `oyez_method_content`.
    uint32_t content;
    // 0.
    uint32_t reserved;
} oyez_method;

// What a resource answers, and its server. Methods are told as in an Allow:
// "GET, PUT".
typedef struct {
    // The methods that it answers by itself.
    oyez_bytes allowed;
    // The methods that the server answers for some resource or other; if
    // there are none, every registered one.
    oyez_bytes implemented;
    // OYEZ_RESOURCE_TRACES, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_resource;

// What a method promises. Of one that is not registered, `*method` says
// what it is taken for: neither safe nor idempotent nor cacheable.
//
// Borrow: forever (static); `method->name` as `name`
// Thread: any
// Fails:  false for a method that is not registered
bool oyez_method_find(oyez_bytes name, oyez_method *method);

// A registered method by its place; the first is 0.
//
// Borrow: forever (static)
// Thread: any
// Fails:  false beyond the last
bool oyez_method_at(size_t at, oyez_method *method);

// Decides what is to be done about a method, an `oyez_method_decision`.
// `target` is the request's, as received.
//
// Thread: any
// Fails:  never; what cannot be read is not implemented
uint32_t oyez_method_decide(const oyez_resource *resource,
                            oyez_bytes method,
                            oyez_bytes target);

// The status that an `oyez_method_decision` is answered with; 0 where the
// resource says.
//
// Thread: any
// Fails:  never
uint32_t oyez_method_status(uint32_t decision);

// Writes the Allow that an `oyez_method_decision` is answered with: the
// methods of the resource, or those of the server.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX when a list of methods is none
oyez_error oyez_method_write_allow(const oyez_resource *resource,
                                   uint32_t decision,
                                   oyez_room room,
                                   size_t *written);

// Writes the content that answers a TRACE, of the type message/http: its
// request-line and its fields, without what is secret (RFC 9110, 9.3.8).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_trace_write(oyez_bytes target,
                            uint32_t received,
                            oyez_fields fields,
                            oyez_room room,
                            size_t *written);

// Whether a request field of this name is likely to be a secret between a
// client and one origin: cookies, credentials, what stands for them.
//
// Thread: any
// Fails:  never
bool oyez_field_is_secret(oyez_bytes name);

// --------------------------------------------------------------------------
// Status codes

// In `oyez_status.flags`: a cache may guess how long what has it is fresh
// (RFC 9110, 15.1).
#define OYEZ_STATUS_CACHEABLE (1 << 0)

// In `oyez_status.flags`: it is no longer sent, reserved for later, or was
// never registered.
#define OYEZ_STATUS_UNUSED (1 << 1)

// In `oyez_status.flags`: no cache stores what has it (RFC 6585, 3 to 6).
#define OYEZ_STATUS_NEVER_STORED (1 << 2)

// The classes of status codes (RFC 9110, 15).
enum oyez_status_class
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A number that is no status code, which is to be taken as a 500.
    OYEZ_CLASS_NONE = 0,
    // 1xx: the request was received, the process goes on.
    OYEZ_CLASS_INFORMATIONAL = 1,
    // 2xx: the request was received, understood and accepted.
    OYEZ_CLASS_SUCCESSFUL = 2,
    // 3xx: further action completes the request.
    OYEZ_CLASS_REDIRECTION = 3,
    // 4xx: the request cannot be fulfilled.
    OYEZ_CLASS_CLIENT_ERROR = 4,
    // 5xx: the server failed to fulfil a request that is apparently valid.
    OYEZ_CLASS_SERVER_ERROR = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_status_class oyez_status_class;
#else
typedef uint32_t oyez_status_class;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is wrong with a response that is about to be sent.
enum oyez_finding_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The status is no status code, and is taken for a 500.
    OYEZ_FINDING_NO_STATUS = 0,
    // The status is no longer sent, reserved, or was never registered.
    OYEZ_FINDING_UNUSED = 1,
    // A client of HTTP/1.0 takes a 1xx for the response.
    OYEZ_FINDING_INFORMATIONAL_TO_10 = 2,
    // `field` is missing.
    OYEZ_FINDING_MISSING = 3,
    // `field` is there, and ought not to be.
    OYEZ_FINDING_BARRED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_finding_kind oyez_finding_kind;
#else
typedef uint32_t oyez_finding_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How much a clause wants something.
enum oyez_force
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_FORCE_MUST = 0,
    OYEZ_FORCE_SHOULD = 1,
    OYEZ_FORCE_MAY = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_force oyez_force;
#else
typedef uint32_t oyez_force;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is known of a status code.
typedef struct {
    // Its reason phrase.
    oyez_bytes reason;
    // Where it is defined; empty if it is merely in use.
    oyez_bytes clause;
    // Three digits.
    uint32_t status;
    // OYEZ_STATUS_CACHEABLE, OYEZ_STATUS_UNUSED, OYEZ_STATUS_NEVER_STORED.
    uint32_t flags;
} oyez_status;

// A response that is about to be sent, but for its fields.
typedef struct {
    // The method that it answers.
    oyez_bytes method;
    // Its status.
    uint32_t status;
    // The version of the request, as `oyez_request.version`.
    uint32_t version;
} oyez_answer;

// What is wrong with a response that is about to be sent.
typedef struct {
    // The name of the field that it is about; may be missing.
    oyez_bytes field;
    // The clause that says so.
    oyez_bytes clause;
    // An `oyez_finding_kind`.
    uint32_t kind;
    // An `oyez_force`.
    uint32_t force;
} oyez_finding;

// The class of a status code, an `oyez_status_class`.
//
// Thread: any
// Fails:  never
uint32_t oyez_status_class_of(uint32_t status);

// What a status code is to be treated as: itself if it is registered; else
// the x00 of its class; what is no status code, as a 500 (RFC 9110, 15).
//
// Thread: any
// Fails:  never
uint32_t oyez_status_treated_as(uint32_t status);

// What is known of a status code.
//
// Borrow: forever (static)
// Thread: any
// Fails:  false for a code that nothing is known of
bool oyez_status_find(uint32_t status, oyez_status *known);

// Whether the response with this status to a request of this method has
// content (RFC 9110, 6.4.1).
//
// Thread: any
// Fails:  never
bool oyez_status_allows_content(oyez_bytes method, uint32_t status);

// Looks at a response before it is sent: takes the next thing that is
// wrong. Set `*at` to 0 to begin. Date and Connection are not asked for:
// who sends the response adds them.
//
// Borrow: forever (static)
// Thread: any
// Fails:  false when there is nothing more
bool oyez_status_check(const oyez_answer *answer,
                       oyez_fields fields,
                       size_t *at,
                       oyez_finding *finding);

// --------------------------------------------------------------------------
// Conditional requests

// In `oyez_conditional.flags`: by the rules of RFC 1945. HEAD is never
// conditional, a date that is yet to come is invalid, no Range is heeded.
#define OYEZ_CONDITIONAL_HTTP10 (1 << 0)

// In `oyez_conditional.flags`: a cache asks, which If-Match and
// If-Unmodified-Since are not for, nor any condition of another method than
// GET and HEAD.
#define OYEZ_CONDITIONAL_CACHE (1 << 1)

// In `oyez_validators.flags`: `modified` is known.
#define OYEZ_VALIDATORS_MODIFIED (1 << 0)

// In `oyez_validators.flags`: `modified` is a strong validator:
// `oyez_conditional_date_is_strong`.
#define OYEZ_VALIDATORS_MODIFIED_STRONG (1 << 1)

// In `oyez_conditional_decision.flags`: there is a Range, and If-Range does
// not forbid to heed it: `oyez_range_decide` says what it comes to.
#define OYEZ_CONDITIONAL_HEEDS_RANGE (1 << 0)

// A request, and what it would be answered without its conditions.
typedef struct {
    oyez_bytes method;
    oyez_fields fields;
    // The present time, in seconds since 1970.
    int64_t now;
    // The status of the answer without conditions; 0 means 200. Of others
    // than 2xx and 412, they change nothing (RFC 9110, 13.2.1).
    uint32_t status;
    // `OYEZ_CONDITIONAL_*` bits.
    uint32_t flags;
} oyez_conditional;

// The validators of the selected representation (RFC 9110, 8.8).
typedef struct {
    // Its ETag; may be missing: a NULL `opaque.ptr`.
    oyez_entity_tag tag;
    // When it was last modified, in seconds since 1970.
    int64_t modified;
    // `OYEZ_VALIDATORS_*` bits.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_validators;

// What conditions come to.
enum oyez_conditional_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The method is performed.
    OYEZ_CONDITIONAL_PROCEED = 0,
    // 304: a representation that the client has is current.
    OYEZ_CONDITIONAL_NOT_MODIFIED = 1,
    // 412: the method is not performed. Where the very change was made
    // before, the answer may be that of success (RFC 9110, 13.1.1).
    OYEZ_CONDITIONAL_FAILED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_conditional_outcome oyez_conditional_outcome;
#else
typedef uint32_t oyez_conditional_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The field that a condition stands in.
enum oyez_condition
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_CONDITION_NONE = 0,
    OYEZ_CONDITION_IF_MATCH = 1,
    OYEZ_CONDITION_IF_UNMODIFIED_SINCE = 2,
    OYEZ_CONDITION_IF_NONE_MATCH = 3,
    OYEZ_CONDITION_IF_MODIFIED_SINCE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_condition oyez_condition;
#else
typedef uint32_t oyez_condition;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What conditions come to, and why.
typedef struct {
    // An `oyez_conditional_outcome`.
    uint32_t outcome;
    // 304 or 412; 0 where the method is performed.
    uint32_t status;
    // An `oyez_condition`: the one that was false.
    uint32_t condition;
    // OYEZ_CONDITIONAL_HEEDS_RANGE, or 0.
    uint32_t flags;
} oyez_conditional_decision;

// Evaluates conditions in the order of RFC 9110, 13.2.2. A NULL `current`:
// the target has no representation.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_conditional_decide(const oyez_conditional *request,
                                   const oyez_validators *current,
                                   oyez_conditional_decision *decision);

// Whether a date of Last-Modified is a strong validator, `date` being that
// of the message it came in (RFC 9110, 8.8.2.2).
//
// Thread: any
// Fails:  never
bool oyez_conditional_date_is_strong(int64_t modified, int64_t date);

// The Last-Modified to send of what was modified at a time: none that is yet
// to come (RFC 9110, 8.8.2.1).
//
// Thread: any
// Fails:  never
int64_t oyez_conditional_last_modified(int64_t modified, int64_t now);

// Whether a 304 carries a field of the 200 that it stands for
// (RFC 9110, 15.4.5).
//
// Thread: any
// Fails:  false
bool oyez_conditional_keeps_in_304(oyez_bytes name);

// Takes the next field line of a 304 from `*rest`, which at first is a copy
// of `fields`, those that the 200 would have. Last-Modified is kept where
// there is no ETag (RFC 9110, 15.4.5).
//
// Borrow: as `fields`
// Thread: any
// Fails:  false at the end
bool oyez_conditional_304_next(oyez_fields fields,
                               oyez_fields *rest,
                               oyez_field *field);

// --------------------------------------------------------------------------
// Ranges: which octets an answer holds

// In `oyez_range_limits.flags`: each range is sent as it was asked for.
#define OYEZ_RANGES_APART (1 << 0)

// In `oyez_range_enclosed_part.flags`: `complete` is known.
#define OYEZ_ENCLOSED_COMPLETE (1 << 0)

// Octets that stand one after the other, `last` included. Positions count
// from 0.
typedef struct {
    uint64_t first;
    uint64_t last;
} oyez_span;

// What a server does for a client that asks for ranges (RFC 9110, 14.2).
typedef struct {
    // How many may be asked for; 0 means 16.
    uint32_t ranges;
    // How many of them may overlap another; 0 means 2.
    uint32_t overlapping;
    // How many small ones may be out of order; 0 means 4.
    uint32_t scattered;
    // OYEZ_RANGES_APART, or 0.
    uint32_t flags;
    // Ranges are sent as one that have fewer octets than this between them;
    // 0 means 80 (RFC 9110, 15.3.7.2).
    uint64_t gap;
} oyez_range_limits;

// What is sent.
enum oyez_range_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // 200: all of it.
    OYEZ_RANGE_WHOLE = 0,
    // 206 with a Content-Range: one range.
    OYEZ_RANGE_SINGLE = 1,
    // 206 with a multipart/byteranges: several, in the order in which they
    // were asked for.
    OYEZ_RANGE_MULTIPLE = 2,
    // 416 with a Content-Range that tells the length.
    OYEZ_RANGE_UNSATISFIABLE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_range_outcome oyez_range_outcome;
#else
typedef uint32_t oyez_range_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why all is sent.
enum oyez_range_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Not all is sent.
    OYEZ_RANGE_HEEDED = 0,
    // There is no Range.
    OYEZ_RANGE_NOT_ASKED = 1,
    // The method is not GET, or the answer is no 200 (RFC 9110, 14.2).
    OYEZ_RANGE_NOT_DEFINED = 2,
    // By the rules of RFC 1945, the client knows no 206.
    OYEZ_RANGE_RULES = 3,
    // If-Range is false (RFC 9110, 13.1.5).
    OYEZ_RANGE_CONDITION = 4,
    // The unit is not bytes.
    OYEZ_RANGE_UNIT = 5,
    // The Range is invalid, or there are two.
    OYEZ_RANGE_INVALID = 6,
    // There is nothing to send a part of.
    OYEZ_RANGE_EMPTY = 7,
    // More ranges than may be asked for, or than there is room for.
    OYEZ_RANGE_TOO_MANY = 8,
    // More ranges that overlap than may.
    OYEZ_RANGE_OVERLAPPING = 9,
    // More small ranges out of order than may be asked for.
    OYEZ_RANGE_SCATTERED = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_range_reason oyez_range_reason;
#else
typedef uint32_t oyez_range_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is sent, and why.
typedef struct {
    // An `oyez_range_outcome`.
    uint32_t outcome;
    // 200, 206 or 416.
    uint32_t status;
    // An `oyez_range_reason`.
    uint32_t reason;
    // 0.
    uint32_t reserved;
    // How many ranges were chosen.
    size_t count;
    // The Content-Range of a single range, or of a 416; else its `flags`
    // are 0.
    oyez_content_range content_range;
} oyez_range_decision;

// A content of several ranges: for each a head, its octets, CR LF; then
// `oyez_multipart_end_write`.
typedef struct {
    // What stands between the parts, and in none of them:
    // `oyez_multipart_boundary_write`.
    oyez_bytes boundary;
    // The media type of the representation; may be missing.
    oyez_bytes content_type;
    // Octets of all of it.
    uint64_t complete;
} oyez_byteranges;

// What the content of a response is of what was asked for.
enum oyez_range_enclosed_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // All of a representation, or none: the status says which.
    OYEZ_ENCLOSED_WHOLE = 0,
    // A part.
    OYEZ_ENCLOSED_PART = 1,
    // A multipart/byteranges, whose parts say which they are.
    OYEZ_ENCLOSED_PARTS = 2,
    // None: no range is there that was asked for.
    OYEZ_ENCLOSED_UNSATISFIED = 3,
    // A part that must not be combined with another: its Content-Range is
    // missing, invalid or not in bytes (RFC 9110, 14.4).
    OYEZ_ENCLOSED_UNUSABLE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_range_enclosed_kind oyez_range_enclosed_kind;
#else
typedef uint32_t oyez_range_enclosed_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Which part of a representation a response holds.
typedef struct {
    // Of OYEZ_ENCLOSED_PART.
    oyez_span span;
    // Octets of the whole.
    uint64_t complete;
    // An `oyez_range_enclosed_kind`.
    uint32_t kind;
    // OYEZ_ENCLOSED_COMPLETE, or 0.
    uint32_t flags;
} oyez_range_enclosed_part;

// What a server says of ranges of octets.
enum oyez_ranges_accepted
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing: one may ask.
    OYEZ_RANGES_UNTOLD = 0,
    // It serves them.
    OYEZ_RANGES_ACCEPTED = 1,
    // It serves none.
    OYEZ_RANGES_NOT_ACCEPTED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_ranges_accepted oyez_ranges_accepted;
#else
typedef uint32_t oyez_ranges_accepted;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Decides what is sent of a representation of `length` octets, when the
// conditions of the request let it proceed. Ranges are told in `chosen`, which
// has room for `room`: one for each that may be asked for. NULL `limits` are
// those that are 0. Time grows with the square of `room`: lend no more than
// a few dozen.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_range_decide(const oyez_conditional *request,
                             const oyez_validators *current,
                             uint64_t length,
                             const oyez_range_limits *limits,
                             oyez_span *chosen,
                             size_t room,
                             oyez_range_decision *decision);

// Writes the Content-Type of an answer with several ranges.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_byteranges_type_write(const oyez_byteranges *parts,
                                      oyez_room room,
                                      size_t *written);

// Writes what stands before the octets of a range.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_byteranges_head_write(const oyez_byteranges *parts,
                                      const oyez_span *span,
                                      oyez_room room,
                                      size_t *written);

// How many octets all of a content of several ranges has: the
// Content-Length of the answer.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_byteranges_length(const oyez_byteranges *parts,
                                  const oyez_span *spans,
                                  size_t count,
                                  uint64_t *length);

// Which part of a representation a response holds (RFC 9110, 15.3.7).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_range_enclosed(uint32_t status,
                               oyez_fields fields,
                               oyez_range_enclosed_part *part);

// Whether two responses hold parts of one representation: they share a
// strong validator (RFC 9110, 15.3.7.3). `now`, in seconds since 1970, tells
// the century of a year of two digits.
//
// Thread: any
// Fails:  never
bool oyez_range_may_combine(oyez_fields one, oyez_fields other, int64_t now);

// Whether a server says that it serves ranges of octets, an
// `oyez_ranges_accepted` (RFC 9110, 14.3).
//
// Thread: any
// Fails:  never
uint32_t oyez_range_accepted(oyez_fields fields);

// Two spans as one, if no octet is missing between them.
//
// Thread: any
// Fails:  false, and `*joined` is untouched
bool oyez_span_join(const oyez_span *one,
                    const oyez_span *other,
                    oyez_span *joined);

// --------------------------------------------------------------------------
// Negotiation

// In the flags of `oyez_negotiation_choose`: a language that the client does
// not list is not acceptable.
#define OYEZ_NEGOTIATE_STRICT_LANGUAGES (1 << 0)

// In the same: where several variants are equally good, the client chooses:
// 300 (RFC 9110, 12.2).
#define OYEZ_NEGOTIATE_REACTIVE (1 << 1)

// What clients have preferences for (RFC 9110, 12.5).
enum oyez_dimension
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The media type, by Accept.
    OYEZ_DIMENSION_MEDIA_TYPE = 0,
    // The charset, by Accept-Charset.
    OYEZ_DIMENSION_CHARSET = 1,
    // The content coding, by Accept-Encoding.
    OYEZ_DIMENSION_CODING = 2,
    // The language, by Accept-Language.
    OYEZ_DIMENSION_LANGUAGE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_dimension oyez_dimension;
#else
typedef uint32_t oyez_dimension;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How the ranges of Accept-Language match.
enum oyez_languages
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // "en" matches "en-GB" (RFC 4647, 3.3.1).
    OYEZ_LANGUAGES_FILTERING = 0,
    // "en-GB" matches "en" (RFC 4647, 3.4).
    OYEZ_LANGUAGES_LOOKUP = 1,
    // Both: the same, then what lookup finds, then what filtering finds.
    OYEZ_LANGUAGES_EITHER = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_languages oyez_languages;
#else
typedef uint32_t oyez_languages;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A representation that a resource has, by the fields that would describe
// it. What is missing is acceptable whatever the client prefers.
typedef struct {
    // Its Content-Type.
    oyez_bytes content_type;
    // Its charset, if it is not the parameter of `content_type`.
    oyez_bytes charset;
    // Its Content-Encoding; missing for identity.
    oyez_bytes coding;
    // Its Content-Language.
    oyez_bytes language;
    // Where it is by itself, a URI-reference: for the list of a 300 or 406.
    oyez_bytes location;
    // How good it is as such, in thousandths; 0 means 1000.
    uint32_t quality;
    // 0.
    uint32_t reserved;
} oyez_variant;

// Which variant is sent.
enum oyez_choice_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The one at `index`.
    OYEZ_CHOICE_CHOSEN = 0,
    // 300 with a list of all: several are as good as the one at `index`.
    OYEZ_CHOICE_MULTIPLE = 1,
    // 406 with a list of all: none is acceptable.
    OYEZ_CHOICE_NOT_ACCEPTABLE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_choice_outcome oyez_choice_outcome;
#else
typedef uint32_t oyez_choice_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is sent.
typedef struct {
    // An `oyez_choice_outcome`.
    uint32_t outcome;
    // 300 or 406; 0 where the status is that of the variant.
    uint32_t status;
    // Which of the variants.
    size_t index;
    // What the choice depends on, for `oyez_negotiation_vary_write`: bit n
    // for the `oyez_dimension` n.
    uint32_t vary;
    // 0.
    uint32_t reserved;
} oyez_choice;

// What a client lists. Zero it to begin.
typedef struct {
    // A media range without its parameters, the name of a charset or a
    // coding, a language range.
    oyez_bytes name;
    // Where it stands among the members.
    size_t place;
    // In thousandths.
    uint32_t weight;
    // How many were told.
    uint32_t told;
} oyez_offered;

// One of the values that were asked about.
typedef struct {
    // Which.
    size_t index;
    // The member that decides about it.
    size_t place;
    // How exactly that matches.
    uint32_t specificity;
    // In thousandths.
    uint16_t weight;
} oyez_ranked;

// What becomes of a content.
enum oyez_content_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is of the pattern at `index`.
    OYEZ_CONTENT_TAKEN = 0,
    // 415 with an Accept: of no such media type.
    OYEZ_CONTENT_OTHER_TYPE = 1,
    // 415 with an Accept-Encoding: in a coding that is not known.
    OYEZ_CONTENT_OTHER_CODING = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_content_kind oyez_content_kind;
#else
typedef uint32_t oyez_content_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What becomes of a content.
typedef struct {
    // An `oyez_content_kind`.
    uint32_t kind;
    // 415, or 0.
    uint32_t status;
    // Which of the patterns.
    size_t index;
} oyez_content_decision;

// Chooses among the variants of a resource. `languages` is an
// `oyez_languages`, `flags` are `OYEZ_NEGOTIATE_*` bits.
//
// The best has the largest product of its own quality and the weights of
// media type, charset and language; then the language that is matched more
// exactly, then the one listed first; then the coding with the largest
// weight, then the one that is listed; then the first place.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_negotiation_choose(oyez_fields fields,
                                   const oyez_variant *variants,
                                   size_t count,
                                   uint32_t languages,
                                   uint32_t flags,
                                   oyez_choice *choice);

// Writes the Vary of an answer; nothing where it depends on nothing.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_negotiation_vary_write(uint32_t vary,
                                       oyez_room room,
                                       size_t *written);

// Writes links to the variants: a Link field for a 300 or 406, and a list
// that a program can read for their content (RFC 9110, 15.4.1).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX, for a variant without a location too
oyez_error oyez_negotiation_links_write(const oyez_variant *variants,
                                        size_t count,
                                        oyez_room room,
                                        size_t *written);

// What the request says of a value, such as "text/html;charset=utf-8",
// "gzip" or "en-GB", in thousandths. `dimension` is an `oyez_dimension`,
// `languages` an `oyez_languages`.
//
// Thread: any
// Fails:  0, which is not acceptable
uint32_t oyez_negotiation_weight(oyez_fields fields,
                                 uint32_t dimension,
                                 uint32_t languages,
                                 oyez_bytes value);

// Which of some values a client accepts, in `ranked`, which has room for
// `room`: by weight, then by how exactly they are matched, then by their
// place in the field, then by that among the values. Where there is no room
// for all, the best are told.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_negotiation_preferred(oyez_fields fields,
                                      uint32_t dimension,
                                      uint32_t languages,
                                      const oyez_bytes *values,
                                      size_t count,
                                      oyez_ranked *ranked,
                                      size_t *room);

// Takes the next of what a client accepts, by weight, and in its own order
// where that is the same. Without the field, anything. "identity" follows
// what is listed, unless it is excluded. 32 are told at most.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false at the end
bool oyez_negotiation_offered_next(oyez_fields fields,
                                   uint32_t dimension,
                                   oyez_offered *offered);

// Which of some patterns a Content-Type is of first: "text/html"; "text/*",
// "*/*"; "application/*+json", "+json". `*index` tells it.
//
// Thread: any
// Fails:  false if it is of none (`*index` is untouched)
bool oyez_content_type_is(oyez_bytes value,
                          const oyez_bytes *patterns,
                          size_t count,
                          size_t *index);

// Decides about a request with content: its media type is of one of the
// patterns, and each of its codings one of those known (RFC 9110, 15.5.16).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_content_decide(oyez_fields fields,
                               const oyez_bytes *patterns,
                               size_t pattern_count,
                               const oyez_bytes *codings,
                               size_t coding_count,
                               oyez_content_decision *decision);

// Writes what is taken: the Accept of a 415, an Accept-Patch or Accept-Post.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX for a pattern that is no media range
oyez_error oyez_content_accept_write(const oyez_bytes *patterns,
                                     size_t count,
                                     oyez_room room,
                                     size_t *written);

// --------------------------------------------------------------------------
// Caching: decisions
//
// Where responses lie, and under which key, is yours: each function is about
// one response that is stored, or might be, under the target URI of the
// request at hand (RFC 9111). What a cache is, is said by OYEZ_CACHING_ bits.

// A cache stores for many users, as that of a proxy; else for one.
#define OYEZ_CACHING_SHARED (1 << 0)

// A cache knows Range and Content-Range, and stores partial content
// (RFC 9111, 3.3).
#define OYEZ_CACHING_RANGES (1 << 1)

// A cache stores Set-Cookie as any other field. Without this, a shared one
// does not (RFC 9111, 7.3).
#define OYEZ_CACHING_COOKIES_STORED (1 << 2)

// A cache passes Set-Cookie on, but does not store it. Without this, a
// private one does.
#define OYEZ_CACHING_COOKIES_PASSED (1 << 3)

// A cache does not heed the directives of requests, which are advice
// (RFC 9111, 5.2.1), but for no-store.
#define OYEZ_CACHING_REQUESTS_IGNORED (1 << 4)

// In `oyez_cache_response.flags`: only `received` octets of content came
// before the connection broke.
#define OYEZ_CACHING_INCOMPLETE (1 << 0)

// In `oyez_extent.flags`: how many the whole has is known.
#define OYEZ_EXTENT_COMPLETE (1 << 0)

// Whether a response may be stored (RFC 9111, 3).
enum oyez_storing
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing was asked: a pointer was NULL.
    OYEZ_STORING_NOTHING = 0,
    // It may.
    OYEZ_STORING_WHOLE = 1,
    // It may, as the part that it is.
    OYEZ_STORING_PARTIAL = 2,
    // It must not: GET and HEAD are the methods whose responses are.
    OYEZ_STORING_NOT_METHOD = 3,
    // It must not: it is no final response.
    OYEZ_STORING_NOT_INTERIM = 4,
    // It must not: its status code must be understood and is not, or is 304
    // or one that is never stored (RFC 6585, 3 to 6).
    OYEZ_STORING_NOT_STATUS = 5,
    // It must not: the request or the response says no-store.
    OYEZ_STORING_NOT_NO_STORE = 6,
    // It must not: it is private, and the cache is not.
    OYEZ_STORING_NOT_PRIVATE = 7,
    // It must not: the request had Authorization, and the response does not
    // say that others may have it.
    OYEZ_STORING_NOT_AUTHORIZATION = 8,
    // It must not: nothing says that it may be.
    OYEZ_STORING_NOT_UNMARKED = 9,
    // It must not: it is a part, and the cache cannot keep that.
    OYEZ_STORING_NOT_PARTIAL = 10,
    // It must not: Connection names what says how long it may be kept, or is
    // no list of names.
    OYEZ_STORING_NOT_CONNECTION = 11,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_storing oyez_storing;
#else
typedef uint32_t oyez_storing;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a freshness lifetime was told by (RFC 9111, 4.2.1).
enum oyez_freshness_source
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing: there is no lifetime.
    OYEZ_FRESHNESS_NONE = 0,
    // s-maxage, of a shared cache.
    OYEZ_FRESHNESS_S_MAXAGE = 1,
    OYEZ_FRESHNESS_MAX_AGE = 2,
    OYEZ_FRESHNESS_EXPIRES = 3,
    // A tenth of the time since Last-Modified (4.2.2).
    OYEZ_FRESHNESS_HEURISTIC = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_freshness_source oyez_freshness_source;
#else
typedef uint32_t oyez_freshness_source;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a cache does with a request (RFC 9111, 4).
enum oyez_reuse_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Answers it with the stored response.
    OYEZ_REUSE_FRESH = 0,
    // Answers it with the stored response, which is stale.
    OYEZ_REUSE_STALE = 1,
    // The same, and validates that meanwhile (RFC 5861, 3).
    OYEZ_REUSE_STALE_WHILE_REVALIDATE = 2,
    // Asks the origin server whether the stored response is still good.
    OYEZ_REUSE_VALIDATE = 3,
    // Passes it on as it came.
    OYEZ_REUSE_FORWARD = 4,
    // Answers 504: nothing stored will do, and the request wants nothing else.
    OYEZ_REUSE_GATEWAY_TIMEOUT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_reuse_outcome oyez_reuse_outcome;
#else
typedef uint32_t oyez_reuse_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why a stored response is not reused (RFC 9111, 4).
enum oyez_reuse_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is.
    OYEZ_REUSE_BECAUSE_NONE = 0,
    // There is none.
    OYEZ_REUSE_BECAUSE_MISS = 1,
    // The method is written through, or the response belongs to another.
    OYEZ_REUSE_BECAUSE_METHOD = 2,
    // The fields that Vary names differ.
    OYEZ_REUSE_BECAUSE_VARY = 3,
    // What is stored is a part, and not the one asked for.
    OYEZ_REUSE_BECAUSE_PARTIAL = 4,
    // It says no-cache.
    OYEZ_REUSE_BECAUSE_NO_CACHE = 5,
    // The request does not want one as old.
    OYEZ_REUSE_BECAUSE_REQUEST = 6,
    // It is stale, and nothing allows that.
    OYEZ_REUSE_BECAUSE_STALE = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_reuse_reason oyez_reuse_reason;
#else
typedef uint32_t oyez_reuse_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What becomes of a stored response that was asked about, and answers the
// request (RFC 9111, 4.3.3).
enum oyez_after_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The stored response that the 304 names is updated, and answers.
    OYEZ_AFTER_FRESHENED = 0,
    // The new response answers, and takes the place of the stored one, if it
    // may be stored.
    OYEZ_AFTER_REPLACED = 1,
    // The stored response answers, though stale.
    OYEZ_AFTER_STALE = 2,
    // The new response answers, which is an error; the stored one stays.
    OYEZ_AFTER_PASSED = 3,
    // A 504 answers.
    OYEZ_AFTER_GATEWAY_TIMEOUT = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_after_outcome oyez_after_outcome;
#else
typedef uint32_t oyez_after_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a stored response has of what is asked for (RFC 9111, 3.3).
enum oyez_coverage
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Not what is asked for.
    OYEZ_COVERAGE_NONE = 0,
    // All of it. A Range is then for the decision about ranges.
    OYEZ_COVERAGE_WHOLE = 1,
    // The one range asked for. It answers as a 206.
    OYEZ_COVERAGE_PART = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_coverage oyez_coverage;
#else
typedef uint32_t oyez_coverage;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A response, and the request that it answers.
typedef struct {
    // The method of the request.
    oyez_bytes method;
    // The fields of the request; of a stored response, those that its Vary
    // names are enough.
    oyez_fields request;
    // The header section.
    oyez_fields fields;
    // When the request was made, in seconds since 1970, by the cache's clock.
    int64_t request_time;
    // When the response was received, likewise.
    int64_t response_time;
    // With OYEZ_CACHING_INCOMPLETE, how many octets of content came.
    uint64_t received;
    // The status code.
    uint32_t status;
    // OYEZ_CACHING_INCOMPLETE, or 0.
    uint32_t flags;
} oyez_cache_response;

// A request that is presented to a cache.
typedef struct {
    oyez_bytes method;
    oyez_fields fields;
} oyez_cache_request;

// How long a response is fresh, and how old it is, in seconds
// (RFC 9111, 4.2). It is fresh if `lifetime > age`.
typedef struct {
    uint64_t lifetime;
    uint64_t age;
    // An `oyez_freshness_source`.
    uint32_t source;
    // 0.
    uint32_t reserved;
} oyez_freshness;

// What a cache does with a request, and why.
typedef struct {
    // Of the stored response; the Age of the answer says its age.
    oyez_freshness freshness;
    // An `oyez_reuse_outcome`.
    uint32_t outcome;
    // An `oyez_reuse_reason`.
    uint32_t reason;
} oyez_reuse;

// What came of asking the origin server.
typedef struct {
    // With OYEZ_AFTER_STALE, what the Age of the answer says.
    uint64_t age;
    // An `oyez_after_outcome`.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
} oyez_after;

// The octets of a representation that are there.
typedef struct {
    uint64_t first;
    uint64_t last;
    // With OYEZ_EXTENT_COMPLETE, how many the whole has.
    uint64_t complete;
    // OYEZ_EXTENT_COMPLETE, or 0.
    uint32_t flags;
    // An `oyez_coverage`.
    uint32_t coverage;
} oyez_extent;

// Whether a response may be stored, an `oyez_storing` (RFC 9111, 3).
//
// Thread: any
// Fails:  never
uint32_t oyez_cache_may_store(uint32_t cache,
                              const oyez_cache_response *response);

// Whether a field of a response is to be stored with it (RFC 9111, 3.1).
//
// Thread: any
// Fails:  never
bool oyez_cache_stores_field(uint32_t cache,
                             oyez_fields fields,
                             oyez_bytes name);

// How long a response is fresh, and how old it is (RFC 9111, 4.2).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_cache_freshness(uint32_t cache,
                                const oyez_cache_response *response,
                                int64_t now,
                                oyez_freshness *freshness);

// When a response was generated: by its Date, or the time that it came. Of
// several that a request could get, the latest is to be used (RFC 9111, 4).
//
// Thread: any
// Fails:  0
int64_t oyez_cache_date(const oyez_cache_response *response);

// Whether a stored response is selected by a request: the fields that its
// Vary names are those of the request that it answered (RFC 9111, 4.1).
//
// Thread: any
// Fails:  never
bool oyez_cache_selects(oyez_fields stored,
                        oyez_fields answered,
                        oyez_fields presented);

// Whether the stored response answers the request (RFC 9111, 4). A NULL
// `stored`: nothing is stored.
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_cache_reuse(uint32_t cache,
                            const oyez_cache_response *stored,
                            const oyez_cache_request *request,
                            int64_t now,
                            oyez_reuse *reuse);

// What answers a request, the origin server having been asked about the
// stored response: with this status code, or 0 where no answer came
// (RFC 9111, 4.3.3; RFC 5861, 4).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_cache_after(uint32_t cache,
                            const oyez_cache_response *stored,
                            const oyez_cache_request *request,
                            uint32_t status,
                            int64_t now,
                            oyez_after *after);

// Whether a request may wait for the answer to another one that is under way
// for the same target (RFC 9111, 4).
//
// Thread: any
// Fails:  never
bool oyez_cache_may_wait(uint32_t cache,
                         const oyez_cache_request *under_way,
                         const oyez_cache_request *request);

// What a stored response has of what a request asks for (RFC 9111, 3.3).
//
// Thread: any
// Fails:  ARGUMENT
oyez_error oyez_cache_coverage(const oyez_cache_response *stored,
                               const oyez_cache_request *request,
                               oyez_extent *extent);

// What two parts of a representation come to (RFC 9111, 3.4); false if they
// do not go together.
//
// Thread: any
// Fails:  false
bool oyez_cache_combine(const oyez_cache_response *one,
                        const oyez_cache_response *other,
                        oyez_extent *extent);

// The field that tells a cache what to do, of those that it is a target of,
// as CDN-Cache-Control, the first the most particular: its place among
// `targets`, or `count` if Cache-Control does (RFC 9213, 2.2).
//
// Thread: any
// Fails:  `count`
size_t oyez_cache_governing(oyez_fields fields,
                            const oyez_bytes *targets,
                            size_t count);

// Takes the next line from `fields` as a cache sees it for which this field
// governs: in the place of Cache-Control and Expires (RFC 9213, 2.2).
//
// Borrow: as `fields`
// Thread: any
// Fails:  false at the end
bool oyez_cache_targeted_next(oyez_fields *fields,
                              oyez_bytes governing,
                              oyez_field *line);

// --------------------------------------------------------------------------
// Caching: validation, update and invalidation
//
// What asks whether a stored response is still good, and what an answer makes
// of what is stored (RFC 9111, 4.3 and 4.4).

// In `oyez_stored_validators.flags`: there is an entity tag.
#define OYEZ_VALIDATORS_TAG (1 << 0)

// How a 304 names a stored response (RFC 9111, 4.3.4).
enum oyez_naming
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Not at all: it is about another.
    OYEZ_NAMING_NONE = 0,
    // By a strong validator: all that it names so are updated.
    OYEZ_NAMING_STRONG = 1,
    // By a weak one: of those, the one generated last is updated.
    OYEZ_NAMING_WEAK = 2,
    // Neither has a validator: it is updated if there is no other.
    OYEZ_NAMING_BARE = 3,
    // It has none, but the stored response has: where that alone was asked
    // about, it answers, but stays as it is.
    OYEZ_NAMING_UNNAMED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_naming oyez_naming;
#else
typedef uint32_t oyez_naming;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a response to HEAD does to a stored one (RFC 9111, 4.3.5).
enum oyez_freshening
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing.
    OYEZ_FRESHENING_NONE = 0,
    // It is updated, as by a 304.
    OYEZ_FRESHENING_UPDATED = 1,
    // It is stale from now on.
    OYEZ_FRESHENING_STALE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_freshening oyez_freshening;
#else
typedef uint32_t oyez_freshening;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why a response is reused though stale.
enum oyez_cache_failure
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The origin server was not asked.
    OYEZ_CACHE_FAILURE_NONE = 0,
    // It answered with an error.
    OYEZ_CACHE_FAILURE_FAILED = 1,
    // It could not be reached.
    OYEZ_CACHE_FAILURE_DISCONNECTED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_cache_failure oyez_cache_failure;
#else
typedef uint32_t oyez_cache_failure;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a stored response can be validated by (RFC 9111, 4.3.1).
typedef struct {
    // With OYEZ_VALIDATORS_TAG, what goes into If-None-Match.
    oyez_entity_tag tag;
    // What goes into If-Modified-Since as it is; a NULL `ptr` for nothing.
    oyez_bytes last_modified;
    // OYEZ_VALIDATORS_TAG, or 0.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_stored_validators;

// What a stored response can be validated by; false if by nothing
// (RFC 9111, 4.3.1).
//
// Borrow: as `fields`
// Thread: any
// Fails:  false
bool oyez_cache_validators(oyez_fields fields,
                           oyez_stored_validators *validators);

// Writes the If-None-Match of a request that validates stored responses: the
// tags that the client listed, and these, of stored ones
// (RFC 9111, 4.3.1 and 4.3.2).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX, where there would be none too
oyez_error oyez_cache_if_none_match_write(oyez_fields request,
                                          const oyez_entity_tag *tags,
                                          size_t count,
                                          oyez_room room,
                                          size_t *written);

// Whether a field of the client's request goes into one that validates a
// stored response (RFC 9111, 4.3.1).
//
// Thread: any
// Fails:  never
bool oyez_cache_forwards_field(oyez_bytes name);

// Whether a request that is answered by a stored response gets a 304 in its
// place (RFC 9111, 4.3.2).
//
// Thread: any
// Fails:  never
bool oyez_cache_is_not_modified(const oyez_cache_response *stored,
                                const oyez_cache_request *request);

// How a 304 names a stored response, an `oyez_naming` (RFC 9111, 4.3.4).
//
// Thread: any
// Fails:  never
uint32_t oyez_cache_names(oyez_fields not_modified, oyez_fields stored);

// Whether a line of a stored response stays when a new one updates it
// (RFC 9111, 3.2).
//
// Thread: any
// Fails:  never
bool oyez_cache_keeps_line(uint32_t cache, oyez_field line, oyez_fields new_);

// Whether a field of a new response goes to the stored one that it updates
// (RFC 9111, 3.2).
//
// Thread: any
// Fails:  never
bool oyez_cache_updates_field(uint32_t cache,
                              oyez_fields new_,
                              oyez_bytes name);

// What a response to HEAD does to a stored one to GET, an `oyez_freshening`
// (RFC 9111, 4.3.5).
//
// Thread: any
// Fails:  never
uint32_t oyez_cache_freshening(uint32_t status,
                               oyez_fields head,
                               oyez_fields stored);

// Whether a response makes what is stored for the target URI invalid
// (RFC 9111, 4.4).
//
// Thread: any
// Fails:  never
bool oyez_cache_invalidates(oyez_bytes method, uint32_t status);

// Writes the URI that a Location or Content-Location of such a response
// names, if what is stored for it is made invalid too; nothing for one of
// another origin (RFC 9111, 4.4). `target` is the target URI, absolute.
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_cache_invalidates_also(oyez_bytes target,
                                       oyez_bytes value,
                                       oyez_room room,
                                       size_t *written);

// Writes the Warning of a response that is reused, `failure` being an
// `oyez_cache_failure` and `agent` the host or pseudonym of the cache;
// nothing where there is none (RFC 7234, 5.5).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_cache_warning_write(const oyez_freshness *freshness,
                                    uint32_t failure,
                                    oyez_bytes agent,
                                    oyez_room room,
                                    size_t *written);

// --------------------------------------------------------------------------
// Authentication
//
// What a server makes of credentials, and a client of challenges
// (RFC 9110, 11). What Digest needs is in `oyez_guard_check` and the like,
// with the feature `authentication`.

// Who wants to know who asks.
enum oyez_asker
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The origin server: 401, WWW-Authenticate, Authorization,
    // Authentication-Info.
    OYEZ_ASKER_ORIGIN = 0,
    // A proxy: 407, and the same with Proxy before it.
    OYEZ_ASKER_PROXY = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_asker oyez_asker;
#else
typedef uint32_t oyez_asker;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a server makes of credentials.
enum oyez_auth_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The call was wrong.
    OYEZ_AUTH_MISUSED = 0,
    // They are good.
    OYEZ_AUTH_GRANTED = 1,
    // There are none, or of another scheme.
    OYEZ_AUTH_MISSING = 2,
    // They are wrong.
    OYEZ_AUTH_WRONG = 3,
    // They are right, but for a nonce that is too old or not the server's.
    OYEZ_AUTH_STALE = 4,
    // They are right, but were used before.
    OYEZ_AUTH_REPLAYED = 5,
    // They cannot be read.
    OYEZ_AUTH_MALFORMED = 6,
    // They are for another target.
    OYEZ_AUTH_ELSEWHERE = 7,
    // They cover the content: ask again with its digest.
    OYEZ_AUTH_CONTENT = 8,
    // They are right, but the memory to remember them is full.
    OYEZ_AUTH_FULL = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_auth_verdict oyez_auth_verdict;
#else
typedef uint32_t oyez_auth_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Which challenge was chosen.
enum oyez_auth_choice
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_AUTH_CHOICE_NONE = 0,
    OYEZ_AUTH_CHOICE_BASIC = 1,
    OYEZ_AUTH_CHOICE_DIGEST = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_auth_choice oyez_auth_choice;
#else
typedef uint32_t oyez_auth_choice;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a client does about a challenge.
enum oyez_auth_next
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It answers it with the credentials of its realm.
    OYEZ_AUTH_NEXT_ANSWER = 0,
    // It repeats the request for the new nonce, and asks nobody.
    OYEZ_AUTH_NEXT_REPEAT = 1,
    // It drops the credentials, which are wrong.
    OYEZ_AUTH_NEXT_DROP = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_auth_next oyez_auth_next;
#else
typedef uint32_t oyez_auth_next;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A client is willing to send the password itself (RFC 7617, 4).
#define OYEZ_WILLING_BASIC (1 << 0)

// A client is willing to answer Digest by MD5 (RFC 7616, 5.9).
#define OYEZ_WILLING_MD5 (1 << 1)

// A client is willing to answer Digest without a qop (RFC 2069).
#define OYEZ_WILLING_UNPROTECTED (1 << 2)

// A client is willing to compute the digest of the content, for auth-int.
#define OYEZ_WILLING_CONTENT (1 << 3)

// The status to answer a verdict with, 0 where the credentials are good and
// nowhere else: 500 for a call that was wrong. `asker` is an `oyez_asker`.
//
// Thread: any
// Fails:  500
uint32_t oyez_auth_status(uint32_t verdict, uint32_t asker);

// Whether a secret that was given is the one that is kept, in a time that
// does not say how much of it is right. NULL is no secret, and none that is
// empty.
//
// Thread: any
// Fails:  false
bool oyez_auth_is_same(oyez_bytes given, oyez_bytes kept);

// Checks the Basic credentials of a request against those of the one user
// there is, an `oyez_auth_verdict`. `room` is for what they say: as many
// octets as the field has are enough.
//
// Thread: any
// Fails:  OYEZ_AUTH_MISUSED, for a user or a password that is NULL too
uint32_t oyez_auth_check_basic(oyez_fields fields,
                               uint32_t asker,
                               oyez_bytes user_id,
                               oyez_bytes password,
                               oyez_room room);

// The strongest challenge that a client understands and is willing to answer,
// an `oyez_auth_choice`, told in `basic` or `digest` (RFC 9110, 11.4).
// `willing` is of OYEZ_WILLING_ bits.
//
// Borrow: as `fields`
// Thread: any
// Fails:  OYEZ_AUTH_CHOICE_NONE
uint32_t oyez_auth_choose(oyez_fields fields,
                          uint32_t asker,
                          uint32_t willing,
                          oyez_basic_challenge *basic,
                          oyez_digest_challenge *digest);

// What a client does about the challenge that it chose, the one of `basic`
// and `digest` that is not NULL: an `oyez_auth_next`. The credentials that it
// sent were for `sent_realm`, which is NULL if it sent none, and of
// `sent_nonce`, which is NULL for Basic; `before` is how often the request
// was challenged and sent again before that, which it is 4 times at most.
//
// Thread: any
// Fails:  OYEZ_AUTH_NEXT_DROP
uint32_t oyez_auth_next_of(const oyez_basic_challenge *basic,
                           const oyez_digest_challenge *digest,
                           oyez_bytes sent_realm,
                           oyez_bytes sent_nonce,
                           uint32_t before);

// Whether Basic credentials that were taken for one URI may be sent for
// another, unasked; both are absolute (RFC 7617, 2.2).
//
// Thread: any
// Fails:  false
bool oyez_auth_in_basic_space(oyez_bytes taken, oyez_bytes other);

// Whether Digest credentials may be sent for a URI, unasked. `challenged` is
// the URI of the request that was challenged, with this domain, or NULL for
// none; both are absolute (RFC 7616, 3.3).
//
// Thread: any
// Fails:  false
bool oyez_auth_in_digest_space(oyez_bytes domain,
                               oyez_bytes challenged,
                               oyez_bytes other);

// --------------------------------------------------------------------------
// Authentication by Digest
//
// Needs a library with the feature `authentication`. A guard is a plain
// value, and so is the memory of nonces that were used: all zero at first.

// What a server has proved (RFC 7616, 3.5).
enum oyez_auth_confirmation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The call was wrong, or what the server says is no such field.
    OYEZ_CONFIRMATION_NONE = 0,
    // It knows the secret.
    OYEZ_CONFIRMATION_RIGHT = 1,
    // It does not.
    OYEZ_CONFIRMATION_WRONG = 2,
    // It has not proved anything.
    OYEZ_CONFIRMATION_ABSENT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_auth_confirmation oyez_auth_confirmation;
#else
typedef uint32_t oyez_auth_confirmation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

#if defined(OYEZ_AUTHENTICATION)
// What stands guard over a protection space.
typedef struct {
    // The protection space.
    oyez_bytes realm;
    // URIs with spaces between them, or NULL for all of the server.
    oyez_bytes domain;
    // The server's secret, of 32 octets or more that nobody can guess.
    oyez_bytes key;
    // What the nonces are for, if not for everything.
    oyez_bytes tag;
    // For how long a nonce is good, in seconds.
    uint64_t lifetime;
    // An `oyez_digest_algorithm`.
    uint32_t algorithm;
    // OYEZ_DIGEST_AUTH, OYEZ_DIGEST_AUTH_INT, OYEZ_DIGEST_UTF8,
    // OYEZ_DIGEST_USERHASH; for a challenge OYEZ_DIGEST_STALE.
    uint32_t flags;
} oyez_guard;
#endif

#if defined(OYEZ_AUTHENTICATION)
// What makes a nonce another than all others.
typedef struct {
    // The present time, in seconds since 1970.
    int64_t time;
    // What no other nonce of that time has: a count, or a random number.
    uint64_t salt;
} oyez_nonce;
#endif

#if defined(OYEZ_AUTHENTICATION)
// A user, and what proves it.
typedef struct {
    oyez_bytes name;
    oyez_bytes password;
    // What `oyez_digest_secret` wrote, in place of the password; or NULL.
    oyez_bytes secret;
} oyez_auth_user;
#endif

#if defined(OYEZ_AUTHENTICATION)
// What credentials are given for.
typedef struct {
    oyez_bytes method;
    // The request target, as it is sent.
    oyez_bytes target;
    // The digest of the content, or NULL where that is not known.
    oyez_bytes content;
} oyez_auth_asked;
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes a challenge, with a new nonce (RFC 7616, 3.3).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_guard_challenge_write(const oyez_guard *guard,
                                      const oyez_nonce *nonce,
                                      oyez_room room,
                                      size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Checks the Digest credentials of a request: an `oyez_auth_verdict`. `user`
// is the one that they name (`oyez_digest_credentials_username`); NULL if
// there is no such user, which takes as long. `window` is memory to remember
// nonces in, 32 octets for each; an empty one remembers nothing.
//
// Thread: one at a time, on the same window
// Fails:  OYEZ_AUTH_MISUSED
uint32_t oyez_guard_check(const oyez_guard *guard,
                          oyez_fields fields,
                          uint32_t asker,
                          const oyez_auth_user *user,
                          const oyez_auth_asked *request,
                          int64_t now,
                          oyez_room window);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the Authentication-Info of a response to credentials that were
// granted. `content` is the digest of the response's content, or NULL; so is
// `next`, without a next nonce (RFC 7616, 3.5).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_guard_info_write(const oyez_guard *guard,
                                 oyez_fields fields,
                                 uint32_t asker,
                                 const oyez_auth_user *user,
                                 oyez_bytes content,
                                 const oyez_nonce *next,
                                 oyez_room room,
                                 size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Writes the credentials that answer a challenge. `nc` counts the uses of the
// server's nonce, this one included (RFC 7616, 3.4).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_digest_answer_write(const oyez_digest_challenge *challenge,
                                    const oyez_auth_user *user,
                                    const oyez_auth_asked *request,
                                    oyez_bytes cnonce,
                                    uint32_t nc,
                                    oyez_room room,
                                    size_t *written);
#endif

#if defined(OYEZ_AUTHENTICATION)
// Checks what a server says in Authentication-Info of credentials that
// answered a challenge, an `oyez_auth_confirmation`. All is as it was for
// these, but the content is that of the response (RFC 7616, 3.5).
//
// Thread: any
// Fails:  OYEZ_CONFIRMATION_NONE
uint32_t oyez_digest_confirm(oyez_bytes info,
                             const oyez_digest_challenge *challenge,
                             const oyez_auth_user *user,
                             const oyez_auth_asked *request,
                             oyez_bytes cnonce,
                             uint32_t nc);
#endif

// --------------------------------------------------------------------------
// Forwarding: what an intermediary passes on

// Content-Length is passed on, unless there is a Transfer-Encoding: for who
// frames messages by fields (RFC 9112, 6.3).
#define OYEZ_KEEP_LENGTH (1 << 0)

// Trailer is passed on, for so is the trailer section (RFC 9110, 6.6.2).
#define OYEZ_KEEP_TRAILER (1 << 1)

// Proxy-Authorization and Proxy-Authenticate are passed on, between proxies
// that trust each other (RFC 9110, 11.7).
#define OYEZ_KEEP_PROXY_CREDENTIALS (1 << 2)

// Expect is not passed on: the expectation is met here.
#define OYEZ_DROP_EXPECT (1 << 3)

// Host is not passed on: that of the target is written in its place.
#define OYEZ_DROP_HOST (1 << 4)

// Max-Forwards is not passed on: a lesser one is written in its place.
#define OYEZ_DROP_MAX_FORWARDS (1 << 5)

// What proxies tell of clients is not passed on: it came from somebody who
// may have made it up (RFC 7239, 8.1).
#define OYEZ_DROP_TOLD (1 << 6)

// Content-Transfer-Encoding is not passed on: the message comes from MIME
// (RFC 9112, B.5).
#define OYEZ_FROM_MIME (1 << 7)

// A field that is for all recipients is not passed on if Connection names
// it; without this, a message that says so is refused.
#define OYEZ_STRIP_END_TO_END (1 << 8)

// The most names that `oyez_hops` holds.
#define OYEZ_HOPS_MOST 32

// Why a message is not to be passed on: 400 for a request, 502 for a
// response.
enum oyez_abuse
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It may be passed on.
    OYEZ_ABUSE_NONE = 0,
    // Connection is no list of names.
    OYEZ_ABUSE_NOT_A_LIST = 1,
    // Connection names a field that is for all recipients.
    OYEZ_ABUSE_END_TO_END = 2,
    // Connection names more than OYEZ_HOPS_MOST fields.
    OYEZ_ABUSE_TOO_MANY = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_abuse oyez_abuse;
#else
typedef uint32_t oyez_abuse;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How far a request goes (RFC 9110, 7.6.2).
enum oyez_forwards
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is passed on, its Max-Forwards as it is if it has one.
    OYEZ_FORWARDS_UNLIMITED = 0,
    // It is passed on with a lesser Max-Forwards.
    OYEZ_FORWARDS_LIMITED = 1,
    // It is answered here, as by the final recipient.
    OYEZ_FORWARDS_ANSWER = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_forwards oyez_forwards;
#else
typedef uint32_t oyez_forwards;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whom a request is passed on to.
enum oyez_next_hop
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The origin server, or a gateway before it.
    OYEZ_NEXT_HOP_ORIGIN = 0,
    // Another proxy.
    OYEZ_NEXT_HOP_PROXY = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_next_hop oyez_next_hop;
#else
typedef uint32_t oyez_next_hop;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Who receives a message.
enum oyez_receiver
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // An origin server, or a gateway, a request.
    OYEZ_RECEIVER_SERVER = 0,
    // A proxy a request.
    OYEZ_RECEIVER_PROXY = 1,
    // Who sent the request, the response.
    OYEZ_RECEIVER_CLIENT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_receiver oyez_receiver;
#else
typedef uint32_t oyez_receiver;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a CONNECT gets (RFC 9110, 9.3.6).
enum oyez_connect
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A tunnel.
    OYEZ_CONNECT_OPEN = 0,
    // 400: its target is no host and port.
    OYEZ_CONNECT_BAD_TARGET = 1,
    // 403: tunnels do not go to this port.
    OYEZ_CONNECT_PORT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_connect oyez_connect;
#else
typedef uint32_t oyez_connect;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What concerned the connection that a message came by: set by
// `oyez_hops_of`.
typedef struct {
    oyez_bytes names[OYEZ_HOPS_MOST];
    uint32_t rules;
    uint32_t coded;
} oyez_hops;

// Where a message has been.
typedef struct {
    // The recipients that Via names.
    uint32_t recipients;
    // How often one of them was this one.
    uint32_t here;
} oyez_route;

// A request as it was received.
typedef struct {
    oyez_bytes method;
    // In any of its forms.
    oyez_bytes target;
    // Its Host; may be missing.
    oyez_bytes host;
    // The scheme of the connection that it came by: "http" or "https".
    oyez_bytes scheme;
} oyez_received;

// Looks at what the Connection of a section names (RFC 9110, 7.6.1): an
// `oyez_abuse`, and then perhaps the name of the field. `rules` are
// OYEZ_KEEP_LENGTH and the others.
//
// Borrow: `*hops` and `*name` as `fields`
// Thread: any
// Fails:  as if it were no list, when there is no place for `*hops`
uint32_t oyez_hops_of(oyez_fields fields,
                      uint32_t rules,
                      oyez_hops *hops,
                      oyez_bytes *name);

// Whether a field of this name is passed on.
//
// Thread: any
// Fails:  never
bool oyez_hops_forward(const oyez_hops *hops, oyez_bytes name);

// Takes the next field line that is passed on from `fields`.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false at the end
bool oyez_hops_next(const oyez_hops *hops,
                    oyez_fields *fields,
                    oyez_field *field);

// Looks in Via for a recipient, by the name and the port that it tells of
// itself (RFC 9110, 7.6.3).
//
// Thread: any
// Fails:  never
oyez_route oyez_route_of(oyez_fields fields, const oyez_host *here);

// The status of a request that is not to be passed on, 508, for it was here
// before, or has been received `most` times; else 0. A `most` of 0 allows
// any number.
//
// Thread: any
// Fails:  never
uint32_t oyez_route_status(oyez_route route, uint32_t most);

// Writes the Via that a recipient adds, in a line behind the others: the
// version by which it received the message, and its name, or a pseudonym
// for it (RFC 9110, 7.6.3).
//
// Thread: any
// Fails:  ARGUMENT, FIELD_SYNTAX
oyez_error oyez_route_write_via(uint32_t received,
                                const oyez_host *here,
                                oyez_room room,
                                size_t *written);

// Decides by Max-Forwards whether a TRACE or an OPTIONS goes further, an
// `oyez_forwards`; with OYEZ_FORWARDS_LIMITED, `*left` is the Max-Forwards
// to send (RFC 9110, 7.6.2).
//
// Thread: any
// Fails:  never
uint32_t oyez_forwards_decide(oyez_bytes method,
                              oyez_fields fields,
                              uint64_t *left);

// The Host of the request that is sent: that of the target, whatever Host
// said, or else what Host said (RFC 9112, 3.2.2).
//
// Borrow: as `received`
// Thread: any
// Fails:  false for what is no host
bool oyez_forward_host(const oyez_received *received, oyez_bytes *host);

// Writes the target of the request that is sent; `next` is an
// `oyez_next_hop`. To a proxy it is the target URI, but of CONNECT
// (RFC 9112, 3.2).
//
// Thread: any
// Fails:  ARGUMENT; FIELD_SYNTAX when 400 is the answer: the target is none,
//         names no host and no Host does, is of a scheme that has no
//         origin-form, or asks an origin server for a tunnel
oyez_error oyez_forward_target(const oyez_received *received,
                               uint32_t next,
                               oyez_room room,
                               size_t *written);

// Whether the connection by which a message was received persists, if both
// wish it; `receiver` is an `oyez_receiver` (RFC 9112, 9.3).
//
// Thread: any
// Fails:  never
bool oyez_forward_persists(uint32_t receiver,
                           uint32_t message_version,
                           oyez_fields fields);

// The version to send a message with: one's own, never that of the message
// received (RFC 9112, 2.3). `peer` is that of who gets it, 0 if it is not
// known; `misbehaves` says that it does not keep what a higher one promises.
//
// Thread: any
// Fails:  never
uint32_t oyez_forward_version(uint32_t own, uint32_t peer, bool misbehaves);

// Decides what a CONNECT gets, an `oyez_connect`. Tunnels may go to
// `ports`; if there are none, to 443.
//
// Borrow: `*host` as `target`
// Thread: any
// Fails:  as a bad target, when `ports` cannot be read
uint32_t oyez_connect_decide(oyez_bytes target,
                             const uint16_t *ports,
                             size_t count,
                             oyez_host *host);

// Whether a client takes a trailer section: its TE says so, of this
// connection (RFC 9110, 6.5.1 and 10.1.4).
//
// Thread: any
// Fails:  never
bool oyez_forward_takes_trailers(uint32_t received, oyez_fields fields);

// Whether a proxy may transform the content: nobody forbade it
// (RFC 9110, 7.7).
//
// Thread: any
// Fails:  never
bool oyez_forward_may_transform(oyez_fields fields);

// What the outermost of one's own proxies told by Forwarded, when so many
// stand before one: counted from the end, for what stands before it, the
// client may have made up (RFC 7239, 8.1).
//
// Borrow: as `fields`
// Thread: any
// Fails:  false if it told nothing, or the list is broken
bool oyez_forwarded_told(oyez_fields fields,
                         size_t proxies,
                         oyez_forwarded *forwarded);

// The same by X-Forwarded-For, to which each proxy adds who it received the
// request from.
//
// Borrow: as `fields`
// Thread: any
// Fails:  false if it told nothing, or the list is broken
bool oyez_x_forwarded_for_told(oyez_fields fields,
                               size_t proxies,
                               oyez_hop *hop);

// --------------------------------------------------------------------------
// Expectations: what servers, proxies and clients owe each other for a 100

// The framing says that there is no content.
#define OYEZ_EXPECTATION_EMPTY (1 << 0)

// Some of the content has come already.
#define OYEZ_EXPECTATION_BEGUN (1 << 1)

// The request expects a 100.
#define OYEZ_ASKED_CONTINUE (1 << 0)

// The request offered an Upgrade.
#define OYEZ_ASKED_UPGRADE (1 << 1)

// What a request expects (RFC 9110, 10.1.1).
enum oyez_expected
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    OYEZ_EXPECTED_NOTHING = 0,
    // That a 100 answers its head, before its content is sent.
    OYEZ_EXPECTED_CONTINUE = 1,
    // Something that nobody here knows.
    OYEZ_EXPECTED_UNKNOWN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_expected oyez_expected;
#else
typedef uint32_t oyez_expected;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a proxy does about an expectation.
enum oyez_proxy_expectation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It passes the head on at once, its Expect with it if it has one, and
    // passes a 100 back.
    OYEZ_EXPECTATION_FORWARD = 0,
    // It passes the head on without Expect: in HTTP/1.0 there is none.
    OYEZ_EXPECTATION_FORWARD_WITHOUT = 1,
    // It sends a 100 by itself, and passes the request on without Expect.
    OYEZ_EXPECTATION_CONTINUE = 2,
    // It sends a 417 now, and passes nothing on.
    OYEZ_EXPECTATION_REFUSE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_proxy_expectation oyez_proxy_expectation;
#else
typedef uint32_t oyez_proxy_expectation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What becomes of a 1xx that a client received.
enum oyez_informational
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // A 100: the content may be sent.
    OYEZ_INFORMATIONAL_CONTINUE = 0,
    // A 101: the connection is of another protocol from here on.
    OYEZ_INFORMATIONAL_SWITCH = 1,
    // It may be used, or not; the final response is still to come.
    OYEZ_INFORMATIONAL_DISCARD = 2,
    // It is no response to this request, or one too many: the connection is
    // closed.
    OYEZ_INFORMATIONAL_REFUSE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_informational oyez_informational;
#else
typedef uint32_t oyez_informational;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a client that expects a 100 does next.
enum oyez_client_expectation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It waits on.
    OYEZ_CLIENT_WAIT = 0,
    // It sends the content.
    OYEZ_CLIENT_SEND = 1,
    // It sends no content: that is answered already.
    OYEZ_CLIENT_STOP = 2,
    // It sends the request again, without Expect.
    OYEZ_CLIENT_REPEAT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_client_expectation oyez_client_expectation;
#else
typedef uint32_t oyez_client_expectation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a request expects, an `oyez_expected`. Before HTTP/1.1, nothing.
//
// Thread: any
// Fails:  never
uint32_t oyez_expectation_of(uint32_t received, oyez_fields fields);

// Decides what a server does when it has the head of a request: the status
// to send now, 100, 417 or `status`; 0 to read the content, if there is any.
// `content` is OYEZ_EXPECTATION_EMPTY, OYEZ_EXPECTATION_BEGUN; `status` the final
// status, if the head was enough to find it, else 0.
//
// Thread: any
// Fails:  never
uint32_t oyez_expectation_server(uint32_t received,
                                 oyez_fields fields,
                                 uint32_t content,
                                 uint32_t status);

// Decides what a proxy does when it has the head of a request, an
// `oyez_proxy_expectation`. `next` is the version of the next hop, 0 if it
// is not known. What that is too old for is refused with a 417, or met by
// the proxy if `continues`.
//
// Thread: any
// Fails:  never
uint32_t oyez_expectation_proxy(uint32_t received,
                                oyez_fields fields,
                                uint32_t next,
                                bool continues);

// Decides what a client does about a 1xx, an `oyez_informational`. `asked`
// is OYEZ_ASKED_CONTINUE, OYEZ_ASKED_UPGRADE; `before` counts the 1xx before
// it, of which there may be 100.
//
// Thread: any
// Fails:  never
uint32_t oyez_informational_decide(uint32_t status,
                                   uint32_t asked,
                                   uint32_t before);

// Whether a proxy passes a 1xx back to a client of this version: all, but
// to HTTP/1.0, and a 100 or 101 that it asked for by itself (RFC 9110, 15.2).
//
// Thread: any
// Fails:  never
bool oyez_informational_passes_back(uint32_t status,
                                    uint32_t client,
                                    bool asked_by_proxy);

// Whether a client may expect a 100 of a server of this version, 0 if it is
// not known: only with content.
//
// Thread: any
// Fails:  never
bool oyez_expectation_may_expect(bool has_content, uint32_t server);

// Decides what a client that expects a 100 does next, an
// `oyez_client_expectation`, when it has got `status` (0 for none, and for
// a 1xx that is no 100), has waited for so long, and will wait so long at
// the most, in any unit of time; with OYEZ_CLIENT_WAIT, `*left` is how much
// longer.
//
// Thread: any
// Fails:  never
uint32_t oyez_expectation_client(uint32_t status,
                                 uint64_t waited,
                                 uint64_t most,
                                 uint64_t *left);

// --------------------------------------------------------------------------
// Redirects and retries

// In `oyez_redirected.policy`: a POST stays one after a 301 or a 302.
#define OYEZ_REDIRECT_KEEP_POST (1 << 0)

// In `oyez_redirected.policy`: a 300 that names what the server prefers is
// followed.
#define OYEZ_REDIRECT_FOLLOW_CHOICES (1 << 1)

// In `oyez_redirected.policy`: a redirect that would repeat an unsafe method
// is told to the user first.
#define OYEZ_REDIRECT_ASK_IF_UNSAFE (1 << 2)

// In `oyez_redirect.flags`: the method is GET from here on.
#define OYEZ_REDIRECT_BECOMES_GET (1 << 0)

// In `oyez_redirect.flags`: the content is sent again.
#define OYEZ_REDIRECT_KEEPS_CONTENT (1 << 1)

// In `oyez_redirect.flags`: scheme, host and port are the same.
#define OYEZ_REDIRECT_SAME_ORIGIN (1 << 2)

// In `oyez_attempt.flags`: the client knows that the request may be
// repeated, whatever its method.
#define OYEZ_ATTEMPT_IDEMPOTENT (1 << 0)

// In `oyez_attempt.flags`: nothing of the request was sent.
#define OYEZ_ATTEMPT_UNSENT (1 << 1)

// In `oyez_attempt.flags`: something of a response was received.
#define OYEZ_ATTEMPT_ANSWERING (1 << 2)

// In `oyez_attempt.flags`: the content cannot be sent once more.
#define OYEZ_ATTEMPT_SPENT (1 << 3)

// In `oyez_attempt.flags`: the request is a proxy's.
#define OYEZ_ATTEMPT_BY_PROXY (1 << 4)

// In `oyez_retried.flags`: the request expected a 100.
#define OYEZ_RETRIED_EXPECTED (1 << 0)

// In `oyez_retried.flags`: it was sent as early data of TLS (RFC 8470).
#define OYEZ_RETRIED_EARLY (1 << 1)

// What a client does about an answer (RFC 9110, 15.4).
enum oyez_redirect_decision
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is no redirect: the answer is the answer.
    OYEZ_REDIRECT_ANSWER = 0,
    // The request is made again.
    OYEZ_REDIRECT_FOLLOW = 1,
    // It is not followed: its Location is no reference, or there are
    // several that differ.
    OYEZ_REDIRECT_LOCATION = 2,
    // It is not followed: it leads out of http and https.
    OYEZ_REDIRECT_SCHEME = 3,
    // It is not followed: it names a user.
    OYEZ_REDIRECT_USERINFO = 4,
    // It is not followed: there were as many before as are followed.
    OYEZ_REDIRECT_TOO_MANY = 5,
    // The user is to be asked, for the method is not safe.
    OYEZ_REDIRECT_UNSAFE = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_redirect_decision oyez_redirect_decision;
#else
typedef uint32_t oyez_redirect_decision;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether a request whose connection was lost is sent again.
enum oyez_lost
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is, on another connection.
    OYEZ_LOST_RETRY = 0,
    // It was tried again before.
    OYEZ_LOST_TRIED = 1,
    // The server was answering, so it was processed.
    OYEZ_LOST_ANSWERING = 2,
    // Its content is gone.
    OYEZ_LOST_SPENT = 3,
    // It may have been processed, and twice is not the same as once.
    OYEZ_LOST_NOT_IDEMPOTENT = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_lost oyez_lost;
#else
typedef uint32_t oyez_lost;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What becomes of a request that was answered by a status that may ask for
// it once more.
enum oyez_again
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is not sent again.
    OYEZ_AGAIN_NO = 0,
    // It is sent again after some seconds.
    OYEZ_AGAIN_AFTER = 1,
    // It is sent again on another connection.
    OYEZ_AGAIN_OTHER_CONNECTION = 2,
    // It is sent again without Expect.
    OYEZ_AGAIN_WITHOUT_EXPECT = 3,
    // It is sent again when the handshake of TLS is over.
    OYEZ_AGAIN_WITHOUT_EARLY_DATA = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum oyez_again oyez_again;
#else
typedef uint32_t oyez_again;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A request that was answered, and what its client makes of redirects.
typedef struct {
    // The method of the request.
    oyez_bytes method;
    // The URI that was asked for: an absolute one.
    oyez_bytes uri;
    // The status of the answer.
    uint32_t status;
    // How many redirects led to it.
    uint32_t before;
    // How many are followed in a row; 0 means 20.
    uint32_t most;
    // OYEZ_REDIRECT_KEEP_POST and the others.
    uint32_t policy;
} oyez_redirected;

// What a client does about an answer.
typedef struct {
    // The URI to ask for, and behind it the fragment to look for in the
    // answer; it lies in the room.
    oyez_bytes uri;
    // An `oyez_redirect_decision`.
    uint32_t decision;
    // OYEZ_REDIRECT_BECOMES_GET and the others.
    uint32_t flags;
} oyez_redirect;

// A request whose connection was lost before it was answered.
typedef struct {
    oyez_bytes method;
    // How often it was sent again before.
    uint32_t before;
    // OYEZ_ATTEMPT_IDEMPOTENT and the others.
    uint32_t flags;
} oyez_attempt;

// A request that was answered by a status that may ask for it once more.
typedef struct {
    oyez_bytes method;
    // The longest time to wait, in seconds.
    uint64_t patience;
    uint32_t status;
    // How often it was sent again before.
    uint32_t before;
    // OYEZ_RETRIED_EXPECTED, OYEZ_RETRIED_EARLY.
    uint32_t flags;
    // 0.
    uint32_t reserved;
} oyez_retried;

// Decides what a client does about an answer with these fields. The room
// takes the URI; where that is too small, `redirect->uri.len` says what it
// takes.
//
// Borrow: `redirect->uri` as the room
// Thread: any
// Fails:  ARGUMENT when the room is too small; FIELD_SYNTAX when the URI that
//         was asked for is no absolute one of http or https
oyez_error oyez_redirect_decide(const oyez_redirected *redirected,
                                oyez_fields fields,
                                oyez_room room,
                                oyez_redirect *redirect);

// Whether a field of the request before goes into the next one as it is.
// What does not is left out, or written anew by who made it
// (RFC 9110, 15.4).
//
// Thread: any
// Fails:  never
bool oyez_redirect_keeps(const oyez_redirect *redirect, oyez_bytes name);

// Decides whether a request whose connection was lost is sent again, without
// asking anybody: an `oyez_lost` (RFC 9110, 9.2.2).
//
// Thread: any
// Fails:  as if it had been tried, when it cannot be read
uint32_t oyez_retry_lost(const oyez_attempt *attempt);

// Decides whether a request is sent again that was answered so: an
// `oyez_again`; with OYEZ_AGAIN_AFTER, `*seconds` is how long to wait. `now`
// is when the answer was received, in seconds since 1970.
//
// Thread: any
// Fails:  as if it were not, when it cannot be read
uint32_t oyez_retry_again(const oyez_retried *retried,
                          oyez_fields fields,
                          int64_t now,
                          uint64_t *seconds);

// --------------------------------------------------------------------------
// The server, and what a connection has only where a server made it.

#if defined(OYEZ_HOSTED)
// Makes a server that listens nowhere yet.
//
// Owner:  you, until `oyez_server_free`
// Thread: any
// Fails:  ARGUMENT, OUT_OF_MEMORY, OS (`*server` is then NULL)
oyez_error oyez_server_new(oyez_server **server,
                           const oyez_server_config *config);
#endif

#if defined(OYEZ_HOSTED)
// Closes every socket and frees every connection. NULL is allowed.
//
// Thread: one at a time
// Fails:  never
void oyez_server_free(oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// Listens on a numeric address: empty is 127.0.0.1, "::" is dual-stack.
// Port 0 lets the system choose. `*bound` (may be NULL) receives the port.
//
// Thread: one at a time
// Fails:  ARGUMENT, OS
oyez_error oyez_server_listen(oyez_server *server,
                              oyez_bytes address,
                              uint16_t port,
                              uint16_t *bound);
#endif

#if defined(OYEZ_HOSTED)
// Listens on a Unix socket.
//
// Thread: one at a time
// Fails:  ARGUMENT, OS
oyez_error oyez_server_listen_unix(oyez_server *server, oyez_bytes path);
#endif

#if defined(OYEZ_HOSTED)
// Takes over a listening socket: systemd, tests, privilege dropping.
//
// Owner:  the server, on success; closed by `oyez_server_free`
// Thread: one at a time
// Fails:  ARGUMENT, OS
oyez_error oyez_server_adopt(oyez_server *server, ptrdiff_t listener);
#endif

#if defined(OYEZ_HOSTED)
// Makes a listener, the number that `oyez_conn_listener` gives, require the
// PROXY protocol, version 1 or 2, of connections accepted from now on: one
// that does not begin with its header is closed, and `oyez_conn_peer` is
// whom the header names. Only where none but the proxy can connect: whoever
// can, says who he is.
//
// Thread: one at a time
// Fails:  ARGUMENT when there is no such listener
oyez_error oyez_server_require_proxy(oyez_server *server, uint32_t listener);
#endif

#if defined(OYEZ_HOSTED)
// Takes over a connected socket. `*conn` (may be NULL) receives its
// connection.
//
// Borrow: `*conn` as `oyez_server_poll` gives it
// Owner:  the server, on success: it closes the socket
// Thread: one at a time
// Fails:  ARGUMENT, OS, OUT_OF_MEMORY when no connection is free
oyez_error oyez_server_adopt_connection(oyez_server *server,
                                        ptrdiff_t socket,
                                        oyez_conn **conn);
#endif

#if defined(OYEZ_HOSTED)
// Hands a connection's socket to you, after OYEZ_TUNNEL or between
// exchanges. Octets received and not told are put into `room`.
//
// Owner:  you own `*socket`, on success; `conn` is over
// Thread: one at a time
// Fails:  STATE while output pends or within an exchange, ARGUMENT when
//         `room` is too small (`*written` is then what it takes)
oyez_error oyez_server_release(oyez_server *server,
                               oyez_conn *conn,
                               ptrdiff_t *socket,
                               oyez_room room,
                               size_t *written);
#endif

#if defined(OYEZ_HOSTED)
// Waits up to `timeout_ms` (0: not at all, -1: for ever) and takes one
// event, an `oyez_event`, of one connection. Moves octets between sockets
// and buffers; bounded: at most one wait, some accepts, one read of one
// buffer. Never calls you back.
//
// Borrow: `*conn` until the poll after the one that gave OYEZ_CLOSED for
//         it; so it may be answered in a later frame
// Thread: one at a time
// Fails:  OYEZ_FAULT with `*conn` NULL when the server cannot go on:
//         `oyez_server_fault` says why
oyez_event oyez_server_poll(oyez_server *server,
                            int timeout_ms,
                            oyez_conn **conn);
#endif

#if defined(OYEZ_HOSTED)
// Makes a poll in progress, or the next one, return OYEZ_NOTHING.
//
// Thread: any, and signal handlers
// Fails:  never
void oyez_server_wake(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// One descriptor to wait on, under a loop of your own; poll when it is
// readable or `oyez_server_interest` says so.
//
// Owner:  the server
// Thread: shared
// Fails:  -1 where the platform has none
ptrdiff_t oyez_server_fd(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// What the server waits for: until a poll gave OYEZ_NOTHING, due now.
//
// Thread: shared
// Fails:  never (nothing, for ever)
oyez_interest oyez_server_interest(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// Stops listening, lets the exchanges in progress finish for `within_ms`
// (OYEZ_NO_TIMEOUT: for ever), and then cuts. Ends with OYEZ_DRAINED.
//
// Thread: one at a time
// Fails:  never
void oyez_server_drain(oyez_server *server, uint32_t within_ms);
#endif

#if defined(OYEZ_HOSTED)
// Connections open now.
//
// Thread: shared
// Fails:  never
size_t oyez_server_count(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// What was counted so far.
//
// Borrow: as long as the server; the numbers move at each poll
// Thread: shared
// Fails:  NULL when `server` is
const oyez_stats *oyez_server_stats(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// How many faults had this reason, of 1000 to 1999 or 200 to 299, since the
// server was made.
//
// Thread: shared
// Fails:  0 for any other number
uint64_t oyez_server_faults(const oyez_server *server, uint32_t error);
#endif

#if defined(OYEZ_HOSTED)
// Why the server cannot go on, or why the last call on it failed.
//
// Borrow: until the next call on the server
// Thread: shared
// Fails:  NULL when none failed
const oyez_fault *oyez_server_fault(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// Keeps a pointer of yours with the server. The library never reads it.
//
// Thread: one at a time
// Fails:  never
void oyez_server_set_user(oyez_server *server, void *user);
#endif

#if defined(OYEZ_HOSTED)
// The pointer last given to `oyez_server_set_user`, else NULL.
//
// Thread: shared
// Fails:  never
void *oyez_server_user(const oyez_server *server);
#endif

#if defined(OYEZ_HOSTED)
// The connection that has this id.
//
// Borrow: as `oyez_server_poll` gives it
// Thread: shared
// Fails:  NULL when it is over, though its place be taken again
oyez_conn *oyez_server_conn(const oyez_server *server, uint64_t id);
#endif

#if defined(OYEZ_HOSTED)
// The connection after `previous`, the first after NULL: who is there?
//
// Borrow: as `oyez_server_poll` gives it
// Thread: shared
// Fails:  NULL at the end
oyez_conn *oyez_server_next(const oyez_server *server,
                            const oyez_conn *previous);
#endif

#if defined(OYEZ_HOSTED)
// A number for the connection that is never 0 and never used again by the
// same server: keep it instead of the handle.
//
// Thread: shared
// Fails:  0 for a connection no server made
uint64_t oyez_conn_id(const oyez_conn *conn);
#endif

#if defined(OYEZ_HOSTED)
// Which door it came in by: 0 for the first listener made or adopted, 1 for
// the second.
//
// Thread: shared
// Fails:  4294967295 for a connection no listener accepted
uint32_t oyez_conn_listener(const oyez_conn *conn);
#endif

#if defined(OYEZ_HOSTED)
// The peer's address as text, such as "192.0.2.1:49152"; behind a proxy that
// `oyez_server_require_proxy` expects, the address it names.
//
// Borrow: as the connection
// Thread: shared
// Fails:  empty for a connection no server made
oyez_bytes oyez_conn_peer(const oyez_conn *conn);
#endif

#if defined(OYEZ_HOSTED)
// Sends a part of a file as content. The descriptor is duplicated: close
// yours at once.
//
// Thread: one at a time
// Fails:  as `oyez_conn_send_content`; OS; STATE on a bare connection
oyez_error oyez_conn_send_file(oyez_conn *conn,
                               ptrdiff_t file,
                               uint64_t offset,
                               uint64_t length);
#endif

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#define OYEZ_VERSION 100

// A string literal as oyez_bytes, without its NUL.
#define OYEZ_TEXT(literal) oyez_text(literal, sizeof(literal) - 1)

// The same as an initialiser, for static tables.
#define OYEZ_BYTES(literal) {(const uint8_t *)("" literal), sizeof(literal) - 1}

// The two arguments of "%.*s".
#define OYEZ_ARG(octets) oyez_arg_len(octets), (const char *)(octets).ptr

// What oyez_conn_init needs, as a constant: in octets, and in uint64_t.
#define OYEZ_CONN_SIZE(input, output) (OYEZ_CONN_STATE_SIZE + (size_t)(input) + (size_t)(output))
#define OYEZ_CONN_WORDS(input, output) ((OYEZ_CONN_SIZE(input, output) + 7) / 8)

static inline oyez_bytes oyez_text(const char *text, size_t len)
{
    oyez_bytes octets = {(const uint8_t *)text, len};
    return octets;
}

// A word that says these octets, to be written.
static inline oyez_word oyez_word_of(oyez_bytes octets)
{
    oyez_word word = {octets, OYEZ_PLAIN, 0};
    return word;
}

static inline int oyez_arg_len(oyez_bytes octets)
{
    return octets.len > (size_t)INT_MAX ? INT_MAX : (int)octets.len;
}

// Every default; change what you like. The size it records is that of this
// header, which is how a newer library knows what an older caller left out.
static inline oyez_config oyez_config_default(void)
{
    oyez_config config = {sizeof(oyez_config), 0, 0, 0, 0, NULL, 0, 0,
                          0, 0, 0, 0, 0, 0, 0, 0, 0};
    return config;
}

// For oyez_read_request and oyez_read_response, which leave the lengths as
// they are here: unknown. oyez_framing_of tells them.
static inline oyez_request oyez_request_empty(void)
{
    oyez_request request = {sizeof(oyez_request), {NULL, 0}, {NULL, 0},
                            {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0},
                            OYEZ_LENGTH_UNKNOWN, 0, 0, 0, 0};
    return request;
}

static inline oyez_response oyez_response_empty(void)
{
    oyez_response response = {sizeof(oyez_response), {NULL, 0}, {NULL, 0},
                              OYEZ_LENGTH_UNKNOWN, OYEZ_LENGTH_NONE,
                              0, 0, 0, 0};
    return response;
}

#if defined(OYEZ_HOSTED)
static inline oyez_server_config oyez_server_config_default(void)
{
    oyez_server_config config = {sizeof(oyez_server_config), 0, 0, 0, NULL, NULL, 0,
                                 0, 0};
    return config;
}
#endif
