// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Validation: what asks whether a stored response is still good (RFC 9111, 4.3.1), and how a cache answers one who asks
//! that of it (4.3.2).

use crate::fields::date;
use crate::fields::entity_tag::{EntityTag, entity_tag, entity_tag_list};
use crate::grammar::pen::{Pen, Unwritable};
use crate::semantics::caching::freshness::date_value;
use crate::semantics::caching::{Request, Response};
use crate::semantics::conditional::{self, Decision, Recipient};
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// What a stored response can be validated by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validators<'b> {
    /// Its entity tag, which goes into If-None-Match.
    pub tag: Option<EntityTag<'b>>,
    /// Its Last-Modified as it came, which goes into If-Modified-Since octet by octet: servers compare it so.
    pub last_modified: Option<&'b [u8]>,
}

impl Validators<'_> {
    /// Whether there is any.
    #[must_use]
    pub const fn are_some(&self) -> bool {
        self.tag.is_some() || self.last_modified.is_some()
    }
}

/// What a stored response can be validated by (RFC 9111, 4.3.1). What is no entity tag or date is none.
pub fn validators<R: Lines + ?Sized>(fields: &R) -> Validators<'_> {
    let modified = section::only(fields, b"Last-Modified");
    Validators {
        tag: section::only(fields, b"ETag").and_then(|value| entity_tag(value).ok()),
        last_modified: modified.filter(|value| date::read_in_any_case(value, 0).is_ok()),
    }
}

/// Writes the If-None-Match of a request that validates stored responses: the tags that the client listed, if it did,
/// and those of all stored responses it could get (RFC 9111, 4.3.1 and 4.3.2). A list that is none, and `*`, are left
/// out.
///
/// # Errors
/// `Value` where there would be none.
pub fn write_if_none_match<'t, P, T>(request: &P, tags: T, pen: &mut Pen<'_>) -> Result<(), Unwritable>
where
    P: Lines + ?Sized,
    T: IntoIterator<Item = EntityTag<'t>>,
{
    let mut separator: &[u8] = b"";
    let listed = listed(request);
    for value in listed.into_iter().flat_map(|()| section::values(request, b"If-None-Match")) {
        for tag in entity_tag_list(value).tags.flatten() {
            tag.write(pen.octets(separator))?;
            separator = b", ";
        }
    }
    for tag in tags {
        let is_listed = |value: &[u8]| entity_tag_list(value).tags.flatten().any(|one| one == tag);
        if listed.is_some() && section::values(request, b"If-None-Match").any(is_listed) {
            continue;
        }
        tag.write(pen.octets(separator))?;
        separator = b", ";
    }
    if separator.is_empty() { Err(Unwritable::Value) } else { Ok(()) }
}

/// Whether a request lists entity tags, each of them one.
fn listed<P: Lines + ?Sized>(request: &P) -> Option<()> {
    let mut values = section::values(request, b"If-None-Match").map(entity_tag_list);
    let good = values.all(|list| !list.any && list.check().is_ok());
    (good && section::has(request, b"If-None-Match")).then_some(())
}

/// Whether a field of the client's request goes into one that validates a stored response; the conditions of that are
/// the cache's own, and it asks for the whole (RFC 9111, 4.3.1).
#[must_use]
pub fn is_forwarded(name: &[u8]) -> bool {
    let own: [&[u8]; 4] = [b"If-None-Match", b"If-Modified-Since", b"If-Range", b"Range"];
    !own.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a request that is answered by a stored response gets a 304 in its place (RFC 9111, 4.3.2).
///
/// If-None-Match goes before If-Modified-Since, which is compared with Last-Modified, or else with Date, or else with
/// the time that the response came. If-Match and If-Unmodified-Since are for the origin server alone.
#[must_use]
pub fn is_not_modified<Q, R, P>(stored: &Response<'_, Q, R>, request: &Request<'_, P>) -> bool
where
    Q: ?Sized,
    R: Lines + ?Sized,
    P: Lines + ?Sized,
{
    // 4.3.2 speaks of stored responses that are 200; a Range does not make one another.
    if !matches!(stored.status, 200 | 206) {
        return false;
    }
    let validators = validators(stored.fields);
    let read = |value| date::read_in_any_case(value, stored.response_time).ok();
    let modified = validators.last_modified.and_then(read).unwrap_or_else(|| date_value(stored));
    let current = conditional::Validators { tag: validators.tag, modified: Some(modified), modified_is_strong: false };
    let asked = conditional::Request::new(request.method, request.fields, stored.response_time);
    let asked = conditional::Request { recipient: Recipient::Cache, ..asked };
    matches!(conditional::decide(&asked, Some(&current)), Decision::NotModified(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    const EARLY: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATE: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

    fn written(request: &[Field<'_>], tags: &[(bool, &'static str)]) -> Result<String, Unwritable> {
        let mut room = [0; 99];
        let mut pen = Pen::new(&mut room);
        let tags = tags.iter().map(|(weak, opaque)| EntityTag { weak: *weak, opaque: opaque.as_bytes() });
        write_if_none_match(request, tags, &mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn what_is_no_validator_is_none() {
        let fields = [Field::new("ETag", "abc"), Field::new("Last-Modified", "yesterday")];
        assert!(!validators(&fields).are_some());
        let fields = [Field::new("ETag", "W/\"a\""), Field::new("Last-Modified", EARLY)];
        let tag = Some(EntityTag { weak: true, opaque: b"a" });
        assert_eq!(validators(&fields), Validators { tag, last_modified: Some(EARLY.as_bytes()) });
    }

    #[test]
    fn the_tags_of_the_client_and_of_the_cache_are_asked_about_together() {
        let own = [(false, "a"), (true, "b")];
        let listing = |value| [Field::new("If-None-Match", value)];
        assert_eq!(written(&[], &own).as_deref(), Ok("\"a\", W/\"b\""));
        assert_eq!(written(&listing("\"c\",\"a\""), &own).as_deref(), Ok("\"c\", \"a\", W/\"b\""));
        assert_eq!(written(&listing("*"), &own).as_deref(), Ok("\"a\", W/\"b\""));
        assert_eq!(written(&listing("\"c\", d"), &own).as_deref(), Ok("\"a\", W/\"b\""));
        assert_eq!(written(&listing("*"), &[]), Err(Unwritable::Value));
    }

    #[test]
    fn a_client_that_has_it_is_told_so() {
        let stored = [Field::new("ETag", "W/\"a\""), Field::new("Last-Modified", EARLY), Field::new("Date", LATE)];
        let (tag, time) = ("If-None-Match", "If-Modified-Since");
        for (fields, request, expected) in [
            (&stored[..], &[][..], false),
            (&stored, &[(tag, "\"b\", \"a\"")], true),
            (&stored, &[(tag, "*")], true),
            (&stored, &[(tag, "\"b\""), (time, LATE)], false),
            (&stored, &[(tag, "a")], false),
            (&stored[1..], &[(tag, "*")], true),
            (&stored, &[(time, EARLY)], true),
            (&stored[2..], &[(time, EARLY)], false),
            (&stored[2..], &[(time, LATE)], true),
            (&stored, &[(time, "x")], false),
            (&[], &[(time, EARLY)], true),
        ] {
            let request: Vec<_> = request.iter().map(|(name, value)| Field::new(name, value)).collect();
            let none: &[Field<'_>] = &[];
            let response = Response {
                method: b"GET",
                request: none,
                status: 200,
                fields,
                request_time: 0,
                response_time: 9,
                incomplete: None,
            };
            let told = is_not_modified(&response, &Request { method: b"GET", fields: &request[..] });
            assert_eq!(told, expected, "{request:?}");
        }
    }
}
