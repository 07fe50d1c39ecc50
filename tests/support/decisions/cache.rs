// SPDX-License-Identifier: MIT OR Apache-2.0
//! A cache between a client and an origin server, all three in a play: what the cache does is asked of a door.

use oyez::fields::content_range::content_range;
use oyez::fields::date;
use oyez::fields::range::range;
use serde_json::Value;

use crate::decisions::Row;
use crate::decisions::doors::Door;

type Lines = Vec<(String, String)>;

/// When plays begin: Tue, 14 Nov 2023 22:13:20 GMT.
const BEGIN: i64 = 1_700_000_000;
const PAUSE: i64 = 3;
const BASE: &str = "http://a.example/test";
const CONTENT: &str = "b9e15e6a-ef2c-4f8c-8b4e-5c5b6a0cf0c1";

/// A response, on its way or stored.
#[derive(Clone, Debug)]
struct Response {
    status: u16,
    fields: Lines,
    content: String,
    interim: Vec<u16>,
}

struct Stored {
    uri: String,
    /// Its fields as the cache sees them.
    view: Lines,
    answered: Lines,
    response: Response,
    time: i64,
    /// A HEAD has shown it to be outdated.
    is_stale: bool,
}

/// What the origin server saw.
struct Seen {
    number: usize,
    method: String,
    fields: Lines,
    sent: Lines,
}

pub struct Scenario<'s> {
    requests: &'s [Value],
    kind: &'static str,
    /// It is a target of CDN-Cache-Control.
    is_target: bool,
    now: i64,
    stored: Vec<Stored>,
    seen: Vec<Seen>,
    /// The fields that the server has sent last at each number.
    sent: Vec<Lines>,
    failures: Vec<String>,
}

impl<'s> Scenario<'s> {
    pub fn new(scenario: &'s Value) -> Self {
        let requests = scenario["requests"].as_array().unwrap();
        let kind = if scenario["browser_only"] == true { "private" } else { "shared" };
        let sent = vec![Lines::new(); requests.len()];
        let (stored, seen, failures) = (Vec::new(), Vec::new(), Vec::new());
        let is_target = scenario["cdn_only"] == true;
        Scenario { requests, kind, is_target, now: BEGIN, stored, seen, sent, failures }
    }

    /// What was not as it should be.
    pub fn play(mut self, door: &mut Door) -> Vec<String> {
        let mut responses = Vec::new();
        let mut times: Vec<i64> = Vec::new();
        for (at, config) in self.requests.iter().enumerate() {
            let before = times.last().copied().unwrap_or(self.now);
            let fields = self.request_fields(config, before);
            times.push(self.now);
            let response = self.answer(door, at, fields);
            self.check_response(at, &response);
            responses.push(response);
            if config["pause_after"] == true {
                self.now += PAUSE;
            }
        }
        self.check_server(&responses);
        self.failures
    }

    fn request_fields(&self, config: &Value, before: i64) -> Lines {
        let mut fields = lines(&config["request_headers"], |name, delta| {
            let time = if config["magic_ims"] == true { before } else { self.now };
            let rfc850 =
                config["rfc850date"].as_array().is_some_and(|names| names.contains(&name.to_lowercase().into()));
            if rfc850 { rfc850_date(time + delta) } else { http_date(time + delta) }
        });
        if config["cache"] == "no-cache" {
            fields.push(("Cache-Control".into(), "max-age=0".into()));
        }
        for (name, value) in &mut fields {
            *value = value.trim().to_string();
            name[..1].make_ascii_uppercase();
        }
        fields
    }

    /// The cache.
    fn answer(&mut self, door: &mut Door, at: usize, presented: Lines) -> Response {
        let (config, uri) = (&self.requests[at], uri(&self.requests[at]));
        let method = config["request_method"].as_str().unwrap_or("GET").to_string();
        let asked = Row::new("").with("method", &method);
        let asked = section(asked, "", &presented);
        let Some(index) = self.chosen(door, &uri, &asked) else {
            if ask(door, "caching.reuse", &self.cache(asked.with("empty", "yes"))).starts_with("GatewayTimeout") {
                return failed(504);
            }
            let response = self.ask_origin(at, &method, &presented);
            return match response {
                Some(response) => self.received(door, at, &method, &presented, response),
                None => failed(502),
            };
        };
        let about = self.about(index, &asked);
        let told = ask(door, "caching.reuse", &about);
        let outcome = told.split(' ').next().unwrap();
        let outcome = if self.stored[index].is_stale && outcome == "Fresh" { "Forward" } else { outcome };
        let fields = match outcome {
            "Fresh" | "Stale" => return self.reused(door, index, &about, &told),
            "StaleWhileRevalidate" => {
                let reused = self.reused(door, index, &about, &told);
                let fields = told_lines(&ask(door, "caching.validate", &about));
                if let Some(response) = self.ask_origin(at, &method, &fields) {
                    self.validated(door, (at, index), (&method, &presented), &about, Some(response));
                }
                return reused;
            }
            "Validate" => told_lines(&ask(door, "caching.validate", &about)),
            "GatewayTimeout" => return failed(504),
            "Forward" => presented.clone(),
            other => panic!("{other}"),
        };
        let response = self.ask_origin(at, &method, &fields);
        self.validated(door, (at, index), (&method, &presented), &about, response)
    }

    /// The stored response that a request could get: the one stored last of those that it selects, or else of all.
    fn chosen(&self, door: &mut Door, uri: &str, asked: &Row) -> Option<usize> {
        let mut of_uri: Vec<_> = (0..self.stored.len()).filter(|at| self.stored[*at].uri == uri).collect();
        of_uri.sort_by_key(|at| ask(door, "caching.selected", &self.about(*at, asked)) == "yes");
        of_uri.pop()
    }

    /// A question about a stored response and a request.
    fn about(&self, index: usize, asked: &Row) -> Row {
        let Stored { answered, response, time, view, .. } = &self.stored[index];
        let row = asked.clone().with("stored status", response.status).with("requested", time).with("now", self.now);
        let row = section(section(row, "answered", answered), "stored", view);
        self.cache(row)
    }

    /// Fields as the cache sees them.
    fn seen_by_cache(&self, door: &mut Door, fields: &Lines) -> Lines {
        if !self.is_target {
            return fields.clone();
        }
        let row = section(Row::new("").with("target", "CDN-Cache-Control"), "stored", fields);
        told_lines(&ask(door, "caching.targeted", &row))
    }

    fn cache(&self, row: Row) -> Row {
        row.with("kind", self.kind).with("ranges", "yes").with("cookies", "stored")
    }

    fn reused(&self, door: &mut Door, index: usize, about: &Row, told: &str) -> Response {
        let Stored { response: Response { status, fields, content, .. }, .. } = &self.stored[index];
        let mut response =
            Response { status: *status, fields: fields.clone(), content: content.clone(), interim: vec![] };
        response.fields.retain(|(name, _)| !name.eq_ignore_ascii_case("age"));
        response.fields.push(("Age".into(), told.rsplit(' ').next().unwrap().into()));
        if ask(door, "caching.not_modified", about) == "yes" {
            return Response { status: 304, content: String::new(), ..response };
        }
        let coverage = ask(door, "caching.coverage", about);
        let part = |text: &str| -> Option<(usize, usize)> {
            let (first, last) = text.split('/').next()?.split_once('-')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        };
        let begin = value(fields, "Content-Range").and_then(|value| content_range(value.as_bytes()).ok()?.range);
        let begin = usize::try_from(begin.map_or(0, |(first, _)| first)).unwrap();
        let whole = || {
            let asked = range(about.text("Range")?.as_bytes()).ok()?;
            let (first, last) = asked.specs().next()?.resolve(content.len() as u64)?;
            Some((usize::try_from(first).unwrap(), usize::try_from(last).unwrap()))
        };
        let range = if coverage == "Whole" { whole() } else { part(&coverage) };
        if let Some((first, last)) = range {
            response.status = 206;
            let end = content.len().min(last - begin + 1);
            response.content = content.get(first - begin..end).unwrap_or("").into();
        }
        response
    }

    /// What is made of the answer to a request for which something is stored.
    fn validated(
        &mut self,
        door: &mut Door,
        (at, index): (usize, usize),
        (method, presented): (&str, &Lines),
        about: &Row,
        response: Option<Response>,
    ) -> Response {
        let answered = response.as_ref().map_or("none".into(), |response| response.status.to_string());
        let row = if response.is_some() { about.clone().with("answer", answered) } else { about.clone() };
        let after = ask(door, "caching.after", &row);
        match (after.split(' ').next().unwrap(), response) {
            ("Freshened", Some(response)) => {
                let new = section(about.clone(), "new", &response.fields);
                match &*ask(door, "caching.names", &new) {
                    "None" => return response,
                    "Unnamed" => {}
                    _ => self.renew(door, index, &response.fields),
                }
                let about = section(Row::new("").with("method", method), "", presented);
                self.reused(door, index, &self.about(index, &about), "0")
            }
            ("Stale", _) => self.reused(door, index, about, &after),
            ("GatewayTimeout", _) => failed(504),
            (_, Some(response)) => self.received(door, at, method, presented, response),
            (other, None) => panic!("{other}"),
        }
    }

    /// Updates a stored response.
    fn renew(&mut self, door: &mut Door, index: usize, new: &Lines) {
        let row = section(Row::new(""), "stored", &self.stored[index].response.fields);
        let fields = told_lines(&ask(door, "caching.update", &self.cache(section(row, "new", new))));
        let view = self.seen_by_cache(door, &fields);
        let stored = &mut self.stored[index];
        (stored.response.fields, stored.view, stored.time) = (fields, view, self.now);
    }

    /// Stores a new response, or lets it change what is stored, and passes it on.
    fn received(
        &mut self,
        door: &mut Door,
        at: usize,
        method: &str,
        presented: &Lines,
        response: Response,
    ) -> Response {
        let uri = uri(&self.requests[at]);
        let row = Row::new("").with("method", method).with("status", response.status).with("target", &uri);
        if ask(door, "caching.invalidates", &row) == "yes" {
            self.stored.retain(|stored| stored.uri != uri);
            for (_, value) in
                response.fields.iter().filter(|(name, _)| name == "Location" || name == "Content-Location")
            {
                let also = ask(door, "caching.also", &row.clone().with("value", value));
                self.stored.retain(|stored| stored.uri != also);
            }
        }
        if method == "HEAD" {
            for index in (0..self.stored.len()).filter(|at| self.stored[*at].uri == uri).collect::<Vec<_>>() {
                let old = &self.stored[index].response.fields;
                let about = section(section(row.clone(), "stored", old), "new", &response.fields);
                match &*ask(door, "caching.head", &about) {
                    "Updated" => self.renew(door, index, &response.fields),
                    "Stale" => self.stored[index].is_stale = true,
                    _ => {}
                }
            }
            return response;
        }
        for status in response.interim.iter().copied().chain([response.status]) {
            let row =
                Row::new("").with("stored method", method).with("stored status", status).with("requested", self.now);
            let row = self.cache(section(row, "answered", presented));
            let seen = section(row.clone(), "stored", &self.seen_by_cache(door, &response.fields));
            if ask(door, "caching.store", &seen).starts_with("Not") {
                continue;
            }
            let fields = told_lines(&ask(door, "caching.fields", &section(row, "stored", &response.fields)));
            let view = self.seen_by_cache(door, &fields);
            let asked = section(Row::new("").with("method", "GET"), "", presented);
            let same: Vec<_> = (0..self.stored.len())
                .filter(|at| self.stored[*at].uri == uri)
                .filter(|at| ask(door, "caching.selected", &self.about(*at, &asked)) == "yes")
                .collect();
            for at in same.into_iter().rev() {
                self.stored.remove(at);
            }
            let response = Response { status, fields, ..response.clone() };
            let (uri, answered) = (uri.clone(), presented.clone());
            self.stored.push(Stored { uri, view, answered, response, time: self.now, is_stale: false });
        }
        response
    }

    /// The origin server; none if it closes the connection in place of an answer.
    fn ask_origin(&mut self, at: usize, method: &str, fields: &Lines) -> Option<Response> {
        let config = &self.requests[at];
        let mut status = config["response_status"][0].as_u64().map_or(200, |code| u16::try_from(code).unwrap());
        if config["expected_type"].as_str().is_some_and(|text| text.ends_with("validated")) {
            let previous = &self.sent[at - 1];
            let same = |condition, validator| {
                value(fields, condition).is_some_and(|value| Some(value) == self::value(previous, validator))
            };
            let matches = same("If-Modified-Since", "Last-Modified") || same("If-None-Match", "ETag");
            status = if matches { 304 } else { 999 };
        }
        let mut told = lines(&config["response_headers"], |_, delta| http_date(self.now + delta));
        if config["magic_locations"] == true {
            for (_, value) in told.iter_mut().filter(|(name, _)| name.ends_with("Location")) {
                *value = format!("{BASE}/{value}");
            }
        }
        let unsaved = |name: &str| {
            let headers = config["response_headers"].as_array().into_iter().flatten();
            headers.clone().filter(|header| header[0] == name).all(|header| header[2] == false)
        };
        let saved = told.iter().filter(|(name, _)| !unsaved(name)).cloned().collect();
        self.sent[at].clone_from(&told);
        self.seen.push(Seen { number: at + 1, method: method.into(), fields: fields.clone(), sent: saved });
        if value(&told, "Date").is_none() {
            told.push(("Date".into(), http_date(self.now)));
        }
        told.push(("Server-Request-Count".into(), self.seen.len().to_string()));
        told.push(("Client-Request-Count".into(), (at + 1).to_string()));
        let interim = config["interim_responses"].as_array().into_iter().flatten();
        let interim = interim.map(|response| u16::try_from(response[0].as_u64().unwrap()).unwrap()).collect();
        let content =
            if matches!(status, 204 | 304) { "" } else { config["response_body"].as_str().unwrap_or(CONTENT) };
        let response = Response { status, fields: told, content: content.into(), interim };
        Some(response).filter(|_| config["disconnect"] != true)
    }

    fn fail(&mut self, at: usize, what: String) {
        self.failures.push(format!("{}: {what}", at + 1));
    }

    fn check_response(&mut self, at: usize, response: &Response) {
        let config = &self.requests[at];
        let number = value(&response.fields, "Server-Request-Count").and_then(|count| count.parse::<usize>().ok());
        match config["expected_type"].as_str() {
            Some("cached")
                if number.is_none_or(|number| number > at) && !(response.status == 304 && number.is_none()) =>
            {
                self.fail(at, "not cached".into());
            }
            Some("not_cached") if number != Some(at + 1) => self.fail(at, "cached".into()),
            _ => {}
        }
        let expected = match (&config["expected_status"], &config["response_status"]) {
            (Value::Null, _) if config.get("expected_status").is_some() => None,
            (Value::Number(status), _) => status.as_u64(),
            (_, Value::Array(status)) => status[0].as_u64(),
            _ => Some(200),
        };
        if expected.is_some_and(|expected| expected != u64::from(response.status)) {
            self.fail(at, format!("status {}", response.status));
        }
        for header in config["expected_response_headers"].as_array().into_iter().flatten() {
            let name = header.as_str().or(header[0].as_str()).unwrap();
            let found = joined(&response.fields, name);
            let good = match (header, &header[1], &header[2]) {
                (Value::String(_), ..) => found.is_some(),
                (_, _, Value::Number(least)) => {
                    found.as_ref().is_some_and(|found| found.parse().unwrap_or(0) > least.as_u64().unwrap())
                }
                (_, Value::Number(delta), _) => {
                    let sent = self.sent.first().and_then(|sent| value(sent, name)).unwrap_or("");
                    let _ = delta;
                    found.as_deref() == Some(sent)
                }
                (_, Value::String(value), _) => found.as_ref() == Some(value),
                _ => panic!("{header}"),
            };
            if !good {
                self.fail(at, format!("{header} is {found:?}"));
            }
        }
        for name in config["expected_response_headers_missing"].as_array().into_iter().flatten() {
            let (name, unexpected) = (name.as_str().or(name[0].as_str()).unwrap(), name[1].as_str());
            let found = joined(&response.fields, name);
            if found.is_some_and(|found| unexpected.is_none_or(|value| found.contains(value))) {
                self.fail(at, format!("{name} is there"));
            }
        }
        self.check_content(at, response);
    }

    fn check_content(&mut self, at: usize, response: &Response) {
        let config = &self.requests[at];
        let expected = match (&config["expected_response_text"], &config["response_body"]) {
            _ if config["check_body"] == false => return,
            (Value::String(text), _) => text,
            (Value::Null, _) if config.get("expected_response_text").is_some() => return,
            (_, Value::String(text)) => text,
            _ if matches!(response.status, 204 | 304) || config["request_method"] == "HEAD" => return,
            _ => CONTENT,
        };
        if expected != response.content {
            self.fail(at, format!("content {:?}", response.content));
        }
    }

    fn check_server(&mut self, responses: &[Response]) {
        let seen = std::mem::take(&mut self.seen);
        let mut seen = seen.iter();
        for (at, response) in responses.iter().enumerate() {
            let config = &self.requests[at];
            if config["expected_type"] == "cached" {
                continue;
            }
            let asked = seen.next();
            if config["expected_type"] == "not_cached" && asked.is_none_or(|asked| asked.number != at + 1) {
                self.fail(at, "not asked".into());
            }
            let condition = match config["expected_type"].as_str() {
                Some("etag_validated") => Some("If-None-Match"),
                Some("lm_validated") => Some("If-Modified-Since"),
                _ => None,
            };
            if condition.is_some_and(|name| asked.is_none_or(|asked| value(&asked.fields, name).is_none())) {
                self.fail(at, "not conditional".into());
            }
            for header in config["expected_request_headers"].as_array().into_iter().flatten() {
                let found = asked.and_then(|asked| joined(&asked.fields, header[0].as_str().unwrap()));
                if found.as_deref() != header[1].as_str() {
                    self.fail(at, format!("request {header} is {found:?}"));
                }
            }
            if let Some(method) = config["expected_method"].as_str()
                && asked.is_none_or(|asked| asked.method != method)
            {
                self.fail(at, format!("no {method}"));
            }
            for (name, _) in asked.map_or(&[][..], |asked| &asked.sent) {
                let (sent, found) = (asked.and_then(|asked| joined(&asked.sent, name)), joined(&response.fields, name));
                if sent != found {
                    self.fail(at, format!("{name} is {found:?}"));
                }
            }
        }
    }
}

fn ask(door: &mut Door, decision: &str, row: &Row) -> String {
    door.ask(&Row { decision: decision.into(), cells: row.cells.clone() })
}

fn failed(status: u16) -> Response {
    Response { status, fields: Lines::new(), content: String::new(), interim: vec![] }
}

fn uri(config: &Value) -> String {
    let file = config["filename"].as_str().map_or(String::new(), |name| format!("/{name}"));
    let query = config["query_arg"].as_str().map_or(String::new(), |query| format!("?{query}"));
    format!("{BASE}{file}{query}")
}

fn section(row: Row, section: &str, lines: &Lines) -> Row {
    let before = if section.is_empty() { String::new() } else { format!("{section} ") };
    lines.iter().fold(row, |row, (name, value)| {
        let mut name = name.clone();
        name[..1].make_ascii_uppercase();
        row.with(&format!("{before}{name}"), value)
    })
}

fn told_lines(told: &str) -> Lines {
    let line = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_string(), value.to_string()));
    told.split(" | ")
        .filter(|part| !part.is_empty())
        .map(|part| line(part).unwrap_or_else(|| panic!("{told}")))
        .collect()
}

fn value<'l>(lines: &'l Lines, name: &str) -> Option<&'l str> {
    lines.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn joined(lines: &Lines, name: &str) -> Option<String> {
    let values: Vec<_> =
        lines.iter().filter(|line| line.0.eq_ignore_ascii_case(name)).map(|line| line.1.as_str()).collect();
    Some(values.join(", ")).filter(|_| !values.is_empty())
}

/// The lines of a scenario; a number is a time, so many seconds from now.
fn lines(headers: &Value, time: impl Fn(&str, i64) -> String) -> Lines {
    let line = |header: &Value| {
        let name = header[0].as_str().unwrap();
        let value =
            header[1].as_i64().map_or_else(|| header[1].as_str().unwrap().to_string(), |delta| time(name, delta));
        (name.to_string(), value)
    };
    headers.as_array().into_iter().flatten().map(line).collect()
}

fn http_date(time: i64) -> String {
    String::from_utf8(date::imf_fixdate(time).unwrap().to_vec()).unwrap()
}

fn rfc850_date(time: i64) -> String {
    let date = http_date(time);
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = days.iter().find(|day| day.starts_with(&date[..3])).unwrap();
    format!("{day}, {}-{}-{} {}", &date[5..7], &date[8..11], &date[14..16], &date[17..])
}
