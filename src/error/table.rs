// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
#![allow(clippy::as_conversions, reason = "an enumerator is its number")]
//! The table: every misuse, trouble and violation, one row each. Rust, C and Python read the same one.

use core::ffi::CStr;

/// What a call of yours got wrong, or found no room for. It changed nothing.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.text())]
#[repr(u16)]
pub enum Misuse {
    /// A pointer was NULL, or an enumerator or size out of range.
    Argument = 1,
    /// The connection is not in a state that allows this call.
    State = 2,
    /// The output buffer lacks room now. Nothing was written; `Told::Writable` tells when it would fit.
    OutputFull = 3,
    /// The output buffer will never have that much room. Nothing was written.
    OutputSize = 4,
    /// The memory lent is smaller than `oyez_conn_size` asks for.
    MemorySize = 5,
    /// A field name or field value holds an octet its grammar forbids.
    FieldSyntax = 6,
    /// Framing belongs to the library: Content-Length, Transfer-Encoding and Connection are derived, never passed.
    FieldReserved = 7,
    /// More content than the length announced, or an end before it.
    ContentLength = 8,
    /// This request has its final response already.
    Answered = 9,
    /// The call is for the other end: a request from a server, a response from a client.
    Role = 10,
    /// A request to send has no Host, or more than one (RFC 9112, 3.2).
    HostNeeded = 11,
    /// The array of fields is too small for this head.
    FieldCount = 12,
    /// Not wrong, but not whole: call again with more octets.
    Incomplete = 13,
    /// The library caught a bug of its own. Free the handle; nothing else.
    Bug = 99,
}

/// What the platform could not do: memory, sockets, files, time.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.text())]
#[repr(u16)]
pub enum Trouble {
    /// The system's allocator gave no memory.
    OutOfMemory = 200,
    /// The operating system refused: `os_error` is its number.
    Os = 201,
    /// The peer has left; what is sent would reach nobody.
    PeerGone = 202,
    /// The head took longer than `head_ms`.
    TimeoutHead = 203,
    /// No content came for `content_ms`.
    TimeoutContent = 204,
    /// Content came more slowly than `min_rate`.
    TimeoutRate = 205,
    /// The peer took nothing for `send_ms`.
    TimeoutSend = 206,
}

/// A rule that the peer's message broke. One number for one rule; numbers are never reused.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.text())]
#[repr(u16)]
pub enum Violation {
    /// A request-line is not method SP request-target SP HTTP-version (RFC 9112, 3).
    RequestLine = 1000,
    /// A method is not a token (RFC 9112, 3.1).
    Method = 1001,
    /// A request-target holds whitespace or an octet no URI may hold (RFC 9112, 3.2).
    TargetOctet = 1002,
    /// An origin-form is not absolute-path `[ "?" query ]` (RFC 9112, 3.2.1).
    TargetOrigin = 1003,
    /// An absolute-form is not an absolute-URI (RFC 9112, 3.2.2).
    TargetAbsolute = 1004,
    /// The target of CONNECT is not uri-host ":" port (RFC 9112, 3.2.3).
    TargetAuthority = 1005,
    /// The target "*" stands with a method other than OPTIONS (RFC 9112, 3.2.4).
    TargetAsterisk = 1006,
    /// An http URI has no host (RFC 9110, 4.2.1).
    TargetHost = 1007,
    /// An http URI names a user (RFC 9110, 4.2.4).
    TargetUserinfo = 1008,
    /// A status-line is not HTTP-version SP status-code SP `[ reason ]` (RFC 9112, 4).
    StatusLine = 1010,
    /// A status code is not three digits from 100 to 599 (RFC 9110, 15).
    StatusCode = 1011,
    /// A reason phrase holds a control character (RFC 9112, 4).
    Reason = 1012,
    /// A version is not "HTTP/" DIGIT "." DIGIT (RFC 9112, 2.3).
    Version = 1020,
    /// The major version is not 1: 505 (RFC 9110, 15.6.6).
    VersionMajor = 1021,
    /// A request-line has no version, and HTTP/0.9 is not allowed (RFC 9112, 3).
    VersionMissing = 1022,
    /// A line ends in LF without CR (RFC 9112, 2.2).
    BareLf = 1030,
    /// A CR is not followed by LF (RFC 9112, 2.2).
    BareCr = 1031,
    /// Whitespace stands between the start-line and the first field line (RFC 9112, 2.2).
    SpaceBeforeFields = 1032,
    /// A field name is empty or not a token (RFC 9110, 5.1).
    FieldName = 1040,
    /// A field line has no colon (RFC 9112, 5).
    FieldColon = 1041,
    /// Whitespace stands between a field name and its colon (RFC 9112, 5.1).
    FieldColonSpace = 1042,
    /// A field value holds NUL or another control character (RFC 9110, 5.5).
    FieldValue = 1043,
    /// A field value goes on in a second line (RFC 9112, 5.2).
    ObsFold = 1044,
    /// An HTTP/1.1 request has no Host (RFC 9112, 3.2).
    HostMissing = 1050,
    /// A request has more than one Host (RFC 9112, 3.2).
    HostRepeated = 1051,
    /// A Host is not uri-host `[ ":" port ]` (RFC 9112, 3.2).
    HostInvalid = 1052,
    /// The host is none of the server's `hosts`: 421 (RFC 9110, 7.4).
    HostMisdirected = 1053,
    /// A Content-Length is not 1*DIGIT (RFC 9110, 8.6).
    LengthInvalid = 1060,
    /// More than one Content-Length value stands in one message (RFC 9112, 6.3).
    LengthRepeated = 1061,
    /// A Content-Length does not fit 63 bits (RFC 9110, 8.6).
    LengthOverflow = 1062,
    /// Content-Length stands in a 1xx or 204 response (RFC 9110, 8.6).
    LengthForbidden = 1063,
    /// Content-Length and Transfer-Encoding stand together: a smuggler's signature (RFC 9112, 6.3).
    LengthWithCoding = 1064,
    /// A Transfer-Encoding is not a list of transfer codings (RFC 9112, 6.1).
    CodingInvalid = 1065,
    /// A transfer coding is not known here: 501 (RFC 9112, 6.1).
    CodingUnknown = 1066,
    /// The last transfer coding of a request is not chunked (RFC 9112, 6.3).
    CodingChunkedNotLast = 1067,
    /// The chunked coding is applied twice (RFC 9112, 6.1).
    CodingChunkedTwice = 1068,
    /// An HTTP/1.0 message has a Transfer-Encoding (RFC 9112, 6.1).
    CodingInHttp10 = 1069,
    /// Transfer-Encoding stands in a 1xx or 204 response (RFC 9112, 6.1).
    CodingForbidden = 1070,
    /// A chunk size is not 1*HEXDIG (RFC 9112, 7.1).
    ChunkSize = 1080,
    /// A chunk size does not fit 63 bits (RFC 9112, 7.1).
    ChunkSizeOverflow = 1081,
    /// A chunk extension is not `*( ";" name [ "=" value ] )` (RFC 9112, 7.1.1).
    ChunkExtension = 1082,
    /// A chunk's data is not followed by CRLF (RFC 9112, 7.1).
    ChunkEnd = 1083,
    /// The trailer section is not made of field lines (RFC 9112, 7.1.2).
    Trailer = 1084,
    /// The connection ended within a head (RFC 9112, 8).
    TruncatedHead = 1090,
    /// The connection ended before Content-Length octets came (RFC 9112, 8).
    TruncatedLength = 1091,
    /// The connection ended before the last chunk (RFC 9112, 8).
    TruncatedChunked = 1092,
    /// The request-line does not fit the input buffer: 414 (RFC 9110, 15.5.15).
    TargetTooLong = 1100,
    /// The head does not fit the input buffer: 431 (RFC 6585, 5).
    HeadTooLarge = 1101,
    /// A governing or kept field line does not fit: 431 (RFC 6585, 5).
    FieldTooLarge = 1102,
    /// The trailer section does not fit: 431 (RFC 6585, 5).
    TrailerTooLarge = 1103,
    /// Chunk extensions are excessive (RFC 9112, 7.1.1).
    ChunkExtensionTooLong = 1104,
    /// The content exceeds `max_content`: 413 (RFC 9110, 15.5.14).
    ContentTooLarge = 1105,
    /// An expectation other than 100-continue: 417 (RFC 9110, 10.1.1).
    Expectation = 1110,
    /// A Connection is not a list of tokens (RFC 9110, 7.6.1).
    Connection = 1111,
    /// A response came that no request asked for (RFC 9112, 9.2).
    ResponseUnasked = 1112,
    /// A 101 came that no Upgrade asked for (RFC 9110, 7.8).
    SwitchUnasked = 1113,
    /// A "%" lacks its two HEXDIG (RFC 3986, 2.1).
    Percent = 2000,
    /// A path hides a NUL or a "/" in percent-encoding (RFC 3986, 2.2).
    PathOctet = 2001,
    /// A path climbs above its root (RFC 3986, 5.2.4).
    PathClimbs = 2002,
    /// A value is not a comma-separated list (RFC 9110, 5.6.1).
    List = 2010,
    /// A date is in none of the three formats (RFC 9110, 5.6.7).
    Date = 2011,
    /// A media type is not type "/" subtype parameters (RFC 9110, 8.3.1).
    MediaType = 2012,
    /// An entity tag is not `[ "W/" ] opaque-tag` (RFC 9110, 8.8.3).
    EntityTag = 2013,
    /// A Range is not ranges-specifier (RFC 9110, 14.2).
    Range = 2014,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub name: &'static CStr,
    pub text: &'static CStr,
    pub clause: &'static CStr,
    pub status: u16,
}

const fn row(name: &'static CStr, text: &'static CStr, clause: &'static CStr, status: u16) -> Row {
    Row { name, text, clause, status }
}

#[rustfmt::skip]
impl Misuse {
    /// Every one, in the order of their numbers.
    pub const ALL: &[Misuse] = &[
        Misuse::Argument, Misuse::State, Misuse::OutputFull, Misuse::OutputSize, Misuse::MemorySize,
        Misuse::FieldSyntax, Misuse::FieldReserved, Misuse::ContentLength, Misuse::Answered,
        Misuse::Role, Misuse::HostNeeded, Misuse::FieldCount, Misuse::Incomplete, Misuse::Bug,
    ];

    /// The number, the same in every language.
    #[must_use]
    pub fn number(self) -> u16 {
        self as u16
    }

    /// One English sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        super::text_of(self.row().text)
    }

    /// The clause that was broken; empty when none was.
    #[must_use]
    pub fn clause(self) -> &'static str {
        super::text_of(self.row().clause)
    }

    pub(super) const fn row(self) -> Row {
        match self {
            Misuse::Argument => row(c"OYEZ_ERR_ARGUMENT", c"a pointer was NULL, or an enumerator or size out of range", c"", 0),
            Misuse::State => row(c"OYEZ_ERR_STATE", c"the connection is not in a state that allows this call", c"", 0),
            Misuse::OutputFull => row(c"OYEZ_ERR_OUTPUT_FULL", c"the output buffer lacks room now. Nothing was written; OYEZ_WRITABLE tells when it would fit", c"", 0),
            Misuse::OutputSize => row(c"OYEZ_ERR_OUTPUT_SIZE", c"the output buffer will never have that much room. Nothing was written", c"", 0),
            Misuse::MemorySize => row(c"OYEZ_ERR_MEMORY_SIZE", c"the memory lent is smaller than oyez_conn_size asks for", c"", 0),
            Misuse::FieldSyntax => row(c"OYEZ_ERR_FIELD_SYNTAX", c"a field name or field value holds an octet its grammar forbids", c"", 0),
            Misuse::FieldReserved => row(c"OYEZ_ERR_FIELD_RESERVED", c"framing belongs to the library: Content-Length, Transfer-Encoding and Connection are derived, never passed", c"", 0),
            Misuse::ContentLength => row(c"OYEZ_ERR_CONTENT_LENGTH", c"more content than the length announced, or an end before it", c"", 0),
            Misuse::Answered => row(c"OYEZ_ERR_ANSWERED", c"this request has its final response already", c"", 0),
            Misuse::Role => row(c"OYEZ_ERR_ROLE", c"the call is for the other end: a request from a server, a response from a client", c"", 0),
            Misuse::HostNeeded => row(c"OYEZ_ERR_HOST_NEEDED", c"a request to send has no Host, or more than one", c"RFC 9112, 3.2", 0),
            Misuse::FieldCount => row(c"OYEZ_ERR_FIELD_COUNT", c"the array of fields is too small for this head", c"", 0),
            Misuse::Incomplete => row(c"OYEZ_ERR_INCOMPLETE", c"not wrong, but not whole: call again with more octets", c"", 0),
            Misuse::Bug => row(c"OYEZ_ERR_BUG", c"the library caught a bug of its own. Free the handle; nothing else", c"", 0),
        }
    }
}

#[rustfmt::skip]
impl Trouble {
    /// Every one, in the order of their numbers.
    pub const ALL: &[Trouble] = &[
        Trouble::OutOfMemory, Trouble::Os, Trouble::PeerGone, Trouble::TimeoutHead,
        Trouble::TimeoutContent, Trouble::TimeoutRate, Trouble::TimeoutSend,
    ];

    /// The number, the same in every language.
    #[must_use]
    pub fn number(self) -> u16 {
        self as u16
    }

    /// One English sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        super::text_of(self.row().text)
    }

    /// The clause that was broken; empty when none was.
    #[must_use]
    pub fn clause(self) -> &'static str {
        super::text_of(self.row().clause)
    }

    pub(super) const fn row(self) -> Row {
        match self {
            Trouble::OutOfMemory => row(c"OYEZ_ERR_OUT_OF_MEMORY", c"the system's allocator gave no memory", c"", 0),
            Trouble::Os => row(c"OYEZ_ERR_OS", c"the operating system refused: os_error is its number", c"", 0),
            Trouble::PeerGone => row(c"OYEZ_ERR_PEER_GONE", c"the peer has left; what is sent would reach nobody", c"", 0),
            Trouble::TimeoutHead => row(c"OYEZ_ERR_TIMEOUT_HEAD", c"the head took longer than head_ms", c"", 408),
            Trouble::TimeoutContent => row(c"OYEZ_ERR_TIMEOUT_CONTENT", c"no content came for content_ms", c"", 408),
            Trouble::TimeoutRate => row(c"OYEZ_ERR_TIMEOUT_RATE", c"content came more slowly than min_rate", c"", 408),
            Trouble::TimeoutSend => row(c"OYEZ_ERR_TIMEOUT_SEND", c"the peer took nothing for send_ms", c"", 0),
        }
    }
}

#[rustfmt::skip]
impl Violation {
    /// Every one, in the order of their numbers.
    pub const ALL: &[Violation] = &[
        Violation::RequestLine, Violation::Method, Violation::TargetOctet, Violation::TargetOrigin,
        Violation::TargetAbsolute, Violation::TargetAuthority, Violation::TargetAsterisk,
        Violation::TargetHost, Violation::TargetUserinfo, Violation::StatusLine,
        Violation::StatusCode, Violation::Reason, Violation::Version, Violation::VersionMajor,
        Violation::VersionMissing, Violation::BareLf, Violation::BareCr,
        Violation::SpaceBeforeFields, Violation::FieldName, Violation::FieldColon,
        Violation::FieldColonSpace, Violation::FieldValue, Violation::ObsFold,
        Violation::HostMissing, Violation::HostRepeated, Violation::HostInvalid,
        Violation::HostMisdirected, Violation::LengthInvalid, Violation::LengthRepeated,
        Violation::LengthOverflow, Violation::LengthForbidden, Violation::LengthWithCoding,
        Violation::CodingInvalid, Violation::CodingUnknown, Violation::CodingChunkedNotLast,
        Violation::CodingChunkedTwice, Violation::CodingInHttp10, Violation::CodingForbidden,
        Violation::ChunkSize, Violation::ChunkSizeOverflow, Violation::ChunkExtension,
        Violation::ChunkEnd, Violation::Trailer, Violation::TruncatedHead,
        Violation::TruncatedLength, Violation::TruncatedChunked, Violation::TargetTooLong,
        Violation::HeadTooLarge, Violation::FieldTooLarge, Violation::TrailerTooLarge,
        Violation::ChunkExtensionTooLong, Violation::ContentTooLarge, Violation::Expectation,
        Violation::Connection, Violation::ResponseUnasked, Violation::SwitchUnasked,
        Violation::Percent, Violation::PathOctet, Violation::PathClimbs, Violation::List,
        Violation::Date, Violation::MediaType, Violation::EntityTag, Violation::Range,
    ];

    /// The number, the same in every language.
    #[must_use]
    pub fn number(self) -> u16 {
        self as u16
    }

    /// One English sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        super::text_of(self.row().text)
    }

    /// The clause that was broken; empty when none was.
    #[must_use]
    pub fn clause(self) -> &'static str {
        super::text_of(self.row().clause)
    }

    pub(super) const fn row(self) -> Row {
        match self {
            Violation::RequestLine => row(c"OYEZ_ERR_REQUEST_LINE", c"a request-line is not method SP request-target SP HTTP-version", c"RFC 9112, 3", 400),
            Violation::Method => row(c"OYEZ_ERR_METHOD", c"a method is not a token", c"RFC 9112, 3.1", 400),
            Violation::TargetOctet => row(c"OYEZ_ERR_TARGET_OCTET", c"a request-target holds whitespace or an octet no URI may hold", c"RFC 9112, 3.2", 400),
            Violation::TargetOrigin => row(c"OYEZ_ERR_TARGET_ORIGIN", c"an origin-form is not absolute-path [ \"?\" query ]", c"RFC 9112, 3.2.1", 400),
            Violation::TargetAbsolute => row(c"OYEZ_ERR_TARGET_ABSOLUTE", c"an absolute-form is not an absolute-URI", c"RFC 9112, 3.2.2", 400),
            Violation::TargetAuthority => row(c"OYEZ_ERR_TARGET_AUTHORITY", c"the target of CONNECT is not uri-host \":\" port", c"RFC 9112, 3.2.3", 400),
            Violation::TargetAsterisk => row(c"OYEZ_ERR_TARGET_ASTERISK", c"the target \"*\" stands with a method other than OPTIONS", c"RFC 9112, 3.2.4", 400),
            Violation::TargetHost => row(c"OYEZ_ERR_TARGET_HOST", c"an http URI has no host", c"RFC 9110, 4.2.1", 400),
            Violation::TargetUserinfo => row(c"OYEZ_ERR_TARGET_USERINFO", c"an http URI names a user", c"RFC 9110, 4.2.4", 400),
            Violation::StatusLine => row(c"OYEZ_ERR_STATUS_LINE", c"a status-line is not HTTP-version SP status-code SP [ reason ]", c"RFC 9112, 4", 400),
            Violation::StatusCode => row(c"OYEZ_ERR_STATUS_CODE", c"a status code is not three digits from 100 to 599", c"RFC 9110, 15", 400),
            Violation::Reason => row(c"OYEZ_ERR_REASON", c"a reason phrase holds a control character", c"RFC 9112, 4", 400),
            Violation::Version => row(c"OYEZ_ERR_VERSION", c"a version is not \"HTTP/\" DIGIT \".\" DIGIT", c"RFC 9112, 2.3", 400),
            Violation::VersionMajor => row(c"OYEZ_ERR_VERSION_MAJOR", c"the major version is not 1", c"RFC 9110, 15.6.6", 505),
            Violation::VersionMissing => row(c"OYEZ_ERR_VERSION_MISSING", c"a request-line has no version, and HTTP/0.9 is not allowed", c"RFC 9112, 3", 400),
            Violation::BareLf => row(c"OYEZ_ERR_BARE_LF", c"a line ends in LF without CR", c"RFC 9112, 2.2", 400),
            Violation::BareCr => row(c"OYEZ_ERR_BARE_CR", c"a CR is not followed by LF", c"RFC 9112, 2.2", 400),
            Violation::SpaceBeforeFields => row(c"OYEZ_ERR_SPACE_BEFORE_FIELDS", c"whitespace stands between the start-line and the first field line", c"RFC 9112, 2.2", 400),
            Violation::FieldName => row(c"OYEZ_ERR_FIELD_NAME", c"a field name is empty or not a token", c"RFC 9110, 5.1", 400),
            Violation::FieldColon => row(c"OYEZ_ERR_FIELD_COLON", c"a field line has no colon", c"RFC 9112, 5", 400),
            Violation::FieldColonSpace => row(c"OYEZ_ERR_FIELD_COLON_SPACE", c"whitespace stands between a field name and its colon", c"RFC 9112, 5.1", 400),
            Violation::FieldValue => row(c"OYEZ_ERR_FIELD_VALUE", c"a field value holds NUL or another control character", c"RFC 9110, 5.5", 400),
            Violation::ObsFold => row(c"OYEZ_ERR_OBS_FOLD", c"a field value goes on in a second line", c"RFC 9112, 5.2", 400),
            Violation::HostMissing => row(c"OYEZ_ERR_HOST_MISSING", c"an HTTP/1.1 request has no Host", c"RFC 9112, 3.2", 400),
            Violation::HostRepeated => row(c"OYEZ_ERR_HOST_REPEATED", c"a request has more than one Host", c"RFC 9112, 3.2", 400),
            Violation::HostInvalid => row(c"OYEZ_ERR_HOST_INVALID", c"a Host is not uri-host [ \":\" port ]", c"RFC 9112, 3.2", 400),
            Violation::HostMisdirected => row(c"OYEZ_ERR_HOST_MISDIRECTED", c"the host is none of the server's hosts", c"RFC 9110, 7.4", 421),
            Violation::LengthInvalid => row(c"OYEZ_ERR_LENGTH_INVALID", c"a Content-Length is not 1*DIGIT", c"RFC 9110, 8.6", 400),
            Violation::LengthRepeated => row(c"OYEZ_ERR_LENGTH_REPEATED", c"more than one Content-Length value stands in one message", c"RFC 9112, 6.3", 400),
            Violation::LengthOverflow => row(c"OYEZ_ERR_LENGTH_OVERFLOW", c"a Content-Length does not fit 63 bits", c"RFC 9110, 8.6", 400),
            Violation::LengthForbidden => row(c"OYEZ_ERR_LENGTH_FORBIDDEN", c"Content-Length stands in a 1xx or 204 response", c"RFC 9110, 8.6", 400),
            Violation::LengthWithCoding => row(c"OYEZ_ERR_LENGTH_WITH_CODING", c"Content-Length and Transfer-Encoding stand together: a smuggler's signature", c"RFC 9112, 6.3", 400),
            Violation::CodingInvalid => row(c"OYEZ_ERR_CODING_INVALID", c"a Transfer-Encoding is not a list of transfer codings", c"RFC 9112, 6.1", 400),
            Violation::CodingUnknown => row(c"OYEZ_ERR_CODING_UNKNOWN", c"a transfer coding is not known here", c"RFC 9112, 6.1", 501),
            Violation::CodingChunkedNotLast => row(c"OYEZ_ERR_CODING_CHUNKED_NOT_LAST", c"the last transfer coding of a request is not chunked", c"RFC 9112, 6.3", 400),
            Violation::CodingChunkedTwice => row(c"OYEZ_ERR_CODING_CHUNKED_TWICE", c"the chunked coding is applied twice", c"RFC 9112, 6.1", 400),
            Violation::CodingInHttp10 => row(c"OYEZ_ERR_CODING_IN_HTTP10", c"an HTTP/1.0 message has a Transfer-Encoding", c"RFC 9112, 6.1", 400),
            Violation::CodingForbidden => row(c"OYEZ_ERR_CODING_FORBIDDEN", c"Transfer-Encoding stands in a 1xx or 204 response", c"RFC 9112, 6.1", 400),
            Violation::ChunkSize => row(c"OYEZ_ERR_CHUNK_SIZE", c"a chunk size is not 1*HEXDIG", c"RFC 9112, 7.1", 400),
            Violation::ChunkSizeOverflow => row(c"OYEZ_ERR_CHUNK_SIZE_OVERFLOW", c"a chunk size does not fit 63 bits", c"RFC 9112, 7.1", 400),
            Violation::ChunkExtension => row(c"OYEZ_ERR_CHUNK_EXTENSION", c"a chunk extension is not *( \";\" name [ \"=\" value ] )", c"RFC 9112, 7.1.1", 400),
            Violation::ChunkEnd => row(c"OYEZ_ERR_CHUNK_END", c"a chunk's data is not followed by CRLF", c"RFC 9112, 7.1", 400),
            Violation::Trailer => row(c"OYEZ_ERR_TRAILER", c"the trailer section is not made of field lines", c"RFC 9112, 7.1.2", 400),
            Violation::TruncatedHead => row(c"OYEZ_ERR_TRUNCATED_HEAD", c"the connection ended within a head", c"RFC 9112, 8", 400),
            Violation::TruncatedLength => row(c"OYEZ_ERR_TRUNCATED_LENGTH", c"the connection ended before Content-Length octets came", c"RFC 9112, 8", 400),
            Violation::TruncatedChunked => row(c"OYEZ_ERR_TRUNCATED_CHUNKED", c"the connection ended before the last chunk", c"RFC 9112, 8", 400),
            Violation::TargetTooLong => row(c"OYEZ_ERR_TARGET_TOO_LONG", c"the request-line does not fit the input buffer", c"RFC 9110, 15.5.15", 414),
            Violation::HeadTooLarge => row(c"OYEZ_ERR_HEAD_TOO_LARGE", c"the head does not fit the input buffer", c"RFC 6585, 5", 431),
            Violation::FieldTooLarge => row(c"OYEZ_ERR_FIELD_TOO_LARGE", c"a governing or kept field line does not fit", c"RFC 6585, 5", 431),
            Violation::TrailerTooLarge => row(c"OYEZ_ERR_TRAILER_TOO_LARGE", c"the trailer section does not fit", c"RFC 6585, 5", 431),
            Violation::ChunkExtensionTooLong => row(c"OYEZ_ERR_CHUNK_EXTENSION_TOO_LONG", c"chunk extensions are excessive", c"RFC 9112, 7.1.1", 400),
            Violation::ContentTooLarge => row(c"OYEZ_ERR_CONTENT_TOO_LARGE", c"the content exceeds max_content", c"RFC 9110, 15.5.14", 413),
            Violation::Expectation => row(c"OYEZ_ERR_EXPECTATION", c"an expectation other than 100-continue", c"RFC 9110, 10.1.1", 417),
            Violation::Connection => row(c"OYEZ_ERR_CONNECTION", c"a Connection is not a list of tokens", c"RFC 9110, 7.6.1", 400),
            Violation::ResponseUnasked => row(c"OYEZ_ERR_RESPONSE_UNASKED", c"a response came that no request asked for", c"RFC 9112, 9.2", 400),
            Violation::SwitchUnasked => row(c"OYEZ_ERR_SWITCH_UNASKED", c"a 101 came that no Upgrade asked for", c"RFC 9110, 7.8", 400),
            Violation::Percent => row(c"OYEZ_ERR_PERCENT", c"a \"%\" lacks its two HEXDIG", c"RFC 3986, 2.1", 0),
            Violation::PathOctet => row(c"OYEZ_ERR_PATH_OCTET", c"a path hides a NUL or a \"/\" in percent-encoding", c"RFC 3986, 2.2", 0),
            Violation::PathClimbs => row(c"OYEZ_ERR_PATH_CLIMBS", c"a path climbs above its root", c"RFC 3986, 5.2.4", 0),
            Violation::List => row(c"OYEZ_ERR_LIST", c"a value is not a comma-separated list", c"RFC 9110, 5.6.1", 0),
            Violation::Date => row(c"OYEZ_ERR_DATE", c"a date is in none of the three formats", c"RFC 9110, 5.6.7", 0),
            Violation::MediaType => row(c"OYEZ_ERR_MEDIA_TYPE", c"a media type is not type \"/\" subtype parameters", c"RFC 9110, 8.3.1", 0),
            Violation::EntityTag => row(c"OYEZ_ERR_ENTITY_TAG", c"an entity tag is not [ \"W/\" ] opaque-tag", c"RFC 9110, 8.8.3", 0),
            Violation::Range => row(c"OYEZ_ERR_RANGE", c"a Range is not ranges-specifier", c"RFC 9110, 14.2", 0),
        }
    }
}

impl Violation {
    /// The status a server answers with (RFC 9110, 15); 0 where it depends on the field's meaning.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.row().status
    }
}

impl Trouble {
    /// The status a server answers with; 0 when no answer is called for.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.row().status
    }
}
