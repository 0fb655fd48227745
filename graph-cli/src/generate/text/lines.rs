//! Lines of source text.

/// The line width of rustfmt.
pub(crate) const WIDTH: usize = 100;

/// Lines of source text.
#[derive(Debug, Default)]
pub(crate) struct Text(String);

impl Text {
    /// Adds a line with an indent; an empty line has no spaces.
    pub(crate) fn line(&mut self, indent: usize, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.0.extend(std::iter::repeat_n(' ', indent));
            self.0.push_str(line);
        }
        self.0.push('\n');
    }

    /// Adds an item with its body in braces.
    pub(crate) fn block(&mut self, head: &str, body: &Self) {
        if body.0.is_empty() {
            self.line(0, format!("{head} {{}}"));
            return;
        }
        if head.len() + 2 > WIDTH {
            self.line(0, head);
            self.line(0, "{");
        } else {
            self.line(0, format!("{head} {{"));
        }
        self.0.push_str(&body.0);
        self.line(0, "}");
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_formatted_as_by_rustfmt() {
        let mut body = Text::default();
        body.line(4, "a: b,");
        let long = format!("pub struct {}", "X".repeat(90));
        for (head, body, written) in [
            ("pub struct X", &Text::default(), "pub struct X {}\n".to_owned()),
            ("pub struct X", &body, "pub struct X {\n    a: b,\n}\n".to_owned()),
            (long.as_str(), &body, format!("{long}\n{{\n    a: b,\n}}\n")),
        ] {
            let mut text = Text::default();
            text.block(head, body);
            assert_eq!(text.as_str(), written);
        }
    }
}
