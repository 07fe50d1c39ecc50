// SPDX-License-Identifier: MIT OR Apache-2.0
//! Productions of RFC 9112, one a file, read and written side by side. What a field means is not known here.

pub mod authority;
pub mod chunk;
pub mod chunks;
pub mod field_line;
pub mod field_name;
pub mod head;
pub mod leniency;
mod plain_head;
pub mod request_line;
pub mod section;
pub mod status;
pub mod status_line;
pub mod target;
pub mod version;
