// SPDX-License-Identifier: MIT OR Apache-2.0
//! Structured fields (RFC 9651): items, lists, dictionaries, parameters, and the bare items that they are made of.
//!
//! A field is read whole before anything of it is told, for one broken member spoils all (RFC 9651, 4.2): `item`, `list`
//! and `dictionary` check it, and what they give is pulled from the octets that were checked, without room of its own.
//! Lines of a field are to be joined by ", " before.
//!
//! Of a key that stands twice in a dictionary or in parameters, the last value counts, in the place of the first
//! (RFC 9651, 4.2.2 and 4.2.3.2). Who pulls is told all of them, in order, as a map that is filled in that order wants
//! them; `find` tells the last; and `write`, which writes the canonical form (RFC 9651, 4.1), leaves out what was
//! superseded: see [`distinct`].

mod bare;
mod bytes;
mod dictionary;
mod display;
pub mod distinct;
mod item;
mod list;
mod parameters;
mod writer;

pub use bare::{BareItem, Decimal, INTEGER_MAX, bare_item};
pub use bytes::Bytes;
pub use dictionary::{Dictionary, Entry, dictionary};
pub use display::{DisplayString, Utf8};
pub use item::{InnerList, Item, Items, Member, item};
pub use list::{List, list};
pub use parameters::{SfParameter, SfParameters};
pub use writer::Writer;
