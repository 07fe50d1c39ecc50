// SPDX-License-Identifier: MIT OR Apache-2.0
//! The core with a panic handler that calls a symbol nobody defines: where a path to a panic survives, the link
//! is refused. Every exported symbol is a root, so all of the C API is; the rest of the Rust door is below.
#![no_std]

use oyez::error::{Fault, Reason};
use oyez::exchange::{Connection, Event, Interest, Length, Slices, Step};
use oyez::syntax::field_line::Field;

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
pub fn tell(fault: &Fault, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
    write!(out, "{fault}")
}
