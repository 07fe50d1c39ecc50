// SPDX-License-Identifier: MIT OR Apache-2.0
//! What content is: its type, its codings, its language, its length, its name.

use oyez::fields::coding::{self, Coding};
use oyez::fields::disposition::{self, Disposition};
use oyez::fields::ext_value::{self as extended, Charset, ExtValue};
use oyez::fields::mime::{self, Mechanism};
use oyez::fields::parameters::Parameter;
use oyez::fields::{content_md5 as md5, language, media_type as media, number};

use super::told::{Line, Told};

/// The lines of parameters.
pub fn parameters<'b>(told: &mut Told, parameters: impl Iterator<Item = Parameter<'b>>) {
    for Parameter { name, value } in parameters {
        told.parameter().text(&String::from_utf8_lossy(name), value);
    }
}

pub fn content_length(value: &[u8], told: &mut Told) {
    if let Some(length) = told.read(number::content_length(value)) {
        told.number("length", length);
        told.write(|pen| number::write(length, pen));
    }
}

pub fn media_type(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(media::media_type(value)) {
        let line = told.line().octets("type", read.type_name).octets("subtype", read.subtype_name);
        line.some_octets("suffix", read.suffix()).some_text("charset", read.charset_in_http10());
        parameters(told, read.parameters);
        told.write(|pen| read.write(pen));
    }
}

pub fn content_encoding(value: &[u8], told: &mut Told) {
    told.list(coding::content_encoding(value), |told, read| {
        coded(told.line(), read.coding).octets("name", read.name);
    });
}

/// The word for a coding that has a number.
pub fn coded(line: Line<'_>, coding: Coding) -> Line<'_> {
    match coding {
        Coding::Other => line,
        Coding::Identity => line.word("identity"),
        Coding::Gzip => line.word("gzip"),
        Coding::Compress => line.word("compress"),
        Coding::Deflate => line.word("deflate"),
        Coding::Br => line.word("br"),
        Coding::Zstd => line.word("zstd"),
    }
}

pub fn content_language(value: &[u8], told: &mut Told) {
    told.list(language::content_language(value), |told, read| {
        told.line().octets("tag", read.tag).octets("primary", read.primary());
    });
}

pub fn content_md5(value: &[u8], told: &mut Told) {
    if let Some(digest) = told.read(md5::content_md5(value)) {
        told.line().octets("digest", &digest);
        told.write(|pen| {
            md5::write(pen, &digest);
            Ok(())
        });
    }
}

pub fn content_transfer_encoding(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(mime::content_transfer_encoding(value)) {
        let line = match read.mechanism {
            Mechanism::Other => told.line(),
            Mechanism::SevenBit => told.line().word("7bit"),
            Mechanism::EightBit => told.line().word("8bit"),
            Mechanism::Binary => told.line().word("binary"),
            Mechanism::QuotedPrintable => told.line().word("quoted-printable"),
            Mechanism::Base64 => told.line().word("base64"),
        };
        line.octets("name", read.name);
        told.write(|pen| read.write(pen));
    }
}

pub fn mime_version(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(mime::mime_version(value)) {
        told.line().number("major", read.major).number("minor", read.minor);
        told.write(|pen| read.write(pen));
    }
}

pub fn content_disposition(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(disposition::content_disposition(value)) {
        let line = match read.disposition {
            Disposition::Other => told.line(),
            Disposition::Inline => told.line().word("inline"),
            Disposition::Attachment => told.line().word("attachment"),
            Disposition::FormData => told.line().word("form-data"),
        };
        let line = line.octets("name", read.type_name).flag("to-be-saved", read.is_to_be_saved());
        let name: Option<String> = read.file_name().map(|name| name.chars().collect());
        let safe: Option<String> = read.file_name().and_then(|name| name.safe()).map(Iterator::collect);
        line.some_octets("filename", name.as_deref().map(str::as_bytes))
            .some_octets("safe", safe.as_deref().map(str::as_bytes));
        parameters(told, read.parameters);
        told.write(|pen| read.write(pen));
    }
}

/// The words for an extended value; in UTF-8 what it says, if that is known.
pub fn extended<'t>(line: Line<'t>, name: &str, value: &ExtValue<'_>) -> Line<'t> {
    let line = match value.charset {
        Charset::Other => line.octets(name, &value.octets().collect::<Vec<_>>()).octets("charset", value.charset_name),
        Charset::Utf8 | Charset::Latin1 => {
            let text: String = value.chars().map(|char| char.expect("it was checked")).collect();
            line.octets(name, text.as_bytes())
        }
    };
    line.some_octets("language", Some(value.language).filter(|language| !language.is_empty()))
}

pub fn ext_value(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(extended::ext_value(value)) {
        extended(told.line(), "text", &read);
        told.write(|pen| read.write(pen));
    }
}

/// A name in UTF-8, as a sender writes it with `attachment`.
pub fn file_name(value: &[u8], told: &mut Told) {
    let name = String::from_utf8_lossy(value);
    told.line().octets("name", name.as_bytes());
    told.write(|pen| disposition::write(pen, b"attachment", Some(&name)));
    if let Some(Ok(written)) = &told.written {
        let read = disposition::content_disposition(written).expect("it is one");
        let again: String = read.file_name().expect("it has a name").chars().collect();
        assert_eq!(again, name);
    }
}
