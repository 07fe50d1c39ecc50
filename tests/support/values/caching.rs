// SPDX-License-Identifier: MIT OR Apache-2.0
//! What caches are told.

use oyez::fields::cache_control;
use oyez::fields::warning::{self, Warning};

use super::NOW;
use super::told::{Told, checked};

pub fn directives(value: &[u8], told: &mut Told) {
    told.list(cache_control::directives(value), |told, read| {
        let line = told.line().octets("name", read.name).some_text("argument", read.argument);
        line.some_number("seconds", read.seconds());
    });
}

/// What the directives come to.
pub fn policy(value: &[u8], told: &mut Told) {
    let read = cache_control::read(value);
    told.line()
        .some_number("max-age", read.max_age)
        .some_number("s-maxage", read.s_maxage)
        .some_number("max-stale", read.max_stale)
        .some_number("min-fresh", read.min_fresh)
        .some_number("stale-while-revalidate", read.stale_while_revalidate)
        .some_number("stale-if-error", read.stale_if_error)
        .flag("no-cache", read.no_cache)
        .flag("no-cache-fields", read.no_cache_fields)
        .flag("no-store", read.no_store)
        .flag("no-transform", read.no_transform)
        .flag("only-if-cached", read.only_if_cached)
        .flag("must-revalidate", read.must_revalidate)
        .flag("must-understand", read.must_understand)
        .flag("private", read.private)
        .flag("private-fields", read.private_fields)
        .flag("proxy-revalidate", read.proxy_revalidate)
        .flag("public", read.public)
        .flag("immutable", read.immutable)
        .flag("doubtful", read.doubtful);
    told.write(|pen| read.write(pen));
}

pub fn warnings(value: &[u8], told: &mut Told) {
    let list = warning::warnings(value, NOW);
    let pull = |rest| warning::warnings(rest, NOW).next();
    let mut read: Vec<Warning<'_>> = Vec::new();
    for member in checked(list, |list| list.rest(), |list| list.at(), pull) {
        let Some(warning) = told.read(member) else { return };
        let line = told.line().number("code", warning.code).octets("agent", warning.agent);
        line.text("text", warning.text).some_number("date", warning.date).flag("persists", warning.persists());
        read.push(warning);
    }
    told.write(|pen| {
        read.iter()
            .enumerate()
            .try_for_each(|(at, warning)| warning.write(pen.octets(if at > 0 { b", " } else { b"" })))
    });
}
