// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who serves, and how each is started.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::server::row::Row;

pub const RAW: &str = "raw";
pub const OYEZ: &str = "oyez";
/// oyez with one thread, beside oyez with two.
pub const ALONE: &str = "oyez alone";

/// A server that can be started.
#[derive(Clone, Copy)]
pub struct Contender {
    pub name: &'static str,
    command: fn(&Programs, &Row, u16) -> Result<Command, String>,
}

/// Where `make` put the servers in C.
pub struct Programs(PathBuf);

impl Programs {
    pub fn at(folder: &str) -> Self {
        Programs(PathBuf::from(folder))
    }

    /// A server in C: `NAME PORT CONTENT THREADS MORE…`.
    pub fn command(&self, name: &str, row: &Row, port: u16, more: &[usize]) -> Result<Command, String> {
        let program = self.0.join(name);
        if !program.exists() {
            return Err(format!("there is no {}", program.display()));
        }
        let mut command = Command::new(program);
        command.arg(port.to_string()).args([row.content, row.threads].iter().chain(more).map(usize::to_string));
        Ok(command)
    }
}

impl Contender {
    pub fn command(&self, programs: &Programs, row: &Row, port: u16) -> Result<Command, String> {
        (self.command)(programs, row, port)
    }
}

/// All that can be started here; the others are skipped with a word.
pub fn all(programs: &Programs) -> Vec<Contender> {
    let known = [
        Contender { name: RAW, command: raw },
        Contender { name: OYEZ, command: oyez },
        Contender { name: "nginx", command: nginx },
        Contender { name: "hyper", command: hyper },
        Contender {
            name: "libmicrohttpd",
            command: |programs, row, port| programs.command("libmicrohttpd", row, port, &[]),
        },
        Contender { name: "evhttp", command: |programs, row, port| programs.command("evhttp", row, port, &[]) },
    ];
    let mut all = Vec::new();
    for contender in known {
        match contender.command(programs, &crate::server::row::GET64, 0) {
            Ok(_) => all.push(contender),
            Err(why) => eprintln!("{} is skipped: {why}", contender.name),
        }
    }
    all
}

/// The same row with one thread.
pub fn alone() -> Contender {
    Contender { name: ALONE, command: |programs, row, port| oyez(programs, &Row { threads: 1, ..*row }, port) }
}

fn raw(programs: &Programs, row: &Row, port: u16) -> Result<Command, String> {
    programs.command(RAW, row, port, &[row.pipelined])
}

/// Room for all connections; the pool is as large as they are many.
fn oyez(programs: &Programs, row: &Row, port: u16) -> Result<Command, String> {
    programs.command(OYEZ, row, port, &[row.connections + 8])
}

#[cfg(feature = "hyper")]
fn hyper(_: &Programs, row: &Row, port: u16) -> Result<Command, String> {
    let mut command = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
    command.args(["hyper", &port.to_string(), &row.content.to_string(), &row.threads.to_string()]);
    Ok(command)
}

#[cfg(not(feature = "hyper"))]
fn hyper(_: &Programs, _: &Row, _: u16) -> Result<Command, String> {
    Err("this program was built without its feature hyper".to_owned())
}

/// nginx returns small content from its configuration, and large content from a file with sendfile.
fn nginx(programs: &Programs, row: &Row, port: u16) -> Result<Command, String> {
    let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]
        .into_iter()
        .find(|path| Path::new(path).exists());
    let program = program.ok_or("nginx is not installed")?;
    let folder = programs.0.join("nginx");
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    fs::create_dir_all(folder.join("files")).map_err(|error| error.to_string())?;
    let write = |name: &str, octets: &[u8]| fs::write(folder.join(name), octets).map_err(|error| error.to_string());
    let answer = if row.content > 1024 {
        write("files/large.txt", &vec![b'o'; row.content])?;
        "root files; try_files /large.txt =404;".to_owned()
    } else {
        format!("return 200 \"{}\";", "o".repeat(row.content))
    };
    let (threads, several) = if row.threads > 1 { (row.threads, " reuseport") } else { (1, "") };
    // SAFETY: it takes nothing.
    let user = if unsafe { libc::geteuid() } == 0 { "user root root;" } else { "" };
    let one_process = if row.threads > 1 { "" } else { "master_process off;" };
    let configuration = format!(
        "{user} {one_process} daemon off; pid nginx.pid; worker_processes {threads}; error_log stderr crit;\n\
         worker_rlimit_nofile 20000; events {{ worker_connections 4096; }}\n\
         http {{\n\
         access_log off; keepalive_requests 1000000000; sendfile on; tcp_nopush on; default_type text/plain;\n\
         client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n\
         server {{ listen 127.0.0.1:{port}{several}; location / {{ {answer} }} }}\n\
         }}\n"
    );
    write("nginx.conf", configuration.as_bytes())?;
    let mut command = Command::new(program);
    command.arg("-p").arg(&folder).args(["-c", "nginx.conf", "-e", "stderr"]).stdout(Stdio::null());
    Ok(command)
}
