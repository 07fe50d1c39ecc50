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
    /// A form holds an octet that application/x-www-form-urlencoded never writes (RFC 3986, 2.2).
    FormEncoding = 2003,
    /// A value is not a URI-reference (RFC 3986, 4.1).
    UriReference = 2004,
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
    /// A value is not a token (RFC 9110, 5.6.2).
    Token = 2015,
    /// A quoted-string lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.4).
    QuotedString = 2016,
    /// A comment lacks its end, or holds an octet that none may hold (RFC 9110, 5.6.5).
    Comment = 2017,
    /// A parameter is not name "=" ( token / quoted-string ) (RFC 9110, 5.6.6).
    Parameter = 2018,
    /// A value is not 1\*DIGIT, or does not fit 63 bits (RFC 5234, B.1).
    Number = 2019,
    /// A cookie-date lacks its time, day, month or year (RFC 6265bis, 5.1.1).
    CookieDate = 2020,
    /// A value is not delta-seconds (RFC 9111, 1.2.2).
    DeltaSeconds = 2021,
    /// A Retry-After is neither a date nor delay-seconds (RFC 9110, 10.2.3).
    RetryAfter = 2022,
    /// A version is not "HTTP/" 1\*DIGIT "." 1\*DIGIT (RFC 1945, 3.1).
    HttpVersion = 2023,
    /// A weight is not "q=" and a number from 0 to 1 with three digits at most behind its point (RFC 9110, 12.4.2).
    Weight = 2030,
    /// A media range is not type "/" subtype, type "/*" or "*/*" (RFC 9110, 12.5.1).
    MediaRange = 2031,
    /// A language tag is not made of alphanumeric subtags (RFC 9110, 8.5.1).
    LanguageTag = 2032,
    /// A language range is not a tag, nor "*" (RFC 9110, 12.5.4).
    LanguageRange = 2033,
    /// A content coding is not a token (RFC 9110, 8.4.1).
    ContentCoding = 2034,
    /// A transfer coding is not token parameters (RFC 9110, 10.1.4).
    TransferCoding = 2035,
    /// A Content-Disposition is not disposition-type \*( ";" disposition-parm ) (RFC 6266, 4.1).
    Disposition = 2036,
    /// An extended value is not charset "'" \[ language \] "'" value-chars (RFC 8187, 3.2.1).
    ExtValue = 2037,
    /// A Content-MD5 is not the base64 of sixteen octets (RFC 1864, 2).
    ContentMd5 = 2038,
    /// A MIME-Version is not 1*DIGIT "." 1*DIGIT, with comments or without (RFC 2045, 4).
    MimeVersion = 2039,
    /// A Content-Range is not range-unit SP ( range "/" length / "*/" length ) (RFC 9110, 14.4).
    ContentRange = 2040,
    /// An If-Range is neither an entity tag nor a date (RFC 9110, 13.1.5).
    IfRange = 2041,
    /// A Vary is neither "*" nor a list of field names (RFC 9110, 12.5.5).
    Vary = 2042,
    /// A cache directive is not token \[ "=" ( token / quoted-string ) \] (RFC 9111, 5.2).
    CacheDirective = 2050,
    /// A Warning is not warn-code SP warn-agent SP warn-text \[ SP warn-date \] (RFC 7234, 5.5).
    Warning = 2051,
    /// A challenge is not auth-scheme \[ 1\*SP ( token68 / parameters ) \] (RFC 9110, 11.3).
    Challenge = 2060,
    /// Credentials are not auth-scheme \[ 1\*SP ( token68 / parameters ) \] (RFC 9110, 11.4).
    Credentials = 2061,
    /// A value is not base64 (RFC 4648, 4).
    Base64 = 2062,
    /// Basic credentials are not the base64 of user-id ":" password (RFC 7617, 2).
    Basic = 2063,
    /// Digest credentials lack a parameter, or repeat one, or one of them is none (RFC 7616, 3.4).
    Digest = 2064,
    /// A Bearer token is not b64token (RFC 6750, 2.1).
    Bearer = 2065,
    /// A Cookie is not cookie-pair \*( ";" SP cookie-pair ) (RFC 6265bis, 4.2.1).
    Cookie = 2070,
    /// A Set-Cookie has neither a name nor a value, or holds a control character (RFC 6265bis, 5.6).
    SetCookie = 2071,
    /// A cookie is larger than a user agent keeps (RFC 6265bis, 5.6).
    CookieSize = 2072,
    /// A cookie lacks what its \_\_Secure- or \_\_Host- prefix promises (RFC 6265bis, 4.1.3).
    CookiePrefix = 2073,
    /// A cookie is for a domain that its host does not belong to (RFC 6265bis, 5.7).
    CookieDomain = 2074,
    /// A Set-Cookie2 or Cookie2 is not what RFC 2965 says (RFC 2965, 3.2.2).
    CookieOld = 2075,
    /// A cookie is refused for its Secure attribute, its `SameSite` or its place (RFC 6265bis, 5.7).
    CookieRoom = 2076,
    /// A Via is not a list of received-protocol RWS received-by \[ RWS comment \] (RFC 9110, 7.6.3).
    Via = 2080,
    /// A Forwarded is not a list of token "=" value pairs (RFC 7239, 4).
    Forwarded = 2081,
    /// A node is neither an address, "unknown" nor "_" and letters, with or without a port (RFC 7239, 6).
    ForwardedNode = 2082,
    /// A Max-Forwards is not 1\*DIGIT (RFC 9110, 7.6.2).
    MaxForwards = 2083,
    /// An Upgrade is not a list of protocol-name \[ "/" protocol-version \] (RFC 9110, 7.8).
    Upgrade = 2084,
    /// A value is not made of products and comments (RFC 9110, 10.1.5).
    Product = 2085,
    /// A From is not a mailbox (RFC 9110, 10.1.2).
    Mailbox = 2086,
    /// A Link is not a list of "<" URI-Reference ">" and parameters (RFC 8288, 3).
    Link = 2087,
    /// A Keep-Alive is not a list of parameters (RFC 2068, 19.7.1).
    KeepAlive = 2088,
    /// An Expect is not a list of expectations (RFC 9110, 10.1.1).
    Expect = 2089,
    /// A value is not a list of field names (RFC 9110, 6.6.2).
    FieldNames = 2090,
    /// A value is not a structured item (RFC 9651, 4.2.3).
    SfItem = 2100,
    /// A structured number is not an Integer or Decimal that fits (RFC 9651, 4.2.4).
    SfNumber = 2101,
    /// A structured String lacks its end, or holds an octet that none may hold (RFC 9651, 4.2.5).
    SfString = 2102,
    /// A structured Token does not begin with a letter or "*" (RFC 9651, 4.2.6).
    SfToken = 2103,
    /// A Byte Sequence is not base64 between colons (RFC 9651, 4.2.7).
    SfBytes = 2104,
    /// A structured Boolean is neither ?0 nor ?1 (RFC 9651, 4.2.8).
    SfBoolean = 2105,
    /// A structured Date is not "@" and an Integer (RFC 9651, 4.2.9).
    SfDate = 2106,
    /// A Display String is not %" UTF-8 in lower-case percent-encoding " (RFC 9651, 4.2.10).
    SfDisplay = 2107,
    /// A key does not begin with a lower-case letter or "*" (RFC 9651, 4.2.3.3).
    SfKey = 2108,
    /// A structured List is not members separated by commas (RFC 9651, 4.2.1).
    SfList = 2109,
    /// An Inner List lacks its ")", or a space between two items (RFC 9651, 4.2.1.2).
    SfInnerList = 2110,
    /// A Dictionary is not members separated by commas (RFC 9651, 4.2.2).
    SfDictionary = 2111,
    /// A boundary is not 1 to 70 bchars that do not end in a space (RFC 2046, 5.1.1).
    MultipartBoundary = 2120,
    /// A body part has no header section that ends in an empty line (RFC 2046, 5.1).
    MultipartPart = 2121,
    /// A multipart body ends without its close-delimiter (RFC 2046, 5.1.1).
    MultipartEnd = 2122,
    /// A part of a form has no name (RFC 7578, 4.2).
    MultipartName = 2123,
    /// A multipart body holds more parts, or a longer head, than is allowed (RFC 7578, 4).
    MultipartLimit = 2124,
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
        Violation::Percent, Violation::PathOctet, Violation::PathClimbs, Violation::FormEncoding,
        Violation::UriReference, Violation::List, Violation::Date, Violation::MediaType,
        Violation::EntityTag, Violation::Range, Violation::Token, Violation::QuotedString,
        Violation::Comment, Violation::Parameter, Violation::Number, Violation::CookieDate,
        Violation::DeltaSeconds, Violation::RetryAfter, Violation::HttpVersion, Violation::Weight,
        Violation::MediaRange, Violation::LanguageTag, Violation::LanguageRange,
        Violation::ContentCoding, Violation::TransferCoding, Violation::Disposition,
        Violation::ExtValue, Violation::ContentMd5, Violation::MimeVersion,
        Violation::ContentRange, Violation::IfRange,
        Violation::Vary, Violation::CacheDirective, Violation::Warning, Violation::Challenge,
        Violation::Credentials, Violation::Base64, Violation::Basic, Violation::Digest,
        Violation::Bearer, Violation::Cookie, Violation::SetCookie, Violation::CookieSize,
        Violation::CookiePrefix, Violation::CookieDomain, Violation::CookieOld,
        Violation::CookieRoom, Violation::Via, Violation::Forwarded, Violation::ForwardedNode,
        Violation::MaxForwards, Violation::Upgrade, Violation::Product, Violation::Mailbox,
        Violation::Link, Violation::KeepAlive, Violation::Expect, Violation::FieldNames,
        Violation::SfItem, Violation::SfNumber, Violation::SfString, Violation::SfToken,
        Violation::SfBytes, Violation::SfBoolean, Violation::SfDate, Violation::SfDisplay,
        Violation::SfKey, Violation::SfList, Violation::SfInnerList, Violation::SfDictionary,
        Violation::MultipartBoundary, Violation::MultipartPart, Violation::MultipartEnd,
        Violation::MultipartName, Violation::MultipartLimit,
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

    #[allow(clippy::too_many_lines, reason = "a table")]
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
            Violation::FormEncoding => row(c"OYEZ_ERR_FORM_ENCODING", c"a form holds an octet that application/x-www-form-urlencoded never writes", c"RFC 3986, 2.2", 0),
            Violation::UriReference => row(c"OYEZ_ERR_URI_REFERENCE", c"a value is not a URI-reference", c"RFC 3986, 4.1", 0),
            Violation::List => row(c"OYEZ_ERR_LIST", c"a value is not a comma-separated list", c"RFC 9110, 5.6.1", 0),
            Violation::Date => row(c"OYEZ_ERR_DATE", c"a date is in none of the three formats", c"RFC 9110, 5.6.7", 0),
            Violation::MediaType => row(c"OYEZ_ERR_MEDIA_TYPE", c"a media type is not type \"/\" subtype parameters", c"RFC 9110, 8.3.1", 0),
            Violation::EntityTag => row(c"OYEZ_ERR_ENTITY_TAG", c"an entity tag is not [ \"W/\" ] opaque-tag", c"RFC 9110, 8.8.3", 0),
            Violation::Range => row(c"OYEZ_ERR_RANGE", c"a Range is not ranges-specifier", c"RFC 9110, 14.2", 0),
            Violation::Token => row(c"OYEZ_ERR_TOKEN", c"a value is not a token", c"RFC 9110, 5.6.2", 0),
            Violation::QuotedString => row(c"OYEZ_ERR_QUOTED_STRING", c"a quoted-string lacks its end, or holds an octet that none may hold", c"RFC 9110, 5.6.4", 0),
            Violation::Comment => row(c"OYEZ_ERR_COMMENT", c"a comment lacks its end, or holds an octet that none may hold", c"RFC 9110, 5.6.5", 0),
            Violation::Parameter => row(c"OYEZ_ERR_PARAMETER", c"a parameter is not name \"=\" ( token / quoted-string )", c"RFC 9110, 5.6.6", 0),
            Violation::Number => row(c"OYEZ_ERR_NUMBER", c"a value is not 1*DIGIT, or does not fit 63 bits", c"RFC 5234, B.1", 0),
            Violation::CookieDate => row(c"OYEZ_ERR_COOKIE_DATE", c"a cookie-date lacks its time, day, month or year", c"RFC 6265bis, 5.1.1", 0),
            Violation::DeltaSeconds => row(c"OYEZ_ERR_DELTA_SECONDS", c"a value is not delta-seconds", c"RFC 9111, 1.2.2", 0),
            Violation::RetryAfter => row(c"OYEZ_ERR_RETRY_AFTER", c"a Retry-After is neither a date nor delay-seconds", c"RFC 9110, 10.2.3", 0),
            Violation::HttpVersion => row(c"OYEZ_ERR_HTTP_VERSION", c"a version is not \"HTTP/\" 1*DIGIT \".\" 1*DIGIT", c"RFC 1945, 3.1", 0),
            Violation::Weight => row(c"OYEZ_ERR_WEIGHT", c"a weight is not \"q=\" and a number from 0 to 1 with three digits at most behind its point", c"RFC 9110, 12.4.2", 0),
            Violation::MediaRange => row(c"OYEZ_ERR_MEDIA_RANGE", c"a media range is not type \"/\" subtype, type \"/*\" or \"*/*\"", c"RFC 9110, 12.5.1", 0),
            Violation::LanguageTag => row(c"OYEZ_ERR_LANGUAGE_TAG", c"a language tag is not made of alphanumeric subtags", c"RFC 9110, 8.5.1", 0),
            Violation::LanguageRange => row(c"OYEZ_ERR_LANGUAGE_RANGE", c"a language range is not a tag, nor \"*\"", c"RFC 9110, 12.5.4", 0),
            Violation::ContentCoding => row(c"OYEZ_ERR_CONTENT_CODING", c"a content coding is not a token", c"RFC 9110, 8.4.1", 0),
            Violation::TransferCoding => row(c"OYEZ_ERR_TRANSFER_CODING", c"a transfer coding is not token parameters", c"RFC 9110, 10.1.4", 0),
            Violation::Disposition => row(c"OYEZ_ERR_DISPOSITION", c"a Content-Disposition is not disposition-type *( \";\" disposition-parm )", c"RFC 6266, 4.1", 0),
            Violation::ExtValue => row(c"OYEZ_ERR_EXT_VALUE", c"an extended value is not charset \"'\" [ language ] \"'\" value-chars", c"RFC 8187, 3.2.1", 0),
            Violation::ContentMd5 => row(c"OYEZ_ERR_CONTENT_MD5", c"a Content-MD5 is not the base64 of sixteen octets", c"RFC 1864, 2", 0),
            Violation::MimeVersion => row(c"OYEZ_ERR_MIME_VERSION", c"a MIME-Version is not 1*DIGIT \".\" 1*DIGIT, with comments or without", c"RFC 2045, 4", 0),
            Violation::ContentRange => row(c"OYEZ_ERR_CONTENT_RANGE", c"a Content-Range is not range-unit SP ( range \"/\" length / \"*/\" length )", c"RFC 9110, 14.4", 0),
            Violation::IfRange => row(c"OYEZ_ERR_IF_RANGE", c"an If-Range is neither an entity tag nor a date", c"RFC 9110, 13.1.5", 0),
            Violation::Vary => row(c"OYEZ_ERR_VARY", c"a Vary is neither \"*\" nor a list of field names", c"RFC 9110, 12.5.5", 0),
            Violation::CacheDirective => row(c"OYEZ_ERR_CACHE_DIRECTIVE", c"a cache directive is not token [ \"=\" ( token / quoted-string ) ]", c"RFC 9111, 5.2", 0),
            Violation::Warning => row(c"OYEZ_ERR_WARNING", c"a Warning is not warn-code SP warn-agent SP warn-text [ SP warn-date ]", c"RFC 7234, 5.5", 0),
            Violation::Challenge => row(c"OYEZ_ERR_CHALLENGE", c"a challenge is not auth-scheme [ 1*SP ( token68 / parameters ) ]", c"RFC 9110, 11.3", 0),
            Violation::Credentials => row(c"OYEZ_ERR_CREDENTIALS", c"credentials are not auth-scheme [ 1*SP ( token68 / parameters ) ]", c"RFC 9110, 11.4", 0),
            Violation::Base64 => row(c"OYEZ_ERR_BASE64", c"a value is not base64", c"RFC 4648, 4", 0),
            Violation::Basic => row(c"OYEZ_ERR_BASIC", c"Basic credentials are not the base64 of user-id \":\" password", c"RFC 7617, 2", 0),
            Violation::Digest => row(c"OYEZ_ERR_DIGEST", c"Digest credentials lack a parameter, or repeat one, or one of them is none", c"RFC 7616, 3.4", 0),
            Violation::Bearer => row(c"OYEZ_ERR_BEARER", c"a Bearer token is not b64token", c"RFC 6750, 2.1", 0),
            Violation::Cookie => row(c"OYEZ_ERR_COOKIE", c"a Cookie is not cookie-pair *( \";\" SP cookie-pair )", c"RFC 6265bis, 4.2.1", 0),
            Violation::SetCookie => row(c"OYEZ_ERR_SET_COOKIE", c"a Set-Cookie has neither a name nor a value, or holds a control character", c"RFC 6265bis, 5.6", 0),
            Violation::CookieSize => row(c"OYEZ_ERR_COOKIE_SIZE", c"a cookie is larger than a user agent keeps", c"RFC 6265bis, 5.6", 0),
            Violation::CookiePrefix => row(c"OYEZ_ERR_COOKIE_PREFIX", c"a cookie lacks what its __Secure- or __Host- prefix promises", c"RFC 6265bis, 4.1.3", 0),
            Violation::CookieDomain => row(c"OYEZ_ERR_COOKIE_DOMAIN", c"a cookie is for a domain that its host does not belong to", c"RFC 6265bis, 5.7", 0),
            Violation::CookieOld => row(c"OYEZ_ERR_COOKIE_OLD", c"a Set-Cookie2 or Cookie2 is not what RFC 2965 says", c"RFC 2965, 3.2.2", 0),
            Violation::CookieRoom => row(c"OYEZ_ERR_COOKIE_ROOM", c"a cookie is refused for its Secure attribute, its `SameSite` or its place", c"RFC 6265bis, 5.7", 0),
            Violation::Via => row(c"OYEZ_ERR_VIA", c"a Via is not a list of received-protocol RWS received-by [ RWS comment ]", c"RFC 9110, 7.6.3", 0),
            Violation::Forwarded => row(c"OYEZ_ERR_FORWARDED", c"a Forwarded is not a list of token \"=\" value pairs", c"RFC 7239, 4", 0),
            Violation::ForwardedNode => row(c"OYEZ_ERR_FORWARDED_NODE", c"a node is neither an address, \"unknown\" nor \"_\" and letters, with or without a port", c"RFC 7239, 6", 0),
            Violation::MaxForwards => row(c"OYEZ_ERR_MAX_FORWARDS", c"a Max-Forwards is not 1*DIGIT", c"RFC 9110, 7.6.2", 0),
            Violation::Upgrade => row(c"OYEZ_ERR_UPGRADE", c"an Upgrade is not a list of protocol-name [ \"/\" protocol-version ]", c"RFC 9110, 7.8", 0),
            Violation::Product => row(c"OYEZ_ERR_PRODUCT", c"a value is not made of products and comments", c"RFC 9110, 10.1.5", 0),
            Violation::Mailbox => row(c"OYEZ_ERR_MAILBOX", c"a From is not a mailbox", c"RFC 9110, 10.1.2", 0),
            Violation::Link => row(c"OYEZ_ERR_LINK", c"a Link is not a list of \"<\" URI-Reference \">\" and parameters", c"RFC 8288, 3", 0),
            Violation::KeepAlive => row(c"OYEZ_ERR_KEEP_ALIVE", c"a Keep-Alive is not a list of parameters", c"RFC 2068, 19.7.1", 0),
            Violation::Expect => row(c"OYEZ_ERR_EXPECT", c"an Expect is not a list of expectations", c"RFC 9110, 10.1.1", 0),
            Violation::FieldNames => row(c"OYEZ_ERR_FIELD_NAMES", c"a value is not a list of field names", c"RFC 9110, 6.6.2", 0),
            Violation::SfItem => row(c"OYEZ_ERR_SF_ITEM", c"a value is not a structured item", c"RFC 9651, 4.2.3", 0),
            Violation::SfNumber => row(c"OYEZ_ERR_SF_NUMBER", c"a structured number is not an Integer or Decimal that fits", c"RFC 9651, 4.2.4", 0),
            Violation::SfString => row(c"OYEZ_ERR_SF_STRING", c"a structured String lacks its end, or holds an octet that none may hold", c"RFC 9651, 4.2.5", 0),
            Violation::SfToken => row(c"OYEZ_ERR_SF_TOKEN", c"a structured Token does not begin with a letter or \"*\"", c"RFC 9651, 4.2.6", 0),
            Violation::SfBytes => row(c"OYEZ_ERR_SF_BYTES", c"a Byte Sequence is not base64 between colons", c"RFC 9651, 4.2.7", 0),
            Violation::SfBoolean => row(c"OYEZ_ERR_SF_BOOLEAN", c"a structured Boolean is neither ?0 nor ?1", c"RFC 9651, 4.2.8", 0),
            Violation::SfDate => row(c"OYEZ_ERR_SF_DATE", c"a structured Date is not \"@\" and an Integer", c"RFC 9651, 4.2.9", 0),
            Violation::SfDisplay => row(c"OYEZ_ERR_SF_DISPLAY", c"a Display String is not %\" UTF-8 in lower-case percent-encoding \"", c"RFC 9651, 4.2.10", 0),
            Violation::SfKey => row(c"OYEZ_ERR_SF_KEY", c"a key does not begin with a lower-case letter or \"*\"", c"RFC 9651, 4.2.3.3", 0),
            Violation::SfList => row(c"OYEZ_ERR_SF_LIST", c"a structured List is not members separated by commas", c"RFC 9651, 4.2.1", 0),
            Violation::SfInnerList => row(c"OYEZ_ERR_SF_INNER_LIST", c"an Inner List lacks its \")\", or a space between two items", c"RFC 9651, 4.2.1.2", 0),
            Violation::SfDictionary => row(c"OYEZ_ERR_SF_DICTIONARY", c"a Dictionary is not members separated by commas", c"RFC 9651, 4.2.2", 0),
            Violation::MultipartBoundary => row(c"OYEZ_ERR_MULTIPART_BOUNDARY", c"a boundary is not 1 to 70 bchars that do not end in a space", c"RFC 2046, 5.1.1", 0),
            Violation::MultipartPart => row(c"OYEZ_ERR_MULTIPART_PART", c"a body part has no header section that ends in an empty line", c"RFC 2046, 5.1", 0),
            Violation::MultipartEnd => row(c"OYEZ_ERR_MULTIPART_END", c"a multipart body ends without its close-delimiter", c"RFC 2046, 5.1.1", 0),
            Violation::MultipartName => row(c"OYEZ_ERR_MULTIPART_NAME", c"a part of a form has no name", c"RFC 7578, 4.2", 0),
            Violation::MultipartLimit => row(c"OYEZ_ERR_MULTIPART_LIMIT", c"a multipart body holds more parts, or a longer head, than is allowed", c"RFC 7578, 4", 0),
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
