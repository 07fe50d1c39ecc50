// SPDX-License-Identifier: MIT OR Apache-2.0
//! The core with a panic handler that calls a symbol nobody defines: where a path to a panic survives, the link
//! is refused. Every exported symbol is a root, so all of the C API is; the rest of the Rust door is below.
#![no_std]

use oyez::error::{Fault, Reason};
use oyez::exchange::{Connection, Event, Interest, Length, Slices, Step};
use oyez::messaging::framing::{Framing, Message};
use oyez::messaging::judge::{self, Place};
use oyez::syntax::chunks::Chunks;
use oyez::syntax::field_line::Field;
use oyez::syntax::head;
use oyez::syntax::leniency::Leniencies;

unsafe extern "C" {
    fn the_core_can_panic() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it is never linked.
    unsafe { the_core_can_panic() }
}

/// A panic put there on purpose, to see that the link is refused.
#[cfg(feature = "planted")]
#[unsafe(no_mangle)]
pub extern "C" fn planted(at: usize, octets: &[u8; 8]) -> u8 {
    octets[at]
}

type Conn<'m> = Connection<Slices<'m>>;

#[unsafe(no_mangle)]
pub fn drive(conn: &mut Conn<'_>, octets: &[u8], fields: &[Field<'_>], out: &mut dyn FnMut(&[u8])) -> Result<usize, Fault> {
    let mut count = 0usize;
    for (place, octet) in conn.room().iter_mut().zip(octets) {
        *place = *octet;
        count += 1;
    }
    let _ = conn.filled(count);
    while let Some(Step { event, mut sender }) = conn.step()? {
        let sent: Result<(), Reason> = match event {
            Event::Request(request) => {
                out(request.path);
                out(request.fields.find(b"Cookie").unwrap_or(&[]));
                request.fields.for_each(|field| out(field.value));
                sender.reply(200, fields, request.target)
            }
            Event::Response(response) | Event::Informational(response) => {
                out(response.reason);
                sender.response(response.status, Length::Unknown, &response.fields)
            }
            Event::Content(octets) => sender.content(octets).and_then(|_| sender.whole_content(octets)),
            Event::Complete(trailers) => sender.end(&trailers),
            Event::Tunnel => sender.informational(103, fields),
            Event::Writable => sender.elsewhere(octets.len() as u64).and_then(|()| Ok(sender.sent_elsewhere(1)?)),
            Event::PeerEnded => sender.request(octets, octets, Length::Exact(9), fields),
            Event::Closed => {
                sender.make_last();
                sender.abort();
                sender.content_room().fill(0);
                sender.content_filled(1)
            }
            _ => Ok(()),
        };
        if let Err(reason) = sent {
            out(reason.text().as_bytes());
            out(reason.clause().as_bytes());
        }
    }
    out(conn.pending());
    let _ = conn.sent(octets.len());
    Ok(count)
}

#[unsafe(no_mangle)]
pub fn look(conn: &mut Conn<'_>, now: u32, count: usize) -> Interest {
    conn.tell_time(now);
    let _ = conn.used(count);
    let _ = conn.ended();
    conn.pause(now & 1 == 0);
    conn.forget_head();
    conn.reset();
    conn.interest()
}

#[unsafe(no_mangle)]
pub fn read<'b>(octets: &'b [u8], table: &mut [Field<'b>], out: &mut dyn FnMut(&[u8])) -> Result<usize, Fault> {
    let head = head::read_request(octets, Leniencies::ALL, &mut *table).map_err(|stop| stop.fault(octets))?;
    let lines = table.get(..head.lines).unwrap_or(&[]);
    let judged = judge::judge(head.line.version, lines).map_err(|objection| match objection.place {
        Place::Name(field) => objection.fault(head::offset_of(octets, &field, None) as u64),
        Place::Value(field, at) => objection.fault(head::offset_of(octets, &field, Some(at)) as u64),
        Place::End => objection.fault(head.octets as u64),
    })?;
    out(judged.host);
    let framing = judge::framing_of(Message::Request, head.line.version, lines);
    let mut rest = octets.get(head.octets..).unwrap_or(&[]);
    let mut chunks = Chunks::new();
    while framing == Ok(Framing::Chunked)
        && let Some(content) = chunks.next(&mut rest)
    {
        out(content);
    }
    let answer = head::read_response(rest, Leniencies::NONE, table).map_err(|stop| stop.fault(rest))?;
    Ok(answer.octets + usize::from(chunks.violation().is_some()))
}

#[unsafe(no_mangle)]
pub fn tell(fault: &Fault, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
    write!(out, "{fault}")
}
