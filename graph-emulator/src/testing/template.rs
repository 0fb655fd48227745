//! Templates of handlers, and how the segments of a request match them.

use std::collections::HashSet;

use serde_json::Value as Json;

use crate::http::options::Options;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::store::address::key_in_parentheses;

/// `deviceManagement/managedDevices/{id}/syncDevice`, `reports/getUsage(period={period})`.
#[derive(Debug)]
pub(crate) struct Template {
    text: String,
    segments: Vec<SegmentPattern>,
}

#[derive(Debug)]
enum SegmentPattern {
    /// `{id}`: any one segment; between colons any path.
    Key(String),
    /// `{id}:`, `root:`: the segment before a path between colons, or the end of such a path.
    Colon(Box<SegmentPattern>),
    /// A name, which may be qualified and have empty parentheses.
    Name(String),
    /// A function with its parameters' names.
    Function(String, Vec<String>),
}

/// The keys and arguments of a request that matches a template.
#[derive(Debug, Default)]
pub(crate) struct TemplateMatch {
    pub(crate) keys: Vec<(String, String)>,
    /// Unresolved: literals and aliases as in the URL.
    arguments: Vec<(String, String)>,
}

impl Template {
    pub(crate) fn parse(template: &str) -> Self {
        let segments = outside_quotes(template, '/').into_iter().filter(|segment| !segment.is_empty());
        let segments = whole_paths(segments.map(str::to_owned));
        Self {
            text: template.to_owned(),
            segments: segments.iter().map(|segment| SegmentPattern::parse(segment)).collect(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The keys and arguments, if the segments match.
    pub(crate) fn match_path(&self, segments: &[String], spelling: Spelling) -> Option<TemplateMatch> {
        let segments = whole_paths(segments.iter().flat_map(|segment| split_key(segment)));
        if segments.len() != self.segments.len() {
            return None;
        }
        let mut matched = TemplateMatch::default();
        let mut pairs = self.segments.iter().zip(&segments);
        pairs
            .all(|(pattern, segment)| pattern.match_segment(segment, &mut matched, spelling).is_some())
            .then_some(matched)
    }
}

impl SegmentPattern {
    fn parse(segment: &str) -> Self {
        if let Some(begin) = segment.strip_suffix(':').filter(|begin| !begin.is_empty()) {
            return Self::Colon(Box::new(Self::parse(begin)));
        }
        if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return Self::Key(name.to_owned());
        }
        match call(segment) {
            Some((name, arguments)) if !arguments.is_empty() => {
                Self::Function(name.to_owned(), arguments.into_iter().map(|(name, _)| name).collect())
            }
            Some((name, _)) => Self::Name(name.to_owned()),
            None => Self::Name(segment.to_owned()),
        }
    }

    fn match_segment(&self, segment: &str, matched: &mut TemplateMatch, spelling: Spelling) -> Option<()> {
        let is_named = |given: &str, name: &str| {
            spelling.is(given, name) || unqualified(given, spelling).is_some_and(|given| spelling.is(given, name))
        };
        match self {
            Self::Key(name) => (!segment.starts_with('$') && !segment.ends_with(':'))
                .then(|| matched.keys.push((name.clone(), segment.to_owned()))),
            Self::Colon(before) => before.match_segment(segment.strip_suffix(':')?, matched, spelling),
            Self::Name(name) => {
                let given = segment.strip_suffix("()").unwrap_or(segment);
                is_named(given, name).then_some(())
            }
            Self::Function(name, parameters) => {
                let (given, arguments) = call(segment)?;
                if !is_named(given, name) || arguments.len() != parameters.len() {
                    return None;
                }
                let is_given = |name: &String| arguments.iter().any(|(given, _)| spelling.is(given, name));
                let known = |given: &str| parameters.iter().find(|name| spelling.is(given, name)).cloned();
                if !parameters.iter().all(is_given) {
                    return None;
                }
                matched
                    .arguments
                    .extend(arguments.into_iter().filter_map(|(given, value)| Some((known(&given)?, value))));
                Some(())
            }
        }
    }
}

impl TemplateMatch {
    /// The arguments as JSON, with aliases resolved.
    pub(crate) fn arguments(&self, options: &Options) -> Result<Vec<(String, Json)>, ODataError> {
        let resolve = |text: &str| {
            if text.starts_with('@') {
                let missing = || ODataError::bad_request(format!("The parameter alias '{text}' has no value."));
                options.get(text).ok_or_else(missing).and_then(literal)
            } else {
                literal(text)
            }
        };
        self.arguments.iter().map(|(name, text)| Ok((name.clone(), resolve(text)?))).collect()
    }
}

/// The segments, with each path between colons as one: `root:`, `Docs/a.txt:`, `content`.
fn whole_paths(segments: impl IntoIterator<Item = String>) -> Vec<String> {
    let (mut whole, mut is_within, mut is_first): (Vec<String>, _, _) = (Vec::new(), false, false);
    for segment in segments {
        let has_colon = segment.ends_with(':');
        match whole.last_mut().filter(|_| is_within && !is_first) {
            Some(path) => path.extend(["/", &segment]),
            None => whole.push(segment),
        }
        is_first = has_colon && !is_within;
        is_within ^= has_colon;
    }
    whole
}

/// `users('ada')` is `users/ada`.
fn split_key(segment: &str) -> Vec<String> {
    match key_in_parentheses(segment) {
        Some((name, key)) => vec![name.to_owned(), key],
        None => vec![segment.to_owned()],
    }
}

/// `microsoft.graph.sendMail` is `sendMail`.
fn unqualified(name: &str, spelling: Spelling) -> Option<&str> {
    ["microsoft.graph.", "graph."].into_iter().find_map(|namespace| {
        let (prefix, rest) = name.split_at_checked(namespace.len())?;
        spelling.is(prefix, namespace).then_some(rest)
    })
}

/// `name(a=1,b='x')` as the name and its arguments.
fn call(segment: &str) -> Option<(&str, Vec<(String, String)>)> {
    let (name, arguments) = segment.strip_suffix(')')?.split_once('(')?;
    let arguments = outside_quotes(arguments, ',').into_iter().filter(|argument| !argument.trim().is_empty());
    let arguments = arguments.map(|argument| {
        let (name, value) = argument.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    Some((name, arguments.collect::<Option<_>>()?))
}

/// The arguments of a function's segment as JSON, with aliases resolved; empty without parentheses.
///
/// # Errors
/// An invalid argument, or a duplicate one.
pub(crate) fn arguments(segment: &str, options: &Options) -> Result<Vec<(String, Json)>, ODataError> {
    let arguments = call(segment).map(|(_, arguments)| arguments).unwrap_or_default();
    let mut names = HashSet::new();
    if let Some((twice, _)) = arguments.iter().find(|(name, _)| !names.insert(name)) {
        return Err(ODataError::bad_request(format!("The argument '{twice}' is given more than once.")));
    }
    TemplateMatch { keys: Vec::new(), arguments }.arguments(options)
}

/// A literal as JSON. A literal that is neither a string nor a number nor JSON, such as a date, is a string. A member of an
/// enumeration and a duration are the string in the quotes: `microsoft.graph.timeZoneStandard'Iana'`.
fn literal(text: &str) -> Result<Json, ODataError> {
    let invalid = || ODataError::bad_request(format!("The argument '{text}' can't be read."));
    let is_prefix = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    let quoted = text.find('\'').and_then(|at| text.split_at_checked(at)).filter(|(prefix, _)| is_prefix(prefix));
    let text = quoted.map_or(text, |(_, quoted)| quoted);
    if let Some(rest) = text.strip_prefix('\'') {
        let inner = rest.strip_suffix('\'').ok_or_else(invalid)?;
        let is_one = !inner.replace("''", "").contains('\'');
        return if is_one { Ok(inner.replace("''", "'").into()) } else { Err(invalid()) };
    }
    match serde_json::from_str(text) {
        Ok(json) => Ok(json),
        Err(_) if text.is_empty() || text.starts_with(['[', '{', '"']) => Err(invalid()),
        Err(_) => Ok(text.into()),
    }
}

fn outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    let split = text.split(move |c| {
        is_quoted ^= c == '\'';
        c == separator && !is_quoted
    });
    split.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fit(template: &str, path: &str) -> Option<TemplateMatch> {
        fit_spelt(template, path, Spelling::Exact)
    }

    fn fit_spelt(template: &str, path: &str, spelling: Spelling) -> Option<TemplateMatch> {
        let segments: Vec<_> = outside_quotes(path, '/').into_iter().map(str::to_owned).collect();
        Template::parse(template).match_path(&segments, spelling)
    }

    #[test]
    fn a_template_matches_each_form_of_a_path() {
        for path in
            ["users/a/sendMail", "users('a')/sendMail", "users/a/microsoft.graph.sendMail", "users/a/sendMail()"]
        {
            let matched = fit("/users/{id}/sendMail", path).unwrap();
            assert_eq!(matched.keys, [("id".to_owned(), "a".to_owned())], "{path}");
        }
        for path in
            ["users/a", "users/a/sendMail/x", "users/a/sendmail", "users/$count/sendMail", "users/a/sendMail(x=1)"]
        {
            assert!(fit("users/{id}/sendMail", path).is_none(), "{path}");
        }
    }

    /// Graph's page "Traverse Microsoft Graph": operations and their parameters have any letter case.
    #[test]
    fn a_handler_is_found_in_any_case() {
        let any_case = |template, path| fit_spelt(template, path, Spelling::AnyCase);
        for path in
            ["Users/a/SENDMAIL", "USERS('a')/sendmail", "users/a/Microsoft.Graph.SendMail", "users/a/sendmail()"]
        {
            let matched = any_case("users/{id}/sendMail", path).unwrap();
            assert_eq!(matched.keys, [("id".to_owned(), "a".to_owned())], "{path}");
            assert!(fit("users/{id}/sendMail", path).is_none(), "{path}");
        }
        let matched = any_case("me/reminderView(StartDateTime={s})", "me/ReminderView(startDateTime='x')").unwrap();
        assert_eq!(matched.arguments, [("StartDateTime".to_owned(), "'x'".to_owned())], "the template says the name");
        assert!(any_case("users/{id}/sendMail", "users/a/sendMails").is_none());
    }

    #[test]
    fn a_path_between_colons_is_one_key() {
        for (template, path, keys) in [
            ("drives/{d}/items/{i}:/{p}:/copy", "drives/1/items/2:/a/b c:/copy", vec!["1", "2", "a/b c"]),
            ("drive/root:/{p}:/copy", "drive/root:/a:/copy", vec!["a"]),
            ("drive/root:/{p}", "drive/root:/a/b", vec!["a/b"]),
            ("sites/{h}:/{p}:/drive/root:/{q}:/copy", "sites/h:/a/b:/drive/root:/c:/copy", vec!["h", "a/b", "c"]),
        ] {
            let matched = fit(template, path).unwrap();
            assert_eq!(matched.keys.iter().map(|(_, key)| key).collect::<Vec<_>>(), keys, "{path}");
        }
        for (template, path) in [
            ("drive/root:/{p}:/copy", "drive/root:/a/copy"),
            ("drive/root:/{p}:/copy", "drive/root/copy"),
            ("drive/{i}/copy", "drive/root:/copy"),
        ] {
            assert!(fit(template, path).is_none(), "{path}");
        }
    }

    #[test]
    fn arguments_are_matched_by_name() {
        let options = Options::parse("@u=['a,b']&@j=%5B1,%22x%22%5D&@s='it''s'", Spelling::Exact).unwrap();
        let arguments = |path: &str| fit("r/f(a={a},b='{b}')", path).map(|matched| matched.arguments(&options));
        let json = arguments("r/graph.f(b='x,y=/''z',a=5)").unwrap().unwrap();
        assert_eq!(json, [("b".to_owned(), json!("x,y=/'z")), ("a".to_owned(), json!(5))]);
        let json = arguments("r/f(a=@j,b=@s)").unwrap().unwrap();
        assert_eq!(json, [("a".to_owned(), json!([1, "x"])), ("b".to_owned(), json!("it's"))]);
        let json = arguments("r/f(a=graph.kind_2'It''s',b=duration'PT1H')").unwrap().unwrap();
        assert_eq!(json, [("a".to_owned(), json!("It's")), ("b".to_owned(), json!("PT1H"))]);
        let json = arguments("r/f(a=2020-01-01T00:00:00Z,b=null)").unwrap().unwrap();
        assert_eq!(json, [("a".to_owned(), json!("2020-01-01T00:00:00Z")), ("b".to_owned(), json!(null))]);
        assert!(arguments("r/f(a=@none,b=1)").unwrap().is_err());
        assert!(arguments("r/f(a=@u,b=1)").unwrap().is_err());
        assert!(arguments("r/f(a=kind'x'y,b=1)").unwrap().is_err());
        assert!(arguments("r/f(a=a b'x',b=1)").unwrap().is_ok(), "it is not a literal: the metadata decides");
        assert!(arguments("r/f(a='x,b=1)").is_none());
        for path in ["r/f(a=1)", "r/f(a=1,c=2)", "r/f(a=1,b=2,c=3)", "r/f", "r/g(a=1,b=2)", "r/f(1,2)"] {
            assert!(arguments(path).is_none(), "{path}");
        }
    }
}
