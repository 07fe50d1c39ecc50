// SPDX-License-Identifier: MIT OR Apache-2.0
//! One connection, either end: buffers lent, time told. No sockets, no clocks, no heap.

mod clock;
pub mod config;
pub mod connection;
mod content;
pub mod event;
mod flags;
mod inbox;
pub mod lifecycle;
mod machine;
mod outbox;
mod queue;
mod receiver;
mod sender;

pub use config::{Config, NO_TIMEOUT, Role};
pub use connection::{Connection, Lent, Memory, Sender, Slices, Step};
pub use event::{Event, Interest, Keep, Length, Names, Request, Response, Told, Wants};
pub use machine::Machine;
