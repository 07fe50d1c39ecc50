// SPDX-License-Identifier: MIT OR Apache-2.0
//! One connection, either end: buffers lent, time told. No sockets, no clocks, no heap.

mod clock;
mod compose;
pub mod config;
pub mod connection;
mod content;
pub mod event;
mod flags;
mod head;
mod header_section;
mod inbox;
pub mod lifecycle;
mod machine;
mod outbox;
mod plain;
mod position;
mod queue;
mod receiver;
mod send_content;
mod send_request;
mod send_response;
mod start_line;
mod view;

pub use config::{Config, NO_TIMEOUT, Role};
pub use connection::{Connection, Lent, Memory, Sender, Slices, Step};
pub use event::{Event, Interest, Keep, Length, Names, Request, Response, Told, Wants};
pub use machine::Machine;
