// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server makes of Basic credentials (RFC 7617, 2).

use crate::fields::basic::{Basic, Unread, basic};
use crate::fields::credentials::credentials;
use crate::semantics::authentication::{Asker, Verdict, are_same};
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// Reads the credentials of a request into `room`, for which as many octets as the field has are enough.
///
/// # Errors
/// `Missing` without any, or of another scheme; `Wrong` where two lines differ, for what cannot be read (RFC 9110,
/// 11.6.1 has a challenge for that), and where the room is too small.
pub fn presented<'m, L: Lines + ?Sized>(fields: &L, asker: Asker, room: &'m mut [u8]) -> Result<Basic<'m>, Verdict> {
    let name = asker.credentials_field();
    let value = section::only(fields, name);
    let value = value.ok_or(if section::has(fields, name) { Verdict::Wrong } else { Verdict::Missing })?;
    if credentials(value).is_ok_and(|credentials| !credentials.is(b"Basic")) {
        return Err(Verdict::Missing);
    }
    basic(value, room).map_err(|(Unread::Refused(_) | Unread::Room(_))| Verdict::Wrong)
}

/// Checks the credentials of a request against those of the one user there is.
pub fn check<L: Lines + ?Sized>(fields: &L, asker: Asker, kept: &Basic<'_>, room: &mut [u8]) -> Verdict {
    match presented(fields, asker, room) {
        Ok(given) => {
            // Both are compared, whether or not the first is right.
            let [user, password] = [are_same(given.user_id, kept.user_id), are_same(given.password, kept.password)];
            if user & password { Verdict::Granted } else { Verdict::Wrong }
        }
        Err(verdict) => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn credentials_are_good_or_not() {
        let kept = Basic { user_id: b"Aladdin", password: b"open sesame" };
        for (values, expected) in [
            (&["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="][..], Verdict::Granted),
            (&["basic  QWxhZGRpbjpvcGVuIHNlc2FtZQ=="], Verdict::Granted),
            (&["Basic QWxhZGRpbjpvcGVuIHNlc2FtZR=="], Verdict::Wrong),
            (&["Basic Og=="], Verdict::Wrong),
            (&["Basic ?"], Verdict::Wrong),
            (&["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic Og=="], Verdict::Wrong),
            (&["Bearer abc"], Verdict::Missing),
            (&[], Verdict::Missing),
        ] {
            let fields: Vec<_> = values.iter().map(|value| Field::new("Authorization", value)).collect();
            assert_eq!(check(&fields[..], Asker::Origin, &kept, &mut [0; 64]), expected, "{values:?}");
            assert_eq!(check(&fields[..], Asker::Proxy, &kept, &mut [0; 64]), Verdict::Missing);
        }
    }
}
