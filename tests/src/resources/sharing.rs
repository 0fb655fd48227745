//! Who may use an item of a drive.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::files::ItemReference;
use super::values::{Identity, IdentitySet};

/// `microsoft.graph.permission`.
#[graph_entity(path = "drives/{driveId}/items/{driveItemId}/permissions")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Permission {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it expires.
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    /// To whom it is granted.
    pub granted_to: Option<IdentitySet>,
    /// To whom it is granted, where these are many.
    pub granted_to_identities: Option<Vec<IdentitySet>>,
    /// Whether a password is needed.
    pub has_password: Option<bool>,
    /// The ancestor that it comes from.
    pub inherited_from: Option<ItemReference>,
    /// The invitation.
    pub invitation: Option<SharingInvitation>,
    /// The link.
    pub link: Option<SharingLink>,
    /// What it allows.
    pub roles: Option<Vec<String>>,
    /// The id of its sharing link.
    pub share_id: Option<String>,
}

/// `microsoft.graph.sharingInvitation`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharingInvitation {
    /// The mail address.
    pub email: Option<String>,
    /// Who invited.
    pub invited_by: Option<IdentitySet>,
    /// Who redeemed it.
    pub redeemed_by: Option<String>,
    /// Whether one has to sign in.
    pub sign_in_required: Option<bool>,
}

/// `microsoft.graph.sharingLink`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharingLink {
    /// The application that acted.
    pub application: Option<Identity>,
    /// Whether it can be seen, and not downloaded.
    pub prevents_download: Option<bool>,
    /// What it covers.
    pub scope: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
    /// HTML that shows the item.
    pub web_html: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
}
