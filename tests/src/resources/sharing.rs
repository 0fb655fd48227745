//! Who may use an item of a drive.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::files::ItemReference;
use super::values::{Identity, IdentitySet};

#[graph_entity(path = "drives/{driveId}/items/{driveItemId}/permissions")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Permission {
    #[graph(key)]
    pub id: Option<String>,
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    pub granted_to: Option<IdentitySet>,
    pub granted_to_identities: Option<Vec<IdentitySet>>,
    pub has_password: Option<bool>,
    pub inherited_from: Option<ItemReference>,
    pub invitation: Option<SharingInvitation>,
    pub link: Option<SharingLink>,
    pub roles: Option<Vec<String>>,
    pub share_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharingInvitation {
    pub email: Option<String>,
    pub invited_by: Option<IdentitySet>,
    pub redeemed_by: Option<String>,
    pub sign_in_required: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharingLink {
    pub application: Option<Identity>,
    pub prevents_download: Option<bool>,
    pub scope: Option<String>,
    pub r#type: Option<String>,
    pub web_html: Option<String>,
    pub web_url: Option<String>,
}
