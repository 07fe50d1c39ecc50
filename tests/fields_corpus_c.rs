// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C door of field values tells of every value of other people's suites (`../shared/conformance/dev`) what the Rust
//! functions tell, which `fields_*.rs` hold against what the suites expect: the same members, written the same; or the
//! same rule, broken at the same octet. Every reader is given every value, for what is none of it is a case too.

#[path = "support/both_doors.rs"]
mod both_doors;
#[path = "support/corpus.rs"]
mod corpus;

use oyez::capi::*;
use oyez::fields::{
    accept, age, allow, authentication_info, basic, bearer, cache_control, challenge, coding, connection, content_md5,
    content_range, cookie, cookie_date, cookie2, credentials, date, digest_credentials, disposition, entity_tag,
    expect, expires, ext_value, form, forwarded, from, host, if_range, keep_alive, language, link, media_type, mime,
    node, number, product, range, retry_after, set_cookie, structured, title, trailer, upgrade, uri_reference, vary,
    version_number, via, warning, x_forwarded_for,
};

use both_doors::{
    Doors, agree, debug, each, list, members, nothing, octets, one, pulled, put, read, refused, safe, shown, written,
};

/// 2026-08-01 00:00:00.
const NOW: i64 = 1_785_542_400;

macro_rules! reads {
    ($name:literal, $read:expr, $c:expr, $write:expr) => {
        Doors {
            name: $name,
            in_rust: |value| read($read(value), |own| written(|pen| own.write(pen))),
            in_c: |value| one(value, safe($c), $write),
        }
    };
}

macro_rules! counts {
    ($name:literal, $read:expr, $c:expr) => {
        Doors { name: $name, in_rust: |value| read($read(value), debug), in_c: |value| shown(value, safe($c), debug) }
    };
}

macro_rules! lists {
    ($name:literal, $member:ty, $next:expr, $write:expr) => {
        Doors { name: $name, in_rust: |value| each::<$member>(value), in_c: |value| members(value, $next, $write) }
    };
}

#[rustfmt::skip]
fn readers() -> Vec<Doors> {
    vec![
        reads!("Content-Type", media_type::media_type, oyez_media_type_read, oyez_media_type_write),
        reads!("Content-Disposition", disposition::content_disposition, oyez_content_disposition_read, oyez_content_disposition_write),
        reads!("ext-value", ext_value::ext_value, oyez_ext_value_read, oyez_ext_value_write),
        reads!("MIME-Version", mime::mime_version, oyez_mime_version_read, oyez_mime_version_write),
        reads!("Content-Transfer-Encoding", mime::content_transfer_encoding, oyez_content_transfer_encoding_read, oyez_content_transfer_encoding_write),
        reads!("ETag", entity_tag::entity_tag, oyez_entity_tag_read, oyez_entity_tag_write),
        reads!("Range", range::range, oyez_range_read, oyez_range_write),
        reads!("Content-Range", content_range::content_range, oyez_content_range_read, oyez_content_range_write),
        reads!("Credentials", credentials::credentials, oyez_credentials_read, oyez_credentials_write),
        reads!("Digest", digest_credentials::digest, oyez_digest_credentials_read, oyez_digest_credentials_write),
        reads!("Authentication-Info", authentication_info::authentication_info, oyez_authentication_info_read, oyez_authentication_info_write),
        reads!("Set-Cookie", set_cookie::set_cookie, oyez_set_cookie_read, oyez_set_cookie_write),
        reads!("Host", host::host, oyez_host_read, oyez_host_write),
        reads!("node", node::node, oyez_node_read, oyez_node_write),
        reads!("Keep-Alive", keep_alive::keep_alive, oyez_keep_alive_read, oyez_keep_alive_write),
        reads!("From", from::from, oyez_from_read, oyez_from_write),
        reads!("Location", uri_reference::uri_reference, oyez_uri_read, oyez_uri_write),
        reads!("Content-Base", uri_reference::absolute_uri, oyez_uri_read_absolute, oyez_uri_write),
        reads!("Content-Location", uri_reference::without_fragment, oyez_content_location_read, oyez_uri_write),
        reads!("Referer", uri_reference::referer, oyez_referer_read, oyez_uri_write),
        reads!("HTTP-version", version_number::read, oyez_version_number_read, oyez_version_number_write),
        reads!("item", structured::item, oyez_sf_item_read, oyez_sf_item_write),
        reads!("bare item", structured::bare_item, oyez_sf_bare_read, oyez_sf_bare_write),
        counts!("Age", age::read, oyez_age_read),
        counts!("delta-seconds", number::delta_seconds, oyez_delta_seconds_read),
        counts!("Content-Length", number::content_length, oyez_content_length_read),
        counts!("Max-Forwards", number::max_forwards, oyez_max_forwards_read),
        counts!("cookie-date", cookie_date::read, oyez_cookie_date_read),
        counts!("Cookie2", cookie2::cookie2, oyez_cookie2_read),
        lists!("Accept", accept::MediaRange<'_>, oyez_accept_next, oyez_accept_write),
        lists!("Accept-Charset", accept::CharsetPreference<'_>, oyez_accept_charset_next, oyez_accept_charset_write),
        lists!("Accept-Encoding", accept::CodingPreference<'_>, oyez_accept_encoding_next, oyez_accept_encoding_write),
        lists!("Accept-Language", accept::LanguagePreference<'_>, oyez_accept_language_next, oyez_accept_language_write),
        lists!("Accept-Ranges", accept::RangeUnit<'_>, oyez_accept_ranges_next, oyez_accept_ranges_write),
        lists!("TE", coding::TransferCoding<'_>, oyez_te_next, oyez_te_write),
        lists!("Transfer-Encoding", coding::AppliedCoding<'_>, oyez_transfer_encoding_next, oyez_transfer_encoding_write),
        lists!("Content-Encoding", coding::ContentCoding<'_>, oyez_content_encoding_next, oyez_content_encoding_write),
        lists!("Content-Language", language::LanguageTag<'_>, oyez_content_language_next, oyez_content_language_write),
        lists!("Vary", vary::VaryName<'_>, oyez_vary_next, oyez_vary_write),
        lists!("Cache-Control", cache_control::Directive<'_>, oyez_cache_directives_next, oyez_cache_directives_write),
        lists!("WWW-Authenticate", challenge::Challenge<'_>, oyez_challenges_next, oyez_challenges_write),
        lists!("Via", via::Recipient<'_>, oyez_via_next, oyez_via_write),
        lists!("Forwarded", forwarded::Element<'_>, oyez_forwarded_next, oyez_forwarded_write),
        lists!("X-Forwarded-For", x_forwarded_for::Hop<'_>, oyez_x_forwarded_for_next, oyez_x_forwarded_for_write),
        lists!("Connection", connection::ConnectionOption<'_>, oyez_connection_next, oyez_connection_write),
        lists!("Upgrade", upgrade::Protocol<'_>, oyez_upgrade_next, oyez_upgrade_write),
        lists!("Trailer", trailer::TrailerName<'_>, oyez_trailer_next, oyez_trailer_write),
        lists!("Allow", allow::AllowedMethod<'_>, oyez_allow_next, oyez_allow_write),
        lists!("Expect", expect::Expectation<'_>, oyez_expect_next, oyez_expect_write),
        lists!("Link", link::Link<'_>, oyez_links_next, oyez_links_write),
    ]
}

/// Those whose shape is their own.
fn other_readers() -> Vec<Doors> {
    vec![
        Doors {
            name: "Date",
            in_rust: |value| read(date::read(value, NOW), debug),
            // SAFETY: of these and the others, every pointer is to a value that lives.
            in_c: |value| {
                shown(value, |value, time, verdict| unsafe { oyez_date_read(value, NOW, time, verdict) }, debug)
            },
        },
        Doors {
            name: "a date in any case",
            in_rust: |value| read(date::read_in_any_case(value, NOW), debug),
            in_c: |value| {
                shown(value, |value, time, verdict| unsafe { oyez_date_read_nocase(value, NOW, time, verdict) }, debug)
            },
        },
        Doors {
            name: "Expires",
            in_rust: |value| match expires::read(value, NOW) {
                expires::Expires::Time(time) => vec![debug(&time)],
                expires::Expires::Expired => vec![debug(&i64::MIN)],
            },
            in_c: |value| vec![debug(&unsafe { oyez_expires_read(octets(value), NOW) })],
        },
        Doors {
            name: "Retry-After",
            in_rust: |value| read(retry_after::read(value, NOW), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                let read = |value, own, verdict| unsafe { oyez_retry_after_read(value, NOW, own, verdict) };
                one(value, read, oyez_retry_after_write)
            },
        },
        Doors {
            name: "If-Range",
            in_rust: |value| read(if_range::if_range(value, NOW), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                let read = |value, own, verdict| unsafe { oyez_if_range_read(value, NOW, own, verdict) };
                one(value, read, oyez_if_range_write)
            },
        },
        Doors {
            name: "Content-MD5",
            in_rust: |value| read(content_md5::content_md5(value), debug),
            in_c: |value| {
                let read = |value, own: *mut [u8; 16], verdict| unsafe {
                    oyez_content_md5_read(value, oyez_room { ptr: own.cast(), len: 16 }, verdict)
                };
                shown(value, read, debug)
            },
        },
        Doors {
            name: "Title",
            in_rust: |value| read(title::title(value), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                shown(value, safe(oyez_title_read), |own| put(|room, len| unsafe { oyez_title_write(*own, room, len) }))
            },
        },
        Doors {
            name: "Client-IP",
            in_rust: |value| read(x_forwarded_for::client_ip(value), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                let show = |own: &oyez_hop| put(|room, len| unsafe { oyez_x_forwarded_for_write(own, 1, room, len) });
                shown(value, safe(oyez_client_ip_read), show)
            },
        },
        Doors {
            name: "Basic",
            in_rust: |value| {
                let mut room = vec![0; value.len()];
                match basic::basic(value, &mut room) {
                    Ok(own) => vec![written(|pen| own.write(pen))],
                    Err(basic::Unread::Refused(why)) => refused(why),
                    Err(basic::Unread::Room(_)) => panic!("there is room enough"),
                }
            },
            in_c: |value| {
                let mut room = vec![0; value.len()];
                let room = oyez_room { ptr: room.as_mut_ptr(), len: room.len() };
                one(
                    value,
                    |value, own, verdict| unsafe { oyez_basic_read(value, room, own, verdict) },
                    oyez_basic_write,
                )
            },
        },
        Doors {
            name: "Bearer",
            in_rust: |value| read(bearer::bearer(value), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                shown(value, safe(oyez_bearer_read), |own| {
                    put(|room, len| unsafe { oyez_bearer_write(*own, room, len) })
                })
            },
        },
        Doors {
            name: "what a Cache-Control comes to",
            in_rust: |value| vec![written(|pen| cache_control::read(value).write(pen))],
            in_c: |value| {
                let mut own = nothing();
                assert_eq!(unsafe { oyez_cache_control_read(octets(value), &raw mut own) }, oyez_error::OYEZ_OK);
                vec![put(|room, len| unsafe { oyez_cache_control_write(&raw const own, room, len) })]
            },
        },
        Doors {
            name: "If-None-Match",
            in_rust: |value| {
                let list = entity_tag::entity_tag_list(value);
                if list.any { vec![format!("{} *", value.len())] } else { each::<entity_tag::EntityTag<'_>>(value) }
            },
            in_c: |value| members(value, oyez_entity_tags_next, oyez_entity_tags_write),
        },
        Doors {
            name: "Cookie",
            in_rust: |value| {
                let mut left = cookie::cookies(value);
                pulled(|| left.next().map(|one| (one, left.at())), |one| written(|pen| one.write(pen)))
            },
            in_c: |value| members(value, oyez_cookies_next, oyez_cookies_write),
        },
        Doors {
            name: "Set-Cookie2",
            in_rust: |value| {
                let mut left = cookie2::set_cookies2(value);
                pulled(
                    || left.next().map(|one| (one, left.at())),
                    |one| {
                        let value = String::from_utf8_lossy(&one.value.octets().collect::<Vec<_>>()).into_owned();
                        format!("{:?} {value:?} {} {:?}", one.name, one.version, one.max_age)
                    },
                )
            },
            in_c: |value| {
                let show = |own: &oyez_set_cookie2| {
                    // SAFETY: octets lie in the value.
                    let name = unsafe { std::slice::from_raw_parts(own.name.ptr, own.name.len) };
                    let (mut room, mut len) = (vec![0; own.value.raw.len], 0);
                    let lent = oyez_room { ptr: room.as_mut_ptr(), len: room.len() };
                    assert_eq!(unsafe { oyez_word_copy(own.value, lent, &raw mut len) }, oyez_error::OYEZ_OK);
                    let value = String::from_utf8_lossy(&room[..len]).into_owned();
                    let max_age = (own.flags & OYEZ_COOKIE_MAX_AGE != 0).then_some(own.max_age);
                    format!("{name:?} {value:?} {} {max_age:?}", own.version)
                };
                list(value, |left, own, verdict| unsafe { oyez_set_cookies2_next(left, own, verdict) }, show)
            },
        },
        Doors {
            name: "Warning",
            in_rust: |value| {
                let mut left = warning::warnings(value, NOW);
                pulled(|| left.next().map(|one| (one, left.at())), |one| written(|pen| one.write(pen)))
            },
            in_c: |value| {
                let next = |left, own, verdict| unsafe { oyez_warnings_next(left, NOW, own, verdict) };
                list(value, next, |own| put(|room, len| unsafe { oyez_warnings_write(own, 1, room, len) }))
            },
        },
        Doors {
            name: "User-Agent",
            in_rust: |value| {
                let mut left = product::products(value);
                pulled(
                    || left.next().map(|one| (one, left.at())),
                    |one| match one {
                        product::ProductPart::Product(one) => written(|pen| one.write(pen)),
                        product::ProductPart::Comment(_) => "a comment".into(),
                    },
                )
            },
            in_c: |value| {
                let show = |own: &oyez_product| match own.name.ptr.is_null() {
                    false => put(|room, len| unsafe { oyez_products_write(own, 1, room, len) }),
                    true => "a comment".into(),
                };
                list(value, |left, own, verdict| unsafe { oyez_products_next(left, own, verdict) }, show)
            },
        },
        Doors {
            name: "a form",
            in_rust: |value| {
                let mut left = form::form(value);
                pulled(
                    || left.next().map(|one| (one, left.at())),
                    |one| {
                        let (name, value) = (one.name.octets().collect::<Vec<_>>(), one.value);
                        let value: Option<Vec<u8>> = value.map(|value| value.octets().collect());
                        written(|pen| form::write(&[form::PlainPair { name: &name, value: value.as_deref() }], pen))
                    },
                )
            },
            in_c: |value| members(value, oyez_form_next, oyez_form_write),
        },
        Doors {
            name: "a list of structured members",
            in_rust: |value| read(structured::list(value), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                shown(value, safe(oyez_sf_list_read), |own| {
                    put(|room, len| unsafe { oyez_sf_list_write(*own, room, len) })
                })
            },
        },
        Doors {
            name: "a dictionary",
            in_rust: |value| read(structured::dictionary(value), |own| written(|pen| own.write(pen))),
            in_c: |value| {
                let show = |own: &oyez_members| put(|room, len| unsafe { oyez_sf_dictionary_write(*own, room, len) });
                shown(value, safe(oyez_sf_dictionary_read), show)
            },
        },
    ]
}

#[test]
fn both_doors_tell_the_same_of_every_value() {
    agree(&readers());
}

#[test]
fn both_doors_tell_the_same_of_values_with_a_shape_of_their_own() {
    agree(&other_readers());
}
