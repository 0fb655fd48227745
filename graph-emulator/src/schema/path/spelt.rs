//! A segment as the metadata writes it.

use graph_csdl::{ResourceKind, StructuredKind, find_ignore_case};

use super::{ResolvedPath, Step, name};
use crate::schema::names::Names;
use crate::schema::well_known;

impl<'m> ResolvedPath<'m> {
    /// The next segment: its name, and those of the arguments in its parentheses, as the metadata writes them.
    /// It is given back as it came where it is a key, or nothing that is known there.
    pub(super) fn spelt(&self, names: Names<'m>, written: &str, has_key: impl Fn(&[String]) -> bool) -> String {
        if names.spelling.is_exact() {
            return written.to_owned();
        }
        let own = name(written);
        let arguments = written.get(own.len()..).unwrap_or_default();
        let is_key = || has_key(&[self.segments.as_slice(), &[written.to_owned()]].concat());
        match self.known(own) {
            Some(known) if known != own && self.is_collection() && is_key() => written.to_owned(),
            Some(known) => {
                let arguments = self.spelt_arguments(&known, arguments);
                format!("{known}{arguments}")
            }
            None => match self.well_known(written) {
                Some(known) if known != written && !is_key() => known.to_owned(),
                _ => written.to_owned(),
            },
        }
    }

    fn known(&self, own: &str) -> Option<String> {
        match self.steps.last() {
            // A value that was cast has the properties of that type.
            Some(Step { target: ResourceKind::Value(_), of: Some(of), .. }) if of.kind == StructuredKind::Complex => {
                self.metadata.segment_ignore_case(Some(&ResourceKind::Entity(of)), own)
            }
            before => self.metadata.segment_ignore_case(before.map(|step| &step.target), own),
        }
    }

    fn is_collection(&self) -> bool {
        matches!(self.target(), Some(ResourceKind::Collection(_)))
    }

    fn well_known(&self, key: &str) -> Option<&'static str> {
        let Some(ResourceKind::Collection(of)) = self.target() else { return None };
        well_known::folder(self.segments.last()?, &of.name, key).map(|folder| folder.key)
    }

    /// `(startDateTime='x')` with the names of the operation's parameters, or of the key's properties.
    fn spelt_arguments(&self, own: &str, arguments: &str) -> String {
        let Some(given) = arguments.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
            return arguments.to_owned();
        };
        let path = self.segments.iter().map(|segment| super::escaped(segment));
        let path: Vec<_> = path.chain([own.to_owned()]).collect();
        let Ok(place) = self.metadata.path(&path.join("/")) else { return arguments.to_owned() };
        let spell = |written: &str| match &place.kind {
            ResourceKind::Operation(overloads) => {
                let parameters = overloads.iter().flat_map(|one| &one.parameters);
                find_ignore_case(written, parameters.map(|parameter| parameter.name.as_str()))
            }
            ResourceKind::Collection(of) => self.metadata.property_ignore_case(&of.name, written),
            _ => None,
        };
        if let ResourceKind::Collection(of) = &place.kind
            && let Some(key) = given.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''))
            && let Some(folder) = well_known::folder(own, &of.name, key)
        {
            return format!("('{}')", folder.key);
        }
        let mut is_quoted = false;
        let parts = given.split(move |letter| {
            is_quoted ^= letter == '\'';
            letter == ',' && !is_quoted
        });
        let parts = parts.map(|part| match part.split_once('=') {
            Some((written, value)) => format!("{}={value}", spell(written.trim()).unwrap_or(written)),
            None => part.to_owned(),
        });
        format!("({})", parts.collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{follow, metadata};

    /// Graph's page "Traverse Microsoft Graph": paths are not told apart by letter case. Keys are.
    #[test]
    fn names_are_spelt_as_in_the_metadata_and_keys_as_they_came() {
        let metadata = metadata();
        for (written, spelt) in [
            ("USERS/Ada/Messages/M1", "users/Ada/messages/M1"),
            ("Users('Ada')/Manager", "users('Ada')/manager"),
            ("users(ID='Ada')", "users(id='Ada')"),
            ("ME/Send", "me/send"),
            ("Me/messages/Find(Q='a,Q=b')", "me/messages/find(q='a,Q=b')"),
            ("me/messages/FIND", "me/messages/FIND"),
            ("me/Messages/N.User", "me/messages/n.user"),
            ("users/Users", "users/Users"),
        ] {
            let resolved_path = follow(&metadata, written).unwrap();
            assert_eq!(resolved_path.segments().join("/"), spelt, "{written}");
        }
        let lost = format!("{:?}", follow(&metadata, "Users/ada/Mesages").err().unwrap());
        assert!(lost.contains("segment 'Mesages'. (Did you mean 'messages'?)"), "{lost}");
    }
}
