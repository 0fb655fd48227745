//! Aliases of schema namespaces.

use crate::error::OffsetError;

/// The aliases of the file's schemas and of the vocabularies that it includes.
#[derive(Debug, Default)]
pub(crate) struct Aliases(Vec<Alias>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Alias {
    short: String,
    namespace: String,
    offset: usize,
}

impl Aliases {
    /// Adds an alias that is declared at `offset`; look-ups need [`sorted`](Self::sorted) first.
    pub(crate) fn add(&mut self, short: &str, namespace: &str, offset: usize) {
        self.0.push(Alias { short: short.to_owned(), namespace: namespace.to_owned(), offset });
    }

    /// The aliases, ready for look-ups.
    ///
    /// # Errors
    /// An alias of two namespaces.
    pub(crate) fn sorted(mut self) -> Result<Self, OffsetError> {
        self.0.sort();
        for pair in self.0.windows(2) {
            if let [one, other] = pair
                && one.short == other.short
                && one.namespace != other.namespace
            {
                let message =
                    format!("`{}` is the alias of `{}` and of `{}`", one.short, one.namespace, other.namespace);
                return Err(OffsetError::new(one.offset.max(other.offset), message));
            }
        }
        Ok(self)
    }

    /// A name with its namespace in place of an alias: `graph.user` → `microsoft.graph.user`.
    pub(crate) fn qualified(&self, name: &str) -> String {
        let Some((prefix, rest)) = name.rsplit_once('.') else { return name.to_owned() };
        let found = self.0.binary_search_by(|alias| alias.short.as_str().cmp(prefix));
        match found.ok().and_then(|index| self.0.get(index)) {
            Some(alias) => format!("{}.{rest}", alias.namespace),
            None => name.to_owned(),
        }
    }

    /// As [`qualified`](Self::qualified), for an alias in any letter case.
    pub(crate) fn qualified_ignore_case(&self, name: &str) -> String {
        let known = |prefix: &str| self.0.iter().find(|alias| alias.short.eq_ignore_ascii_case(prefix));
        match name.rsplit_once('.').and_then(|(prefix, rest)| Some((known(prefix)?, rest))) {
            Some((alias, rest)) => format!("{}.{rest}", alias.namespace),
            None => name.to_owned(),
        }
    }

    /// The target of annotations with namespaces in place of aliases, without spaces: `graph.user/mail`, `graph.sendMail(graph.user, Edm.String)`.
    pub(crate) fn target(&self, target: &str) -> String {
        let target: String = target.chars().filter(|letter| !letter.is_whitespace()).collect();
        let is_delimiter = |letter: char| matches!(letter, '(' | ')' | ',' | '/');
        target.split_inclusive(is_delimiter).map(|part| self.qualified(part)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(pairs: &[(&str, &str)]) -> Result<Aliases, OffsetError> {
        let mut aliases = Aliases::default();
        for (offset, (short, namespace)) in pairs.iter().enumerate() {
            aliases.add(short, namespace, offset);
        }
        aliases.sorted()
    }

    #[test]
    fn names_and_targets_get_their_namespace() {
        let aliases = aliases(&[("z", "z.z"), ("g", "m.graph"), ("m.sec", "m.security")]).unwrap();
        for (name, qualified) in [
            ("g.user", "m.graph.user"),
            ("m.sec.alert", "m.security.alert"),
            ("m.graph.user", "m.graph.user"),
            ("Edm.String", "Edm.String"),
            ("user", "user"),
            ("g", "g"),
            (".", "."),
            ("", ""),
        ] {
            assert_eq!(aliases.qualified(name), qualified);
        }
        for (target, qualified) in [
            ("g.user", "m.graph.user"),
            ("g.user/g.vip/mail", "m.graph.user/m.graph.vip/mail"),
            ("g.Service/users", "m.graph.Service/users"),
            (
                "g.f(g.user , Collection( g.user ),Edm.String)/x",
                "m.graph.f(m.graph.user,Collection(m.graph.user),Edm.String)/x",
            ),
            ("g.f()", "m.graph.f()"),
            ("g.f(", "m.graph.f("),
        ] {
            assert_eq!(aliases.target(target), qualified);
        }
    }

    #[test]
    fn an_alias_stands_for_one_namespace() {
        assert!(aliases(&[("g", "graph"), ("h", "graph"), ("g", "graph")]).is_ok());
        let error = aliases(&[("g", "a"), ("h", "x"), ("g", "b")]).map_err(|error| error.into_error("<?>"));
        assert_eq!(error.unwrap_err().to_string(), "line 1, column 3: `g` is the alias of `a` and of `b`");
    }
}
