//! The relation that a path ends in.

use super::resource::ResourceKind;
use crate::metadata::Metadata;
use crate::model::NavigationProperty;

impl Metadata {
    /// The navigation property that a path ends in, or whose entities it leads to, behind a key or a cast; `None` of the
    /// entities of a set or a singleton.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let relation = |path| metadata.relation(path).map(|found| found.name.as_str());
    /// assert_eq!(relation("users/{id}/messages/{id}"), Some("messages"));
    /// assert_eq!(relation("users/{id}"), None);
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    #[must_use]
    pub fn relation(&self, path: &str) -> Option<&NavigationProperty> {
        let (front, last) = split_last_segment(path)?;
        let name = last.split('(').next().unwrap_or(last);
        match self.path(front).ok()?.kind {
            // A cast stands at the same place.
            ResourceKind::Entity(of) => self.navigation_property(&of.name, name).or_else(|| self.relation(front)),
            ResourceKind::Collection(_) => self.relation(front),
            _ => None,
        }
    }
}

/// The path before its last segment, and that segment; a `/` in parentheses parts nothing.
#[must_use]
pub fn split_last_segment(path: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let last = path.char_indices().rev().find(|(_, letter)| {
        match letter {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *letter == '/' && depth == 0
    });
    let (at, _) = last?;
    Some((path.get(..at)?, path.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_parted_before_its_last_segment() {
        assert_eq!(split_last_segment("users/{id}/messages"), Some(("users/{id}", "messages")));
        assert_eq!(split_last_segment("sites/getByPath(path='a/b')"), Some(("sites", "getByPath(path='a/b')")));
        assert_eq!(split_last_segment("users"), None);
    }
}
