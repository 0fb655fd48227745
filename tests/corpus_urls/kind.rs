//! The parts of the protocol that have to occur among the cases.

use crate::normal::Normal;

macro_rules! kinds {
    ($($kind:ident: $is_in:expr;)*) => {
        /// A part of the protocol.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Kind { $($kind),* }

        impl Kind {
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// Whether the sample has it, so that no case claims what its page does not show.
            pub(crate) fn is_in(self, method: &str, url: &Normal) -> bool {
                let is_in: fn(&str, &Normal) -> bool = match self { $(Self::$kind => $is_in),* };
                is_in(method, url)
            }
        }
    };
}

kinds! {
    Get: |method, _| method == "GET";
    Post: |method, _| method == "POST";
    Patch: |method, _| method == "PATCH";
    Put: |method, _| method == "PUT";
    Delete: |method, _| method == "DELETE";
    Eq: |_, url| filter_has(url, " eq ");
    Ne: |_, url| filter_has(url, " ne ");
    And: |_, url| filter_has(url, " and ");
    Or: |_, url| filter_has(url, " or ");
    In: |_, url| filter_has(url, " in (");
    Has: |_, url| filter_has(url, " has '");
    Any: |_, url| filter_has(url, "/any(");
    StartsWith: |_, url| filter_has(url, "startswith(");
    Contains: |_, url| filter_has(url, "contains(");
    CastOfValue: |_, url| filter_has(url, "cast(");
    IsOf: |_, url| filter_has(url, "isof('");
    DateRange: |_, url| filter_has(url, " ge 20") && filter_has(url, " le 20");
    PathInFilter: |_, url| compares_a_path(url);
    Null: |_, url| filter_has(url, " null");
    Guid: |_, url| url.option("$filter").rsplit(' ').next().is_some_and(|last| last.len() == 36);
    Select: |_, url| !url.option("$select").is_empty();
    Expand: |_, url| !url.option("$expand").is_empty();
    NestedExpand: |_, url| url.option("$expand").contains("($");
    OrderBy: |_, url| !url.option("$orderby").is_empty();
    FilterWithOrderBy: |_, url| !url.option("$filter").is_empty() && !url.option("$orderby").is_empty();
    Search: |_, url| url.option("$search").contains('"');
    SearchOr: |_, url| url.option("$search").contains("\" OR \"");
    Count: |_, url| url.option("$count") == "true";
    CountSegment: |_, url| url.path.ends_with("/$count");
    Top: |_, url| !url.option("$top").is_empty();
    Skip: |_, url| !url.option("$skip").is_empty();
    OtherParameter: |_, url| url.names().any(|name| !name.starts_with('$'));
    MediaValue: |_, url| url.path.ends_with("/$value");
    Content: |_, url| url.path.ends_with("/content");
    CastSegment: |_, url| url.path.contains("/microsoft.graph.");
    Delta: |_, url| url.path.ends_with("/delta");
    FunctionArguments: |_, url| url.path.contains('(') && url.path.contains('=');
    AddRef: |method, url| method == "POST" && url.path.ends_with("/$ref");
    SetRef: |method, url| method == "PUT" && url.path.ends_with("/$ref");
    RemoveRef: |method, url| method == "DELETE" && url.path.ends_with("/$ref");
    KeyInParentheses: |_, url| url.path.contains("('");
    Placeholder: |_, url| url.path.contains('{');
}

fn filter_has(url: &Normal, part: &str) -> bool {
    url.option("$filter").contains(part)
}

/// `a/b eq 1`: the left side of a comparison is a path.
fn compares_a_path(url: &Normal) -> bool {
    let mut sides = url.option("$filter").split(" eq ");
    sides.any(|side| side.rsplit(' ').next().is_some_and(|last| last.contains('/')))
}
