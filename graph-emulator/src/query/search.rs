//! `$search`: clauses in double quotes, joined by `AND`, `OR` and `NOT`. Words without quotes are clauses as well.

use graph_csdl::StructuredType;
use serde_json::Value as Json;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::value_ref::ValueRef;
use crate::schema::names::Names;
use crate::store::properties::property;

/// The maximal nesting of parentheses and `NOT`, so that no text exhausts the stack.
const MAX_DEPTH: usize = 50;

/// A parsed `$search`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// Lower-case text anywhere in this property, or in any property.
    Clause {
        property: Option<String>,
        text: String,
    },
    Not(Box<Search>),
    And(Vec<Search>),
    Or(Vec<Search>),
}

impl Search {
    pub(crate) fn parse(text: &str, spelling: Spelling) -> Result<Self, ODataError> {
        let mut parser = Parser { text, at: 0, depth: 0, spelling };
        let search = parser.alternatives()?;
        if parser.skip_spaces().is_empty() {
            Ok(search)
        } else {
            Err(parser.error("a clause in double quotes expected"))
        }
    }

    /// Gives names of properties the spelling of an entity's type. An unknown name finds nothing.
    pub(crate) fn resolve(&mut self, names: Names, of: &StructuredType) {
        match self {
            Self::Clause { property: Some(property), .. } => {
                if let Some(spelt) = names.canonical(&of.name, property) {
                    spelt.clone_into(property);
                }
            }
            Self::Clause { property: None, .. } => {}
            Self::Not(search) => search.resolve(names, of),
            Self::And(several) | Self::Or(several) => several.iter_mut().for_each(|search| search.resolve(names, of)),
        }
    }

    /// Ignores case, as the service does. The service splits texts into words; this does not.
    pub(crate) fn matches(&self, node: ValueRef, spelling: Spelling) -> bool {
        match self {
            Self::Clause { property: Some(name), text } => {
                let found = node.properties().and_then(|properties| property(properties, name, spelling));
                found.is_some_and(|value| contains(value, text))
            }
            Self::Clause { property: None, text } => {
                let mut properties = node.properties().into_iter().flatten().filter(|(name, _)| !name.contains('@'));
                properties.any(|(_, value)| contains(value, text))
            }
            Self::Not(search) => !search.matches(node, spelling),
            Self::And(all) => all.iter().all(|search| search.matches(node, spelling)),
            Self::Or(any) => any.iter().any(|search| search.matches(node, spelling)),
        }
    }
}

/// Whether a text, or one of a list of texts, contains the text.
fn contains(value: &Json, text: &str) -> bool {
    match value {
        Json::String(value) => value.to_lowercase().contains(text),
        Json::Array(items) => {
            items.iter().any(|item| item.as_str().is_some_and(|item| item.to_lowercase().contains(text)))
        }
        _ => false,
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    spelling: Spelling,
}

impl<'t> Parser<'t> {
    fn alternatives(&mut self) -> Result<Search, ODataError> {
        self.descend()?;
        let mut any = vec![self.conjunction()?];
        while self.eat("OR") {
            any.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(if any.len() == 1 { any.remove(0) } else { Search::Or(any) })
    }

    fn descend(&mut self) -> Result<(), ODataError> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            Ok(())
        } else {
            Err(self.error(&format!("more than {MAX_DEPTH} levels of nesting")))
        }
    }

    /// `AND` is optional.
    fn conjunction(&mut self) -> Result<Search, ODataError> {
        let mut all = vec![self.clause()?];
        while self.eat("AND") || self.is_at_clause() {
            all.push(self.clause()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Search::And(all) })
    }

    fn is_at_clause(&mut self) -> bool {
        let rest = self.skip_spaces();
        let is_word = !self.spelling.is_exact() && !rest.is_empty() && !rest.starts_with(')') && !self.is_at("OR");
        is_word || rest.starts_with(['"', '(']) || self.is_at("NOT")
    }

    fn clause(&mut self) -> Result<Search, ODataError> {
        if self.eat("NOT") {
            self.descend()?;
            let negated = self.clause()?;
            self.depth -= 1;
            return Ok(Search::Not(negated.into()));
        }
        let rest = self.skip_spaces();
        if rest.starts_with('(') {
            self.at += 1;
            let inner = self.alternatives()?;
            if !self.skip_spaces().starts_with(')') {
                return Err(self.error("')' expected"));
            }
            self.at += 1;
            return Ok(inner);
        }
        if rest.starts_with('"') { self.quoted().map(|text| clause(&text)) } else { self.word() }
    }

    /// A word without quotes, or a property's name and a colon before a text in quotes.
    fn word(&mut self) -> Result<Search, ODataError> {
        let rest = self.skip_spaces();
        let word = rest.split([' ', '(', ')', '"']).next().unwrap_or_default();
        let is_operator = ["AND", "OR", "NOT"].iter().any(|operator| self.spelling.is(word, operator));
        if self.spelling.is_exact() || word.is_empty() || is_operator {
            return Err(self.error("a clause in double quotes expected"));
        }
        self.at += word.len();
        let is_before_quote = word.ends_with(':') && self.text.get(self.at..).is_some_and(|rest| rest.starts_with('"'));
        Ok(clause(&if is_before_quote { format!("{word}{}", self.quoted()?) } else { word.to_owned() }))
    }

    /// The text in double quotes at the current position.
    fn quoted(&mut self) -> Result<String, ODataError> {
        let Some(rest) = self.skip_spaces().strip_prefix('"') else {
            return Err(self.error("a clause in double quotes expected"));
        };
        let (mut text, mut is_escaped) = (String::new(), false);
        for (index, c) in rest.char_indices() {
            match c {
                '"' if !is_escaped => {
                    self.at += index + 2;
                    return Ok(text);
                }
                '\\' if !is_escaped => is_escaped = true,
                _ => {
                    is_escaped = false;
                    text.push(c);
                }
            }
        }
        Err(self.error("there is an unterminated clause"))
    }

    fn is_at(&mut self, word: &str) -> bool {
        let parts = self.skip_spaces().split_at_checked(word.len());
        parts.is_some_and(|(own, after)| self.spelling.is(own, word) && after.starts_with([' ', '"', '(']))
    }

    fn eat(&mut self, word: &str) -> bool {
        let is_it = self.is_at(word);
        if is_it {
            self.at += word.len();
        }
        is_it
    }

    fn skip_spaces(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(' ');
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    fn error(&self, what: &str) -> ODataError {
        let position = self.text.get(..self.at).unwrap_or(self.text).chars().count();
        ODataError::invalid_query(format!(
            "Invalid $search: Syntax error: {what} at position {position} in '{}'.",
            self.text
        ))
    }
}

/// `displayName:Video` searches that property; a text without a name before a colon searches all.
fn clause(text: &str) -> Search {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let (property, text) = match text.split_once(':') {
        Some((name, text)) if is_name(name) => (Some(name.to_owned()), text),
        _ => (None, text),
    };
    Search::Clause { property, text: text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any(text: &str) -> Search {
        Search::Clause { property: None, text: text.to_owned() }
    }

    fn exact(text: &str) -> Result<Search, ODataError> {
        Search::parse(text, Spelling::Exact)
    }

    fn any_case(text: &str) -> Result<Search, ODataError> {
        Search::parse(text, Spelling::AnyCase)
    }

    #[test]
    fn or_binds_less_than_and() {
        let search = exact(r#""a" AND "b" OR NOT ("c" "d")"#).unwrap();
        let neither = Search::Not(Search::And(vec![any("c"), any("d")]).into());
        assert_eq!(search, Search::Or(vec![Search::And(vec![any("a"), any("b")]), neither]));
    }

    #[test]
    fn a_clause_may_name_its_property() {
        let named = Search::Clause { property: Some("displayName".to_owned()), text: "o\"b\\c:d".to_owned() };
        assert_eq!(exact(r#""displayName:O\"B\\C:d""#).unwrap(), named);
        assert_eq!(exact(r#""12:30 x""#).unwrap(), any("12:30 x"));
    }

    /// OData URL Conventions 4.01, §5.1.8: a search word needs no quotes.
    #[test]
    fn words_need_no_quotes() {
        let named = |text: &str| Search::Clause { property: Some("from".to_owned()), text: text.to_owned() };
        for (text, search) in [
            ("Pizza", any("pizza")),
            ("from:Ada", named("ada")),
            (r#"from:"Ada L""#, named("ada l")),
            ("a b", Search::And(vec![any("a"), any("b")])),
            (r#"a "b c""#, Search::And(vec![any("a"), any("b c")])),
            ("a AND b OR c", Search::Or(vec![Search::And(vec![any("a"), any("b")]), any("c")])),
            (r#""a" or "b""#, Search::Or(vec![any("a"), any("b")])),
            ("Not (a and b)", Search::Not(Search::And(vec![any("a"), any("b")]).into())),
            ("ORR", any("orr")),
            ("android", any("android")),
        ] {
            assert_eq!(any_case(text).unwrap(), search, "{text}");
        }
    }

    #[test]
    fn an_invalid_search_is_refused() {
        let deep = format!("{}\"a\"{}", "(".repeat(100_000), ")".repeat(100_000));
        for wrong in
            ["", "\"a", "\"a\\\"", "\"a\" OR", "(\"a\"", "\"a\")", "NOT", "a OR", "a AND", "(a", "a)", "or", &deep]
        {
            assert!(any_case(wrong).is_err(), "{wrong:.20}");
            assert!(exact(wrong).is_err(), "{wrong:.20}");
        }
        for wrong in ["a", "\"a\" or \"b\"", "ORR", "from:\"a\""] {
            assert!(exact(wrong).is_err(), "{wrong}");
        }
    }
}
