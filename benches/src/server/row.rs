// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is asked of each server.

use crate::server::request::{BROWSER, GET};

#[derive(Clone, Copy)]
pub struct Row {
    /// As a line of output has it.
    pub name: &'static str,
    /// As a reader of the chart understands it.
    pub title: &'static str,
    pub detail: &'static str,
    pub request: &'static [u8],
    pub connections: usize,
    /// Requests sent at once on a connection.
    pub pipelined: usize,
    /// Octets of content in a response.
    pub content: usize,
    /// Servers in one process, each in its thread.
    pub threads: usize,
    /// How many times requests are sent in a round.
    pub times: usize,
}

/// With 38 octets of content the raw loop's response is 140 octets long, and nobody's is much longer.
pub const GET64: Row = Row {
    name: "get64",
    title: "GET",
    detail: "64 connections",
    request: GET,
    connections: 64,
    pipelined: 1,
    content: 38,
    threads: 1,
    times: 8192,
};

pub const ALL: [Row; 6] = [
    GET64,
    Row { name: "get512", detail: "512 connections", connections: 512, ..GET64 },
    Row {
        name: "browser64",
        title: "A browser's GET",
        detail: "10 field lines, 64 connections",
        request: BROWSER,
        ..GET64
    },
    Row {
        name: "pipelined16",
        title: "Pipelined GET",
        detail: "16 at once, 64 connections",
        pipelined: 16,
        times: 3072,
        ..GET64
    },
    Row {
        name: "mib1",
        title: "1 MiB from memory",
        detail: "8 connections",
        connections: 8,
        content: 1 << 20,
        times: 128,
        ..GET64
    },
    Row { name: "threads2", title: "Two threads", detail: "one core, 64 connections", threads: 2, ..GET64 },
];
