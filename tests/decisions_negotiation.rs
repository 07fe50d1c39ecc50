// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever a client lists, what is chosen for it is acceptable, and no acceptable variant is better.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use oyez::semantics::negotiation::preferred::{Ranked, preferred};
use oyez::semantics::negotiation::quality::{Dimension, Languages, quality};
use oyez::semantics::negotiation::{Outcome, Rules, Variant, choose};
use oyez::syntax::field_line::Field;

const RUNS: u32 = 20_000;
const TYPES: [&str; 4] = ["text/html", "text/plain", "a/b", "image/png"];
const RANGES: [&str; 6] = ["text/html", "text/*", "*/*", "a/b", "image/png", "garbage"];
const CODINGS: [&str; 4] = ["identity", "gzip", "br", "*"];
const LANGUAGES: [&str; 5] = ["en", "en-GB", "de", "fr-CA", "*"];

/// A list of preferences, or nothing.
fn listed(dice: &mut Dice, names: &[&str]) -> Option<String> {
    let count = dice.below(5);
    let member = |dice: &mut Dice| match dice.below(4) {
        0 => dice.pick(names).to_string(),
        _ => format!("{};q=0.{}", dice.pick(names), dice.below(10)),
    };
    let members: Vec<_> = (0..count).map(|_| member(dice)).collect();
    (dice.below(4) > 0).then(|| members.join(", "))
}

#[test]
fn the_choice_is_acceptable_and_none_is_better() {
    let mut dice = Dice(12);
    let mut chosen = 0;
    for _ in 0..RUNS {
        let lists = [listed(&mut dice, &RANGES), listed(&mut dice, &CODINGS), listed(&mut dice, &LANGUAGES)];
        let names = ["Accept", "Accept-Encoding", "Accept-Language"];
        let told = names.iter().zip(&lists).filter_map(|(name, list)| Some(Field::new(name, list.as_deref()?)));
        let fields: Vec<_> = told.collect();
        let variants: Vec<_> = (0..dice.below(6))
            .map(|_| Variant {
                content_type: Some(dice.pick(&TYPES).as_bytes()),
                coding: Some(dice.pick(&CODINGS[..3]).as_bytes()),
                language: Some(dice.pick(&LANGUAGES[..4]).as_bytes()),
                quality: dice.pick(&[1000, 500, 0]),
                ..Variant::default()
            })
            .collect();
        let languages = dice.pick(&[Languages::Filtering, Languages::Lookup, Languages::Either]);
        let rules = Rules { languages, strict_languages: true, reactive: dice.below(2) == 0 };
        let weight = |dimension, value: Option<&[u8]>| {
            u64::from(quality(&fields[..], dimension, value.unwrap(), languages).map_or(0, |told| told.weight))
        };
        let product = |variant: &Variant<'_>| {
            let said =
                weight(Dimension::MediaType, variant.content_type) * weight(Dimension::Language, variant.language);
            let coded = u64::from(weight(Dimension::Coding, variant.coding) > 0);
            u64::from(variant.quality) * said * coded
        };
        let best = variants.iter().map(product).max().unwrap_or(0);
        match choose(&fields[..], variants.iter().copied(), rules).outcome {
            Outcome::Chosen(index) | Outcome::Multiple(index) => {
                chosen += 1;
                assert!(best > 0 && product(&variants[index]) == best, "{fields:?} {variants:?}");
            }
            Outcome::NotAcceptable => assert_eq!(best, 0, "{fields:?} {variants:?}"),
        }
    }
    assert!(chosen > 1000, "{chosen}");
}

#[test]
fn what_is_preferred_is_what_is_acceptable_in_falling_order() {
    let mut dice = Dice(124);
    for _ in 0..RUNS {
        let list = listed(&mut dice, &CODINGS).unwrap_or_default();
        let fields = [Field::new("Accept-Encoding", &list)];
        let values: Vec<&[u8]> = (0..dice.below(6)).map(|_| dice.pick(&CODINGS[..3]).as_bytes()).collect();
        let mut room = vec![Ranked::default(); dice.below(8)];
        let asked = (Dimension::Coding, Languages::Filtering);
        let ranked = preferred(&fields, asked, values.iter().copied(), &mut room).to_vec();
        assert!(ranked.is_sorted_by_key(|one| std::cmp::Reverse(one.weight)), "{list} {ranked:?}");
        let weight = |value: &[u8]| quality(&fields, asked.0, value, asked.1).map_or(0, |told| told.weight);
        let acceptable = values.iter().filter(|value| weight(value) > 0).count();
        assert_eq!(ranked.len(), acceptable.min(room.len()));
        assert!(ranked.iter().all(|one| one.weight == weight(values[one.index])));
    }
}
