// SPDX-License-Identifier: MIT OR Apache-2.0
//! Field values, one family a file: what stands between C's structs and those of `fields`.

mod caching;
mod cgi;
pub mod conditions;
mod cookie_jar;
mod cookies;
pub mod credentials;
mod dates;
pub mod digest;
#[cfg(feature = "authentication")]
mod digest_response;
mod disposition;
mod forms;
mod links;
mod media;
mod mime;
mod multipart;
pub(super) mod pass;
mod preferences;
mod proxies;
mod ranges;
mod registry;
mod routing;
mod structured;
mod text;
mod uris;

pub use caching::*;
pub use cgi::*;
pub use conditions::*;
pub use cookie_jar::*;
pub use cookies::*;
pub use credentials::*;
pub use dates::*;
pub use digest::*;
#[cfg(feature = "authentication")]
pub use digest_response::*;
pub use disposition::*;
pub use forms::*;
pub use links::*;
pub use media::*;
pub use mime::*;
pub use multipart::*;
pub use preferences::*;
pub use proxies::*;
pub use ranges::*;
pub use registry::*;
pub use routing::*;
pub use structured::*;
pub use text::*;
pub use uris::*;
