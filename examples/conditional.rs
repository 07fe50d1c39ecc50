// SPDX-License-Identifier: MIT OR Apache-2.0
//! A resource with variants, entity tags and ranges: `cargo run --example conditional`, then
//! `curl -i -H 'Accept-Language: de' -r 0-9 http://127.0.0.1:8080/`.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use oyez::error::Reason;
use oyez::exchange::Request;
use oyez::fields::entity_tag::entity_tag;
use oyez::fields::multipart::boundary::Boundary;
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::semantics::conditional::{self, Decision, Rules, Validators, not_modified};
use oyez::semantics::negotiation::{self, Outcome, Variant, choose};
use oyez::semantics::range::byteranges::{Byteranges, PART_END};
use oyez::semantics::range::{self, Limits, Representation, Span};
use oyez::server::{Event, Net, Sender, Server, ServerConfig};
use oyez::syntax::field_line::Field;
use oyez::syntax::version::Version;

const VARIANTS: [Variant<'static>; 2] = [variant(b"en", b"/en", 1000), variant(b"de", b"/de", 900)];
const TAGS: [&str; 2] = ["\"en-1\"", "\"de-1\""];
const TEXTS: [&str; 2] = [
    "Oyez! Oyez! Oyez! All persons having business before this server are admonished to draw near and give their \
     attention, for the server is now listening. Whoever asks for less than this text gets less.\n",
    "Hört! Hört! Hört! Alle, die vor diesem Server etwas zu tun haben, mögen näher treten und aufmerken, denn der \
     Server hört jetzt zu. Wer nach weniger als diesem Text fragt, bekommt weniger.\n",
];

const fn variant(language: &'static [u8], location: &'static [u8], quality: u16) -> Variant<'static> {
    Variant {
        content_type: Some(b"text/plain;charset=utf-8"),
        charset: None,
        coding: None,
        language: Some(language),
        location: Some(location),
        quality,
    }
}

fn main() -> io::Result<()> {
    let port = std::env::args().nth(1).map_or(Ok(8080), |port| port.parse()).map_err(io::Error::other)?;
    let mut server = Server::open(&ServerConfig::default())?;
    println!("serving on http://127.0.0.1:{}/", server.listen("127.0.0.1", port)?);
    loop {
        let Some(mut turn) = server.poll(-1)? else { continue };
        if let Event::Request(request) = turn.event
            && let Err(reason) = answer(&request, &mut turn.sender)
        {
            eprintln!("{reason}");
        }
    }
}

fn answer<N: Net>(request: &Request<'_>, sender: &mut Sender<'_, N>) -> Result<(), Reason> {
    if !matches!(request.method, b"GET" | b"HEAD") {
        return sender.reply(405, &[Field::new("Allow", "GET, HEAD")], b"");
    }
    // Which of them, if any will do.
    let choice = choose(&request.fields, VARIANTS, negotiation::Rules::default());
    let vary = written(|pen| {
        choice.vary.write(pen);
        Ok(())
    });
    let vary = Field { name: b"Vary", value: &vary };
    let Outcome::Chosen(chosen) = choice.outcome else {
        let list = written(|pen| negotiation::write_links(VARIANTS, pen));
        return sender.reply(
            406,
            &[vary, Field::new("Content-Type", "text/plain"), Field { name: b"Link", value: &list }],
            &list,
        );
    };
    let (variant, text, tag) = (VARIANTS[chosen], TEXTS[chosen].as_bytes(), TAGS[chosen]);
    let content_type = variant.content_type.unwrap_or_default();
    let mut fields = vec![
        vary,
        Field::new("ETag", tag),
        Field::new("Accept-Ranges", "bytes"),
        Field { name: b"Content-Language", value: variant.language.unwrap_or_default() },
    ];
    // Whether the client has it.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs().cast_signed());
    let rules = if request.version < Version::HTTP_11 { Rules::Rfc1945 } else { Rules::Rfc9110 };
    let asked = conditional::Request { rules, ..conditional::Request::new(request.method, &request.fields, now) };
    let validators = Validators { tag: entity_tag(tag.as_bytes()).ok(), ..Validators::default() };
    match conditional::decide(&asked, Some(&validators)) {
        Decision::Proceed { .. } => {}
        Decision::NotModified(_) => return sender.reply(304, &not_modified(&fields[..]).collect::<Vec<_>>()[..], b""),
        Decision::Failed(_) => return sender.reply(412, &[], b""),
    }
    // Which part of it.
    let representation = Representation { validators, length: text.len() as u64 };
    let mut chosen = [Span::VOID; 16];
    let decision = range::decide(&asked, &representation, &Limits::default(), &mut chosen);
    let content_range = decision.content_range(representation.length).map(|told| written(|pen| told.write(pen)));
    fields.extend(content_range.as_ref().map(|value| Field { name: b"Content-Range", value }));
    let part = |span: &Span| &text[span.first as usize..=span.last as usize];
    let parts;
    let mut multipart_type = Vec::new();
    let content = match decision {
        range::Decision::Whole(_) => text,
        range::Decision::Single(ref span) => part(span),
        range::Decision::Multiple(spans) => {
            // Whoever sends what others wrote has sixteen random octets for it.
            let boundary = Boundary::random([0x5a; 16]);
            let multipart = Byteranges { boundary, content_type: Some(content_type), complete: representation.length };
            multipart_type = written(|pen| multipart.write_type(pen));
            parts = written(|pen| {
                for span in spans {
                    multipart.head(*span, pen)?;
                    pen.octets(part(span)).octets(PART_END);
                }
                multipart.end(pen);
                Ok(())
            });
            &parts
        }
        range::Decision::Unsatisfiable => b"",
    };
    let value = if multipart_type.is_empty() { content_type } else { &multipart_type };
    fields.push(Field { name: b"Content-Type", value });
    sender.reply(decision.status(), &fields[..], content)
}

/// What is written, in as much room as it takes.
fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> Vec<u8> {
    let mut counter = Pen::new(&mut []);
    let counted = write(&mut counter).map_or(0, |()| counter.len());
    let mut octets = vec![0; counted];
    let _ = write(&mut Pen::new(&mut octets));
    octets
}
