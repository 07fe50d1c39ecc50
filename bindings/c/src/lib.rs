// SPDX-License-Identifier: MIT OR Apache-2.0
//! `oyez::capi` as a C library. There is nothing here but what a library needs that a crate does not.

#![cfg_attr(not(feature = "server"), no_std)]

pub use oyez::capi::*;

/// The core does not panic, which tests/no_panic.rs proves; the language wants a handler all the same. A board
/// that has a way to say so replaces this file.
#[cfg(not(feature = "server"))]
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
