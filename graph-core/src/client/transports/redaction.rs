//! Secrets in recorded traffic, and the marks in their place.

use std::collections::HashMap;

use http::Uri;
use http::uri::Authority;
use serde_json::Value;

/// The text in place of a secret. A recording appends a number, so that two URLs stay two.
pub(super) const MARK: &str = "REDACTED";
/// Parameters of URLs and forms, in lower case. `token` is not among them: it is the position of a delta query.
const PARAMETERS: [&str; 14] = [
    "access_token",
    "assertion",
    "authkey",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "id_token",
    "password",
    "prooftoken",
    "refresh_token",
    "sig",
    "tempauth",
];
/// The ends of the names of properties of JSON bodies, in lower case.
const PROPERTIES: [&str; 18] = [
    "accesspass",
    "assertion",
    "bypasscode",
    "clientstate",
    "device_code",
    "passcode",
    "passphrase",
    "password",
    "passwordbase64",
    "presharedkey",
    "privatekey",
    "sastoken",
    "secret",
    "secretkey",
    "secrettext",
    "token",
    "unlockpin",
    "user_code",
];
/// Names of properties that are positions.
const POSITIONS: [&str; 4] = ["aggregationfiltertoken", "deltatoken", "nextfetchtoken", "skiptoken"];
/// Headers with a URL that may need no token, also in the headers of a batch's parts.
const LINKS: [&str; 2] = ["location", "operation-location"];
/// The shortest opaque token after `Bearer`.
const SHORTEST_TOKEN: usize = 16;

/// A text with `REDACTED` in place of each secret.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    Redaction::bare().text(text)
}

/// Puts `REDACTED` in place of each secret in JSON.
pub fn remove_secrets(value: &mut Value) {
    Redaction::bare().json(value);
}

/// Replaces secrets. A secret that occurs twice has the same mark.
pub(super) struct Redaction {
    /// The number of each secret; `None` if marks have no numbers.
    numbers: Option<HashMap<String, usize>>,
    /// URLs that need no token, each with its replacement.
    urls: HashMap<String, String>,
    /// The host of the present exchange.
    own: Option<Authority>,
}

impl Redaction {
    /// Numbers the secrets in the order in which they are first seen.
    pub(super) fn numbered() -> Self {
        Self { numbers: Some(HashMap::new()), urls: HashMap::new(), own: None }
    }

    pub(super) fn bare() -> Self {
        Self { numbers: None, urls: HashMap::new(), own: None }
    }

    /// Begins the exchange of a request to this URL.
    pub(super) fn begin(&mut self, url: &Uri) {
        self.own = url.authority().cloned();
    }

    fn mark(&mut self, secret: &str) -> String {
        if secret.is_empty() || secret.starts_with(MARK) {
            return secret.to_owned();
        }
        let Some(numbers) = &mut self.numbers else { return MARK.to_owned() };
        let next = numbers.len() + 1;
        let number = numbers.entry(secret.to_owned()).or_insert(next);
        format!("{MARK}-{number}")
    }

    /// A URL that is a secret as a whole, such as that of a download: its origin and a mark.
    pub(super) fn secret_url(&mut self, url: &str) -> String {
        let Some((scheme, rest)) = url.split_once("://") else { return self.text(url) };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        if path.trim_start_matches('/').starts_with(MARK) {
            return url.to_owned();
        }
        let replaced = format!("{scheme}://{host}/{}", self.mark(url));
        self.urls.insert(normal(url), replaced.clone());
        replaced
    }

    /// The URL of a request. It is a secret if an exchange before this one had it as such, or if the caller says so.
    pub(super) fn url(&mut self, url: &str, is_secret: bool) -> String {
        match self.urls.get(&normal(url)) {
            Some(known) => known.clone(),
            None if is_secret => self.secret_url(url),
            None => self.text(url),
        }
    }

    /// A header. Its URL on another host than that of the exchange needs no token, so it is a secret.
    pub(super) fn header(&mut self, name: &str, value: &str) -> String {
        let is_elsewhere = |target: Uri| target.authority().is_some() && target.authority() != self.own.as_ref();
        let is_link = LINKS.iter().any(|link| link.eq_ignore_ascii_case(name));
        if is_link && normal(value).parse().is_ok_and(is_elsewhere) { self.secret_url(value) } else { self.text(value) }
    }

    /// A text without tokens and without the values of secret parameters.
    pub(super) fn text(&mut self, text: &str) -> String {
        let mut safe = String::with_capacity(text.len());
        let mut rest = text;
        loop {
            let before = safe.chars().next_back();
            let is_start =
                before.is_none_or(|letter| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-');
            let secret = if is_start { secret_at(rest) } else { None };
            if let Some((kept, secret)) = secret {
                safe.push_str(kept);
                let mark = self.mark(secret);
                safe.push_str(&mark);
                rest = rest.get(kept.len() + secret.len()..).unwrap_or_default();
                continue;
            }
            let mut letters = rest.chars();
            let Some(letter) = letters.next() else { return safe };
            safe.push(letter);
            rest = letters.as_str();
        }
    }

    /// The value of a secret property: each text in it is one.
    fn secret_value(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.mark(text),
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.secret_value(element)),
            Value::Object(members) => members.values_mut().for_each(|value| self.secret_value(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// JSON without the values of secret properties, and without secrets in its texts.
    pub(super) fn json(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.json(element)),
            Value::Object(members) => {
                let code = members.get("user_code").and_then(Value::as_str).filter(|code| !code.is_empty());
                let code = code.map(str::to_owned);
                for (name, value) in members {
                    let name = name.to_ascii_lowercase();
                    match value {
                        Value::String(url) if name.ends_with("downloadurl") || name == "uploadurl" => {
                            *url = self.secret_url(url);
                        }
                        value if is_secret(&name) => self.secret_value(value),
                        // The text for the user repeats the code.
                        Value::String(text) if name == "message" => {
                            let repeated = code.as_ref().map(|code| text.replace(code, &self.mark(code)));
                            *text = self.text(repeated.as_ref().unwrap_or(text));
                        }
                        Value::Object(headers) if name == "headers" => {
                            for (name, value) in headers {
                                match value {
                                    Value::String(text) => *text = self.header(name, text),
                                    value => self.json(value),
                                }
                            }
                        }
                        value => self.json(value),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Returns `true` for the name of a property whose texts are secrets, in lower case.
fn is_secret(name: &str) -> bool {
    PROPERTIES.iter().any(|end| name.ends_with(end)) && !POSITIONS.contains(&name)
}

/// The form of a URL in a request.
fn normal(url: &str) -> String {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    url.parse().map_or_else(|_| url.to_owned(), |url: Uri| url.to_string())
}

/// The secret at the start of a text, and what is kept before it.
fn secret_at(text: &str) -> Option<(&str, &str)> {
    if text.starts_with("eyJ") {
        let token = run(text, |letter| is_of_token(letter) && letter != '=');
        let mut segments = token.split('.');
        let is_long = |segment: Option<&str>| segment.is_some_and(|segment| segment.len() >= 4);
        return (is_long(segments.next()) && is_long(segments.next()) && segments.next().is_some())
            .then_some(("", token));
    }
    let word = run(text, |letter| letter.is_ascii_alphanumeric() || letter == '_');
    let after = text.get(word.len()..)?;
    if word.eq_ignore_ascii_case("bearer") && after.starts_with(' ') {
        let token = run(after.get(1..)?, |letter| is_of_token(letter) || matches!(letter, '+' | '/' | '~'));
        return (token.len() >= SHORTEST_TOKEN).then_some((text.get(..=word.len())?, token));
    }
    if after.starts_with('=') && PARAMETERS.contains(&word.to_ascii_lowercase().as_str()) {
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, '&' | '#' | '"' | '<' | '>');
        return Some((text.get(..=word.len())?, run(after.get(1..)?, |letter| !ends(letter))));
    }
    None
}

fn is_of_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '=')
}

/// The longest start of a text with such letters.
fn run(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    text.split_at(text.find(|letter| !is_part(letter)).unwrap_or(text.len())).0
}

/// The text with marks without numbers.
pub(super) fn without_numbers(text: &str) -> String {
    let mut parts = text.split(MARK);
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.strip_prefix('-').map(|rest| rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
        bare.push_str(MARK);
        bare.push_str(number.unwrap_or(part));
    }
    bare
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_in_texts_are_marked() {
        for (text, safe) in [
            (
                "https://a/b?UniqueId=1&tempauth=v1.eyJ.x&ApiVersion=2",
                "https://a/b?UniqueId=1&tempauth=REDACTED&ApiVersion=2",
            ),
            ("https://a/b?SIG=a%2Fb#c", "https://a/b?SIG=REDACTED#c"),
            ("grant_type=x&client_secret=a+b&code=", "grant_type=x&client_secret=REDACTED&code="),
            ("a eyJhbGciOi.eyJzdWI.c2ln-_ b", "a REDACTED b"),
            ("a eyJhbGciOi.eyJzdWI. b", "a REDACTED b"),
            ("'Bearer 0123456789abcdef'", "'Bearer REDACTED'"),
            ("tempauth=REDACTED-3", "tempauth=REDACTED-3"),
            // No secrets.
            ("eyJhbGciOiJub25l", "eyJhbGciOiJub25l"),
            ("?token=abc&$skiptoken=eyJhIjoxfQ&zipcode=1", "?token=abc&$skiptoken=eyJhIjoxfQ&zipcode=1"),
            ("the bearer of this, code = 1, é", "the bearer of this, code = 1, é"),
            ("", ""),
        ] {
            assert_eq!(Redaction::bare().text(text), safe);
        }
    }

    #[test]
    fn each_secret_has_its_number() {
        let mut redaction = Redaction::numbered();
        assert_eq!(redaction.text("sig=a&sig=b&sig=a"), "sig=REDACTED-1&sig=REDACTED-2&sig=REDACTED-1");
        let url = "https://u:p@a.example/up/secret?x=1";
        assert_eq!(redaction.secret_url(url), "https://a.example/REDACTED-3");
        assert_eq!(redaction.url(url, false), "https://a.example/REDACTED-3");
        assert_eq!(redaction.secret_url("https://a.example/REDACTED-3"), "https://a.example/REDACTED-3");
        assert_eq!(without_numbers("REDACTED-12-REDACTED REDACTED-"), "REDACTED-REDACTED REDACTED");
    }

    #[test]
    fn secret_properties_are_marked() {
        let mut value = json!({
            "error": { "code": "invalid" },
            "passwordProfile": { "password": "secret", "forceChangePasswordNextSignIn": true },
            "values": [{ "clientState": "secret", "@microsoft.graph.downloadUrl": "https://a/secret" }, { "secretText": null }],
            "newPassword": "new", "temporaryAccessPass": "pass", "passwordBase64": "cGFzcw==", "refreshToken": "token",
            "passwordPolicies": "None", "skipToken": "position", "secretType": "kind",
        });
        Redaction::numbered().json(&mut value);
        let safe = json!({
            "error": { "code": "invalid" },
            "passwordProfile": { "password": "REDACTED-1", "forceChangePasswordNextSignIn": true },
            "values": [{ "clientState": "REDACTED-1", "@microsoft.graph.downloadUrl": "https://a/REDACTED-2" }, { "secretText": null }],
            "newPassword": "REDACTED-3", "temporaryAccessPass": "REDACTED-4", "passwordBase64": "REDACTED-5",
            "refreshToken": "REDACTED-6", "passwordPolicies": "None", "skipToken": "position", "secretType": "kind",
        });
        assert_eq!(value, safe);
    }

    #[test]
    fn each_text_of_a_secret_property_is_marked() {
        let mut value = json!({ "password": { "value": "a", "parts": ["b", 1, null] }, "secretType": ["kind"] });
        remove_secrets(&mut value);
        let safe = json!({ "password": { "value": MARK, "parts": [MARK, 1, null] }, "secretType": ["kind"] });
        assert_eq!(value, safe);
    }

    #[test]
    fn the_message_does_not_repeat_the_code_of_a_device() {
        for (code, message) in [("FJC3QWERT", "Enter the code REDACTED here."), ("", "Enter the code FJC3QWERT here.")]
        {
            let mut value = json!({ "message": "Enter the code FJC3QWERT here.", "user_code": code });
            remove_secrets(&mut value);
            assert_eq!(value["message"], message);
        }
        let mut error = json!({ "error": { "message": "sig=a" } });
        remove_secrets(&mut error);
        assert_eq!(error["error"]["message"], "sig=REDACTED");
    }
}
