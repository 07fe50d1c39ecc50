// SPDX-License-Identifier: MIT OR Apache-2.0
//! Structured fields.

use oyez::fields::structured::{self as fields, BareItem, Item, Member, SfParameters};

use super::told::{Line, Told};

/// The words for a bare item: its type, and what it says; a decimal in thousandths, a Display String in UTF-8.
fn bare<'t>(line: Line<'t>, item: &BareItem<'_>) -> Line<'t> {
    match item {
        BareItem::Integer(integer) => line.number("integer", integer),
        BareItem::Decimal(decimal) => line.number("decimal", decimal.thousandths),
        BareItem::String(text) => line.text("string", *text),
        BareItem::Token(token) => line.octets("token", token),
        BareItem::Bytes(bytes) => line.octets("bytes", &bytes.octets().collect::<Vec<_>>()),
        BareItem::Boolean(boolean) => line.number("boolean", u8::from(*boolean)),
        BareItem::Date(date) => line.number("date", date),
        BareItem::DisplayString(text) => line.octets("display", &text.octets().collect::<Vec<_>>()),
    }
}

fn parameters(told: &mut Told, parameters: SfParameters<'_>) {
    for parameter in parameters {
        bare(told.parameter().octets("key", parameter.key), &parameter.value);
    }
}

fn member(told: &mut Told, key: Option<&[u8]>, member: &Member<'_>) {
    match member {
        Member::Item(item) => {
            bare(told.line().some_octets("key", key), &item.bare);
            parameters(told, item.parameters);
        }
        Member::InnerList(list) => {
            told.line().some_octets("key", key).word("begin");
            for Item { bare: item, parameters: behind } in list.items {
                bare(told.line(), &item);
                parameters(told, behind);
            }
            told.line().word("end");
            parameters(told, list.parameters);
        }
    }
}

pub fn item(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(fields::item(value)) {
        member(told, None, &Member::Item(read));
        told.write(|pen| read.write(pen));
    }
}

pub fn list(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(fields::list(value)) {
        read.for_each(|read| member(told, None, &read));
        told.write(|pen| read.write(pen));
    }
}

pub fn dictionary(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(fields::dictionary(value)) {
        read.for_each(|entry| member(told, Some(entry.key), &entry.member));
        told.write(|pen| read.write(pen));
    }
}
