// SPDX-License-Identifier: MIT OR Apache-2.0
//! Values of fields, read and told in lines that every language can tell alike: `tests/conformance/values/README.md`
//! says how. The runner of those cases uses the readers, and so do the fuzz targets of field values.

#![allow(dead_code)] // Each user takes its part.

mod caching;
pub mod cases;
mod cgi;
mod conditions;
mod cookies;
mod credentials;
mod dates;
mod media;
mod multipart;
mod preferences;
mod routing;
mod structured;
mod targets;
pub mod told;

use oyez::fields::registry::{self, Family};

use told::Told;

/// Reads a value, and tells what it says.
pub type Reader = fn(&[u8], &mut Told);

/// The time at which all values are read: 2023-11-14 22:13:20 (RFC 9110, 5.6.7, wants one for years of two digits).
pub const NOW: i64 = 1_700_000_000;

/// What a case may name beside a field: a grammar, or one of the things that a field's value may be.
#[rustfmt::skip]
pub const GRAMMARS: [(&str, Reader); 28] = [
    ("absolute-uri", targets::absolute_uri),
    ("basic-challenge", credentials::basic_challenge),
    ("basic-credentials", credentials::basic_credentials),
    ("bearer-challenge", credentials::bearer_challenge),
    ("bearer-credentials", credentials::bearer_credentials),
    ("cache-policy", caching::policy),
    ("cgi", cgi::variables),
    ("cookie-date", dates::cookie_date),
    ("cookie-jar", cookies::jar),
    ("dictionary", structured::dictionary),
    ("digest-challenge", credentials::digest_challenge),
    ("digest-credentials", credentials::digest_credentials),
    ("digest-info", credentials::digest_info),
    ("ext-value", media::ext_value),
    ("file-name", media::file_name),
    ("form", targets::form),
    ("item", structured::item),
    ("list", structured::list),
    ("multipart", multipart::body),
    ("normal-uri", targets::normal_uri),
    ("partial-uri", targets::partial_uri),
    ("path", targets::path),
    ("percent", targets::percent),
    ("query", targets::query),
    ("resolved-uri", targets::resolved_uri),
    ("segments", targets::segments),
    ("uri-reference", targets::uri_reference),
    ("version", targets::version),
];

/// Grammars whose value is what something else is written from.
pub const COMPOSED: [&str; 1] = ["file-name"];

/// The reader of a field's values, or of a grammar; none for a field that is taken as it is.
pub fn reader(name: &str) -> Option<Reader> {
    match registry::find(name.as_bytes()) {
        // Those that are no reference of just any kind.
        Some(_) if name == "Content-Base" => Some(targets::absolute_uri),
        Some(_) if name == "Content-Location" => Some(targets::partial_uri),
        Some(_) if name == "Referer" => Some(targets::referer),
        Some(entry) => of_family(entry.family),
        None => GRAMMARS.iter().find(|(grammar, _)| *grammar == name).map(|(_, reader)| *reader),
    }
}

/// The reader of a family.
pub fn of_family(family: Family) -> Option<Reader> {
    let reader: Reader = match family {
        Family::Text => return None,
        Family::Date => dates::date,
        Family::Expires => dates::expires,
        Family::RetryAfter => dates::retry_after,
        Family::Age => dates::age,
        Family::DeltaSeconds => dates::delta_seconds,
        Family::ContentLength => media::content_length,
        Family::MaxForwards => routing::max_forwards,
        Family::MediaType => media::media_type,
        Family::ContentEncoding => media::content_encoding,
        Family::ContentLanguage => media::content_language,
        Family::ContentMd5 => media::content_md5,
        Family::ContentRange => conditions::content_range,
        Family::ContentDisposition => media::content_disposition,
        Family::ContentTransferEncoding => media::content_transfer_encoding,
        Family::MimeVersion => media::mime_version,
        Family::Accept => preferences::accept,
        Family::AcceptCharset => preferences::accept_charset,
        Family::AcceptEncoding => preferences::accept_encoding,
        Family::AcceptLanguage => preferences::accept_language,
        Family::AcceptRanges => preferences::accept_ranges,
        Family::Te => preferences::te,
        Family::Vary => preferences::vary,
        Family::EntityTag => conditions::entity_tag,
        Family::EntityTags => conditions::entity_tags,
        Family::IfRange => conditions::if_range,
        Family::Range => conditions::range,
        Family::CacheControl => caching::directives,
        Family::Warning => caching::warnings,
        Family::Challenges => credentials::challenges,
        Family::Credentials => credentials::credentials,
        Family::AuthenticationInfo => credentials::info,
        Family::Cookie => cookies::cookies,
        Family::SetCookie => cookies::set_cookie,
        Family::Cookie2 => cookies::cookie2,
        Family::SetCookie2 => cookies::set_cookies2,
        Family::Host => routing::host,
        Family::Via => routing::via,
        Family::Forwarded => routing::forwarded,
        Family::ForwardedFor => routing::x_forwarded_for,
        Family::Address => routing::client_ip,
        Family::Connection => routing::connection,
        Family::KeepAlive => routing::keep_alive,
        Family::Upgrade => routing::upgrade,
        Family::FieldNames => routing::trailer,
        Family::TransferEncoding => routing::transfer_encoding,
        Family::Expect => routing::expect,
        Family::Mailbox => routing::mailbox,
        Family::Products => routing::products,
        Family::Methods => routing::methods,
        Family::UriReference => targets::uri_reference,
        Family::Link => routing::links,
        Family::Title => routing::title,
        Family::Item => structured::item,
        Family::List => structured::list,
        Family::Dictionary => structured::dictionary,
    };
    Some(reader)
}
