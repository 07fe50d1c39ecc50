// SPDX-License-Identifier: MIT OR Apache-2.0
//! Preferences, with weights in thousandths.

use oyez::fields::{accept as prefers, coding, vary as names};

use super::media::{coded, parameters};
use super::routing::transfer_coded;
use super::told::Told;

pub fn accept(value: &[u8], told: &mut Told) {
    told.list(prefers::accept(value), |told, read| {
        let line = told.line().octets("type", read.type_name).octets("subtype", read.subtype_name);
        line.number("weight", read.weight).number("specificity", read.specificity());
        parameters(told, read.parameters);
    });
}

pub fn accept_charset(value: &[u8], told: &mut Told) {
    told.list(prefers::accept_charset(value), |told, read| {
        told.line().octets("charset", read.name).number("weight", read.weight).flag("any", read.is_any());
    });
}

pub fn accept_encoding(value: &[u8], told: &mut Told) {
    told.list(prefers::accept_encoding(value), |told, read| {
        let line = coded(told.line(), read.coding.coding).octets("name", read.coding.name);
        line.number("weight", read.weight).flag("any", read.is_any());
    });
}

pub fn accept_language(value: &[u8], told: &mut Told) {
    told.list(prefers::accept_language(value), |told, read| {
        let line = told.line().octets("range", read.range.range).number("weight", read.weight);
        line.flag("any", read.range.is_any());
    });
}

pub fn accept_ranges(value: &[u8], told: &mut Told) {
    told.list(prefers::accept_ranges(value), |told, read| {
        told.line().octets("unit", read.name).flag("none", read.is_none());
    });
}

pub fn te(value: &[u8], told: &mut Told) {
    told.list(coding::te(value), |told, read| {
        transfer_coded(told.line(), read).number("weight", read.weight);
        parameters(told, read.parameters);
    });
}

pub fn vary(value: &[u8], told: &mut Told) {
    told.list(names::vary(value), |told, read| {
        told.line().octets("name", read.name).flag("any", read.is_any());
    });
}
