// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Link: how the resource relates to others (RFC 8288, 3).

use crate::error::{Refused, Violation};
use crate::fields::ext_value::{ExtValue, ext_value};
use crate::fields::members::{Member, Members};
use crate::fields::uri_reference::uri_reference;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_space;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A link: `"<" URI-Reference ">" *( OWS ";" OWS link-param )`.
///
/// Of each parameter with a member of its own the first counts (RFC 8288, 3.3 and 3.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link<'b> {
    /// What the link points to, a URI-reference.
    pub target: &'b [u8],
    /// `rel`: how, relation types with spaces between them (RFC 8288, 3.3).
    pub rel: Option<Text<'b>>,
    /// `anchor`: what it points from, a URI-reference; else the resource itself (RFC 8288, 3.2).
    pub anchor: Option<Text<'b>>,
    /// `rev`: how, the other way round (RFC 8288, 3.3).
    pub rev: Option<Text<'b>>,
    /// `title`: what the target is called (RFC 8288, 3.4.1).
    pub title: Option<Text<'b>>,
    /// `title*`: the same in any charset, which goes before `title` (RFC 8187, 4.3).
    pub extended_title: Option<ExtValue<'b>>,
    /// All parameters, in order.
    pub parameters: LinkParameters<'b>,
}

/// The members of a Link.
pub type Links<'b> = Members<'b, Link<'b>>;

/// Reads a Link, member by member.
#[must_use]
pub const fn links(value: &[u8]) -> Links<'_> {
    Links::new(value)
}

impl<'b> Link<'b> {
    /// The relation types of `rel`, in order.
    #[must_use]
    pub fn relations(&self) -> Relations<'b> {
        let rel = self.rel.unwrap_or_default();
        Relations { rest: rel.raw(), has_pairs: rel.in_place().is_none() }
    }

    /// Whether one of its relation types is this; case does not matter (RFC 8288, 2.1.1 and 2.1.2).
    #[must_use]
    pub fn relates(&self, relation: &[u8]) -> bool {
        self.relations().any(|own| own.is_in_any_case(relation))
    }

    /// Writes the link: the target, the parameters with members of their own, all others of `parameters`.
    ///
    /// # Errors
    /// `Value` for a target that is no URI-reference, an extended title that is none, or what no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !is_reference(self.target) {
            return Err(Unwritable::Value);
        }
        pen.octet(b'<').octets(self.target).octet(b'>');
        // 8288, 3: a sender that wants to be understood by all quotes these.
        for (name, value) in
            [(&b"; rel="[..], self.rel), (b"; anchor=", self.anchor), (b"; rev=", self.rev), (b"; title=", self.title)]
        {
            if let Some(value) = value {
                pen.octets(name).quoted(value.octets())?;
            }
        }
        if let Some(title) = self.extended_title {
            title.write(pen.octets(b"; title*="))?;
        }
        for parameter in self.parameters {
            if !OWN.into_iter().any(|name| parameter.is(name)) {
                parameter.write(pen.octets(b"; "))?;
            }
        }
        Ok(())
    }
}

/// Parameters with a member of their own.
const OWN: [&[u8]; 5] = [b"rel", b"anchor", b"rev", b"title", b"title*"];

fn is_reference(octets: &[u8]) -> bool {
    !octets.iter().copied().any(is_space) && uri_reference(octets).is_ok()
}

impl<'b> Member<'b> for Link<'b> {
    const VIOLATION: Violation = Violation::Link;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        cursor.expect(b'<', Violation::Link)?;
        let at = cursor.at();
        let target = cursor.take_while(|octet| octet != b'>' && !is_space(octet));
        uri_reference(target).map_err(|refused| refused.after(at))?;
        cursor.expect(b'>', Violation::Link)?;
        let mut link = Link { target, ..Link::default() };
        let start = cursor.at();
        while let Some((parameter, said_at)) = next(cursor)? {
            let place = match parameter.name {
                _ if parameter.is(b"rel") => Some(&mut link.rel),
                _ if parameter.is(b"anchor") => Some(&mut link.anchor),
                _ if parameter.is(b"rev") => Some(&mut link.rev),
                _ if parameter.is(b"title") => Some(&mut link.title),
                _ => None,
            };
            let value = parameter.value.unwrap_or_default();
            if let Some(place) = place {
                place.get_or_insert(value);
            } else if parameter.is(b"title*") && link.extended_title.is_none() {
                // 8288, 3: that it stands in quotes makes no difference; a quoted-pair cannot be needed.
                let said = value.in_place().ok_or(Refused::new(Violation::ExtValue, said_at))?;
                link.extended_title = Some(ext_value(said).map_err(|refused| refused.after(said_at))?);
            }
        }
        link.parameters = LinkParameters::new(cursor.since(start));
        Ok(link)
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// Relation types, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Relations<'b> {
    rest: &'b [u8],
    has_pairs: bool,
}

impl<'b> Relations<'b> {
    /// What was not taken yet, as received.
    #[must_use]
    pub const fn rest(&self) -> &'b [u8] {
        self.rest
    }
}

impl<'b> Iterator for Relations<'b> {
    type Item = Text<'b>;

    fn next(&mut self) -> Option<Text<'b>> {
        let mut cursor = Cursor::new(self.rest);
        cursor.ows();
        let relation = cursor.take_while(|octet| !is_space(octet));
        self.rest = cursor.rest();
        let text = if self.has_pairs { Text::escaped(relation) } else { Text::plain(relation) };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// A parameter: `token BWS [ "=" BWS ( token / quoted-string ) ]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkParameter<'b> {
    /// Its name, a token; case does not matter.
    pub name: &'b [u8],
    /// What its value says.
    pub value: Option<Text<'b>>,
}

impl LinkParameter<'_> {
    /// Whether it has this name.
    #[must_use]
    pub const fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Writes the parameter, its value as a token if it is one.
    ///
    /// # Errors
    /// `Value` for a name that is no token, or a value that no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        match self.value {
            Some(value) => pen.octet(b'=').word(value.octets()).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// The parameters of a link, in order.
#[derive(Clone, Copy, Debug)]
pub struct LinkParameters<'b> {
    cursor: Cursor<'b>,
}

impl<'b> LinkParameters<'b> {
    /// Those that `octets` say, from the first ";" on; what is invalid ends them.
    #[must_use]
    pub const fn new(octets: &'b [u8]) -> Self {
        LinkParameters { cursor: Cursor::new(octets) }
    }

    /// What was not taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// The value of the first with this name.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<Text<'b>> {
        let mut all = *self;
        all.find_map(|parameter| parameter.is(name).then(|| parameter.value.unwrap_or_default()))
    }
}

impl Default for LinkParameters<'_> {
    fn default() -> Self {
        LinkParameters::new(&[])
    }
}

impl<'b> Iterator for LinkParameters<'b> {
    type Item = LinkParameter<'b>;

    fn next(&mut self) -> Option<LinkParameter<'b>> {
        next(&mut self.cursor).unwrap_or(None).map(|(parameter, _)| parameter)
    }
}

impl PartialEq for LinkParameters<'_> {
    fn eq(&self, other: &Self) -> bool {
        let is_same =
            |one: LinkParameter<'_>, another: LinkParameter<'_>| one.is(another.name) && one.value == another.value;
        let (mut own, mut others) = (*self, *other);
        own.all(|one| others.next().is_some_and(|another| is_same(one, another))) && others.next().is_none()
    }
}

impl Eq for LinkParameters<'_> {}

/// Takes the next parameter, over empty ones, and where its value says something; none where no ";" stands next.
fn next<'b>(cursor: &mut Cursor<'b>) -> Result<Option<(LinkParameter<'b>, usize)>, Refused> {
    loop {
        let before = *cursor;
        cursor.ows();
        if !cursor.take(b';') {
            *cursor = before;
            return Ok(None);
        }
        cursor.ows();
        if matches!(cursor.peek(), None | Some(b';' | b',')) {
            continue;
        }
        let name = cursor.token(Violation::Link)?;
        let behind = *cursor;
        cursor.ows();
        let mut said_at = behind.at();
        let value = if cursor.take(b'=') {
            cursor.ows();
            said_at = cursor.at().saturating_add(usize::from(cursor.peek() == Some(b'"')));
            Some(cursor.word(Violation::Link)?)
        } else {
            *cursor = behind;
            None
        };
        return Ok(Some((LinkParameter { name, value }, said_at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        links(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn the_parameters_of_a_link_are_told() {
        let link =
            links(b"</TheBook/chapter2>; rel=\"previous START\"; title*=UTF-8'de'letztes%20Kapitel; REL=x ;a; b = c")
                .next()
                .unwrap()
                .unwrap();
        assert_eq!(link.target, b"/TheBook/chapter2");
        assert!(link.relates(b"Previous") && link.relates(b"start") && !link.relates(b"x"));
        assert!(link.extended_title.unwrap().octets().eq(b"letztes Kapitel".iter().copied()));
        assert!(link.parameters.find(b"B").unwrap().is(b"c") && link.parameters.find(b"a").unwrap().is_empty());
        assert_eq!(link.parameters.count(), 5);
    }

    #[test]
    fn a_link_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            (&b"a"[..], Violation::Link, 0),
            (b"<a", Violation::Link, 2),
            (b"<a b>", Violation::Link, 2),
            (b"<{a}>", Violation::UriReference, 1),
            (b"<%4>", Violation::Percent, 1),
            (b"<a> rel=b", Violation::Link, 4),
            (b"<a>; =b", Violation::Link, 5),
            (b"<a>; rel=", Violation::Link, 9),
            (b"<a>; rel=\"b", Violation::QuotedString, 11),
            (b"<a>; rel=b c", Violation::Link, 11),
            (b"<a>, b", Violation::Link, 5),
            (b"<a>; title*=b", Violation::ExtValue, 13),
            (b"<a>; title*=\"UTF-8''%zz\"", Violation::Percent, 20),
            (b"<a>; title*", Violation::ExtValue, 11),
        ] {
            assert_eq!(links(value).find_map(Result::err), Some(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn a_link_is_written_as_all_understand_it() {
        assert_eq!(
            written(b"<a>;TITLE=b;hreflang=\"de\";rel=c;type=\"d/e\"").unwrap(),
            b"<a>; rel=\"c\"; title=\"b\"; hreflang=de; type=\"d/e\""
        );
        let forged = |target| Link { target, ..Link::default() }.write(&mut Pen::new(&mut [0; 99]));
        assert_eq!(forged(b"a>; rel=x, <b"), Err(Unwritable::Value));
        assert_eq!(forged(b" a"), Err(Unwritable::Value));
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "(<[a-z:/?]{0,4}>( ?; ?(rel|REL|title|title\\*|x)( ?= ?([a-z]{1,2}|UTF-8''%41|\"[a-z,; \\\\]{0,3}\"))?){0,4},? ){0,3}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
            }
        }
    }
}
