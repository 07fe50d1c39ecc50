// SPDX-License-Identifier: MIT OR Apache-2.0
//! Dates, and numbers of seconds.

use oyez::fields::expires::{self, Expires};
use oyez::fields::retry_after::{self, RetryAfter};
use oyez::fields::{age, cookie_date as of_cookies, date as dates, number};

use super::NOW;
use super::told::Told;

pub fn date(value: &[u8], told: &mut Told) {
    if let Some(date) = told.read(dates::read(value, NOW)) {
        told.number("date", date);
        told.write(|pen| dates::write(date, pen));
    }
}

pub fn cookie_date(value: &[u8], told: &mut Told) {
    if let Some(date) = told.read(of_cookies::read(value)) {
        told.number("date", date);
        told.write(|pen| dates::write(date, pen));
    }
}

pub fn expires(value: &[u8], told: &mut Told) {
    match expires::read(value, NOW) {
        Expires::Time(date) => {
            told.number("date", date);
            told.write(|pen| dates::write(date, pen));
        }
        Expires::Expired => {
            told.line().word("expired");
        }
    }
}

pub fn retry_after(value: &[u8], told: &mut Told) {
    if let Some(retry) = told.read(retry_after::read(value, NOW)) {
        match retry {
            RetryAfter::Seconds(seconds) => told.number("seconds", seconds),
            RetryAfter::Time(date) => told.number("date", date),
        }
        told.write(|pen| retry.write(pen));
    }
}

pub fn age(value: &[u8], told: &mut Told) {
    if let Some(seconds) = told.read(age::read(value)) {
        told.number("seconds", seconds);
        told.write(|pen| number::write(seconds, pen));
    }
}

pub fn delta_seconds(value: &[u8], told: &mut Told) {
    if let Some(seconds) = told.read(number::delta_seconds(value)) {
        told.number("seconds", seconds);
        told.write(|pen| number::write(seconds, pen));
    }
}
