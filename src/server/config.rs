// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How a server behaves.

use crate::exchange::{Config, Names};

/// How a server behaves. Zero is the default of every member.
#[derive(Clone, Copy, Default)]
pub struct ServerConfig<'c> {
    /// Connections served at once; 0 means 64.
    pub connections: usize,
    /// Exchanges under way at once; 0 means as many as connections. An idle connection needs no buffers.
    pub exchanges: usize,
    /// Octets of replies kept for peers that read slowly; 0 means 2 MiB.
    pub max_pending: usize,
    /// Octets of each input buffer, at most 65,535; 0 means 16,384.
    pub input_size: usize,
    /// Octets of each output buffer; 0 means 16,384.
    pub output_size: usize,
    /// How each connection behaves. A time of 0 means the server's default, not none.
    pub connection: Config,
    /// The fields to keep; `None` keeps all.
    pub keep: Option<&'static (dyn Names + Sync)>,
    /// The hosts served, against DNS rebinding; none means all.
    pub hosts: &'c [&'c [u8]],
    /// Whether others that say so may listen on the same ports: a server for each thread.
    pub reuse_port: bool,
    /// Seconds after which whoever finds all connections taken is asked to come again, by a 503; 0 leaves it in the
    /// listener's backlog until a connection is free.
    pub retry_after: u32,
    /// Whether only what a program has something to do about is told: neither that a request without content is
    /// complete, nor that a response has left.
    pub terse: bool,
}

/// Milliseconds for a head, for content, for another request and for the peer to take something, where nothing
/// else is said.
const HEAD_MS: u32 = 10_000;
const CONTENT_MS: u32 = 30_000;
const IDLE_MS: u32 = 60_000;
const SEND_MS: u32 = 30_000;

const CONNECTIONS: usize = 64;
const MAX_PENDING: usize = 2 << 20;
const BUFFER: usize = 16_384;

/// The octets of an input buffer that a connection can use.
const MOST_INPUT: usize = 65_535;

impl ServerConfig<'_> {
    /// The same with every default filled in.
    pub(crate) fn filled(&self) -> Self {
        let or = |value: usize, default| if value == 0 { default } else { value };
        let ms = |value: u32, default| if value == 0 { default } else { value };
        let connections = or(self.connections, CONNECTIONS);
        ServerConfig {
            connections,
            exchanges: or(self.exchanges, connections).min(connections),
            max_pending: or(self.max_pending, MAX_PENDING),
            input_size: or(self.input_size, BUFFER).min(MOST_INPUT),
            output_size: or(self.output_size, BUFFER),
            connection: Config {
                head_ms: ms(self.connection.head_ms, HEAD_MS),
                content_ms: ms(self.connection.content_ms, CONTENT_MS),
                idle_ms: ms(self.connection.idle_ms, IDLE_MS),
                send_ms: ms(self.connection.send_ms, SEND_MS),
                ..self.connection
            },
            ..*self
        }
    }
}
