//! Query options: decoded, and as received for the link to the next page.

use percent_encoding::percent_decode_str;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;

/// The system query options without their `$`: Graph accepts them without it, and in any letter case.
const SYSTEM: [&str; 13] = [
    "apply",
    "compute",
    "count",
    "deltatoken",
    "expand",
    "filter",
    "format",
    "orderby",
    "search",
    "select",
    "skip",
    "skiptoken",
    "top",
];

/// An option that only tells the link of a repeated page from that of the page: a fault writes it.
pub(crate) const REPEATED: &str = "repeated-page";

/// The query options of one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    received: Vec<QueryOption>,
    /// Whether the path may have query options of its own, which are ignored.
    may_have_own: bool,
    spelling: Spelling,
}

#[derive(Debug, Clone)]
struct QueryOption {
    name: String,
    value: String,
    raw: String,
}

impl Options {
    /// Parses a query. A `+` in a value is a space, as in Graph, while OData reads it as a plus (URL Conventions 4.01, §2): a
    /// plus is `%2B`.
    pub(crate) fn parse(query: &str, spelling: Spelling) -> Result<Self, ODataError> {
        let mut options = Self { spelling, ..Self::default() };
        for raw in query.split('&').filter(|raw| !raw.is_empty()) {
            let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
            if name == REPEATED {
                continue;
            }
            options.push(&decode(name)?, decode(&value.replace('+', " "))?, raw)?;
        }
        Ok(options)
    }

    /// Parses the options within an expansion, which are already decoded.
    pub(crate) fn nested(parts: &[&str], spelling: Spelling) -> Result<Self, ODataError> {
        let mut options = Self { spelling, ..Self::default() };
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            options.push(name.trim(), value.to_owned(), part)?;
        }
        Ok(options)
    }

    /// Ignores the path's own options from now on, such as `startDateTime` of `calendarView`.
    ///
    /// # Rule
    /// The name of a custom option begins with neither `$` nor `@` (OData URL Conventions 4.01, §5.2).
    pub(crate) const fn allow_own(&mut self) {
        self.may_have_own = true;
    }

    /// Rejects every option except these: an ignored option would make the response wrong.
    pub(crate) fn allow(&self, known: &[&str]) -> Result<(), ODataError> {
        let is_passed_over = |name: &str| self.may_have_own && !name.starts_with(['$', '@']);
        let is_known = |name: &str| known.contains(&name) || is_passed_over(name);
        match self.received.iter().find(|option| !is_known(&option.name)) {
            Some(option) => Err(ODataError::not_implemented(&format!("the query option '{}' here", option.name))),
            None => Ok(()),
        }
    }

    /// How names, operators and keywords in the values must be written.
    pub(crate) const fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// Replaces the decoded value of an option.
    pub(crate) fn replace(&mut self, name: &str, value: String) {
        if let Some(option) = self.received.iter_mut().find(|option| option.name == name) {
            option.value = value;
        }
    }

    /// One of the path's own options, in any letter case unless names must be exact.
    pub(crate) fn own(&self, name: &str) -> Option<&str> {
        let like = || self.received.iter().find(|option| self.spelling.is(&option.name, name));
        self.get(name).or_else(|| like().map(|option| option.value.as_str()))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.received.iter().find(|option| option.name == name).map(|option| option.value.as_str())
    }

    /// The value of an option that is a non-negative whole number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, ODataError> {
        let invalid =
            |_| ODataError::bad_request(format!("Query option '{name}' must be a non-negative whole number."));
        self.get(name).map(str::parse).transpose().map_err(invalid)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, ODataError> {
        match self.get(name) {
            None => Ok(false),
            Some(text) if self.spelling.is(text, "true") => Ok(true),
            Some(text) if self.spelling.is(text, "false") => Ok(false),
            Some(_) => Err(ODataError::bad_request(format!("Query option '{name}' must be 'true' or 'false'."))),
        }
    }

    fn push(&mut self, written: &str, value: String, raw: &str) -> Result<(), ODataError> {
        let name = self.known(written)?;
        if self.received.iter().any(|option| option.name == name) {
            return Err(ODataError::bad_request(format!("Query option '{name}' is given more than once.")));
        }
        self.received.push(QueryOption { name, value, raw: raw.to_owned() });
        Ok(())
    }

    /// The documented name of a system query option; any other name as received.
    fn known(&self, written: &str) -> Result<String, ODataError> {
        let bare = written.strip_prefix('$').unwrap_or(written);
        let system = SYSTEM.iter().find(|name| name.eq_ignore_ascii_case(bare));
        // `id` is a custom option; `$id` is the option of a reference.
        let name = match system {
            Some(name) => format!("${name}"),
            None if written.eq_ignore_ascii_case("$id") => "$id".to_owned(),
            None => return Ok(written.to_owned()),
        };
        if self.spelling.is_exact() && name != written {
            return Err(ODataError::bad_request(format!("Query option '{written}' must be written '{name}'.")));
        }
        Ok(name)
    }

    /// The names and decoded values of all options except these.
    pub(crate) fn others(&self, names: &[&str]) -> Vec<(String, String)> {
        let others = self.received.iter().filter(|option| !names.contains(&option.name.as_str()));
        others.map(|option| (option.name.clone(), option.value.clone())).collect()
    }

    /// All options except these as received, each followed by `&`.
    pub(crate) fn without(&self, names: &[&str]) -> String {
        let others = self.received.iter().filter(|option| !names.contains(&option.name.as_str()));
        others.flat_map(|option| [option.raw.as_str(), "&"]).collect()
    }
}

/// Decodes percent-encoding.
pub(crate) fn decode(text: &str) -> Result<String, ODataError> {
    let invalid = |_| ODataError::bad_request(format!("'{text}' is not percent-encoded UTF-8."));
    percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<Options, ODataError> {
        Options::parse(query, Spelling::AnyCase)
    }

    /// OData URL Conventions 4.01, §5.1: names of system query options are case-insensitive, and their `$` is optional.
    #[test]
    fn a_system_option_has_one_name_in_each_spelling() {
        for (written, name) in [
            ("$Top", "$top"),
            ("TOP", "$top"),
            ("%24SELECT", "$select"),
            ("OrderBy", "$orderby"),
            ("SkipToken", "$skiptoken"),
            ("$Id", "$id"),
        ] {
            let query = format!("{written}=5");
            assert_eq!(parse(&query).unwrap().get(name), Some("5"), "{written}");
            let refused = format!("{:?}", Options::parse(&query, Spelling::Exact).unwrap_err());
            assert!(refused.contains(&format!("must be written '{name}'")), "{refused}");
        }
        assert!(parse("$top=1&TOP=2").is_err(), "it is given twice");
        let own = parse("Id=5&StartDateTime=x&startdatetimes=y").unwrap();
        assert_eq!((own.get("$id"), own.own("startDateTime")), (None, Some("x")));
        let count = |query: &str, spelling| Options::parse(query, spelling).and_then(|options| options.flag("$count"));
        assert!(count("$count=TRUE", Spelling::AnyCase).unwrap() && !count("$count=False", Spelling::AnyCase).unwrap());
        assert!(count("$count=TRUE", Spelling::Exact).is_err() && count("$count=yes", Spelling::AnyCase).is_err());
    }

    #[test]
    fn options_are_decoded_and_kept() {
        let options = parse("%24select=a%2Cb&top=5&$skip=x&$count=true&$filter=a+eq+'b%2Bc'").unwrap();
        assert_eq!(options.get("$select"), Some("a,b"));
        assert_eq!(options.get("$filter"), Some("a eq 'b+c'"));
        assert_eq!(options.number("$top").unwrap(), Some(5));
        assert!(options.number("$skip").is_err());
        assert!(options.flag("$count").unwrap());
        assert_eq!(options.without(&["$skip"]), "%24select=a%2Cb&top=5&$count=true&$filter=a+eq+'b%2Bc'&");
        assert!(options.allow(&["$select", "$top", "$skip", "$filter"]).is_err());
    }

    #[test]
    fn a_custom_option_is_ignored_where_allowed() {
        let mut options = parse("start=1&$top=5&select=a").unwrap();
        assert!(options.allow(&["$top", "$select"]).is_err());
        options.allow_own();
        assert!(options.allow(&["$top", "$select"]).is_ok());
        assert!(options.allow(&["$top"]).is_err(), "`select` is `$select`");
    }

    #[test]
    fn duplicate_and_undecodable_options_are_refused() {
        assert!(parse("$top=1&%24top=2").is_err());
        assert!(parse("$top=1&top=2").is_err());
        assert!(parse("$select=%FF").is_err());
    }
}
