//! Which known name a misspelt one was meant to be.

/// The known name that `written` is closest to: one that differs in case alone, or else within two edits and half of its own
/// length. Of several the first.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::nearest("displaName", ["id", "displayName"]), Some("displayName"));
/// assert_eq!(graph_csdl::nearest("colour", ["id", "displayName"]), None);
/// ```
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let edits = |name: &str| if written.eq_ignore_ascii_case(name) { 0 } else { distance(written, name) };
    let (edits, name) = known.into_iter().map(|name| (edits(name), name)).min_by_key(|(edits, _)| *edits)?;
    (edits <= 2 && edits * 2 <= name.chars().count()).then_some(name)
}

/// Levenshtein's distance; of names whose lengths differ by more than two characters, which can't be near, any large number.
fn distance(from: &str, to: &str) -> usize {
    // Bytes are counted at once, and of an ASCII name they are its characters; any other has up to four in each.
    let most = if from.is_ascii() && to.is_ascii() { 2 } else { 8 };
    if from.len().abs_diff(to.len()) > most { usize::MAX / 2 } else { strsim::levenshtein(from, to) }
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
