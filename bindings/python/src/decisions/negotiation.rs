// SPDX-License-Identifier: MIT OR Apache-2.0
//! Negotiation.

use oyez::semantics::negotiation::content;
use oyez::semantics::negotiation::preferred::{self, Ranked};
use oyez::semantics::negotiation::quality::{self, Dimension, Languages};
use oyez::semantics::negotiation::{self, Rules};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyBytes;

use crate::fields::Fields;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{Octets, Value, ascii, each, repr, vec, written};
use crate::values::verdict::OrRaise;

impl Enumerated for Dimension {
    const NAME: &'static str = "Dimension";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &Dimension::ALL;

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Languages {
    const NAME: &'static str = "Languages";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Languages::Filtering, Languages::Lookup, Languages::Either];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// Which variant is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Chosen,
    Multiple,
    NotAcceptable,
}

impl Enumerated for Outcome {
    const NAME: &'static str = "ChoiceOutcome";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Outcome::Chosen, Outcome::Multiple, Outcome::NotAcceptable];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// A representation that a resource has, by the fields that would describe it. What is None is acceptable whatever the
/// client prefers.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Its Content-Type.
    content_type: Option<Octets>,
    /// Its charset, if it is not the parameter of content_type.
    charset: Option<Octets>,
    /// Its Content-Encoding; None is identity.
    coding: Option<Octets>,
    /// Its Content-Language.
    language: Option<Octets>,
    /// Where it is by itself, a URI-reference: for the list of a 300 or 406.
    location: Option<Octets>,
    /// How good it is as such, in thousandths.
    quality: u16,
}

impl Variant {
    fn rust(&self) -> negotiation::Variant<'_> {
        fn octets(value: Option<&Octets>) -> Option<&[u8]> {
            value.map(|value| value.0.as_slice())
        }
        negotiation::Variant {
            content_type: octets(self.content_type.as_ref()),
            charset: octets(self.charset.as_ref()),
            coding: octets(self.coding.as_ref()),
            language: octets(self.language.as_ref()),
            location: octets(self.location.as_ref()),
            quality: self.quality,
        }
    }
}

#[pymethods]
impl Variant {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str) =
        ("content_type", "charset", "coding", "language", "location", "quality");

    #[new]
    #[pyo3(signature = (content_type = None, charset = None, coding = None, language = None, location = None,
        quality = 1000))]
    fn new(
        content_type: Option<Octets>,
        charset: Option<Octets>,
        coding: Option<Octets>,
        language: Option<Octets>,
        location: Option<Octets>,
        quality: u16,
    ) -> Self {
        Variant { content_type, charset, coding, language, location, quality }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["content_type", "charset", "coding", "language", "location", "quality"])
    }
}

/// What is sent.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Which variant, if any.
    outcome: Enum<Outcome>,
    /// 300 or 406; None where the status is that of the variant.
    status: Option<u16>,
    /// Which of the variants, counted from 0; of a 300, the one that a Location may name.
    index: Option<usize>,
    /// The Vary of the answer; None where it depends on nothing.
    vary: Option<String>,
}

#[pymethods]
impl Choice {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) = ("outcome", "status", "index", "vary");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["outcome", "status", "index", "vary"])
    }
}

fn variants(all: &Bound<'_, PyAny>) -> PyResult<Vec<Variant>> {
    each(all, |one| Ok(one.cast::<Variant>()?.get().clone()))
}

/// Chooses among the variants of a resource (RFC 9110, 12.1). A language that the client does not list is sent where no
/// other is left, unless strict_languages; with reactive, the client chooses between equals: 300.
#[pyfunction]
#[pyo3(signature = (fields, variants, /, *, languages = Enum(Languages::Filtering), strict_languages = false,
    reactive = false))]
#[pyo3(text_signature = "(fields, variants, /, *, languages=Languages.FILTERING, strict_languages=False, \
    reactive=False)")]
fn choose(
    py: Python<'_>,
    fields: &Bound<'_, PyAny>,
    variants: &Bound<'_, PyAny>,
    languages: Enum<Languages>,
    strict_languages: bool,
    reactive: bool,
) -> PyResult<Choice> {
    let (fields, variants) = (Fields::taken(fields)?, self::variants(variants)?);
    let rules = Rules { languages: languages.0, strict_languages, reactive };
    let choice = negotiation::choose(fields.get(), variants.iter().map(Variant::rust), rules);
    let (outcome, index) = match choice.outcome {
        negotiation::Outcome::Chosen(index) => (Outcome::Chosen, Some(index)),
        negotiation::Outcome::Multiple(index) => (Outcome::Multiple, Some(index)),
        negotiation::Outcome::NotAcceptable => (Outcome::NotAcceptable, None),
    };
    let vary = vec(|pen| {
        choice.vary.write(pen);
        Ok(())
    });
    let vary = Some(ascii(&vary.or_raise(py)?)).filter(|vary| !vary.is_empty());
    Ok(Choice { outcome: Enum(outcome), status: choice.outcome.status(), index, vary })
}

/// Writes links to the variants, each of which has a location: a Link field for a 300 or 406, and a list that a program
/// can read for their content (RFC 9110, 15.4.1).
#[pyfunction]
#[pyo3(signature = (variants, /))]
fn write_variant_links<'py>(py: Python<'py>, variants: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let variants = self::variants(variants)?;
    written(py, |pen| negotiation::write_links(variants.iter().map(Variant::rust), pen))
}

/// What the request says of a value, such as text/html;charset=utf-8, gzip or en-GB, in thousandths; 0 is not
/// acceptable.
#[pyfunction]
#[pyo3(signature = (fields, dimension, value, /, *, languages = Enum(Languages::Filtering)))]
#[pyo3(text_signature = "(fields, dimension, value, /, *, languages=Languages.FILTERING)")]
fn weight(
    fields: &Bound<'_, PyAny>,
    dimension: Enum<Dimension>,
    value: Value<'_>,
    languages: Enum<Languages>,
) -> PyResult<u16> {
    let told = quality::quality(Fields::taken(fields)?.get(), dimension.0, value.octets(), languages.0);
    Ok(told.map_or(0, |told| told.weight))
}

/// What a client accepts, with its weight in thousandths, by weight, and in its own order where that is the same.
/// Without the field, anything. "identity" follows what is listed, unless it is excluded. 32 are told at most.
#[pyfunction]
#[pyo3(signature = (fields, dimension, /))]
fn offered(fields: &Bound<'_, PyAny>, dimension: Enum<Dimension>) -> PyResult<Vec<(String, u16)>> {
    let fields = Fields::taken(fields)?;
    Ok(preferred::offered(fields.get(), dimension.0).map(|one| (ascii(one.name), one.weight)).collect())
}

/// Which of some values a client accepts, by their index, with the weight in thousandths: by weight, then by how exactly
/// they are matched, then by their place in the field, then by that among the values.
#[pyfunction]
#[pyo3(name = "preferred")]
#[pyo3(signature = (fields, dimension, values, /, *, languages = Enum(Languages::Filtering)))]
#[pyo3(text_signature = "(fields, dimension, values, /, *, languages=Languages.FILTERING)")]
fn preferred_of(
    fields: &Bound<'_, PyAny>,
    dimension: Enum<Dimension>,
    values: &Bound<'_, PyAny>,
    languages: Enum<Languages>,
) -> PyResult<Vec<(usize, u16)>> {
    let (fields, values) = (Fields::taken(fields)?, octets(values)?);
    let mut ranked = vec![Ranked::default(); values.len()];
    let asked = (dimension.0, languages.0);
    let told = preferred::preferred(fields.get(), asked, values.iter().map(|value| &*value.0), &mut ranked);
    Ok(told.iter().map(|one| (one.index, one.weight)).collect())
}

fn octets(all: &Bound<'_, PyAny>) -> PyResult<Vec<Octets>> {
    each(all, |one| one.extract())
}

/// Which of some patterns a Content-Type is of first: text/html; text/*, */*; application/*+json, +json.
#[pyfunction]
#[pyo3(signature = (value, patterns, /))]
fn type_is(value: Value<'_>, patterns: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    let patterns = octets(patterns)?;
    Ok(content::type_is(value.octets(), patterns.iter().map(|pattern| &*pattern.0)))
}

/// What becomes of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Taken,
    OtherType,
    OtherCoding,
}

impl Enumerated for Kind {
    const NAME: &'static str = "ContentKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Kind::Taken, Kind::OtherType, Kind::OtherCoding];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// What becomes of a content.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContentDecision {
    /// Whether it is taken.
    kind: Enum<Kind>,
    /// 415; None where it is taken.
    status: Option<u16>,
    /// Which of the patterns it is of.
    index: Option<usize>,
}

#[pymethods]
impl ContentDecision {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("kind", "status", "index");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["kind", "status", "index"])
    }
}

/// Decides about a request with content: its media type is of one of the patterns of type_is, and each of its codings
/// one of those known (RFC 9110, 15.5.16).
#[pyfunction]
#[pyo3(signature = (fields, patterns, codings = None, /), text_signature = "(fields, patterns, codings=(), /)")]
fn decide_content(
    fields: &Bound<'_, PyAny>,
    patterns: &Bound<'_, PyAny>,
    codings: Option<&Bound<'_, PyAny>>,
) -> PyResult<ContentDecision> {
    let (fields, patterns) = (Fields::taken(fields)?, octets(patterns)?);
    let codings = codings.map(octets).transpose()?.unwrap_or_default();
    let patterns = patterns.iter().map(|pattern| &*pattern.0);
    let (kind, index) = match content::decide(fields.get(), patterns, codings.iter().map(|coding| &*coding.0)) {
        content::Kind::Taken(index) => (Kind::Taken, Some(index)),
        content::Kind::OtherType => (Kind::OtherType, None),
        content::Kind::OtherCoding => (Kind::OtherCoding, None),
    };
    Ok(ContentDecision { kind: Enum(kind), status: index.is_none().then_some(415), index })
}

/// Writes what is taken: the Accept of a 415, an Accept-Patch or Accept-Post.
#[pyfunction]
#[pyo3(signature = (patterns, /))]
fn write_accepted<'py>(py: Python<'py>, patterns: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let patterns = octets(patterns)?;
    written(py, |pen| content::write_accept(patterns.iter().map(|pattern| &*pattern.0), pen))
}

#[pymodule(submodule, gil_used = false)]
pub mod _negotiation {
    #[pymodule_export]
    use super::{
        Choice, ContentDecision, Variant, choose, decide_content, offered, preferred_of, type_is, weight,
        write_accepted, write_variant_links,
    };
}
