// SPDX-License-Identifier: MIT OR Apache-2.0
//! Leniency is an instrument: every wire case of other implementations under all sixteen sets. What is valid is read
//! alike under each; what only a leniency accepts reports the bits it used, and no less will do; framing is refused
//! under every one.

#[path = "support/corpus.rs"]
mod corpus;

use std::ops::Range;

use corpus::{Case, Section, Told, refusal, story_and_use};

const BITS: [u32; 4] = [1, OBS_FOLD, 4, 8];
const OBS_FOLD: u32 = 2;

/// The numbers of the violations of RFC 9112, 6 and 7: Content-Length, Transfer-Encoding, chunks and their trailers.
const FRAMING: Range<u16> = 1060..1090;

/// What a case tells, and what it reports to have used.
type Story = (Vec<Told>, u32);

/// A case's stories under every set, the strict one first.
fn stories(case: &Case) -> Vec<Story> {
    (0..16).map(|bits| story_and_use(case, bits, [&case.input[..]])).collect()
}

fn accepts((told, _): &Story) -> bool {
    refusal(told).is_none()
}

fn failures(judge: impl Fn(&Case, &[Story]) -> Option<String> + Sync) {
    let Some(folder) = corpus::folder() else { return };
    let cases = corpus::all(&folder);
    let found = corpus::each(&cases, |case| judge(case, &stories(case)).map(|what| format!("{}: {what}", case.id)));
    let failures: Vec<_> = found.into_iter().flatten().collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn what_strict_accepts_is_the_same_under_every_set() {
    failures(|_, stories| {
        let other = (1..16).find(|bits| accepts(&stories[0]) && stories[*bits] != stories[0]);
        other.map(|bits| format!("another story under {bits}"))
    });
}

#[test]
fn what_is_accepted_leniently_reports_just_the_bits_it_used() {
    failures(|_, stories| {
        let under = |bits: u32| &stories[usize::try_from(bits).unwrap()];
        let lenient = (1..16).filter(|bits| !accepts(under(0)) && accepts(under(*bits)));
        let wrong = |bits: &u32| {
            let used = under(*bits).1;
            let needless = BITS.iter().any(|bit| used & bit != 0 && accepts(under(bits & !bit)));
            used == 0 || used & !bits != 0 || under(used) != under(*bits) || needless
        };
        lenient.clone().find(wrong).map(|bits| format!("under {bits} it used {}", under(bits).1))
    });
}

#[test]
fn framing_is_refused_under_every_set() {
    failures(|case, stories| {
        let refused = refusal(&stories[0].0).filter(|refused| FRAMING.contains(&refused.violation.number()))?;
        // A line that is no length as it stands may be one with its fold: then it is the fold that is tolerated.
        let of_framing = |(rfc, number): &Section| *rfc == 9112 && [6, 7].contains(&number[0]) || *rfc == 9110;
        let folds = !case.sections.is_empty() && !case.sections.iter().any(of_framing);
        let accepted = (1..16).find(|bits| accepts(&stories[*bits]) && !(folds && stories[*bits].1 == OBS_FOLD))?;
        Some(format!("{:?} was accepted under {accepted}", refused.violation))
    });
}

#[test]
fn each_leniency_is_used_by_somebody() {
    let Some(folder) = corpus::folder() else { return };
    let cases = corpus::all(&folder);
    let used = corpus::each(&cases, |case| story_and_use(case, 15, [&case.input[..]]).1);
    for (bit, name) in BITS.iter().zip(["bare LF", "obs-fold", "HTTP/0.9", "a head that has not ended"]) {
        let count = used.iter().filter(|used| **used & bit != 0).count();
        println!("{name:26} {count:4} cases");
        assert!(count > 0, "{name}");
    }
}
