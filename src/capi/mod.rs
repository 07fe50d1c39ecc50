// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C ABI: a translation, with no logic of its own. `include/oyez.h` is generated from these files.
//!
//! Only `boundary` turns pointers into references. The other files hold an `unsafe` in their signatures, which
//! says that C keeps the promises of the header, and no unsafe block.

// The names are C's, the comments are written for a reader of C, and their contract lines say what is unsafe.
#![allow(non_camel_case_types, missing_docs, rustdoc::all)]
#![allow(clippy::doc_markdown, clippy::missing_safety_doc, clippy::must_use_candidate, clippy::identity_op)]

mod boundary;
mod codes;
mod fields;
mod library;
mod life;
mod octets;
mod receiving;
mod sending;
mod types;

pub use codes::*;
pub use fields::*;
pub use library::*;
pub use life::*;
pub use octets::*;
pub use receiving::*;
pub use sending::*;
pub use types::*;
