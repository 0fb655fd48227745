//! OneNote.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::IdentitySet;

#[graph_entity(path = "me/onenote/notebooks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notebook {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(rename = "self")]
    pub self_address: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub created_by: Option<IdentitySet>,
    pub display_name: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub is_default: Option<bool>,
    pub is_shared: Option<bool>,
    pub links: Option<NotebookLinks>,
    pub section_groups_url: Option<String>,
    pub sections_url: Option<String>,
    pub user_role: Option<OnenoteUserRole>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NotebookLinks {
    pub one_note_client_url: Option<ExternalLink>,
    pub one_note_web_url: Option<ExternalLink>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExternalLink {
    pub href: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum OnenoteUserRole {
    #[graph(rename = "None")]
    None,
    #[graph(rename = "Owner")]
    Owner,
    #[graph(rename = "Contributor")]
    Contributor,
    #[graph(rename = "Reader")]
    Reader,
    #[graph(other)]
    Other(String),
}
