//! Known names that are similar to a written one: in another letter case, or misspelt.

/// The known name that equals `written` in any letter case: the exact one, or else the only one that differs in nothing but
/// case.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::find_ignore_case("surName", ["id", "surname"]), Some("surname"));
/// assert_eq!(graph_csdl::find_ignore_case("NAME", ["name", "Name"]), None);
/// assert_eq!(graph_csdl::find_ignore_case("Name", ["name", "Name"]), Some("Name"));
/// ```
#[must_use]
pub fn find_ignore_case<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut like: Option<&str> = None;
    let mut is_ambiguous = false;
    for name in known {
        if name == written {
            return Some(name);
        }
        if name.eq_ignore_ascii_case(written) {
            is_ambiguous |= like.is_some_and(|other| other != name);
            like = Some(name);
        }
    }
    like.filter(|_| !is_ambiguous)
}

/// The known name that is nearest to `written`: one that differs in nothing but case, or else one within two edits and half
/// its own length. The first of several.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::nearest("displaName", ["id", "displayName"]), Some("displayName"));
/// assert_eq!(graph_csdl::nearest("colour", ["id", "displayName"]), None);
/// ```
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let edits = |name: &str| if written.eq_ignore_ascii_case(name) { Some(0) } else { edits(written, name, 2) };
    let near = known.into_iter().filter_map(|name| Some((edits(name)?, name)));
    let (edits, name) = near.min_by_key(|(edits, _)| *edits)?;
    (edits * 2 <= name.chars().count()).then_some(name)
}

/// The Levenshtein distance between two names; `None` if it is more than `most`.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::edits("displaName", "displayName", 2), Some(1));
/// assert_eq!(graph_csdl::edits("colour", "displayName", 2), None);
/// ```
#[must_use]
pub fn edits(from: &str, to: &str, most: usize) -> Option<usize> {
    // The lengths are compared first, which is cheap: an ASCII name has one byte a character, any other up to four.
    let bytes = if from.is_ascii() && to.is_ascii() { most } else { most.saturating_mul(4) };
    let is_near = from.len().abs_diff(to.len()) <= bytes;
    is_near.then(|| strsim::levenshtein(from, to)).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_suggested_only_when_it_is_near() {
        let known = ["displayName", "mail", "id", "userPrincipalName", "groesse", "😀abc"];
        for (written, name) in [
            ("displayname", Some("displayName")),
            ("DISPLAYNAME", Some("displayName")),
            ("dispalyName", Some("displayName")),
            ("mial", Some("mail")),
            ("xy", None),
            ("userName", None),
            ("", None),
            ("grösse", Some("groesse")),
            ("😀😀😀abc", Some("😀abc")),
        ] {
            assert_eq!(nearest(written, known), name, "{written}");
        }
    }
}
