//! Columns and content types of lists.

use graph_core::{graph_complex, graph_entity};

use super::files::ItemReference;

#[graph_entity(path = "sites/{siteId}/lists/{listId}/columns")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnDefinition {
    #[graph(key)]
    pub id: Option<String>,
    pub column_group: Option<String>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub enforce_unique_values: Option<bool>,
    pub hidden: Option<bool>,
    pub indexed: Option<bool>,
    pub is_deletable: Option<bool>,
    pub is_reorderable: Option<bool>,
    pub is_sealed: Option<bool>,
    pub name: Option<String>,
    pub propagate_changes: Option<bool>,
    pub read_only: Option<bool>,
    pub required: Option<bool>,
    pub text: Option<TextColumn>,
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextColumn {
    pub allow_multiple_lines: Option<bool>,
    pub append_changes_to_existing_text: Option<bool>,
    pub lines_for_editing: Option<i32>,
    pub max_length: Option<i32>,
    pub text_type: Option<String>,
}

#[graph_entity(path = "sites/{siteId}/contentTypes")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContentType {
    #[graph(key)]
    pub id: Option<String>,
    pub associated_hubs_urls: Option<Vec<String>>,
    pub description: Option<String>,
    pub group: Option<String>,
    pub hidden: Option<bool>,
    pub inherited_from: Option<ItemReference>,
    pub is_built_in: Option<bool>,
    pub name: Option<String>,
    pub parent_id: Option<String>,
    pub propagate_changes: Option<bool>,
    pub read_only: Option<bool>,
    pub sealed: Option<bool>,
    #[graph(navigation)]
    pub base: Option<Box<ContentType>>,
    pub e_tag: Option<String>,
}
