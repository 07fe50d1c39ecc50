// SPDX-License-Identifier: MIT OR Apache-2.0
//! The enumerations of caching.

use oyez::semantics::caching::freshness::Source;
use oyez::semantics::caching::head::Freshening;
use oyez::semantics::caching::partial::Coverage;
use oyez::semantics::caching::reuse::{After, Outcome, Reason};
use oyez::semantics::caching::store::{Obstacle, Storing};
use oyez::semantics::caching::update::Naming;
use oyez::semantics::caching::warned::Failure;
use pyo3::sync::PyOnceLock;

use crate::values::kinds::{Enumerated, Members};

/// What kind of `After` it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AfterKind {
    Freshened,
    Replaced,
    Stale,
    Passed,
    GatewayTimeout,
}

impl From<After> for AfterKind {
    fn from(after: After) -> Self {
        match after {
            After::Freshened => AfterKind::Freshened,
            After::Replaced => AfterKind::Replaced,
            After::Stale(_) => AfterKind::Stale,
            After::Passed => AfterKind::Passed,
            After::GatewayTimeout => AfterKind::GatewayTimeout,
        }
    }
}

/// What kind of `Coverage` it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoverageKind {
    None,
    Whole,
    Part,
}

impl From<Coverage> for CoverageKind {
    fn from(coverage: Coverage) -> Self {
        match coverage {
            Coverage::None => CoverageKind::None,
            Coverage::Whole => CoverageKind::Whole,
            Coverage::Part { .. } => CoverageKind::Part,
        }
    }
}

impl Enumerated for Storing {
    const NAME: &'static str = "Storing";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] = &[
        Storing::Whole,
        Storing::Partial,
        Storing::Not(Obstacle::Method),
        Storing::Not(Obstacle::Interim),
        Storing::Not(Obstacle::Status),
        Storing::Not(Obstacle::NoStore),
        Storing::Not(Obstacle::Private),
        Storing::Not(Obstacle::Authorization),
        Storing::Not(Obstacle::Unmarked),
        Storing::Not(Obstacle::Partial),
        Storing::Not(Obstacle::Connection),
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Source {
    const NAME: &'static str = "FreshnessSource";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Source::None, Source::SMaxage, Source::MaxAge, Source::Expires, Source::Heuristic];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Outcome {
    const NAME: &'static str = "ReuseOutcome";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[
        Outcome::Fresh,
        Outcome::Stale,
        Outcome::StaleWhileRevalidate,
        Outcome::Validate,
        Outcome::Forward,
        Outcome::GatewayTimeout,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Reason {
    const NAME: &'static str = "ReuseReason";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[
        Reason::None,
        Reason::Miss,
        Reason::Method,
        Reason::Vary,
        Reason::Partial,
        Reason::NoCache,
        Reason::Request,
        Reason::Stale,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for AfterKind {
    const NAME: &'static str = "AfterOutcome";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] =
        &[AfterKind::Freshened, AfterKind::Replaced, AfterKind::Stale, AfterKind::Passed, AfterKind::GatewayTimeout];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for CoverageKind {
    const NAME: &'static str = "Coverage";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[CoverageKind::None, CoverageKind::Whole, CoverageKind::Part];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Naming {
    const NAME: &'static str = "Naming";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Naming::None, Naming::Strong, Naming::Weak, Naming::Bare, Naming::Unnamed];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Freshening {
    const NAME: &'static str = "Freshening";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Freshening::None, Freshening::Updated, Freshening::Stale];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Failure {
    const NAME: &'static str = "CacheFailure";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Failure::None, Failure::Failed, Failure::Disconnected];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}
