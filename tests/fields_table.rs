// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every field and who reads and writes it, in three languages: printed to `docs/fields.md`.
//! `OYEZ_WRITE=1 cargo test --test fields_table` writes it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use oyez::fields::registry::{Class, Family, FieldEntry, Shape};
#[allow(clippy::wildcard_imports, reason = "the table names functions of all of them")]
use oyez::fields::*;

/// Who reads a value and who writes it; nobody where it is empty.
#[derive(Clone, Copy)]
struct Names {
    rust: [&'static str; 2],
    c: [&'static str; 2],
    python: [&'static str; 2],
}

/// The names of a reader and a writer. Those in Rust are there, or this does not compile.
macro_rules! names {
    ($read:path, $write:path; $c:expr; $python:expr) => {{
        let _ = ($read, $write);
        Names { rust: [stringify!($read), stringify!($write)], c: $c, python: $python }
    }};
    ($read:path; $c:expr; $python:expr) => {{
        let _ = $read;
        Names { rust: [stringify!($read), ""], c: [$c, ""], python: [$python, ""] }
    }};
}

#[rustfmt::skip]
fn of_family(family: Family) -> Option<Names> {
    let names = match family {
        Family::Text => return None,
        Family::Date => names!(date::read, date::write; ["oyez_date_read", "oyez_date_write"]; ["date", "write_date"]),
        Family::Expires => names!(expires::read, date::write; ["oyez_expires_read", "oyez_date_write"]; ["expires", "write_date"]),
        Family::RetryAfter => names!(retry_after::read, retry_after::RetryAfter::write; ["oyez_retry_after_read", "oyez_retry_after_write"]; ["retry_after", "write_retry_after"]),
        Family::Age => names!(age::read, number::write; ["oyez_age_read", "oyez_number_write"]; ["age", "write_number"]),
        Family::DeltaSeconds => names!(number::delta_seconds, number::write; ["oyez_delta_seconds_read", "oyez_number_write"]; ["delta_seconds", "write_number"]),
        Family::ContentLength => names!(number::content_length, number::write; ["oyez_content_length_read", "oyez_number_write"]; ["content_length", "write_number"]),
        Family::MaxForwards => names!(number::max_forwards, number::write; ["oyez_max_forwards_read", "oyez_number_write"]; ["max_forwards", "write_number"]),
        Family::MediaType => names!(media_type::media_type, media_type::MediaType::write; ["oyez_media_type_read", "oyez_media_type_write"]; ["media_type", "MediaType.write"]),
        Family::ContentEncoding => names!(coding::content_encoding, coding::ContentCoding::write; ["oyez_content_encoding_next", "oyez_content_encoding_write"]; ["content_encoding", "ContentCoding.write"]),
        Family::ContentLanguage => names!(language::content_language, language::LanguageTag::write; ["oyez_content_language_next", "oyez_content_language_write"]; ["content_language", "write_content_language"]),
        Family::ContentMd5 => names!(content_md5::content_md5, content_md5::write; ["oyez_content_md5_read", "oyez_content_md5_write"]; ["content_md5", "write_content_md5"]),
        Family::ContentRange => names!(content_range::content_range, content_range::ContentRange::write; ["oyez_content_range_read", "oyez_content_range_write"]; ["content_range", "ContentRange.write"]),
        Family::ContentDisposition => names!(disposition::content_disposition, disposition::ContentDisposition::write; ["oyez_content_disposition_read", "oyez_content_disposition_write"]; ["content_disposition", "ContentDisposition.write"]),
        Family::ContentTransferEncoding => names!(mime::content_transfer_encoding, mime::ContentTransferEncoding::write; ["oyez_content_transfer_encoding_read", "oyez_content_transfer_encoding_write"]; ["content_transfer_encoding", "ContentTransferEncoding.write"]),
        Family::MimeVersion => names!(mime::mime_version, mime::MimeVersion::write; ["oyez_mime_version_read", "oyez_mime_version_write"]; ["mime_version", "write_mime_version"]),
        Family::Accept => names!(accept::accept, accept::MediaRange::write; ["oyez_accept_next", "oyez_accept_write"]; ["accept", "MediaRange.write"]),
        Family::AcceptCharset => names!(accept::accept_charset, accept::CharsetPreference::write; ["oyez_accept_charset_next", "oyez_accept_charset_write"]; ["accept_charset", "CharsetPreference.write"]),
        Family::AcceptEncoding => names!(accept::accept_encoding, accept::CodingPreference::write; ["oyez_accept_encoding_next", "oyez_accept_encoding_write"]; ["accept_encoding", "CodingPreference.write"]),
        Family::AcceptLanguage => names!(accept::accept_language, accept::LanguagePreference::write; ["oyez_accept_language_next", "oyez_accept_language_write"]; ["accept_language", "LanguagePreference.write"]),
        Family::AcceptRanges => names!(accept::accept_ranges, accept::RangeUnit::write; ["oyez_accept_ranges_next", "oyez_accept_ranges_write"]; ["accept_ranges", "write_list"]),
        Family::Te => names!(coding::te, coding::TransferCoding::write; ["oyez_te_next", "oyez_te_write"]; ["te", "TransferCoding.write"]),
        Family::Vary => names!(vary::vary, vary::VaryName::write; ["oyez_vary_next", "oyez_vary_write"]; ["vary", "write_list"]),
        Family::EntityTag => names!(entity_tag::entity_tag, entity_tag::EntityTag::write; ["oyez_entity_tag_read", "oyez_entity_tag_write"]; ["entity_tag", "EntityTag.write"]),
        Family::EntityTags => names!(entity_tag::entity_tag_list, entity_tag::EntityTagList::write; ["oyez_entity_tags_next", "oyez_entity_tags_write"]; ["entity_tag_list", "EntityTagList.write"]),
        Family::IfRange => names!(if_range::if_range, if_range::IfRange::write; ["oyez_if_range_read", "oyez_if_range_write"]; ["if_range", "write_if_range"]),
        Family::Range => names!(range::range, range::write; ["oyez_range_read", "oyez_range_write"]; ["range", "write_range"]),
        Family::CacheControl => names!(cache_control::directives, cache_control::Directive::write; ["oyez_cache_directives_next", "oyez_cache_directives_write"]; ["directives", "Directive.write"]),
        Family::Warning => names!(warning::warnings, warning::Warning::write; ["oyez_warnings_next", "oyez_warnings_write"]; ["warnings", "Warning.write"]),
        Family::Challenges => names!(challenge::challenges, challenge::Challenge::write; ["oyez_challenges_next", "oyez_challenges_write"]; ["challenges", "Challenge.write"]),
        Family::Credentials => names!(credentials::credentials, credentials::Credentials::write; ["oyez_credentials_read", "oyez_credentials_write"]; ["credentials", "Credentials.write"]),
        Family::AuthenticationInfo => names!(authentication_info::authentication_info, authentication_info::AuthenticationInfo::write; ["oyez_authentication_info_read", "oyez_authentication_info_write"]; ["authentication_info", "AuthenticationInfo.write"]),
        Family::Cookie => names!(cookie::cookies, cookie::write; ["oyez_cookies_next", "oyez_cookies_write"]; ["cookies", "write_cookies"]),
        Family::SetCookie => names!(set_cookie::set_cookie, set_cookie::SetCookie::write; ["oyez_set_cookie_read", "oyez_set_cookie_write"]; ["set_cookie", "SetCookie.write"]),
        // Nobody is to write these any more (RFC 6265bis, B).
        Family::Cookie2 => names!(cookie2::cookie2; "oyez_cookie2_read"; "cookie2"),
        Family::SetCookie2 => names!(cookie2::set_cookies2; "oyez_set_cookies2_next"; "set_cookies2"),
        Family::Host => names!(host::host, host::Host::write; ["oyez_host_read", "oyez_host_write"]; ["host", "Host.write"]),
        Family::Via => names!(via::via, via::Recipient::write; ["oyez_via_next", "oyez_via_write"]; ["via", "Recipient.write"]),
        Family::Forwarded => names!(forwarded::forwarded, forwarded::Element::write; ["oyez_forwarded_next", "oyez_forwarded_write"]; ["forwarded", "Element.write"]),
        Family::ForwardedFor => names!(x_forwarded_for::x_forwarded_for, x_forwarded_for::Hop::write; ["oyez_x_forwarded_for_next", "oyez_x_forwarded_for_write"]; ["x_forwarded_for", "Hop.write"]),
        Family::Address => names!(x_forwarded_for::client_ip, x_forwarded_for::Hop::write; ["oyez_client_ip_read", "oyez_x_forwarded_for_write"]; ["client_ip", "Hop.write"]),
        Family::Connection => names!(connection::connection, connection::ConnectionOption::write; ["oyez_connection_next", "oyez_connection_write"]; ["connection", "write_list"]),
        Family::KeepAlive => names!(keep_alive::keep_alive, keep_alive::KeepAlive::write; ["oyez_keep_alive_read", "oyez_keep_alive_write"]; ["keep_alive", "KeepAlive.write"]),
        Family::Upgrade => names!(upgrade::upgrade, upgrade::Protocol::write; ["oyez_upgrade_next", "oyez_upgrade_write"]; ["upgrade", "Protocol.write"]),
        Family::FieldNames => names!(trailer::trailer, trailer::TrailerName::write; ["oyez_trailer_next", "oyez_trailer_write"]; ["trailer", "write_list"]),
        Family::TransferEncoding => names!(coding::transfer_encoding, coding::TransferCoding::write; ["oyez_transfer_encoding_next", "oyez_transfer_encoding_write"]; ["transfer_encoding", "TransferCoding.write"]),
        Family::Expect => names!(expect::expect, expect::Expectation::write; ["oyez_expect_next", "oyez_expect_write"]; ["expect", "Expectation.write"]),
        Family::Mailbox => names!(from::from, from::Mailbox::write; ["oyez_from_read", "oyez_from_write"]; ["from_", "Mailbox.write"]),
        Family::Products => names!(product::products, product::write; ["oyez_products_next", "oyez_products_write"]; ["products", "write_products"]),
        Family::Methods => names!(allow::allow, allow::AllowedMethod::write; ["oyez_allow_next", "oyez_allow_write"]; ["allow", "write_list"]),
        Family::UriReference => names!(uri_reference::uri_reference, uri_reference::UriReference::write; ["oyez_uri_read", "oyez_uri_write"]; ["uri_reference", "UriReference.write"]),
        Family::Link => names!(link::links, link::Link::write; ["oyez_links_next", "oyez_links_write"]; ["links", "Link.write"]),
        Family::Title => names!(title::title, title::Title::write; ["oyez_title_read", "oyez_title_write"]; ["title", "write_title"]),
        Family::Item => names!(structured::item, structured::Item::write; ["oyez_sf_item_read", "oyez_sf_item_write"]; ["structured.item", "structured.Item.write"]),
        Family::List => names!(structured::list, structured::List::write; ["oyez_sf_list_read", "oyez_sf_list_write"]; ["structured.list", "structured.write_list"]),
        Family::Dictionary => names!(structured::dictionary, structured::Dictionary::write; ["oyez_sf_dictionary_read", "oyez_sf_dictionary_write"]; ["structured.dictionary", "structured.write_dictionary"]),
    };
    Some(names)
}

/// Those of a field: a few are no reference, or no list, of just any kind.
#[rustfmt::skip]
fn names(entry: &FieldEntry) -> Option<Names> {
    let special = match entry.name {
        "Content-Base" => names!(uri_reference::absolute_uri, uri_reference::UriReference::write; ["oyez_uri_read_absolute", "oyez_uri_write"]; ["absolute_uri", "UriReference.write"]),
        "Content-Location" => names!(uri_reference::without_fragment, uri_reference::UriReference::write; ["oyez_content_location_read", "oyez_uri_write"]; ["without_fragment", "UriReference.write"]),
        "Referer" => names!(uri_reference::referer, uri_reference::UriReference::write; ["oyez_referer_read", "oyez_uri_write"]; ["referer", "UriReference.write"]),
        "Public" => names!(allow::public, allow::AllowedMethod::write; ["oyez_allow_next", "oyez_allow_write"]; ["public", "write_list"]),
        _ => return of_family(entry.family),
    };
    Some(special)
}

/// What is read and written beside the values of fields.
#[rustfmt::skip]
fn others() -> Vec<(&'static str, &'static str, Names)> {
    vec![
        ("what is known of a field", "RFC 9110, 16.3.1", names!(registry::find; "oyez_registry_find"; "registry.find")),
        ("date of a cookie", "RFC 6265bis, 5.1.1", names!(cookie_date::read, date::write; ["oyez_cookie_date_read", "oyez_date_write"]; ["cookie_date", "write_date"])),
        ("date in any case", "RFC 9111, 4.2", names!(date::read_in_any_case, date::write; ["oyez_date_read_nocase", "oyez_date_write"]; ["date", "write_date"])),
        ("jar of cookies", "RFC 6265bis, 5.7 and 5.8", names!(cookie_jar::Jar::store, cookie_jar::Jar::write; ["oyez_cookie_jar_store", "oyez_cookie_jar_write"]; ["Jar.store", "Jar.write"])),
        ("domain of a cookie", "RFC 6265bis, 5.1.3", names!(cookie_match::domain_matches; "oyez_cookie_domain_matches"; "domain_matches")),
        ("path of a cookie", "RFC 6265bis, 5.1.4", names!(cookie_match::path_matches; "oyez_cookie_path_matches"; "path_matches")),
        ("what cache directives come to", "RFC 9111, 5.2", names!(cache_control::read, cache_control::CacheControl::write; ["oyez_cache_control_read", "oyez_cache_control_write"]; ["cache_control", "CacheControl.write"])),
        ("Basic challenge", "RFC 7617, 2", names!(basic::basic_challenge, basic::BasicChallenge::write; ["oyez_basic_challenge_read", "oyez_basic_challenge_write"]; ["basic_challenge", "BasicChallenge.write"])),
        ("Basic credentials", "RFC 7617, 2", names!(basic::basic, basic::Basic::write; ["oyez_basic_read", "oyez_basic_write"]; ["basic", "Basic.write"])),
        ("Digest challenge", "RFC 7616, 3.3", names!(digest::digest_challenge, digest::DigestChallenge::write; ["oyez_digest_challenge_read", "oyez_digest_challenge_write"]; ["digest_challenge", "DigestChallenge.write"])),
        ("Digest credentials", "RFC 7616, 3.4", names!(digest_credentials::digest, digest_credentials::DigestCredentials::write; ["oyez_digest_credentials_read", "oyez_digest_credentials_write"]; ["digest", "DigestCredentials.write"])),
        ("Bearer challenge", "RFC 6750, 3", names!(bearer::bearer_challenge, bearer::BearerChallenge::write; ["oyez_bearer_challenge_read", "oyez_bearer_challenge_write"]; ["bearer_challenge", "BearerChallenge.write"])),
        ("Bearer credentials", "RFC 6750, 2.1", names!(bearer::bearer, bearer::Bearer::write; ["oyez_bearer_read", "oyez_bearer_write"]; ["bearer", "Bearer.write"])),
        ("extended value", "RFC 8187, 3.2", names!(ext_value::ext_value, ext_value::ExtValue::write; ["oyez_ext_value_read", "oyez_ext_value_write"]; ["ext_value", "ExtValue.write"])),
        ("name of a file", "RFC 6266, 4.3", names!(disposition::ContentDisposition::file_name, disposition::write; ["oyez_content_disposition_file_name", "oyez_content_disposition_write_named"]; ["ContentDisposition.file_name", "write_content_disposition"])),
        ("address", "RFC 3986, 3.2.2", names!(address::read, address::write; ["oyez_address_read", "oyez_address_write"]; ["Host.address", ""])),
        ("node of a Forwarded", "RFC 7239, 6", names!(node::node, node::Node::write; ["oyez_node_read", "oyez_node_write"]; ["node", "Node.write"])),
        ("bare item", "RFC 9651, 3.3", names!(structured::bare_item, structured::BareItem::write; ["oyez_sf_bare_read", "oyez_sf_bare_write"]; ["structured.item", "structured.Item.write"])),
        ("version of any width", "RFC 1945, 3.1", names!(version_number::read, version_number::VersionNumber::write; ["oyez_version_number_read", "oyez_version_number_write"]; ["version_number", "VersionNumber.write"])),
        ("percent-encoding", "RFC 3986, 2.1", names!(oyez::grammar::percent::decode, oyez::grammar::percent::encode; ["oyez_percent_decode", "oyez_percent_encode"]; ["percent_decode", "percent_encode"])),
        ("path that names a file", "RFC 3986, 5.2.4", names!(cgi::check_path; "oyez_path_decode"; "decode_path")),
        ("form", "RFC 1866, 8.2.1", names!(form::form, form::write; ["oyez_form_next", "oyez_form_write"]; ["form", "write_form"])),
        ("query", "RFC 3986, 3.4", names!(oyez::grammar::query::pairs; "oyez_query_next"; "query")),
        ("normal form of a URI", "RFC 3986, 6.2", names!(uri::are_equivalent, uri::normalise; ["oyez_uri_equivalent", "oyez_uri_normalise"]; ["are_equivalent", "normalise"])),
        ("reference resolved", "RFC 3986, 5.2", names!(uri_reference::uri_reference, uri::resolve; ["oyez_uri_read", "oyez_uri_resolve"]; ["uri_reference", "resolve"])),
        ("body of several parts", "RFC 2046, 5.1", names!(multipart::reader::Reader::next, multipart::writer::end; ["oyez_multipart_next", "oyez_multipart_end_write"]; ["multipart.Reader", "multipart.end"])),
        ("part of a form", "RFC 7578, 4.2", names!(multipart::head::PartHead::form; "oyez_part_form"; "multipart.FormPart")),
        ("variables of a request", "RFC 3875, 4.1", names!(cgi::Variable::write_name, cgi::Variable::write_value; ["oyez_cgi_begin", "oyez_cgi_next"]; ["cgi.variables", ""])),
    ]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn printed() -> String {
    let mut text = String::from(
        "# Fields\n\nPrinted from `src/fields/registry/rows.rs` by `tests/fields_table.rs`; do not edit. A number is a field's for ever. Classes are those of\n\
         RFC 2616 and RFC 1945. Of a reader and a writer, the reader stands first; in Rust they are in `oyez::fields`, in Python too. How\n\
         values are read and written is shown by [cases](../tests/conformance/values/README.md).\n\n\
         ## Fields that are read\n\n| number | name | class | lines | flags | clause | Rust | C | Python |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    let (typed, plain): (Vec<_>, Vec<_>) = registry::all().iter().partition(|entry| names(entry).is_some());
    for entry in typed {
        let Names { rust, c, python } = names(entry).expect("it has");
        let _ = writeln!(text, "{} {} | {} | {} |", told(entry), cell(rust), cell(c), cell(python));
    }
    text += "\n## Fields that are taken as they are\n\n| number | name | class | lines | flags | clause |\n|---|---|---|---|---|---|\n";
    for entry in plain {
        let _ = writeln!(text, "{}", told(entry));
    }
    text += "\n## What else is read\n\n| what | clause | Rust | C | Python |\n|---|---|---|---|---|\n";
    for (what, clause, Names { rust, c, python }) in others() {
        let _ = writeln!(text, "| {what} | {clause} | {} | {} | {} |", cell(rust), cell(c), cell(python));
    }
    text
}

/// The first columns of a field's row.
fn told(entry: &FieldEntry) -> String {
    let class = match entry.class {
        Class::General => "general",
        Class::Request => "request",
        Class::Response => "response",
        Class::Entity => "entity",
        Class::Extension => "extension",
    };
    let shape = match entry.shape {
        Shape::Singleton => "one",
        Shape::List => "a list",
        Shape::Lines => "several",
    };
    let mut flags = Vec::new();
    for (holds, flag) in [
        (entry.in_requests && !entry.in_responses, "of requests"),
        (entry.in_responses && !entry.in_requests, "of responses"),
        (entry.hop_by_hop, "hop-by-hop"),
        (entry.barred_from_trailers, "no trailer"),
        (entry.reserved, "the engine's"),
        (entry.deprecated, "deprecated"),
    ] {
        flags.extend(holds.then_some(flag));
    }
    let (number, name, clause) = (entry.number, entry.name, entry.clause);
    let clause = if clause.is_empty() { "in use" } else { clause };
    format!("| {number} | {name} | {class} | {shape} | {} | {clause} |", flags.join(", "))
}

fn cell(names: [&str; 2]) -> String {
    // Tokens may be told with spaces between them.
    let names = names.iter().filter(|name| !name.is_empty()).map(|name| format!("`{}`", name.replace(' ', "")));
    names.collect::<Vec<_>>().join(" ").replace("oyez::grammar::", "grammar::")
}

fn all_names() -> Vec<Names> {
    let of_fields = registry::all().iter().filter_map(names);
    of_fields.chain(others().into_iter().map(|(_, _, names)| names)).collect()
}

#[test]
fn the_table_in_the_documentation_is_that_of_the_registry() {
    let (path, printed) = (root().join("docs/fields.md"), printed());
    if std::env::var_os("OYEZ_WRITE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == printed, "stale: run it with OYEZ_WRITE=1");
}

#[test]
fn every_reader_and_writer_in_c_is_in_the_header() {
    let header = fs::read_to_string(root().join("include/oyez.h")).unwrap();
    let called: BTreeSet<&str> = header.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '(').collect();
    let declared =
        |name: &str| called.iter().any(|word| word.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')));
    let missing: BTreeSet<&str> =
        all_names().iter().flat_map(|names| names.c).filter(|name| !name.is_empty() && !declared(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_reader_and_writer_in_python_is_in_the_stubs() {
    let stubs = stubs();
    let missing: BTreeSet<&str> = all_names()
        .iter()
        .flat_map(|names| names.python)
        .filter(|name| !name.is_empty() && !stubs.contains(*name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The functions, classes and methods of `oyez.fields`; those of a module of its own behind its name.
fn stubs() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root().join("bindings/python/python/oyez/fields")).unwrap() {
        let path = entry.unwrap().path();
        let Some(file) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".pyi")) else { continue };
        let module = if file.starts_with('_') { String::new() } else { format!("{file}.") };
        let mut class = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let name =
                |rest: &str| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned();
            if let Some(rest) = line.strip_prefix("class ") {
                class = name(rest);
                names.insert(format!("{module}{class}"));
            } else if let Some(rest) = line.strip_prefix("def ") {
                names.insert(format!("{module}{}", name(rest)));
            } else if let Some(rest) = line.strip_prefix("    def ") {
                names.insert(format!("{module}{class}.{}", name(rest)));
            }
        }
    }
    names
}

/// Every field that RFC 1945, RFC 2068, RFC 2616, RFC 9110 to 9112 and those beside them describe.
const DESCRIBED: &str = "Date Expires Last-Modified If-Modified-Since If-Unmodified-Since Retry-After Age Content-Type \
    Content-Encoding Content-Language Content-Location Content-Base Content-Length Content-MD5 Content-Range \
    Content-Transfer-Encoding Content-Disposition MIME-Version Accept Accept-Charset Accept-Encoding Accept-Language TE \
    Accept-Ranges Vary ETag If-Match If-None-Match If-Range Range Cache-Control Pragma Warning WWW-Authenticate \
    Proxy-Authenticate Authorization Proxy-Authorization Authentication-Info Cookie Set-Cookie Cookie2 Set-Cookie2 Host \
    Via Forwarded X-Forwarded-For Client-IP Max-Forwards Connection Keep-Alive Upgrade Trailer Transfer-Encoding Expect \
    From Referer User-Agent Server Location Allow Public Title Link";

#[test]
fn every_field_that_is_described_is_read_and_written_in_every_language() {
    let table = printed();
    for name in DESCRIBED.split_whitespace() {
        let entry = registry::find(name.as_bytes()).unwrap_or_else(|| panic!("{name} is not registered"));
        assert!(
            !entry.clause.is_empty() || ["X-Forwarded-For", "Client-IP"].contains(&name),
            "{name}: by which clause?"
        );
        let row = table.lines().find(|line| line.contains(&format!(" | {name} | "))).expect(name);
        let languages: Vec<&str> = row.split(" | ").skip(6).collect();
        // Of those that failed, nobody is to write any.
        let least = if ["Cookie2", "Set-Cookie2"].contains(&name) { 1 } else { 2 };
        for cell in &languages {
            assert_eq!(cell.matches('`').count(), 2 * least, "{row}");
        }
        assert_eq!(languages.len(), 3, "{row}");
    }
}
