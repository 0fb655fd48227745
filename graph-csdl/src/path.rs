//! Paths relative to the service root, and the resources that they address.

mod resource;
mod segment;
mod error;
mod walker;
mod spelling;

pub use self::error::PathError;
pub use self::resource::{Resource, ResourceKind};
use self::segment::segments;
pub use self::walker::PathWalker;
use crate::metadata::Metadata;
use crate::model::NavigationProperty;

impl Metadata {
    /// The resource at a path relative to the service root: `users/{id}/messages`, `applications(appId='…')/owners`,
    /// `groups/{id}/members/graph.user`. A placeholder or any other text in the position of a key is a key.
    /// Percent-encoding is decoded. The service resolves the path of names between two colons, as that of a file in a drive
    /// or of a site: `me/drive/root:/{path}:/children`, `sites/{host}:/{path}:/lists`.
    ///
    /// # Errors
    /// The first segment that its resource does not have.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let error = metadata.path("users/{id}/mesages").unwrap_err();
    /// assert_eq!(error.to_string(), "`n.user` has no `mesages`; did you mean `messages`?");
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    pub fn path(&self, path: &str) -> Result<Resource<'_>, PathError> {
        let segments = segments(path);
        if segments.iter().any(|segment| segment.text.is_empty()) {
            return Err(error::empty(path));
        }
        let mut walker = PathWalker::new(self);
        let mut segments = segments.iter();
        while let Some(segment) = segments.next() {
            if segment.is_unclosed {
                return Err(error::unclosed(segment));
            }
            walker = walker.follow(segment)?;
            if segment.has_names {
                let has_no_names = segments.clone().next().is_some_and(|first| first.text == ":");
                let last = segments.clone().next_back();
                let end = segments.find(|name| name.text.ends_with(':')).or(last).unwrap_or(segment);
                walker = walker.by_names(segment, end.end())?;
                if has_no_names {
                    return Err(error::no_names(segment));
                }
            }
        }
        walker.into_resource().ok_or_else(|| error::empty(path))
    }

    /// The navigation property that a path ends in, with or without a key or a cast after it; `None` for the entities of a set
    /// or a singleton.
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
            // A cast does not change the position.
            ResourceKind::Entity(of) => self.navigation_property(&of.name, name).or_else(|| self.relation(front)),
            ResourceKind::Collection(_) => self.relation(front),
            _ => None,
        }
    }
}

/// The path before its last segment, and that segment; a `/` in parentheses is part of a segment.
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
    fn a_path_splits_before_its_last_segment() {
        assert_eq!(split_last_segment("users/{id}/messages"), Some(("users/{id}", "messages")));
        assert_eq!(split_last_segment("sites/getByPath(path='a/b')"), Some(("sites", "getByPath(path='a/b')")));
        assert_eq!(split_last_segment("users"), None);
    }
}
