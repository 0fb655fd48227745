//! `$search`: clauses in double quotes, joined by `AND`, `OR` and `NOT`.

use serde_json::Value as Json;

use crate::answer::Failure;
use crate::node::Node;

/// Parentheses and `NOT` within each other; more is refused, so that no text exhausts the stack.
const MAX_DEPTH: usize = 50;

/// What `$search` asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// Text anywhere in that property, or in any; in lower case.
    Clause {
        property: Option<String>,
        text: String,
    },
    Not(Box<Search>),
    And(Vec<Search>),
    Or(Vec<Search>),
}

impl Search {
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let search = parser.alternatives()?;
        if parser.skip_spaces().is_empty() {
            Ok(search)
        } else {
            Err(parser.error("a clause in double quotes expected"))
        }
    }

    /// Without regard to case, as the service searches; it splits texts into words, which this does not.
    pub(crate) fn matches(&self, node: Node) -> bool {
        match self {
            Self::Clause { property, text } => {
                let properties = node.properties().into_iter().flatten();
                let searched = properties.filter(|(name, _)| match property {
                    Some(property) => property == *name,
                    None => !name.contains('@'),
                });
                searched.into_iter().any(|(_, value)| contains(value, text))
            }
            Self::Not(search) => !search.matches(node),
            Self::And(all) => all.iter().all(|search| search.matches(node)),
            Self::Or(any) => any.iter().any(|search| search.matches(node)),
        }
    }
}

/// A text, or one of a list of texts.
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
}

impl<'t> Parser<'t> {
    fn alternatives(&mut self) -> Result<Search, Failure> {
        self.descend()?;
        let mut any = vec![self.conjunction()?];
        while self.eat("OR") {
            any.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(if any.len() == 1 { any.remove(0) } else { Search::Or(any) })
    }

    fn descend(&mut self) -> Result<(), Failure> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            Ok(())
        } else {
            Err(self.error(&format!("more than {MAX_DEPTH} levels of nesting")))
        }
    }

    /// `AND` may be left out.
    fn conjunction(&mut self) -> Result<Search, Failure> {
        let mut all = vec![self.clause()?];
        while self.eat("AND") || self.skip_spaces().starts_with(['"', '(']) || self.is_at("NOT") {
            all.push(self.clause()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Search::And(all) })
    }

    fn clause(&mut self) -> Result<Search, Failure> {
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
        self.quoted()
    }

    fn quoted(&mut self) -> Result<Search, Failure> {
        let Some(rest) = self.skip_spaces().strip_prefix('"') else {
            return Err(self.error("a clause in double quotes expected"));
        };
        let (mut text, mut is_escaped) = (String::new(), false);
        for (index, c) in rest.char_indices() {
            match c {
                '"' if !is_escaped => {
                    self.at += index + 2;
                    return Ok(clause(&text));
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
        let after = self.skip_spaces().strip_prefix(word);
        after.is_some_and(|after| after.starts_with([' ', '"', '(']))
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

    fn error(&self, what: &str) -> Failure {
        let position = self.text.get(..self.at).unwrap_or(self.text).chars().count();
        Failure::invalid_query(format!(
            "Invalid $search: Syntax error: {what} at position {position} in '{}'.",
            self.text
        ))
    }
}

/// `displayName:Video` is about that property, anything that has no name before a colon about all.
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

    #[test]
    fn or_binds_less_than_and() {
        let search = Search::parse(r#""a" AND "b" OR NOT ("c" "d")"#).unwrap();
        let neither = Search::Not(Search::And(vec![any("c"), any("d")]).into());
        assert_eq!(search, Search::Or(vec![Search::And(vec![any("a"), any("b")]), neither]));
    }

    #[test]
    fn a_clause_may_name_its_property() {
        let named = Search::Clause { property: Some("displayName".to_owned()), text: "o\"b\\c:d".to_owned() };
        assert_eq!(Search::parse(r#""displayName:O\"B\\C:d""#).unwrap(), named);
        assert_eq!(Search::parse(r#""12:30 x""#).unwrap(), any("12:30 x"));
    }

    #[test]
    fn what_is_no_search_is_refused() {
        let deep = format!("{}\"a\"{}", "(".repeat(100_000), ")".repeat(100_000));
        for wrong in ["", "a", "\"a", "\"a\\\"", "\"a\" OR", "(\"a\"", "\"a\")", "\"a\" or \"b\"", "NOT", "ORR", &deep]
        {
            assert!(Search::parse(wrong).is_err(), "{wrong:.20}");
        }
    }
}
