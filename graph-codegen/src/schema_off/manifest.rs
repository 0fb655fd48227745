//! Detects the request for the check in a Cargo.toml. A TOML parser would cost build time in each crate without the check.

/// Whether the text has the table `graph` under `[package.metadata]` or `[workspace.metadata]`, as a header, a dotted key or an
/// inline table.
pub(super) fn asks(text: &str) -> bool {
    // Most files end here.
    text.contains("metadata") && Toml { rest: text }.document()
}

/// A token of a TOML document. The text of a string is that between its quotes, with its escapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Text(&'t str),
    Mark(char),
    Line,
}

/// Searches a document for the table. Cargo reports invalid TOML.
struct Toml<'t> {
    rest: &'t str,
}

impl<'t> Toml<'t> {
    fn document(mut self) -> bool {
        let mut table = Vec::new();
        while let Some(token) = self.next() {
            match token {
                Token::Mark('[') => {
                    table.clear();
                    self.name(&mut table, ']');
                    if is_ours(&table) {
                        return true;
                    }
                }
                Token::Text(first) => {
                    if self.entry(first, &table) {
                        return true;
                    }
                }
                Token::Line | Token::Mark(_) => {}
            }
        }
        false
    }

    /// Reads the parts of a name up to the mark that ends it.
    fn name(&mut self, name: &mut Vec<&'t str>, end: char) {
        while let Some(token) = self.next() {
            match token {
                Token::Text(part) => name.push(part),
                Token::Mark(mark) if mark == end => return,
                Token::Line => return,
                Token::Mark(_) => {}
            }
        }
    }

    /// Reads a key, whose first part is `first`, and its value; returns whether one of the names in it is ours.
    fn entry(&mut self, first: &'t str, table: &[&'t str]) -> bool {
        let mut name = [table, &[first]].concat();
        self.name(&mut name, '=');
        is_ours(&name) || self.value(&name)
    }

    /// Reads a value, up to the end of its line or of its element.
    fn value(&mut self, name: &[&'t str]) -> bool {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token {
                Token::Mark('{') if depth == 0 => return self.inline(name),
                Token::Mark('[' | '{') => depth += 1,
                Token::Mark(']' | '}') => depth = depth.saturating_sub(1),
                Token::Line if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }

    /// Reads an inline table after its opening brace.
    fn inline(&mut self, name: &[&'t str]) -> bool {
        let (mut depth, mut is_key) = (1_usize, true);
        let mut key = name.to_vec();
        while let Some(token) = self.next() {
            match token {
                Token::Mark('{' | '[') => depth += 1,
                Token::Mark('}' | ']') if depth == 1 => return false,
                Token::Mark('}' | ']') => depth -= 1,
                Token::Mark(',') if depth == 1 => {
                    is_key = true;
                    key.truncate(name.len());
                }
                Token::Mark('=') if depth == 1 => is_key = false,
                Token::Text(part) if is_key && depth == 1 => key.push(part),
                _ => {}
            }
            if is_ours(&key) {
                return true;
            }
        }
        false
    }

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = self.rest.trim_start_matches([' ', '\t', '\r']);
        let first = rest.chars().next()?;
        let (token, rest) = match first {
            '#' => (Token::Line, rest.split_once('\n').map_or("", |(_, rest)| rest)),
            '\n' => (Token::Line, rest.get(1..)?),
            '"' | '\'' => string(rest, first),
            '[' | ']' | '{' | '}' | '=' | '.' | ',' => (Token::Mark(first), rest.get(1..)?),
            _ => {
                let ends = |letter: char| letter.is_whitespace() || "#[]{}=.,\"'".contains(letter);
                let (word, rest) = rest.split_at_checked(rest.find(ends).unwrap_or(rest.len()))?;
                (Token::Text(word), rest)
            }
        };
        self.rest = rest;
        Some(token)
    }
}

/// A string of one line or, by three quotes, of several.
fn string(text: &str, quote: char) -> (Token<'_>, &str) {
    let three = [quote; 3].iter().collect::<String>();
    let end = if text.starts_with(&three) { three } else { quote.to_string() };
    let inner = text.get(end.len()..).unwrap_or_default();
    let mut from = 0;
    while let Some(found) = inner.get(from..).and_then(|rest| Some(from + rest.find([quote, '\\'])?)) {
        let here = inner.get(found..).unwrap_or_default();
        if here.starts_with(&end) {
            return (Token::Text(inner.get(..found).unwrap_or_default()), here.get(end.len()..).unwrap_or_default());
        }
        let is_escape = quote == '"' && here.starts_with('\\');
        from = found + here.chars().take(1 + usize::from(is_escape)).map(char::len_utf8).sum::<usize>();
    }
    (Token::Text(inner), "")
}

fn is_ours(name: &[&str]) -> bool {
    matches!(name, ["package" | "workspace", "metadata", "graph", ..])
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn the_table_is_found_in_each_form() {
        for text in [
            "[package]\nname = 'a'\n[package.metadata.graph]\nschema = 'a.csdl'\n[dependencies]\n",
            "[package.metadata.graph]",
            "[ package . 'metadata' . \"graph\" ] # the check",
            "[package.metadata.graph.more]\nx = 1",
            "[[package.metadata.graph]]",
            "[package.metadata]\ngraph = { schema = 'a.csdl' }",
            "[package.metadata]\ndocs.rs = true\ngraph.schema = 'a.csdl'",
            "[package]\nmetadata.graph.schema = 'a.csdl'",
            "[package]\nmetadata = { docs = { a = [1, {}] }, graph.schema = 'a.csdl' }",
            "[package]\nmetadata = { graph = { schema = 'a.csdl' } }",
            "package = { metadata = { a = 1 }, name = 'a' }\npackage.metadata.graph.schema = 'a'",
            "[workspace.metadata.graph]\nschema = 'a.csdl'",
            "[package]\r\nauthors = [\r\n  'a', # [\r\n]\r\n[package.metadata.graph]\r\n",
            "[package]\ndescription = \"\"\"a \\\"\"\" b\n\"\"\"\n[package.metadata.graph]",
            "[package]\ndescription = \"\\\\\"\n[package.metadata.graph]",
            "[package]\ndescription = 'C:\\'\n[package.metadata.graph]",
        ] {
            assert!(asks(text), "{text}");
        }
    }

    #[test]
    fn another_table_is_passed_over() {
        for text in [
            "",
            "[package]\nname = 'graph'\n[dependencies]\ngraph-core = '0.1'",
            "[package.metadata]\nother = 1\n[graph]\nschema = 'a'",
            "[package.metadata.graph-tool]\nschema = 'a'",
            "[package.metadata.docs.graph]\nschema = 'a'",
            "[package.metadata.docs]\ngraph = 1",
            "# [package.metadata.graph]",
            "[package]\ndescription = \"\"\"\n[package.metadata.graph]\n\"\"\"",
            "[package]\ndescription = '''\n[package.metadata.graph]\n'''",
            "[package]\nkeywords = [\n  'metadata',\n  'package.metadata.graph', ]",
            "[package]\nmetadata = { docs = { graph = 1 } }\nname = 'a'",
            "[package]\nmetadata = { docs = [\n  { graph = 1 },\n] }",
            "[dependencies]\nmetadata = { graph = '1' }",
            "[package]\nmetadata = 'graph",
        ] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_cut_off_anywhere_ends() {
        let text = "[package]\nd = \"\"\"ä\\\"\"\"\"\nmetadata = { 'ü' = [{}], graph.schema = \"a\\\\\" }\n[package.metadata.graph]";
        for end in text.char_indices().map(|(at, _)| at) {
            let _ = asks(text.get(..end).unwrap_or_default());
        }
        assert!(asks(text));
    }
}
