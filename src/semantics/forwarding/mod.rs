// SPDX-License-Identifier: MIT OR Apache-2.0
//! Forwarding (RFC 9110, 7.6).
//!
//! A tunnel passes octets on, and is no party to what they say: nothing here is for it but [`connect`], which begins one.
//! Whoever reads messages to pass them on, blindly or not, strips them by [`Hops`] (RFC 9110, 7.6.1). What it wants of the
//! next hop by itself - TE, Upgrade, Proxy-Authorization - it writes by itself; and so it does its own Via and Forwarded,
//! each in a line behind those received.
//!
//! ```
//! use oyez::semantics::forwarding::{Hops, Received, Rules, authority, route};
//! use oyez::syntax::field_line::Field;
//!
//! let received = Received { method: b"GET", target: b"http://a.example/x", host: b"evil", scheme: b"http" };
//! let fields = [Field::new("Host", "evil"), Field::new("Connection", "X-Mine"), Field::new("X-Mine", "1")];
//! assert_eq!(route(&fields, b"gate", None).status(10), None); // It was not here before.
//! let rules = Rules { drop_host: true, ..Rules::default() };
//! let hops = Hops::of(&fields, rules).expect("Connection names nothing that is for all");
//! assert_eq!(hops.lines(&fields).count(), 0);
//! assert_eq!(authority(&received), Some(&b"a.example"[..])); // The Host to send.
//! ```

mod hops;
mod persistence;
mod relay;
mod route;
mod target;
mod told;

pub use hops::{Abuse, Hops, Rules};
pub use persistence::{Receiver, persists};
pub use relay::{Connect, connect, may_transform, takes_trailers, version_to_send};
pub use route::{Forwards, Route, forwards, recipient, route};
pub use target::{Next, Received, authority, write_target};
pub use told::{told_by_forwarded, told_by_x_forwarded_for};
