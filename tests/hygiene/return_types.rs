//! Valid return types under the schema check, in each spelling.
#![deny(missing_docs, warnings, unreachable_pub, clippy::pedantic)]

use graph_core::bytes::Bytes;
use graph_core::{JsonObject, Poller, graph_action, graph_entity, graph_function};

type Csv = Bytes;
type Copied<T> = Poller<T>;
type Name = Option<String>;

/// A copied item.
#[graph_entity(path = "me/drive/items", schema = "metadata/graph.csdl")]
struct DriveItem {
    #[graph(key)]
    id: Name,
}

macro_rules! operation {
    ($attribute:ident $name:ident, $path:literal, $returns:ty, { $($field:ident: $ty:ty),* }) => {
        #[$attribute(path = $path, returns = $returns, schema = "metadata/graph.csdl")]
        pub(super) struct $name {
            $(pub(super) $field: $ty,)*
        }
    };
}

/// Content, with a type that a macro received.
mod by_macro {
    use super::*;
    operation!(graph_function GetTeamsUserActivityCounts, "reports/getTeamsUserActivityCounts", Bytes, { period: String });
    operation!(graph_function GetOffice365ActiveUserDetail, "reports/getOffice365ActiveUserDetail", Bytes, { period: String });
    operation!(graph_action Copy, "me/drive/items/{itemId}/copy", Poller<DriveItem>, { name: Name });
    operation!(graph_action AddPassword, "applications/{applicationId}/addPassword", JsonObject, {});
}

/// The same by other names.
mod by_alias {
    use super::*;
    operation!(graph_function GetTeamsUserActivityCounts, "reports/getTeamsUserActivityCounts", Csv, { period: String });
    operation!(graph_function GetOffice365ActiveUserDetail, "reports/getOffice365ActiveUserDetail", Csv, { period: String });
    operation!(graph_action Copy, "me/drive/items/{itemId}/copy", Copied<DriveItem>, { name: Name });
}

/// Pollers without a result, of an operation with a result and of one without.
mod by_its_end {
    use super::*;
    operation!(graph_action Copy, "me/drive/items/{itemId}/copy", Poller<()>, { name: Name });
    operation!(graph_action Archive, "teams/{teamId}/archive", Poller<()>, {});
}

#[test]
fn the_return_type_does_not_change_the_path() {
    let csv = by_macro::GetTeamsUserActivityCounts { period: "D7".into() }.request();
    assert_eq!(csv.path(), by_alias::GetTeamsUserActivityCounts { period: "D7".into() }.request().path());
    let copy = by_its_end::Copy { name: None }.request("1");
    assert_eq!(copy.path(), by_alias::Copy { name: None }.request("1").path());
    assert_eq!(copy.path(), by_macro::Copy { name: None }.request("1").path());
    assert_eq!(by_its_end::Archive {}.request("1").path(), "teams/1/archive");
}
