// SPDX-License-Identifier: MIT OR Apache-2.0
//! Challenges and credentials.

use oyez::error::Refused;
use oyez::fields::authentication_info as after;
use oyez::fields::basic::{self, Unread};
use oyez::fields::bearer;
use oyez::fields::challenge::{self, Challenge};
use oyez::fields::credentials as of_requests;
use oyez::fields::digest::{self, Algorithm, Qop};
use oyez::fields::digest_credentials as digests;

use super::media::{extended, parameters};
use super::told::Told;

pub fn challenges(value: &[u8], told: &mut Told) {
    told.list(challenge::challenges(value), |told, read| {
        told.line().octets("scheme", read.scheme).some_octets("token68", read.token68);
        parameters(told, read.parameters);
    });
}

pub fn credentials(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(of_requests::credentials(value)) {
        told.line().octets("scheme", read.scheme).some_octets("token68", read.token68);
        parameters(told, read.parameters);
        told.write(|pen| read.write(pen));
    }
}

pub fn info(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(after::authentication_info_parameters(value)) {
        parameters(told, read);
    }
}

/// Each challenge of a scheme, if it is one by its own grammar.
fn of_scheme<'b, T>(
    value: &'b [u8],
    told: &mut Told,
    scheme: &[u8],
    read: impl Fn(&Challenge<'b>) -> Result<T, Refused>,
    tell: impl Fn(&mut Told, T),
) {
    for challenge in challenge::challenges(value) {
        match challenge {
            Ok(challenge) if challenge.is(scheme) => {
                let Some(challenge) = told.read(read(&challenge)) else { return };
                tell(told, challenge);
            }
            Ok(challenge) => {
                told.line().word("other").octets("scheme", challenge.scheme);
            }
            Err(refused) => told.refuse(refused),
        }
    }
}

pub fn basic_challenge(value: &[u8], told: &mut Told) {
    of_scheme(value, told, b"Basic", basic::basic_challenge, |told, read| {
        told.line().text("realm", read.realm).flag("utf8", read.is_utf8);
        told.write(|pen| read.write(pen));
    });
}

pub fn basic_credentials(value: &[u8], told: &mut Told) {
    let mut room = vec![0; value.len()];
    match basic::basic(value, &mut room) {
        Ok(read) => {
            told.line().octets("user-id", read.user_id).octets("password", read.password);
            told.write(|pen| read.write(pen));
        }
        Err(Unread::Refused(refused)) => told.refuse(refused),
        Err(Unread::Room(_)) => panic!("what is decoded is shorter"),
    }
}

pub fn bearer_challenge(value: &[u8], told: &mut Told) {
    of_scheme(value, told, b"Bearer", bearer::bearer_challenge, |told, read| {
        told.line()
            .some_text("realm", read.realm)
            .some_text("scope", read.scope)
            .some_text("error", read.error)
            .some_text("error-description", read.error_description)
            .some_text("error-uri", read.error_uri);
        told.write(|pen| read.write(pen));
    });
}

pub fn bearer_credentials(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(bearer::bearer(value)) {
        told.line().octets("token", read.token);
        told.write(|pen| read.write(pen));
    }
}

pub fn digest_challenge(value: &[u8], told: &mut Told) {
    of_scheme(value, told, b"Digest", digest::digest_challenge, |told, read| {
        told.line()
            .text("realm", read.realm)
            .some_text("domain", read.domain)
            .text("nonce", read.nonce)
            .some_text("opaque", read.opaque)
            .some_octets("algorithm", read.algorithm.map(Algorithm::name))
            .flag("stale", read.stale)
            .flag("qop", read.has_qop)
            .flag("auth", read.auth)
            .flag("auth-int", read.auth_int)
            .flag("utf8", read.is_utf8)
            .flag("userhash", read.userhash);
        told.write(|pen| read.write(pen));
    });
}

pub fn digest_credentials(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(digests::digest(value)) {
        let line = told.line().some_text("username", read.username);
        let line = match &read.username_ext {
            Some(name) => extended(line, "username*", name),
            None => line,
        };
        line.text("realm", read.realm)
            .text("nonce", read.nonce)
            .text("uri", read.uri)
            .text("response", read.response)
            .some_octets("algorithm", read.algorithm.map(Algorithm::name))
            .some_text("cnonce", read.cnonce)
            .some_text("opaque", read.opaque)
            .some_octets("qop", read.qop.map(Qop::name))
            .some_number("nc", read.nc)
            .flag("userhash", read.userhash);
        told.write(|pen| read.write(pen));
    }
}

/// Authentication-Info, as Digest uses it.
pub fn digest_info(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(after::authentication_info(value)) {
        told.line()
            .some_text("nextnonce", read.next_nonce)
            .some_octets("qop", read.qop.map(Qop::name))
            .some_text("rspauth", read.rspauth)
            .some_text("cnonce", read.cnonce)
            .some_number("nc", read.nc);
        told.write(|pen| read.write(pen));
    }
}
