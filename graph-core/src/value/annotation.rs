//! Annotations in the property table of a type: `children@odata.nextLink`, `@microsoft.graph.downloadUrl`.

/// The query option that makes the service return a property or an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source<'n> {
    /// `$select` with this name.
    Select(&'n str),
    /// `$expand` of this navigation property, with `$count=true` for the number of its entities.
    Expand { property: &'n str, count: bool },
    /// None: the service returns it by default, or it is only sent.
    Nothing,
}

/// Returns the query option for the property or annotation with this name.
///
/// # Rule
/// An annotation of a property is returned with that property, so the property is selected: `members` for `members@delta`. The
/// next link, the count and the context URL of related entities are returned if these are expanded (OData JSON 4.01, §4.5.5
/// and §4.6.5). An annotation of the object itself can't be selected. The exception is `@microsoft.graph.downloadUrl`, which
/// `$select` removes, and which the name `content.downloadUrl` selects
/// ([OneDrive issue 606](https://github.com/OneDrive/onedrive-api-docs/issues/606)).
pub(crate) fn source(name: &str) -> Source<'_> {
    match name.split_once('@') {
        None => Source::Select(name),
        Some(("", "microsoft.graph.downloadUrl")) => Source::Select("content.downloadUrl"),
        Some(("", _)) => Source::Nothing,
        Some((property, term)) => match term.strip_prefix("odata.").unwrap_or(term) {
            "nextLink" | "context" => Source::Expand { property, count: false },
            "count" => Source::Expand { property, count: true },
            "bind" => Source::Nothing,
            _ => Source::Select(property),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms in Graph's documentation, and the terms of its metadata.
    #[test]
    fn an_annotation_is_returned_with_its_property() {
        for (name, expected) in [
            ("displayName", Source::Select("displayName")),
            ("members@delta", Source::Select("members")),
            ("phones@odata.type", Source::Select("phones")),
            ("content@odata.mediaReadLink", Source::Select("content")),
            ("content@odata.mediaContentType", Source::Select("content")),
            ("x@contoso.unit", Source::Select("x")),
            ("children@odata.nextLink", Source::Expand { property: "children", count: false }),
            ("children@odata.context", Source::Expand { property: "children", count: false }),
            ("children@odata.count", Source::Expand { property: "children", count: true }),
            ("children@count", Source::Expand { property: "children", count: true }),
            ("manager@odata.bind", Source::Nothing),
            ("@odata.etag", Source::Nothing),
            ("@odata.type", Source::Nothing),
            ("@microsoft.graph.conflictBehavior", Source::Nothing),
            ("@microsoft.graph.downloadUrl", Source::Select("content.downloadUrl")),
        ] {
            assert_eq!(source(name), expected, "{name}");
        }
    }
}
