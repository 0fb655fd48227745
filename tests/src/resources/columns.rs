//! Columns and content types of lists.

use graph_core::{graph_complex, graph_entity};

use super::files::ItemReference;

/// `microsoft.graph.columnDefinition`.
#[graph_entity(path = "sites/{siteId}/lists/{listId}/columns")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnDefinition {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The column group.
    pub column_group: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether no value occurs twice.
    pub enforce_unique_values: Option<bool>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// Whether it is indexed.
    pub indexed: Option<bool>,
    /// Whether it may be deleted.
    pub is_deletable: Option<bool>,
    /// Whether it may be moved.
    pub is_reorderable: Option<bool>,
    /// Whether it can't be changed.
    pub is_sealed: Option<bool>,
    /// The name.
    pub name: Option<String>,
    /// Whether changes go on to the lists.
    pub propagate_changes: Option<bool>,
    /// Whether it can't be changed.
    pub read_only: Option<bool>,
    /// Whether it needs a value.
    pub required: Option<bool>,
    /// What makes it a text.
    pub text: Option<TextColumn>,
    /// Which kind it is.
    pub r#type: Option<String>,
}

/// `microsoft.graph.textColumn`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextColumn {
    /// Whether it may have several lines.
    pub allow_multiple_lines: Option<bool>,
    /// Whether changes are added to what is there.
    pub append_changes_to_existing_text: Option<bool>,
    /// How many lines its editor has.
    pub lines_for_editing: Option<i32>,
    /// How many characters it may have.
    pub max_length: Option<i32>,
    /// Plain or rich.
    pub text_type: Option<String>,
}

/// `microsoft.graph.contentType`.
#[graph_entity(path = "sites/{siteId}/contentTypes")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContentType {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The addresses of the associated hubs.
    pub associated_hubs_urls: Option<Vec<String>>,
    /// What it is for.
    pub description: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// The ancestor that it comes from.
    pub inherited_from: Option<ItemReference>,
    /// Whether the service made it.
    pub is_built_in: Option<bool>,
    /// The name.
    pub name: Option<String>,
    /// The id of the parent.
    pub parent_id: Option<String>,
    /// Whether changes go on to the lists.
    pub propagate_changes: Option<bool>,
    /// Whether it can't be changed.
    pub read_only: Option<bool>,
    /// Whether it can't be changed by a content type.
    pub sealed: Option<bool>,
    /// The content type that it extends.
    #[graph(navigation)]
    pub base: Option<Box<ContentType>>,
    /// The version of the item.
    pub e_tag: Option<String>,
}
