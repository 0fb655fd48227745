//! Query options: decoded for those who read them, and kept as received for the link to the next page.

use percent_encoding::percent_decode_str;

use crate::answer::Failure;

/// The system query options that Graph also takes without their `$`.
const WITHOUT_DOLLAR: [&str; 11] =
    ["apply", "compute", "count", "expand", "filter", "format", "orderby", "search", "select", "skip", "top"];

/// The options of one request.
#[derive(Debug, Default)]
pub(crate) struct Options {
    options: Vec<QueryOption>,
    /// Whether a path may have options of its own, which change nothing here.
    may_have_own: bool,
}

#[derive(Debug)]
struct QueryOption {
    name: String,
    value: String,
    raw: String,
}

impl Options {
    /// Reads a query. A `+` in a value is a space, as Graph and its own pages have it, where OData's is a plus
    /// (URL Conventions 4.01, §2): a plus is `%2B`.
    pub(crate) fn parse(query: &str) -> Result<Self, Failure> {
        let mut options: Vec<QueryOption> = Vec::new();
        for raw in query.split('&').filter(|raw| !raw.is_empty()) {
            let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
            push(&mut options, decode(name)?, decode(&value.replace('+', " "))?, raw)?;
        }
        Ok(Self { options, may_have_own: false })
    }

    /// The options within an expansion, which are decoded already.
    pub(crate) fn nested(parts: &[&str]) -> Result<Self, Failure> {
        let mut options: Vec<QueryOption> = Vec::new();
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            push(&mut options, name.trim().to_owned(), value.to_owned(), part)?;
        }
        Ok(Self { options, may_have_own: false })
    }

    /// Passes over the options of a path's own from now on, as `startDateTime` of `calendarView`.
    ///
    /// # Rule
    /// The name of a custom option begins with neither `$` nor `@` (OData URL Conventions 4.01, §5.2).
    pub(crate) const fn allow_own(&mut self) {
        self.may_have_own = true;
    }

    /// Refuses every option but these: one that is not understood would make the answer wrong.
    pub(crate) fn allow(&self, known: &[&str]) -> Result<(), Failure> {
        let is_passed_over = |name: &str| self.may_have_own && !name.starts_with(['$', '@']);
        let is_known = |name: &str| known.contains(&name) || is_passed_over(name);
        match self.options.iter().find(|option| !is_known(&option.name)) {
            Some(option) => Err(Failure::not_implemented(&format!("the query option '{}' here", option.name))),
            None => Ok(()),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|option| option.name == name).map(|option| option.value.as_str())
    }

    /// An option of the path's own, which has no `$`, in any case.
    pub(crate) fn own(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().find(|option| option.name.eq_ignore_ascii_case(name));
        found.map(|option| option.value.as_str())
    }

    /// A whole number, not negative.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, Failure> {
        let invalid = |_| Failure::bad_request(format!("Query option '{name}' must be a non-negative whole number."));
        self.get(name).map(str::parse).transpose().map_err(invalid)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Failure> {
        match self.get(name) {
            Some("true") => Ok(true),
            Some("false") | None => Ok(false),
            Some(_) => Err(Failure::bad_request(format!("Query option '{name}' must be 'true' or 'false'."))),
        }
    }

    /// Name and value of the other options, decoded.
    pub(crate) fn others(&self, names: &[&str]) -> Vec<(String, String)> {
        let others = self.options.iter().filter(|option| !names.contains(&option.name.as_str()));
        others.map(|option| (option.name.clone(), option.value.clone())).collect()
    }

    /// The other options as received, each followed by `&`.
    pub(crate) fn without(&self, names: &[&str]) -> String {
        let others = self.options.iter().filter(|option| !names.contains(&option.name.as_str()));
        others.flat_map(|option| [option.raw.as_str(), "&"]).collect()
    }
}

fn push(options: &mut Vec<QueryOption>, mut name: String, value: String, raw: &str) -> Result<(), Failure> {
    if WITHOUT_DOLLAR.contains(&name.as_str()) {
        name.insert(0, '$');
    }
    if options.iter().any(|option| option.name == name) {
        return Err(Failure::bad_request(format!("Query option '{name}' is given more than once.")));
    }
    options.push(QueryOption { name, value, raw: raw.to_owned() });
    Ok(())
}

/// Undoes percent-encoding.
pub(crate) fn decode(text: &str) -> Result<String, Failure> {
    let invalid = |_| Failure::bad_request(format!("'{text}' is not percent-encoded UTF-8."));
    percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_decoded_and_kept() {
        let options = Options::parse("%24select=a%2Cb&top=5&$skip=x&$count=true&$filter=a+eq+'b%2Bc'").unwrap();
        assert_eq!(options.get("$select"), Some("a,b"));
        assert_eq!(options.get("$filter"), Some("a eq 'b+c'"));
        assert_eq!(options.number("$top").unwrap(), Some(5));
        assert!(options.number("$skip").is_err());
        assert!(options.flag("$count").unwrap());
        assert_eq!(options.without(&["$skip"]), "%24select=a%2Cb&top=5&$count=true&$filter=a+eq+'b%2Bc'&");
        assert!(options.allow(&["$select", "$top", "$skip", "$filter"]).is_err());
    }

    #[test]
    fn an_option_of_the_paths_own_is_passed_over_where_there_may_be_one() {
        let mut options = Options::parse("start=1&$top=5&select=a").unwrap();
        assert!(options.allow(&["$top", "$select"]).is_err());
        options.allow_own();
        assert!(options.allow(&["$top", "$select"]).is_ok());
        assert!(options.allow(&["$top"]).is_err(), "`select` is `$select`");
    }

    #[test]
    fn what_is_ambiguous_or_no_text_is_refused() {
        assert!(Options::parse("$top=1&%24top=2").is_err());
        assert!(Options::parse("$top=1&top=2").is_err());
        assert!(Options::parse("$select=%FF").is_err());
    }
}
