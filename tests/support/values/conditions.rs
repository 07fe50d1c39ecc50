// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditions and ranges.

use oyez::fields::content_range as enclosed;
use oyez::fields::entity_tag::{self as tags, EntityTag};
use oyez::fields::if_range::{self as conditions, IfRange};
use oyez::fields::members::Members;
use oyez::fields::range::{self as ranges, RangeSpec};

use super::NOW;
use super::told::Told;

fn tag(told: &mut Told, read: &EntityTag<'_>) {
    told.line().octets("tag", read.opaque).flag("weak", read.weak);
}

pub fn entity_tag(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(tags::entity_tag(value)) {
        tag(told, &read);
        told.write(|pen| read.write(pen));
    }
}

pub fn entity_tags(value: &[u8], told: &mut Told) {
    let list = tags::entity_tag_list(value);
    if list.any {
        told.line().word("any");
    }
    told.list(list.tags, tag);
    assert_eq!(list.check().is_err(), told.refused.is_some());
    told.write(|pen| list.write(pen));
}

pub fn if_range(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(conditions::if_range(value, NOW)) {
        match read {
            IfRange::Tag(read) => tag(told, &read),
            IfRange::Date(date) => told.number("date", date),
        }
        told.write(|pen| read.write(pen));
    }
}

pub fn range(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(ranges::range(value)) {
        told.line().octets("unit", read.unit).octets("set", read.set).flag("bytes", read.is_bytes());
        let specs: Vec<RangeSpec> = read.specs().collect();
        for spec in &specs {
            match *spec {
                RangeSpec::Between { first, last } => told.line().number("first", first).number("last", last),
                RangeSpec::From { first } => told.line().number("first", first),
                RangeSpec::Suffix { length } => told.line().number("suffix", length),
            };
        }
        assert_eq!(Members::<RangeSpec>::new(if read.is_bytes() { read.set } else { b"" }).count(), specs.len());
        told.write(|pen| read.write(pen));
    }
}

pub fn content_range(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(enclosed::content_range(value)) {
        let (first, last) = read.range.unzip();
        let line = told.line().octets("unit", read.unit).some_number("first", first).some_number("last", last);
        line.some_number("complete", read.complete).some_number("length", read.len());
        told.write(|pen| read.write(pen));
    }
}
