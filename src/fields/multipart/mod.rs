// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! multipart/form-data and multipart/byteranges, read as they arrive and written part by part (RFC 2046, 5.1;
//! RFC 7578; RFC 9110, 14.6).
//!
//! ```text
//! [preamble CRLF] "--" boundary padding CRLF
//! fields CRLF CRLF data *( CRLF "--" boundary padding CRLF fields CRLF CRLF data )
//! CRLF "--" boundary "--" padding [CRLF epilogue]
//! ```

pub mod boundary;
pub mod head;
pub mod reader;
pub mod writer;
