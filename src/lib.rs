// SPDX-License-Identifier: MIT OR Apache-2.0
//! HTTP/0.9, 1.0 and 1.1 for everything with a C ABI: an engine that reads and writes messages in memory the
//! caller lends it, as a server or as a client, without input or output of its own, without a heap, without a
//! panic. What it refuses, it explains: which octet broke which clause.
//!
//! ```
//! use oyez::exchange::{Connection, Event, Step};
//!
//! let (mut input, mut output) = ([0; 1024], [0; 256]);
//! let mut conn = Connection::server(&mut input, &mut output);
//! let octets = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"; // From a transport of yours.
//! conn.room()[..octets.len()].copy_from_slice(octets);
//! conn.filled(octets.len())?;
//! while let Some(Step { event, mut sender }) = conn.step()? {
//!     if let Event::Request(request) = event {
//!         sender.reply(if request.path == b"/" { 200 } else { 404 }, &[], b"Oyez!\n")?;
//!     }
//! }
//! assert_eq!(conn.pending(), b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nOyez!\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The path of an octet is the path through the modules: [`grammar`] and [`syntax`] read lines, [`messaging`]
//! judges what governs a connection, [`exchange`] joins them to a connection of either end. [`fields`] reads and writes
//! what fields say, [`semantics`] decides what is to be done about it; `server` is a loop over sockets, `capi` the C ABI. A module imports from those before it, never from those behind.
//!
//! | feature | adds |
//! |---|---|
//! | `server` (default) | the synchronous server loop, and `std` |
//! | `header` | writes `include/oyez.h` while building |

#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![deny(unsafe_code)]
#![warn(missing_docs, clippy::pedantic)]
#![allow(clippy::module_name_repetitions, reason = "a module is named as its main type, by the word of the RFC")]
#![allow(clippy::match_same_arms, reason = "two arms that agree by two different rules are two arms")]
#![allow(clippy::match_bool, reason = "the arms of a decision stand one below the other")]
#![allow(clippy::copy_iterator, reason = "a cursor over lent octets is a plain value")]
#![allow(clippy::many_single_char_names, reason = "octets taken apart have no other names")]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]
#![cfg_attr(not(test), deny(clippy::as_conversions, clippy::arithmetic_side_effects))]

pub mod capi;
pub mod error;
pub mod exchange;
pub mod fields;
pub mod grammar;
pub mod messaging;
pub mod semantics;
#[cfg(feature = "server")]
pub mod server;
pub mod syntax;
