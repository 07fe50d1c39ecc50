// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Forwarded: what proxies tell of the requests they received (RFC 7239).
//!
//! Anyone may have written it: only what a proxy added that one trusts is to be believed (RFC 7239, 8.1).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::fields::node::{self, Node};
use crate::fields::parameters::Parameter;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{is_space, run};
use crate::grammar::pen::{Pen, Unwritable};
use crate::messaging::host;

/// What one proxy tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Element<'b> {
    /// `for`: who made the request (RFC 7239, 5.2).
    pub client: Option<Node<'b>>,
    /// `by`: where the proxy received it (RFC 7239, 5.1).
    pub by: Option<Node<'b>>,
    /// `host`: the Host that the proxy received (RFC 7239, 5.3).
    pub host: Option<&'b [u8]>,
    /// `proto`: the scheme of the request, such as `https`; case does not matter (RFC 7239, 5.4).
    pub proto: Option<&'b [u8]>,
    /// All other pairs (RFC 7239, 5.5).
    pub extensions: Extensions<'b>,
}

/// The elements of a Forwarded, the first proxy's first.
pub type Forwarded<'b> = Members<'b, Element<'b>>;

/// Reads a Forwarded, element by element.
///
/// OWS around a ";", which the grammar does not have but senders write, is passed over, as it is around those of
/// parameters (RFC 9110, 5.6.6). A pair that RFC 7239 defines stands once in an element (RFC 7239, 4).
#[must_use]
pub const fn forwarded(value: &[u8]) -> Forwarded<'_> {
    Forwarded::new(value)
}

impl Element<'_> {
    /// Writes the element: for, by, host, proto, extensions; `;` if it has no pair.
    ///
    /// # Errors
    /// `Value` if a part of it is none, or would be read as another.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let begin = pen.len();
        for (name, node) in [(&b"for="[..], self.client), (b"by=", self.by)] {
            if let Some(node) = node {
                node.write(named(name, begin, pen))?;
            }
        }
        if let Some(host) = self.host {
            host::check(host).map_err(|_| Unwritable::Value)?;
            named(b"host=", begin, pen).word(host.iter().copied())?;
        }
        if let Some(proto) = self.proto {
            if !is_scheme(proto) {
                return Err(Unwritable::Value);
            }
            named(b"proto=", begin, pen).octets(proto);
        }
        for pair in self.extensions {
            pair.write(named(b"", begin, pen))?;
        }
        if pen.len() == begin {
            pen.octet(b';');
        }
        Ok(())
    }
}

fn named<'p, 'm>(name: &[u8], begin: usize, pen: &'p mut Pen<'m>) -> &'p mut Pen<'m> {
    let separator: &[u8] = if pen.len() == begin { b"" } else { b";" };
    pen.octets(separator).octets(name)
}

impl<'b> Member<'b> for Element<'b> {
    const VIOLATION: Violation = Violation::Forwarded;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let mut element = Element::default();
        let start = cursor.at();
        while let Some(pair) = next(cursor, start)? {
            match pair.parameter.name {
                _ if pair.parameter.is(b"for") => pair.set(&mut element.client, pair.node()?)?,
                _ if pair.parameter.is(b"by") => pair.set(&mut element.by, pair.node()?)?,
                _ if pair.parameter.is(b"host") => pair.set(&mut element.host, pair.host()?)?,
                _ if pair.parameter.is(b"proto") => pair.set(&mut element.proto, pair.proto()?)?,
                _ => {}
            }
        }
        element.extensions = Extensions::new(cursor.since(start));
        Ok(element)
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// A pair of an element.
struct Pair<'b> {
    parameter: Parameter<'b>,
    /// Where it begins.
    at: usize,
    /// Where what it says begins.
    said_at: usize,
}

/// Takes the next pair of the element that begins at `start`, over empty ones; none where the element ends.
fn next<'b>(cursor: &mut Cursor<'b>, start: usize) -> Result<Option<Pair<'b>>, Refused> {
    let behind = cursor.at();
    cursor.take_while(|octet| is_space(octet) || octet == b';');
    let at = cursor.at();
    match cursor.peek() {
        None | Some(b',') => Ok(None),
        Some(_) if behind == start || cursor.since(behind).contains(&b';') => {
            let name = cursor.token(Violation::Forwarded)?;
            cursor.expect(b'=', Violation::Forwarded)?;
            let said_at = cursor.at().saturating_add(usize::from(cursor.peek() == Some(b'"')));
            let value = cursor.word(Violation::Forwarded)?;
            Ok(Some(Pair { parameter: Parameter { name, value }, at, said_at }))
        }
        Some(_) => Err(cursor.refuse(Violation::Forwarded)),
    }
}

impl<'b> Pair<'b> {
    /// What it says, in one piece. No node, host or scheme has an octet that wants a quoted-pair, so one that was
    /// written with them has something to hide.
    fn said(&self) -> Result<&'b [u8], Refused> {
        self.parameter.value.in_place().ok_or(Refused::new(Violation::Forwarded, self.said_at))
    }

    fn node(&self) -> Result<Node<'b>, Refused> {
        node::node(self.said()?).map_err(|refused| refused.after(self.said_at))
    }

    fn host(&self) -> Result<&'b [u8], Refused> {
        let said = self.said()?;
        host::check(said)
            .map_err(|refused| Refused { violation: Violation::Forwarded, ..refused.after(self.said_at) })?;
        Ok(said)
    }

    fn proto(&self) -> Result<&'b [u8], Refused> {
        let refused = Refused::new(Violation::Forwarded, self.said_at);
        Some(self.said()?).filter(|said| is_scheme(said)).ok_or(refused)
    }

    /// Keeps its value, unless there is one already.
    fn set<T>(&self, place: &mut Option<T>, value: T) -> Result<(), Refused> {
        match place.replace(value) {
            None => Ok(()),
            Some(_) => Err(Refused::new(Violation::Forwarded, self.at)),
        }
    }
}

/// `scheme` (RFC 3986, 3.1).
fn is_scheme(octets: &[u8]) -> bool {
    matches!(octets, [b'a'..=b'z' | b'A'..=b'Z', ..])
        && run(octets, |octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-' | b'.')) == octets.len()
}

/// The pairs of an element that RFC 7239 gives no meaning, in order.
#[derive(Clone, Copy, Debug)]
pub struct Extensions<'b> {
    cursor: Cursor<'b>,
}

impl<'b> Extensions<'b> {
    /// Those among `pairs`, an element; what is invalid ends them.
    #[must_use]
    pub const fn new(pairs: &'b [u8]) -> Self {
        Extensions { cursor: Cursor::new(pairs) }
    }

    /// The pairs that were not taken yet, those of other meaning included.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }
}

impl Default for Extensions<'_> {
    fn default() -> Self {
        Extensions::new(&[])
    }
}

impl<'b> Iterator for Extensions<'b> {
    type Item = Parameter<'b>;

    fn next(&mut self) -> Option<Parameter<'b>> {
        while let Ok(Some(Pair { parameter, .. })) = next(&mut self.cursor, 0) {
            if ![&b"for"[..], b"by", b"host", b"proto"].into_iter().any(|name| parameter.is(name)) {
                return Some(parameter);
            }
        }
        None
    }
}

impl PartialEq for Extensions<'_> {
    fn eq(&self, other: &Self) -> bool {
        let same = |one: Parameter<'_>, another: Parameter<'_>| one.is(another.name) && one.value == another.value;
        let (mut ours, mut others) = (*self, *other);
        ours.all(|one| others.next().is_some_and(|another| same(one, another))) && others.next().is_none()
    }
}

impl Eq for Extensions<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        forwarded(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn each_pair_is_told() {
        let mut elements =
            forwarded(b"For=\"[2001:db8:cafe::17]:4711\";proto=http;by=203.0.113.43; secret=x, host=\"a:1\"");
        let first = elements.next().unwrap().unwrap();
        assert_eq!(first.client.unwrap().port_number(), Some(4711));
        assert_eq!(first.by.unwrap().name, b"203.0.113.43");
        assert_eq!((first.proto, first.host), (Some(&b"http"[..]), None));
        assert!(first.extensions.map(|pair| pair.name).eq([b"secret"]));
        assert_eq!(elements.next().unwrap().unwrap().host, Some(&b"a:1"[..]));
        assert_eq!(elements.next(), None);
    }

    #[test]
    fn a_forwarded_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            (&b"for"[..], Violation::Forwarded, 3),
            (b"for=", Violation::Forwarded, 4),
            (b"for=[::1]", Violation::Forwarded, 4),
            (b"for=1.2.3.4:80", Violation::Forwarded, 11),
            (b"for=a", Violation::ForwardedNode, 4),
            (b"by=\"1.2.3.4:x\"", Violation::ForwardedNode, 12),
            (b"for=_a;FOR=_b", Violation::Forwarded, 7),
            (b"for=_a by=_b", Violation::Forwarded, 7),
            (b"for=\"\\_a\"", Violation::Forwarded, 5),
            (b"host=\"a b\"", Violation::Forwarded, 7),
            (b"proto=1", Violation::Forwarded, 6),
            (b"x=\"", Violation::QuotedString, 3),
        ] {
            assert_eq!(forwarded(value).find_map(Result::err), Some(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn an_element_is_written_in_one_order() {
        let value = b"by=_b ;; x=\"y\";HOST=\"A\";for=\"_c\", ;";
        assert_eq!(written(value).unwrap(), b"for=_c;by=_b;host=A;x=y, ;");
        let forged = Element { proto: Some(b"a,for=_x"), ..Element::default() };
        assert_eq!(forged.write(&mut Pen::new(&mut [0; 64])), Err(Unwritable::Value));
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "((for|by|host|proto|x|Y)=(_a|\"1\\.2\\.3\\.4:5\"|http|\"\"|\"::1\"|\"b,\\\\\")[;,] ?){0,5}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
                prop_assert!(forwarded(&first).eq(forwarded(value.as_bytes())));
            }
        }
    }
}
