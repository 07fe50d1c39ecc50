// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How a connection behaves.

use crate::syntax::leniency::Leniencies;
use crate::syntax::version::Version;

/// Which end of the connection this is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It receives requests.
    #[default]
    Server,
    /// It receives responses.
    Client,
}

/// A time that never comes.
pub const NO_TIMEOUT: u32 = u32::MAX;

/// How a connection behaves. Zero is the default of every member.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    /// Which end this is.
    pub role: Role,
    /// What is tolerated. None of it relaxes a MUST.
    pub allow: Leniencies,
    /// The version a client speaks: 9, 10 or 11; 0 means 11.
    pub version: u8,
    /// Octets of the input buffer that a head never takes; 0 means 64 or a quarter of it, whichever is less.
    pub content_size: u16,
    /// Octets of content accepted a message; 0 means no limit.
    pub max_content: u64,
    /// Octets of content discarded after an answer that came early, rather than closing; 0 means 65,536.
    pub max_discard: u32,
    /// Milliseconds for a head to arrive. Of this and the other times, 0 means none.
    pub head_ms: u32,
    /// Milliseconds without an octet of content.
    pub content_ms: u32,
    /// Milliseconds to wait for another request.
    pub idle_ms: u32,
    /// Milliseconds in which the peer takes nothing.
    pub send_ms: u32,
    /// Octets of content a second that a peer must send; 0 means no bound.
    pub min_rate: u32,
}

/// A configuration as a machine keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub max_content: [u32; 2],
    pub max_discard: u32,
    pub head_ms: u32,
    pub content_ms: u32,
    pub idle_ms: u32,
    pub send_ms: u32,
    pub min_rate: u32,
    pub content_size: u16,
    pub allow: u8,
    role_version: u8,
}

impl Settings {
    pub fn new(config: &Config) -> Self {
        let some = |ms| if ms == 0 { NO_TIMEOUT } else { ms };
        let limit = if config.max_content == 0 { u64::MAX } else { config.max_content };
        let version = if config.version == 0 { 11 } else { config.version };
        Settings {
            max_content: [low(limit), low(limit >> 32)],
            max_discard: if config.max_discard == 0 { 65_536 } else { config.max_discard },
            head_ms: some(config.head_ms),
            content_ms: some(config.content_ms),
            idle_ms: some(config.idle_ms),
            send_ms: some(config.send_ms),
            min_rate: config.min_rate,
            content_size: config.content_size,
            allow: u8::try_from(Self::allowed(config).bits() & 0xf).unwrap_or(0),
            role_version: match config.role {
                Role::Server => version & 0x7f,
                Role::Client => version | 0x80,
            },
        }
    }

    /// 9112, 5.2: a user agent MUST replace an obs-fold, so a client end always does.
    fn allowed(config: &Config) -> Leniencies {
        match config.role {
            Role::Server => config.allow,
            Role::Client => config.allow.with(Leniencies::OBS_FOLD),
        }
    }

    pub fn max_content(&self) -> u64 {
        let [low, high] = self.max_content;
        u64::from(low) | u64::from(high) << 32
    }

    pub fn allows(&self, leniency: Leniencies) -> bool {
        self.leniencies().has(leniency)
    }

    pub fn leniencies(&self) -> Leniencies {
        Leniencies::from_bits(u32::from(self.allow)).unwrap_or(Leniencies::NONE)
    }

    pub fn role(&self) -> Role {
        if self.role_version & 0x80 == 0 { Role::Server } else { Role::Client }
    }

    pub fn version(&self) -> Version {
        Version::from_number(self.role_version & 0x7f)
    }
}

fn low(number: u64) -> u32 {
    u32::try_from(number & 0xffff_ffff).unwrap_or(0)
}
