// SPDX-License-Identifier: MIT OR Apache-2.0
//! What Connection and Server are configured with, as Python says it: seconds, None, and names.

use crate::errors;
use oyez::error::Misuse;
use oyez::exchange::{Interest, NO_TIMEOUT, Names};
use oyez::syntax::leniency::Leniencies;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// Seconds as milliseconds; None is never.
pub fn milliseconds(py: Python<'_>, seconds: Option<f64>) -> PyResult<u32> {
    let Some(seconds) = seconds else { return Ok(NO_TIMEOUT) };
    let ms = (seconds * 1000.0).ceil();
    if !(0.0..f64::from(NO_TIMEOUT)).contains(&ms) {
        return Err(errors::misused(py, Misuse::Argument, "a time is negative, or longer than 49 days"));
    }
    // 0 would mean the default.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    Ok((ms as u32).max(1))
}

/// The octets of an input buffer that a connection can use, and the fewest that are worth anything.
const INPUT: std::ops::RangeInclusive<usize> = 64..=65_535;

/// Refuses bounds that the engine would take for something else: to it, 0 is the default.
pub fn check_bounds(py: Python<'_>, max_content: Option<u64>, max_discard: u32, input_size: usize) -> PyResult<()> {
    if max_content == Some(0) || max_discard == 0 {
        return Err(errors::misused(py, Misuse::Argument, "the least bound of content is 1"));
    }
    if !INPUT.contains(&input_size) {
        return Err(errors::misused(py, Misuse::Argument, "the input size is 64 to 65535"));
    }
    Ok(())
}

/// The names in any iterable of them.
pub fn names(names: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    names.try_iter()?.map(|name| name?.extract()).collect()
}

/// A moment as the engine counts it.
pub fn moment(seconds: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    let ms = (seconds * 1000.0).rem_euclid(4_294_967_296.0) as u64;
    u32::try_from(ms & 0xffff_ffff).unwrap_or(0)
}

/// The leniencies allowed.
pub fn leniencies(allowed: [bool; 4]) -> Leniencies {
    let all = [Leniencies::BARE_LF, Leniencies::OBS_FOLD, Leniencies::HTTP09, Leniencies::UNENDED_HEAD];
    let chosen = all.into_iter().zip(allowed).filter(|(_, allowed)| *allowed);
    chosen.fold(Leniencies::NONE, |set, (one, _)| set.with(one))
}

/// Leniencies made use of, as `oyez.Leniency`.
pub fn leniency(py: Python<'_>, used: Leniencies) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "oyez.kinds", "Leniency")?.call1((used.bits(),))
}

/// What is waited for, as `oyez.Interest`.
pub fn interest(py: Python<'_>, wants: u32, interest: Interest) -> PyResult<Bound<'_, PyAny>> {
    static WANTS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static INTEREST: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let wants = WANTS.import(py, "oyez.kinds", "Wants")?.call1((wants,))?;
    let wait = (interest.wait_ms != NO_TIMEOUT).then(|| f64::from(interest.wait_ms) / 1000.0);
    INTEREST.import(py, "oyez.kinds", "Interest")?.call1((wants, wait))
}

/// The names of the fields to keep.
pub struct Kept(pub Vec<String>);

impl Names for Kept {
    fn hold(&self, name: &[u8]) -> bool {
        self.0.iter().any(|kept| kept.as_bytes().eq_ignore_ascii_case(name))
    }

    fn longest(&self) -> usize {
        self.0.iter().map(String::len).max().unwrap_or(0)
    }
}
