//! Sites and lists.

use chrono::{DateTime, FixedOffset};
use graph_core::{JsonObject, graph_complex, graph_entity};

use super::facets::{Deleted, Root, SharepointIds};
use super::files::ItemReference;
use super::values::IdentitySet;

#[graph_entity(path = "sites")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub parent_reference: Option<ItemReference>,
    pub web_url: Option<String>,
    pub display_name: Option<String>,
    pub is_personal_site: Option<bool>,
    pub root: Option<Root>,
    pub sharepoint_ids: Option<SharepointIds>,
}

#[graph_entity(path = "sites/{siteId}/lists")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub parent_reference: Option<ItemReference>,
    pub web_url: Option<String>,
    pub display_name: Option<String>,
    pub list: Option<ListInfo>,
    pub sharepoint_ids: Option<SharepointIds>,
    #[graph(navigation)]
    pub items: Option<Vec<ListItem>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListInfo {
    pub content_types_enabled: Option<bool>,
    pub hidden: Option<bool>,
    pub template: Option<String>,
}

#[graph_entity(path = "sites/{siteId}/lists/{listId}/items")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListItem {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub parent_reference: Option<ItemReference>,
    pub web_url: Option<String>,
    pub deleted: Option<Deleted>,
    pub sharepoint_ids: Option<SharepointIds>,
    #[graph(navigation)]
    pub fields: Option<FieldValueSet>,
}

#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldValueSet {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(additional)]
    pub columns: JsonObject,
}
