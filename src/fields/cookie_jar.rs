// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A jar of cookies for a client, in lent memory (RFC 6265bis, 5.5, 5.7 and 5.8).
//!
//! Storing a cookie and writing a Cookie field walk over all cookies once, and once more for each cookie that has to
//! go. So the memory lent and the [`Limits`] bound the time.

use crate::error::Violation;
use crate::fields::cookie_match::{default_path, domain_matches, path_matches};
use crate::fields::cookie_store::{All, Kept, Store};
use crate::fields::set_cookie::{SameSite, SetCookie};
use crate::grammar::octet::is_field_octet;
use crate::grammar::pen::Pen;

/// How much a jar keeps at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Octets of name and value of a cookie.
    pub cookie_size: usize,
    /// Cookies of a domain.
    pub per_domain: usize,
    /// Cookies of all domains.
    pub all: usize,
}

impl Limits {
    /// As user agents should today (RFC 6265bis, 6.1).
    pub const TODAY: Limits = Limits { cookie_size: 4096, per_domain: 50, all: 3000 };

    /// As they should in older texts (RFC 2109, 6.3; RFC 2965, 5.3).
    pub const OLD: Limits = Limits { cookie_size: 4096, per_domain: 20, all: 300 };
}

/// Where a request comes from, as seen from where it goes (RFC 6265bis, 5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Site {
    /// From the same site, or from no site, as those of most clients that are no browsers.
    #[default]
    Same,
    /// From another site, as the user goes from there to here, by a safe method.
    SafeNavigation,
    /// The same by another method.
    UnsafeNavigation,
    /// From another site.
    Cross,
}

/// The request that cookies came with a response to, or that they are to go with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieRequest<'b> {
    /// The host of its URI, as [`canonical_host`](crate::fields::cookie_match::canonical_host) has it.
    pub host: &'b [u8],
    /// The path of its URI, without query.
    pub path: &'b [u8],
    /// Its connection is secure.
    pub is_secure: bool,
    /// It is one of HTTP, not a script that asks.
    pub is_http: bool,
    /// Where it comes from.
    pub site: Site,
    /// The site on top that embeds the one asked, for partitioned cookies; empty for one that keeps nothing apart.
    pub partition: &'b [u8],
}

/// Cookies in lent memory.
#[derive(Debug)]
pub struct Jar<'m> {
    store: Store<'m>,
    limits: Limits,
    next: u64,
}

/// What a jar knows beside its memory: with that, it can be taken up again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Octets of memory that are used.
    pub used: usize,
    /// The number of the next cookie, in order of creation.
    pub next: u64,
}

impl<'m> Jar<'m> {
    /// The jar that was in this memory, which was left as it is, and then stood so.
    #[must_use]
    pub fn resume(memory: &'m mut [u8], limits: Limits, standing: Standing) -> Self {
        Jar { store: Store::resume(memory, standing.used), limits, next: standing.next }
    }

    /// How it stands: for [`resume`](Self::resume).
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing { used: self.store.used(), next: self.next }
    }

    /// An empty jar. A cookie takes 53 octets beside its texts: name, value, domain, path and partition.
    #[must_use]
    pub const fn new(memory: &'m mut [u8], limits: Limits) -> Self {
        Jar { store: Store::new(memory), limits, next: 0 }
    }

    /// The cookies, in the order in which they are sent.
    #[must_use]
    pub fn cookies(&self) -> All<'_> {
        self.store.all()
    }

    /// Keeps a cookie, in place of one of the same name, domain and path; and forgets that one, if the new one has
    /// expired. Where there are too many, others go: those that have expired, then of the same domain those that are
    /// not secure, then those longest without use.
    ///
    /// `is_public_suffix` says whether the cookie's `domain` is one under which anybody may register
    /// (RFC 6265bis, 5.7): the list of those is yours. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// The cookie is ignored, with all else unchanged: `SetCookie` for what [`set_cookie`] never tells; `CookieSize`;
    /// `CookieDomain`; `CookiePrefix`; `CookieRoom` where Secure, `HttpOnly`, `SameSite` or Partitioned forbid it, where an
    /// older one is more secure, and where there is no room.
    ///
    /// [`set_cookie`]: crate::fields::set_cookie::set_cookie
    pub fn store(
        &mut self,
        cookie: &SetCookie<'_>,
        request: &CookieRequest<'_>,
        is_public_suffix: bool,
        now: i64,
    ) -> Result<(), Violation> {
        let mut new = self.received(cookie, request, is_public_suffix, now)?;
        if let Some(old) = self.store.all().find(|kept| kept.is_same(&new)) {
            if old.http_only && !request.is_http {
                return Err(Violation::CookieRoom);
            }
            (new.created, new.sequence) = (old.created, old.sequence);
        }
        if !is_expired(&new, now) {
            self.has_room(&new, now)?;
        }
        self.store.retain(|kept| !kept.is_same(&new) && !is_expired(kept, now));
        if is_expired(&new, now) {
            return Ok(());
        }
        self.make_room(&new);
        self.next = self.next.max(new.sequence.saturating_add(1));
        if self.store.insert(&new) { Ok(()) } else { Err(Violation::CookieRoom) }
    }

    /// Writes what a Cookie field is to say; how many cookies that are. For none, no field is sent.
    pub fn write(&mut self, pen: &mut Pen<'_>, request: &CookieRequest<'_>, now: i64) -> usize {
        let goes = |kept: &Kept<'_>| goes_with(kept, request) && !is_expired(kept, now);
        let mut count = 0usize;
        for kept in self.store.all().filter(goes) {
            pen.octets(if count > 0 { b"; " } else { b"" });
            if !kept.name.is_empty() {
                pen.octets(kept.name).octet(b'=');
            }
            pen.octets(kept.value);
            count = count.saturating_add(1);
        }
        self.store.touch(now, goes);
        count
    }

    /// Forgets the cookies that have expired.
    pub fn expire(&mut self, now: i64) {
        self.store.retain(|kept| !is_expired(kept, now));
    }

    /// The session is over: forgets the cookies that do not outlive it.
    pub fn end_session(&mut self) {
        self.store.retain(|kept| kept.expires.is_some());
    }

    /// Forgets those of the cookies that are not wanted.
    pub fn retain(&mut self, keeps: impl FnMut(&Kept<'_>) -> bool) {
        self.store.retain(keeps);
    }

    /// The cookie that is received (RFC 6265bis, 5.7), unless a rule makes it be ignored.
    fn received<'b>(
        &self,
        cookie: &SetCookie<'b>,
        request: &CookieRequest<'b>,
        is_public_suffix: bool,
        now: i64,
    ) -> Result<Kept<'b>, Violation> {
        let is_text = |octets: &[u8]| octets.iter().all(|octet| is_field_octet(*octet) && *octet != b';');
        let is_none = cookie.size() == 0 || cookie.name.contains(&b'=');
        if is_none || !is_text(cookie.name) || !is_text(cookie.value) {
            return Err(Violation::SetCookie);
        }
        if cookie.size() > self.limits.cookie_size {
            return Err(Violation::CookieSize);
        }
        let (domain, host_only) = match cookie.domain {
            None => (request.host, true),
            Some(domain) if is_public_suffix && domain.eq_ignore_ascii_case(request.host) => (request.host, true),
            Some(domain) if !is_public_suffix && domain_matches(request.host, domain) => (domain, false),
            Some(_) => return Err(Violation::CookieDomain),
        };
        let new = Kept {
            name: cookie.name,
            value: cookie.value,
            domain,
            path: cookie.path.unwrap_or(default_path(request.path)),
            partition: if cookie.partitioned { request.partition } else { b"" },
            expires: expiry(cookie, now),
            created: now,
            accessed: now,
            sequence: self.next,
            host_only,
            secure: cookie.secure,
            http_only: cookie.http_only,
            same_site: cookie.same_site,
        };
        if !self.may_be_set(&new, request) || (cookie.partitioned && !cookie.secure) {
            return Err(Violation::CookieRoom);
        }
        // With a Domain that is a public suffix and its host, the cookie is for the host alone.
        let alone = SetCookie { domain: cookie.domain.filter(|_| !host_only), ..*cookie };
        if alone.keeps_promise() { Ok(new) } else { Err(Violation::CookiePrefix) }
    }

    fn may_be_set(&self, new: &Kept<'_>, request: &CookieRequest<'_>) -> bool {
        let for_this_scheme = request.is_secure || !new.secure;
        let for_this_api = request.is_http || !new.http_only;
        let for_this_site = match (new.same_site, request.site) {
            (SameSite::None, _) => new.secure,
            (_, Site::Same) => true,
            (_, Site::SafeNavigation | Site::UnsafeNavigation) => request.is_http,
            (_, Site::Cross) => false,
        };
        // What came over a connection that is not secure leaves secure cookies alone.
        let hides = |kept: &Kept<'_>| {
            kept.secure
                && kept.name == new.name
                && (domain_matches(kept.domain, new.domain) || domain_matches(new.domain, kept.domain))
                && path_matches(new.path, kept.path)
        };
        let hides_none = new.secure || request.is_secure || !self.store.all().any(|kept| hides(&kept));
        for_this_scheme && for_this_api && for_this_site && hides_none
    }

    /// Whether the cookie may be kept, if others go for it.
    fn has_room(&self, new: &Kept<'_>, now: i64) -> Result<(), Violation> {
        let stays = |kept: &Kept<'_>| !kept.is_same(new) && !is_expired(kept, now);
        let of_domain = self.store.all().filter(|kept| stays(kept) && kept.domain.eq_ignore_ascii_case(new.domain));
        let (count, all_secure) =
            of_domain.fold((0, true), |(count, all), kept| (usize::saturating_add(count, 1), all && kept.secure));
        // Those that are not secure go first, and this is one of them.
        let is_first_to_go = count >= self.limits.per_domain && all_secure && !new.secure;
        let fits = new.size() <= self.store.size() && self.limits.per_domain > 0 && self.limits.all > 0;
        if fits && !is_first_to_go { Ok(()) } else { Err(Violation::CookieRoom) }
    }

    /// Lets cookies go until there is room for this one (RFC 6265bis, 5.7).
    fn make_room(&mut self, new: &Kept<'_>) {
        loop {
            let of_domain = |kept: &Kept<'_>| kept.domain.eq_ignore_ascii_case(new.domain);
            let victim = if self.store.all().filter(of_domain).count() >= self.limits.per_domain {
                // 2. and 3.
                self.store.all().filter(of_domain).map(|kept| (kept.secure, kept.accessed, kept.sequence)).min()
            } else if self.store.all().count() >= self.limits.all || self.store.free() < new.size() {
                // 4.
                self.store.all().map(|kept| (false, kept.accessed, kept.sequence)).min()
            } else {
                None
            };
            let Some((_, _, sequence)) = victim else { break };
            self.store.retain(|kept| kept.sequence != sequence);
        }
    }
}

/// The longest that cookies live: 400 days (RFC 6265bis, 5.5).
const LIFETIME: i64 = 400 * 86_400;

fn expiry(cookie: &SetCookie<'_>, now: i64) -> Option<i64> {
    let latest = now.saturating_add(LIFETIME);
    match (cookie.max_age, cookie.expires) {
        (Some(..=0), _) => Some(i64::MIN),
        (Some(seconds), _) => Some(now.saturating_add(seconds).min(latest)),
        (None, Some(expires)) => Some(expires.min(latest)),
        (None, None) => None,
    }
}

fn is_expired(kept: &Kept<'_>, now: i64) -> bool {
    kept.expires.is_some_and(|expires| expires <= now)
}

/// Whether a cookie goes with a request (RFC 6265bis, 5.8.3).
fn goes_with(kept: &Kept<'_>, request: &CookieRequest<'_>) -> bool {
    let to_this_host = match kept.host_only {
        true => kept.domain.eq_ignore_ascii_case(request.host),
        false => domain_matches(request.host, kept.domain),
    };
    let from_this_site = match (kept.same_site, request.site) {
        (SameSite::None, _) | (_, Site::Same) => true,
        (SameSite::Lax | SameSite::Default, Site::SafeNavigation) => request.is_http,
        _ => false,
    };
    to_this_host
        && path_matches(request.path, kept.path)
        && (request.is_secure || !kept.secure)
        && (request.is_http || !kept.http_only)
        && from_this_site
        && (kept.partition.is_empty() || kept.partition == request.partition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::set_cookie::set_cookie;

    const HOME: CookieRequest<'_> = CookieRequest {
        host: b"www.example.com",
        path: b"/a/b",
        is_secure: true,
        is_http: true,
        site: Site::Same,
        partition: b"",
    };

    fn set(jar: &mut Jar<'_>, value: &str, request: &CookieRequest<'_>, now: i64) -> Result<(), Violation> {
        jar.store(&set_cookie(value.as_bytes()).unwrap(), request, false, now)
    }

    fn sent(jar: &mut Jar<'_>, request: &CookieRequest<'_>, now: i64) -> String {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        jar.write(&mut pen, request, now);
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    }

    /// What a jar sends home that these were set in.
    fn told(values: &[&str]) -> String {
        let mut memory = [0; 4096];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        for value in values {
            set(&mut jar, value, &HOME, 0).ok();
        }
        sent(&mut jar, &HOME, 0)
    }

    #[test]
    fn the_examples_of_the_rfc_are_sent() {
        assert_eq!(told(&["SID=31d4d96e407aad42"]), "SID=31d4d96e407aad42");
        let both = ["SID=31d4d96e407aad42; Path=/; Secure; HttpOnly", "lang=en-US; Path=/; Domain=example.com"];
        assert_eq!(told(&both), "SID=31d4d96e407aad42; lang=en-US");
        assert_eq!(told(&[both[0], both[1], "lang=; Path=/; Domain=example.com; Max-Age=0"]), "SID=31d4d96e407aad42");
    }

    #[test]
    fn longer_paths_go_first_and_a_cookie_set_again_keeps_its_place() {
        assert_eq!(told(&["a=1; path=/", "b=2; path=/a", "c=3; path=/", "a=4; path=/"]), "b=2; a=4; c=3");
        assert_eq!(told(&["a=1; path=/", "a=2; path=/a", "a=3; domain=example.com; path=/"]), "a=2; a=1; a=3");
        assert_eq!(told(&["a", "=b=c", "d="]), "b=c; d=");
    }

    #[test]
    fn a_domain_that_its_host_is_not_of_is_refused() {
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        for domain in ["other.com", "a.www.example.com", "com.", "ww.example.com"] {
            assert_eq!(set(&mut jar, &format!("a=b; domain={domain}"), &HOME, 0), Err(Violation::CookieDomain));
        }
        let com = set_cookie(b"a=b; domain=com").unwrap();
        assert_eq!(jar.store(&com, &HOME, true, 0), Err(Violation::CookieDomain));
        // A host that is itself a public suffix sets cookies for itself alone.
        let host = CookieRequest { host: b"com", ..HOME };
        assert_eq!(jar.store(&com, &host, true, 0), Ok(()));
        assert_eq!(sent(&mut jar, &host, 0), "a=b");
        assert_eq!(sent(&mut jar, &HOME, 0), "");
    }

    #[test]
    fn secure_cookies_keep_to_secure_connections_and_are_not_hidden_by_others() {
        let plain = CookieRequest { is_secure: false, ..HOME };
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        assert_eq!(set(&mut jar, "a=1; secure", &plain, 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "a=1; secure; path=/a", &HOME, 0), Ok(()));
        assert_eq!(sent(&mut jar, &plain, 0), "");
        assert_eq!(set(&mut jar, "a=2; domain=example.com; path=/a/b", &plain, 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "a=3; path=/", &plain, 0), Ok(()));
        assert_eq!(sent(&mut jar, &HOME, 0), "a=1; a=3");
    }

    #[test]
    fn scripts_see_nothing_of_cookies_that_are_not_for_them() {
        let script = CookieRequest { is_http: false, ..HOME };
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        assert_eq!(set(&mut jar, "a=1; httponly", &script, 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "a=1; httponly", &HOME, 0), Ok(()));
        assert_eq!(set(&mut jar, "a=2", &script, 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "b=2", &script, 0), Ok(()));
        assert_eq!((sent(&mut jar, &script, 0), sent(&mut jar, &HOME, 0)), ("b=2".into(), "a=1; b=2".into()));
    }

    #[test]
    fn same_site_says_which_requests_from_elsewhere_a_cookie_goes_with() {
        let from = |site| CookieRequest { site, ..HOME };
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        assert_eq!(set(&mut jar, "n=1; samesite=none", &HOME, 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "n=1; samesite=none; secure", &from(Site::Cross), 0), Ok(()));
        assert_eq!(set(&mut jar, "l=1; samesite=lax", &from(Site::Cross), 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "l=1; samesite=lax", &from(Site::UnsafeNavigation), 0), Ok(()));
        assert_eq!(set(&mut jar, "s=1; samesite=strict", &HOME, 0), Ok(()));
        assert_eq!(set(&mut jar, "d=1", &HOME, 0), Ok(()));
        for (site, expected) in [
            (Site::Same, "n=1; l=1; s=1; d=1"),
            (Site::SafeNavigation, "n=1; l=1; d=1"),
            (Site::UnsafeNavigation, "n=1"),
            (Site::Cross, "n=1"),
        ] {
            assert_eq!(sent(&mut jar, &from(site), 0), expected);
        }
    }

    #[test]
    fn partitioned_cookies_are_kept_apart() {
        let within = |partition| CookieRequest { partition, ..HOME };
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        assert_eq!(set(&mut jar, "a=1; partitioned", &within(b"x"), 0), Err(Violation::CookieRoom));
        assert_eq!(set(&mut jar, "a=1; partitioned; secure", &within(b"x"), 0), Ok(()));
        assert_eq!(set(&mut jar, "a=2; partitioned; secure", &within(b"y"), 0), Ok(()));
        assert_eq!(set(&mut jar, "b=3", &within(b"x"), 0), Ok(()));
        assert_eq!(sent(&mut jar, &within(b"y"), 0), "a=2; b=3");
        assert_eq!(sent(&mut jar, &HOME, 0), "b=3");
    }

    #[test]
    fn cookies_expire_by_the_time_told() {
        let mut memory = [0; 512];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        set(&mut jar, "a=1; max-age=10; expires=Thu, 01 Jan 1970 00:00:05 GMT", &HOME, 0).unwrap();
        set(&mut jar, "b=2; expires=Thu, 01 Jan 1970 00:00:05 GMT", &HOME, 0).unwrap();
        set(&mut jar, "c=3; max-age=999999999", &HOME, 0).unwrap();
        set(&mut jar, "d=4", &HOME, 0).unwrap();
        assert_eq!(sent(&mut jar, &HOME, 4), "a=1; b=2; c=3; d=4");
        assert_eq!(sent(&mut jar, &HOME, 5), "a=1; c=3; d=4");
        jar.expire(10);
        assert_eq!(jar.cookies().count(), 2);
        jar.end_session();
        assert_eq!(jar.cookies().next().unwrap().expires, Some(LIFETIME));
        set(&mut jar, "c=; max-age=0", &HOME, 11).unwrap();
        assert_eq!(jar.cookies().count(), 0);
    }

    #[test]
    fn those_go_first_that_are_not_secure_and_longest_without_use() {
        let mut memory = [0; 1024];
        let mut jar = Jar::new(&mut memory, Limits { per_domain: 3, ..Limits::OLD });
        for (now, value) in [(1, "a=1; secure"), (2, "b=2; path=/a"), (3, "c=3; path=/c")] {
            set(&mut jar, value, &HOME, now).unwrap();
        }
        assert_eq!(sent(&mut jar, &HOME, 4), "a=1; b=2");
        set(&mut jar, "d=4; secure", &HOME, 5).unwrap();
        assert_eq!(sent(&mut jar, &CookieRequest { path: b"/c", ..HOME }, 6), "");
        set(&mut jar, "e=5; secure", &HOME, 7).unwrap();
        assert_eq!(sent(&mut jar, &HOME, 8), "a=1; d=4; e=5");
        assert_eq!(set(&mut jar, "f=6", &HOME, 9), Err(Violation::CookieRoom));
        set(&mut jar, "g=7", &CookieRequest { host: b"b.example", ..HOME }, 9).unwrap();
        assert_eq!(jar.cookies().count(), 4);
    }

    #[test]
    fn a_full_jar_lets_the_oldest_go() {
        let other = CookieRequest { host: b"b.example", path: b"/", ..HOME };
        let mut memory = [0; 256];
        let mut jar = Jar::new(&mut memory, Limits { all: 2, ..Limits::TODAY });
        set(&mut jar, "a=1", &other, 1).unwrap();
        set(&mut jar, "b=2", &HOME, 2).unwrap();
        set(&mut jar, "c=3", &HOME, 3).unwrap();
        assert_eq!((sent(&mut jar, &other, 4), sent(&mut jar, &HOME, 4)), (String::new(), "b=2; c=3".into()));
        let long = format!("d={}", "x".repeat(130));
        set(&mut jar, &long, &other, 5).unwrap();
        assert_eq!(sent(&mut jar, &other, 6), long);
        let longer = format!("e={}", "x".repeat(256));
        assert_eq!(set(&mut jar, &longer, &other, 7), Err(Violation::CookieRoom));
        assert_eq!(sent(&mut jar, &other, 8), long);
        let longest = format!("f={}", "x".repeat(4096));
        assert_eq!(set(&mut jar, &longest, &other, 9), Err(Violation::CookieSize));
    }

    #[test]
    fn what_would_be_sent_as_another_cookie_is_refused() {
        let mut memory = [0; 256];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        for (name, value) in [(&b"a=b"[..], &b"c"[..]), (b"a;b", b"c"), (b"a", b"b\r\nc"), (b"a", b"b; c"), (b"", b"")]
        {
            let cookie = SetCookie { name, value, ..SetCookie::default() };
            assert_eq!(jar.store(&cookie, &HOME, false, 0), Err(Violation::SetCookie));
        }
        assert_eq!(set(&mut jar, "__Host-a=b; secure", &HOME, 0), Err(Violation::CookiePrefix));
        assert_eq!(set(&mut jar, "=__secure-a=b", &HOME, 0), Err(Violation::CookiePrefix));
    }

    #[test]
    fn a_jar_can_be_left_and_taken_up_again() {
        let mut memory = [0; 4096];
        let mut standing = Standing::default();
        for value in ["a=b", "c=d", "a=e"] {
            let mut jar = Jar::resume(&mut memory, Limits::TODAY, standing);
            set(&mut jar, value, &HOME, 0).unwrap();
            standing = jar.standing();
        }
        assert_eq!(sent(&mut Jar::resume(&mut memory, Limits::TODAY, standing), &HOME, 0), "a=e; c=d");
    }
}
