// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Proactive negotiation: which variant of a resource a client is sent (RFC 9110, 12.1), and what to do where none
//! will do, or the client shall choose (12.2).

pub mod content;
pub mod preferred;
pub mod quality;
pub mod vary;

use crate::fields::coding::content_encoding;
use crate::fields::language::content_language;
use crate::fields::link::Link;
use crate::fields::media_type::media_type;
use crate::fields::weight::FULL;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::syntax::field_line::Lines;

use quality::{Dimension, Languages, Quality, quality};
use vary::{Dimensions, varying};

/// A representation that a resource has, by the fields that would describe it. What is none says nothing, and is
/// acceptable whatever the client prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant<'v> {
    /// Its Content-Type.
    pub content_type: Option<&'v [u8]>,
    /// Its charset, if it is not the parameter of `content_type`.
    pub charset: Option<&'v [u8]>,
    /// Its Content-Encoding; none is identity.
    pub coding: Option<&'v [u8]>,
    /// Its Content-Language.
    pub language: Option<&'v [u8]>,
    /// Where it is by itself, a URI-reference: for the list of a 300 or 406.
    pub location: Option<&'v [u8]>,
    /// How good it is as such, in thousandths: a picture in few colours, a translation by a machine.
    pub quality: u16,
}

impl Default for Variant<'_> {
    fn default() -> Self {
        Variant { content_type: None, charset: None, coding: None, language: None, location: None, quality: FULL }
    }
}

impl<'v> Variant<'v> {
    /// The charset: its own, or that of its media type.
    #[must_use]
    pub fn charset(&self) -> Option<Text<'v>> {
        let of_type = || media_type(self.content_type?).ok()?.charset();
        self.charset.map(Text::plain).or_else(of_type)
    }

    /// Writes a link to it, of the relation `alternate`, with its media type and languages.
    ///
    /// # Errors
    /// `Value` without a location that is a URI-reference, or for what no quoted-string holds.
    pub fn write_link(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let target = self.location.ok_or(Unwritable::Value)?;
        Link { target, rel: Some(Text::plain(b"alternate")), ..Link::default() }.write(pen)?;
        if let Some(content_type) = self.content_type {
            pen.octets(b"; type=").quoted(content_type.iter().copied())?;
        }
        for language in content_language(self.language.unwrap_or(b"")) {
            language.map_err(|_| Unwritable::Value)?.write(pen.octets(b"; hreflang="))?;
        }
        Ok(())
    }
}

/// What a resource would have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// How ranges match languages.
    pub languages: Languages,
    /// A language that the client does not list is not acceptable. Else one is sent where none is left: a user may well
    /// read what no 406 would give him (RFC 9110, 12.5.4).
    pub strict_languages: bool,
    /// Where several variants are equally good, the client chooses: 300 (RFC 9110, 12.2).
    pub reactive: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which variant, if any.
    pub outcome: Outcome,
    /// What the choice depends on: the Vary of the answer.
    pub vary: Dimensions,
}

/// Which variant is sent; they are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// This one.
    Chosen(usize),
    /// 300 with a list of all: several are as good as this one, which a Location may name (RFC 9110, 15.4.1).
    Multiple(usize),
    /// 406 with a list of all: none is acceptable. (RFC 9110, 12.5.1: any may be sent nevertheless.)
    NotAcceptable,
}

impl Outcome {
    /// The status to answer with, unless it is that of the variant.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Outcome::Chosen(_) => None,
            Outcome::Multiple(_) => Some(300),
            Outcome::NotAcceptable => Some(406),
        }
    }
}

/// Chooses among the variants of a resource.
///
/// A variant is acceptable whose media type, charset, codings and one of whose languages have a weight above 0. The best
/// has, in this order: the largest product of its own quality and the weights of media type, charset and language (as
/// RFC 2296, 3.5, has it; a coding changes nothing of what is said); the language that is matched more exactly, then the
/// one that is listed first; the coding with the largest weight, then the one that is listed by name; the first place
/// among the variants.
pub fn choose<'v, L, V>(fields: &L, variants: V, rules: Rules) -> Choice
where
    L: Lines + ?Sized,
    V: IntoIterator<Item = Variant<'v>, IntoIter: Clone>,
{
    let variants = variants.into_iter();
    let differing = varying(variants.clone());
    let (mut best, mut several) = best(fields, variants.clone(), rules, None);
    if best.is_none() && !rules.strict_languages {
        // 12.5.4: to send a 406 for a language "is not encouraged, as it can prevent users from accessing content that
        // they might be able to use". One that is listed with the weight 0 is refused all the same.
        (best, several) = self::best(fields, variants.clone(), rules, Some(Quality { weight: 1, ..Quality::ANY }));
    }
    match best {
        Some(index) if several && rules.reactive => Choice { outcome: Outcome::Multiple(index), vary: differing },
        Some(index) => Choice { outcome: Outcome::Chosen(index), vary: differing },
        None => Choice { outcome: Outcome::NotAcceptable, vary: differing.with(refusing(fields, variants, rules)) },
    }
}

/// Writes links to the variants, a comma between two: a Link field for a 300 or 406, and a list that a program can read
/// for their content (RFC 9110, 15.4.1).
///
/// # Errors
/// As [`Variant::write_link`].
pub fn write_links<'v>(variants: impl IntoIterator<Item = Variant<'v>>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let mut between: &[u8] = b"";
    for variant in variants {
        variant.write_link(pen.octets(between))?;
        between = b", ";
    }
    Ok(())
}

/// How good a variant is: what is compared, in order.
type Score = (u64, u32, core::cmp::Reverse<usize>, u16, u32);

/// The best of the acceptable variants, and whether another is as good. `unlisted` is the quality of a language that the
/// client does not list.
fn best<'v, L: Lines + ?Sized>(
    fields: &L,
    variants: impl Iterator<Item = Variant<'v>>,
    rules: Rules,
    unlisted: Option<Quality>,
) -> (Option<usize>, bool) {
    let (mut best, mut several): (Option<(Score, usize)>, _) = (None, false);
    for (index, variant) in variants.enumerate() {
        let Some(score) = score(fields, &variant, rules, unlisted) else { continue };
        match best {
            Some((other, _)) if score < other => {}
            Some((other, _)) if score == other => several = true,
            _ => (best, several) = (Some((score, index)), false),
        }
    }
    (best.map(|(_, index)| index), several)
}

fn score<L: Lines + ?Sized>(
    fields: &L,
    variant: &Variant<'_>,
    rules: Rules,
    unlisted: Option<Quality>,
) -> Option<Score> {
    let media_type = quality_in(fields, variant, Dimension::MediaType, rules)?;
    let charset = quality_in(fields, variant, Dimension::Charset, rules)?;
    let coding = quality_in(fields, variant, Dimension::Coding, rules)?;
    let language = quality_in(fields, variant, Dimension::Language, rules).or(unlisted)?;
    let weights = [variant.quality, media_type.weight, charset.weight, language.weight];
    let product = weights.iter().fold(1u64, |product, weight| product.saturating_mul(u64::from(*weight)));
    let acceptable = product > 0 && coding.weight > 0;
    let place = core::cmp::Reverse(language.place);
    acceptable.then_some((product, language.specificity, place, coding.weight, coding.specificity))
}

/// What the client says of a variant in one dimension; none where it lists nothing of the kind.
fn quality_in<L: Lines + ?Sized>(
    fields: &L,
    variant: &Variant<'_>,
    dimension: Dimension,
    rules: Rules,
) -> Option<Quality> {
    let ask = |value: &[u8]| quality(fields, dimension, value, rules.languages);
    match dimension {
        Dimension::MediaType => variant.content_type.map_or(Some(Quality::ANY), ask),
        Dimension::Charset => match variant.charset() {
            None => Some(Quality::ANY),
            // No name of a charset holds what takes a quoted-pair.
            Some(charset) => ask(charset.raw()),
        },
        // As acceptable as the least acceptable of those that were applied.
        Dimension::Coding => {
            let codings = content_encoding(variant.coding.unwrap_or(b"")).flatten();
            let worst = codings.map(|coding| ask(coding.name)).min_by_key(|told| told.map(|told| told.weight));
            worst.unwrap_or_else(|| ask(b"identity"))
        }
        // A text in several languages is for those who read one of them (RFC 9110, 8.5).
        Dimension::Language => match variant.language {
            None => Some(Quality::ANY),
            Some(languages) => {
                let told = content_language(languages).flatten().filter_map(|language| ask(language.tag));
                told.max_by_key(|told| (told.weight, told.specificity, core::cmp::Reverse(told.place)))
            }
        },
    }
}

/// The dimensions in which a variant was not acceptable: what a 406 depends on.
fn refusing<'v, L: Lines + ?Sized>(
    fields: &L,
    variants: impl Iterator<Item = Variant<'v>>,
    rules: Rules,
) -> Dimensions {
    variants.fold(Dimensions::NONE, |refusing, variant| {
        let refuses = |dimension| quality_in(fields, &variant, dimension, rules).is_none_or(|told| told.weight == 0);
        Dimension::ALL.into_iter().filter(|one| refuses(*one)).fold(refusing, |all, one| all.with(Dimensions::of(one)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    const fn variant(
        content_type: &'static str,
        coding: &'static str,
        language: &'static str,
        quality: u16,
    ) -> Variant<'static> {
        Variant {
            content_type: Some(content_type.as_bytes()),
            charset: None,
            coding: Some(coding.as_bytes()),
            language: Some(language.as_bytes()),
            location: Some(b"/a"),
            quality,
        }
    }

    const HTML: Variant<'static> = variant("text/html;charset=utf-8", "", "en", 1000);
    const ZIPPED: Variant<'static> = variant("text/html;charset=utf-8", "gzip", "en", 1000);
    const PDF: Variant<'static> = variant("application/pdf", "", "de", 900);

    fn chosen(fields: &[(&'static str, &'static str)], variants: &[Variant<'static>]) -> Outcome {
        let fields: Vec<_> = fields.iter().map(|(name, value)| Field::new(name, value)).collect();
        choose(&fields[..], variants.iter().copied(), Rules::default()).outcome
    }

    #[test]
    fn the_largest_product_of_qualities_is_chosen() {
        use Outcome::Chosen;
        let both = [HTML, PDF];
        assert_eq!(chosen(&[], &both), Chosen(0));
        assert_eq!(chosen(&[("Accept", "text/html;q=0.5, */*")], &both), Chosen(1));
        assert_eq!(chosen(&[("Accept", "text/html;q=0.95, */*")], &both), Chosen(0));
        assert_eq!(chosen(&[("Accept-Language", "de, en;q=0.5")], &both), Chosen(1));
        assert_eq!(chosen(&[("Accept-Charset", "utf-8;q=0.1")], &both), Chosen(1));
        assert_eq!(chosen(&[("Accept", "image/png")], &both), Outcome::NotAcceptable);
    }

    #[test]
    fn a_coding_decides_between_what_is_as_good_otherwise() {
        use Outcome::Chosen;
        let all = [HTML, ZIPPED, PDF];
        assert_eq!(chosen(&[("Accept-Encoding", "gzip;q=0.2")], &all), Chosen(1));
        assert_eq!(chosen(&[("Accept-Encoding", "gzip;q=0.2, identity")], &all), Chosen(0));
        assert_eq!(chosen(&[("Accept-Encoding", "")], &all), Chosen(0));
        assert_eq!(chosen(&[("Accept-Encoding", "br, *;q=0")], &all), Outcome::NotAcceptable);
        assert_eq!(
            chosen(&[("Accept-Encoding", "gzip, identity;q=0"), ("Accept", "application/*, */*;q=0.1")], &all),
            Chosen(1)
        );
    }

    #[test]
    fn a_language_that_nobody_asked_for_is_better_than_none() {
        let fields = [Field::new("Accept-Language", "fr")];
        let strict = Rules { strict_languages: true, ..Rules::default() };
        assert_eq!(choose(&fields, [HTML], Rules::default()).outcome, Outcome::Chosen(0));
        assert_eq!(choose(&fields, [HTML], strict).outcome, Outcome::NotAcceptable);
        assert_eq!(chosen(&[("Accept-Language", "fr, en;q=0")], &[HTML]), Outcome::NotAcceptable);
    }

    #[test]
    fn the_client_chooses_between_equals_if_it_shall() {
        let reactive = Rules { reactive: true, ..Rules::default() };
        let choice = choose(&[], [HTML, Variant { language: Some(b"de"), ..HTML }], reactive);
        assert_eq!((choice.outcome.status(), choice.outcome), (Some(300), Outcome::Multiple(0)));
        assert_eq!(choose(&[], [HTML, PDF], reactive).outcome, Outcome::Chosen(0));
    }

    #[test]
    fn the_answer_depends_on_what_variants_differ_in_and_what_refused_them() {
        let accept = [Field::new("Accept", "image/png")];
        assert_eq!(choose(&accept, [HTML, ZIPPED], Rules::default()).vary.iter().count(), 2);
        assert_eq!(choose(&[], [HTML, ZIPPED], Rules::default()).vary, Dimensions::of(Dimension::Coding));
        assert_eq!(choose(&[], [HTML], Rules::default()).vary, Dimensions::NONE);
    }

    #[test]
    fn the_list_is_of_links() {
        let mut room = [0; 200];
        let mut pen = Pen::new(&mut room);
        write_links([HTML, Variant { location: Some(b"/b"), ..Variant::default() }], &mut pen).unwrap();
        let expected =
            b"</a>; rel=\"alternate\"; type=\"text/html;charset=utf-8\"; hreflang=en, </b>; rel=\"alternate\"";
        assert_eq!(pen.written().unwrap(), expected);
        assert_eq!(write_links([Variant::default()], &mut Pen::new(&mut [])), Err(Unwritable::Value));
    }
}
