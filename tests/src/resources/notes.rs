//! OneNote.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::IdentitySet;

/// `microsoft.graph.notebook`.
#[graph_entity(path = "me/onenote/notebooks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notebook {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The address of this one.
    #[graph(rename = "self")]
    pub self_address: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// Whether it is the default.
    pub is_default: Option<bool>,
    /// Whether others see it.
    pub is_shared: Option<bool>,
    /// Where it opens.
    pub links: Option<NotebookLinks>,
    /// The address of its groups of sections.
    pub section_groups_url: Option<String>,
    /// The address of its sections.
    pub sections_url: Option<String>,
    /// What the caller may do.
    pub user_role: Option<OnenoteUserRole>,
}

/// `microsoft.graph.notebookLinks`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NotebookLinks {
    /// Where it opens in the app.
    pub one_note_client_url: Option<ExternalLink>,
    /// Where it opens in a browser.
    pub one_note_web_url: Option<ExternalLink>,
}

/// `microsoft.graph.externalLink`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExternalLink {
    /// The address.
    pub href: Option<String>,
}

/// `microsoft.graph.onenoteUserRole`.
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
