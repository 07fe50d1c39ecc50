// SPDX-License-Identifier: MIT OR Apache-2.0
//! hyper on tokio, each thread with a runtime and a listening socket of its own.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpSocket;
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// Serves until it is stopped.
pub fn serve(port: &str, content: &str, threads: &str) -> Result<(), String> {
    let number = |word: &str| word.parse::<usize>().map_err(|_| format!("{word} is no number"));
    let port = port.parse().map_err(|_| format!("{port} is no port"))?;
    let content = Bytes::from(vec![b'o'; number(content)?]);
    let threads: Vec<_> = (0..number(threads)?)
        .map(|_| {
            let content = content.clone();
            thread::spawn(move || one(port, &content))
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| "a thread panicked")?.map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn one(port: u16, content: &Bytes) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    LocalSet::new().block_on(&runtime, async {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.set_reuseport(true)?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        let listener = socket.listen(1024)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let content = content.clone();
            tokio::task::spawn_local(async move {
                let answer = service_fn(move |_: Request<Incoming>| {
                    let mut response = Response::new(Full::new(content.clone()));
                    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
                    async { Ok::<_, Infallible>(response) }
                });
                // pipeline_flush: answers that can be sent together are.
                let _ = http1::Builder::new().pipeline_flush(true).serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    })
}
