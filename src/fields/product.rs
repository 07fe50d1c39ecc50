// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! User-Agent and Server: `product *( RWS ( product / comment ) )`, the most significant first (RFC 9110, 10.1.5
//! and 10.2.4).

use crate::error::{Refused, Violation};
use crate::fields::comment;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_space;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A product: `token [ "/" product-version ]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product<'b> {
    /// Its name, a token.
    pub name: &'b [u8],
    /// Its version, a token.
    pub version: Option<&'b [u8]>,
}

/// A product, or a comment on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductPart<'b> {
    /// A product.
    Product(Product<'b>),
    /// What a comment says, those within it included.
    Comment(Text<'b>),
}

/// The products and comments of a value, in order. Behind an error there is none.
#[derive(Clone, Copy, Debug)]
pub struct Products<'b> {
    cursor: Cursor<'b>,
    /// It stands behind a part.
    follows: bool,
}

/// Reads a User-Agent or a Server, part by part.
#[must_use]
pub const fn products(value: &[u8]) -> Products<'_> {
    Products { cursor: Cursor::new(value), follows: false }
}

/// Reads on what [`Products::rest`] left of such a value, behind its first part.
#[must_use]
pub const fn more_products(rest: &[u8]) -> Products<'_> {
    Products { cursor: Cursor::new(rest), follows: true }
}

impl<'b> Products<'b> {
    /// What was not taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    /// Writes the parts that were not taken yet, a space between them.
    ///
    /// # Errors
    /// `Value` if one of them is invalid.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let begin = pen.len();
        for part in *self {
            let separator: &[u8] = if pen.len() == begin { b"" } else { b" " };
            part.map_err(|_| Unwritable::Value)?.write(pen.octets(separator))?;
        }
        Ok(())
    }

    fn pull(&mut self) -> Result<Option<ProductPart<'b>>, Refused> {
        const VIOLATION: Violation = Violation::Product;
        let is_apart = !self.cursor.take_while(is_space).is_empty();
        match self.cursor.peek() {
            None if self.follows => Ok(None),
            Some(_) if self.follows && !is_apart => Err(self.cursor.refuse(VIOLATION)),
            Some(b'(') if self.follows => Ok(Some(ProductPart::Comment(self.cursor.comment()?))),
            _ => {
                let name = self.cursor.token(VIOLATION)?;
                let version = match self.cursor.take(b'/') {
                    true => Some(self.cursor.token(VIOLATION)?),
                    false => None,
                };
                self.follows = true;
                Ok(Some(ProductPart::Product(Product { name, version })))
            }
        }
    }
}

impl<'b> Iterator for Products<'b> {
    type Item = Result<ProductPart<'b>, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let pulled = self.pull().transpose();
        if matches!(pulled, Some(Err(_))) {
            self.cursor.skip(usize::MAX);
            self.follows = true;
        }
        pulled
    }
}

impl core::iter::FusedIterator for Products<'_> {}

impl ProductPart<'_> {
    /// Writes the product or the comment.
    ///
    /// # Errors
    /// `Value` for a name or a version that is no token, or octets that no field value holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self {
            ProductPart::Product(product) => product.write(pen),
            ProductPart::Comment(text) => comment::write(*text, pen),
        }
    }
}

impl Product<'_> {
    /// Writes the product.
    ///
    /// # Errors
    /// `Value` for a name or a version that is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        match self.version {
            Some(version) => pen.octet(b'/').token(version).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// Writes products and comments, a space between them.
///
/// # Errors
/// `Value` if the first is no product, or one of them has what none may have.
pub fn write(parts: &[ProductPart<'_>], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    match parts {
        [first @ ProductPart::Product(_), more @ ..] => {
            first.write(pen)?;
            more.iter().try_for_each(|part| part.write(pen.octet(b' ')))
        }
        _ => Err(Unwritable::Value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        products(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn a_browser_names_itself_at_length() {
        let value = b"Mozilla/5.0 (X11; Linux (x86_64)) Gecko/2010 Firefox";
        let parts: Vec<_> = products(value).map(Result::unwrap).collect();
        assert_eq!(parts[0], ProductPart::Product(Product { name: b"Mozilla", version: Some(b"5.0") }));
        assert_eq!(parts[1], ProductPart::Comment(Text::plain(b"X11; Linux (x86_64)")));
        assert_eq!(parts[3], ProductPart::Product(Product { name: b"Firefox", version: None }));
        assert_eq!(written(value).unwrap(), value);
    }

    #[test]
    fn reading_may_be_taken_up_again() {
        let mut first = products(b"a (b) c");
        first.next().unwrap().unwrap();
        assert_eq!(more_products(first.rest()).next(), Some(Ok(ProductPart::Comment(Text::plain(b"b")))));
    }

    #[test]
    fn what_is_no_product_is_refused_where_it_breaks() {
        for (value, at) in
            [(&b""[..], 0), (b"(a)", 0), (b"a/", 2), (b"a(b)", 1), (b"a/1/2", 3), (b"a, b", 1), (b"a (b)c", 5)]
        {
            let mut parts = products(value);
            assert_eq!(parts.find_map(Result::err), Some(Refused::new(Violation::Product, at)), "{value:?}");
            assert_eq!(parts.next(), None);
        }
        assert_eq!(products(b"a (b").nth(1), Some(Err(Refused::new(Violation::Comment, 4))));
    }

    #[test]
    fn parts_are_written_with_a_product_first() {
        let mut room = [0; 32];
        let mut pen = Pen::new(&mut room);
        let oyez = ProductPart::Product(Product { name: b"oyez", version: Some(b"0.1") });
        write(&[oyez, ProductPart::Comment(Text::plain(b":-)"))], &mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"oyez/0.1 (:-\\))");
        assert_eq!(write(&[ProductPart::Comment(Text::plain(b""))], &mut Pen::new(&mut [])), Err(Unwritable::Value));
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "([a-z]{1,3}(/[0-9.]{1,3})? {1,2}|\\([a-z ()\\\\]{0,5}\\) ){0,5}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
                prop_assert!(products(&first).eq(products(value.as_bytes())));
            }
        }
    }
}
