// SPDX-License-Identifier: MIT OR Apache-2.0
//! Structured fields: sfv.

use std::hint::black_box;

use oyez::fields::structured::{self, BareItem, Item, Member, SfParameters};
use oyez::grammar::pen::Pen;
use sfv::{Dictionary, FieldType, ListEntry, Parser};

use super::{Contest, length, text};

const ITEMS: [&str; 6] =
    ["42", "4.5", "\"hello world\"", "foo123/456;a=1", ":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:", "?1"];

const LISTS: [&str; 3] = [
    "sugar, tea, rum",
    "\"Chromium\";v=\"118\", \"Google Chrome\";v=\"118\", \"Not=A?Brand\";v=\"99\"",
    "(\"foo\" \"bar\");lvl=5, (\"baz\"), ExampleCache; hit; ttl=376",
];

const DICTIONARIES: [&str; 3] = [
    "u=5, i",
    "a=(1 2), b=3, c=4;aa=bb, d=(5 6);valid",
    "sig1=(\"@method\" \"@authority\" \"@path\" \"content-digest\");created=1618884473;keyid=\"test-key-rsa-pss\"",
];

pub fn contests() -> Vec<Contest> {
    let rival = "sfv";
    vec![
        Contest::new("sf_item_read", &ITEMS, item, (rival, item_by_sfv)),
        Contest::new("sf_list_read", &LISTS, list, (rival, list_by_sfv)),
        Contest::new("sf_dictionary_read", &DICTIONARIES, dictionary, (rival, dictionary_by_sfv)),
        Contest::new("sf_list_read_and_write", &LISTS, write, (rival, write_by_sfv)),
    ]
}

fn bare(item: &BareItem<'_>) -> u64 {
    match item {
        BareItem::Integer(integer) => integer.cast_unsigned(),
        BareItem::Decimal(decimal) => decimal.thousandths.cast_unsigned(),
        BareItem::String(text) => length(text.raw()),
        BareItem::Token(token) => length(token),
        BareItem::Bytes(bytes) => {
            let mut room = [0; 64];
            let mut pen = Pen::new(&mut room);
            bytes.decode(&mut pen);
            black_box(pen.written()).map_or(0, length)
        }
        BareItem::Boolean(boolean) => u64::from(*boolean),
        _ => 0,
    }
}

fn parameters(parameters: SfParameters<'_>) -> u64 {
    parameters.map(|parameter| length(parameter.key) * 3 + bare(&parameter.value)).sum()
}

fn whole(item: &Item<'_>) -> u64 {
    bare(&item.bare) + parameters(item.parameters)
}

fn member(member: &Member<'_>) -> u64 {
    match member {
        Member::Item(item) => whole(item),
        Member::InnerList(list) => list.items.map(|item| whole(&item)).sum::<u64>() + parameters(list.parameters),
    }
}

fn bare_of_sfv(item: &sfv::BareItem) -> u64 {
    match item {
        sfv::BareItem::Integer(integer) => i64::from(*integer).cast_unsigned(),
        sfv::BareItem::Decimal(decimal) => i64::from(decimal.as_integer_scaled_1000()).cast_unsigned(),
        sfv::BareItem::String(text) => length(text.as_str().as_bytes()),
        sfv::BareItem::Token(token) => length(token.as_str().as_bytes()),
        sfv::BareItem::ByteSequence(bytes) => length(bytes),
        sfv::BareItem::Boolean(boolean) => u64::from(*boolean),
        _ => 0,
    }
}

fn whole_of_sfv(item: &sfv::Item) -> u64 {
    bare_of_sfv(&item.bare_item) + parameters_of_sfv(&item.params)
}

fn parameters_of_sfv(parameters: &sfv::Parameters) -> u64 {
    parameters.iter().map(|(key, value)| length(key.as_str().as_bytes()) * 3 + bare_of_sfv(value)).sum()
}

fn member_of_sfv(member: &ListEntry) -> u64 {
    match member {
        ListEntry::Item(item) => whole_of_sfv(item),
        ListEntry::InnerList(list) => {
            list.items.iter().map(whole_of_sfv).sum::<u64>() + parameters_of_sfv(&list.params)
        }
    }
}

fn item(value: &[u8]) -> Option<u64> {
    structured::item(value).ok().map(|item| whole(&item))
}

fn item_by_sfv(value: &[u8]) -> Option<u64> {
    Parser::new(text(value)).parse::<sfv::Item>().ok().map(|item| whole_of_sfv(&item))
}

fn list(value: &[u8]) -> Option<u64> {
    structured::list(value).ok().map(|list| list.map(|read| member(&read)).sum())
}

fn list_by_sfv(value: &[u8]) -> Option<u64> {
    Parser::new(text(value)).parse::<sfv::List>().ok().map(|list| list.iter().map(member_of_sfv).sum())
}

fn dictionary(value: &[u8]) -> Option<u64> {
    let read = structured::dictionary(value).ok()?;
    Some(read.map(|entry| length(entry.key) * 5 + member(&entry.member)).sum())
}

fn dictionary_by_sfv(value: &[u8]) -> Option<u64> {
    let read = Parser::new(text(value)).parse::<Dictionary>().ok()?;
    Some(read.iter().map(|(key, member)| length(key.as_str().as_bytes()) * 5 + member_of_sfv(member)).sum())
}

fn write(value: &[u8]) -> Option<u64> {
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    structured::list(value).ok()?.write(&mut pen).ok()?;
    Some(length(black_box(pen.written().ok()?)))
}

fn write_by_sfv(value: &[u8]) -> Option<u64> {
    let read = Parser::new(text(value)).parse::<sfv::List>().ok()?;
    Some(length(black_box(read.serialize()?).as_bytes()))
}
