//! Annotations among a type's properties: `children@odata.nextLink`, `@microsoft.graph.downloadUrl`.

/// What makes the service send a property or an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source<'n> {
    /// This name in `$select`.
    Select(&'n str),
    /// `$expand` of this navigation property, with its `$count=true` where the number is wanted.
    Expand { property: &'n str, count: bool },
    /// Nothing: it comes by itself, or is only ever sent.
    Nothing,
}

/// What brings the property or annotation of this name.
///
/// # Rule
/// An annotation of a property comes with the property, so the property is selected: `members` for `members@delta`. The link
/// to the next page and the number of related entities come where they are expanded (OData JSON 4.01, §4.5.5 and §4.6.5), and
/// so does their context URL. An annotation of the object itself can't be selected: the service adds it or not. The one
/// exception is `@microsoft.graph.downloadUrl`, which `$select` cuts off, and which it brings as `content.downloadUrl`
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

    /// The forms that occur in Graph's documentation, and the terms of its metadata.
    #[test]
    fn an_annotation_comes_with_what_it_is_about() {
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
