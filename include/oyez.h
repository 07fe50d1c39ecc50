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
