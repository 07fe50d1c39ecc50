// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C ABI: a translation, with no logic of its own. `include/oyez.h` is generated from these files.
//!
//! Only `boundary` turns pointers into references. The other files hold an `unsafe` in their signatures, which
//! says that C keeps the promises of the header, and no unsafe block.

#![allow(non_camel_case_types, clippy::identity_op, reason = "the names and numbers are C's")]
#![allow(missing_docs, rustdoc::all, clippy::doc_markdown, reason = "the comments are for a reader of C")]
#![allow(clippy::missing_safety_doc, clippy::must_use_candidate, reason = "the contract lines say it")]

mod boundary;
mod codes;
mod decisions;
mod door;
mod fields;
mod library;
mod life;
mod octets;
mod receiving;
mod sending;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "server")]
mod server_types;
mod types;
mod values;

pub use codes::*;
pub use decisions::*;
pub use door::*;
pub use fields::*;
pub use library::*;
pub use life::*;
pub use octets::*;
pub use receiving::*;
pub use sending::*;
#[cfg(feature = "server")]
pub use server::*;
#[cfg(feature = "server")]
pub use server_types::*;
pub use types::*;
pub use values::*;
