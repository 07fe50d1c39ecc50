// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! The library: its version, and what it says of errors.

use core::ffi::{CStr, c_char};

use crate::error::Reason;

/// The version of the library linked, as MAJOR * 10000 + MINOR * 100 + PATCH.
/// Compare with OYEZ_VERSION, the version of the header compiled against.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_version() -> u32 {
    VERSION
}

/// The enumerator's own name, such as "OYEZ_ERR_CHUNK_SIZE".
///
/// Borrow: forever (static, NUL-terminated)
/// Thread: any
/// Fails:  never ("OYEZ_ERR_UNKNOWN" for a number it does not know)
#[unsafe(no_mangle)]
pub extern "C" fn oyez_error_name(error: u32) -> *const c_char {
    said(error, c"OYEZ_OK", c"OYEZ_ERR_UNKNOWN", Reason::c_name)
}

/// One English sentence, such as "a chunk size is not 1*HEXDIG".
///
/// Borrow: forever (static, NUL-terminated)
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_error_text(error: u32) -> *const c_char {
    said(error, c"nothing is wrong", c"an error that this version does not know", Reason::c_text)
}

/// The clause that was broken, such as "RFC 9112, 7.1"; "" when none was.
///
/// Borrow: forever (static, NUL-terminated)
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_error_clause(error: u32) -> *const c_char {
    said(error, c"", c"", Reason::c_clause)
}

/// What the table says of a number; `fine` is said of 0.
fn said(error: u32, fine: &'static CStr, unknown: &'static CStr, what: fn(Reason) -> &'static CStr) -> *const c_char {
    match error {
        0 => fine,
        _ => Reason::from_number(error).map_or(unknown, what),
    }
    .as_ptr()
}

/// As `OYEZ_VERSION` in the header.
const VERSION: u32 = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_package() {
        let number = |text: &str| text.parse::<u32>().unwrap();
        let [major, minor, patch] =
            [env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH")]
                .map(number);
        assert_eq!(VERSION, major * 10_000 + minor * 100 + patch);
    }
}
