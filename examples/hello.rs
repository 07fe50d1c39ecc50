// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server in one screen: `cargo run --example hello`, then `curl http://127.0.0.1:8080/`.
//!
//! The port is the argument, or `PORT` in the environment, or 8080.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const PLAIN: [Field; 1] = [Field::new("Content-Type", "text/plain")];

fn main() -> ExitCode {
    let asked = std::env::args().nth(1).or_else(|| std::env::var("PORT").ok());
    let Ok(port) = asked.as_deref().unwrap_or("8080").parse() else {
        eprintln!("hello: a port is a number from 0 to 65535");
        return ExitCode::FAILURE;
    };
    match serve(port) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            eprintln!("hello: port {port} is taken; try another: cargo run --example hello 8081");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("hello: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(port: u16) -> io::Result<()> {
    let mut server = Server::open(&ServerConfig::default())?;
    let port = server.listen("127.0.0.1", port)?;
    println!("serving on http://127.0.0.1:{port}/");

    loop {
        let Some(mut turn) = server.poll(-1)? else { continue };
        match turn.event {
            Event::Request(request) => {
                println!("{} {}", text(request.method), text(request.target));
                if let Err(reason) = turn.sender.reply(200, &PLAIN, b"Oyez!\n") {
                    eprintln!("{reason}");
                }
            }
            // Sentence, clause and offset. The next poll answers it.
            Event::Fault(fault) => eprintln!("{fault}"),
            // Content nobody asked for, completions, closings.
            _ => {}
        }
    }
}

fn text(octets: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(octets)
}
