//! Sites and lists.

use chrono::{DateTime, FixedOffset};
use graph_core::{JsonObject, graph_complex, graph_entity};

use super::facets::{Deleted, Root, SharepointIds};
use super::files::ItemReference;
use super::values::IdentitySet;

/// `microsoft.graph.site`.
#[graph_entity(path = "sites")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The version of the item.
    pub e_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Where it is.
    pub parent_reference: Option<ItemReference>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether it is a person's own.
    pub is_personal_site: Option<bool>,
    /// Present where it is the root.
    pub root: Option<Root>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
}

/// `microsoft.graph.list`.
#[graph_entity(path = "sites/{siteId}/lists")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The version of the item.
    pub e_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Where it is.
    pub parent_reference: Option<ItemReference>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// What makes it a list.
    pub list: Option<ListInfo>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
    /// The items.
    #[graph(navigation)]
    pub items: Option<Vec<ListItem>>,
}

/// `microsoft.graph.listInfo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListInfo {
    /// Whether content types are enabled.
    pub content_types_enabled: Option<bool>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// What it was made from.
    pub template: Option<String>,
}

/// `microsoft.graph.listItem`.
#[graph_entity(path = "sites/{siteId}/lists/{listId}/items")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListItem {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The version of the item.
    pub e_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Where it is.
    pub parent_reference: Option<ItemReference>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// Present where it is deleted.
    pub deleted: Option<Deleted>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
    /// The values of the columns.
    #[graph(navigation)]
    pub fields: Option<FieldValueSet>,
}

/// `microsoft.graph.fieldValueSet`: its properties are the columns of the list.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldValueSet {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The values of the columns.
    #[graph(additional)]
    pub columns: JsonObject,
}
