// SPDX-License-Identifier: MIT OR Apache-2.0
//! Methods: what they promise, and which a resource answers (RFC 9110, 9).
//!
//! ```
//! use oyez::semantics::method::{Decision, Resource, decide};
//!
//! let page = Resource { allowed: b"GET, PUT", ..Resource::default() };
//! assert_eq!(decide(&page, b"HEAD", b"/"), Decision::AsGet);
//! assert_eq!(decide(&page, b"DELETE", b"/").status(), Some(405));
//! assert_eq!(decide(&page, b"BREW", b"/").status(), Some(501));
//! ```

mod decide;
mod registry;
pub mod trace;

pub use decide::{Decision, Resource, decide};
pub use registry::{Cacheable, Content, MethodEntry, all, cacheable, content, find, is_idempotent, is_safe};
