//! Groups.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::users::OnPremisesProvisioningError;
use super::values::AssignedLicense;

#[graph_entity(path = "groups")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub access_type: Option<GroupAccessType>,
    pub allow_external_senders: Option<bool>,
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    pub auto_subscribe_new_members: Option<bool>,
    pub classification: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    pub group_types: Option<Vec<String>>,
    pub has_members_with_license_errors: Option<bool>,
    pub hide_from_address_lists: Option<bool>,
    pub hide_from_outlook_clients: Option<bool>,
    pub info_catalogs: Option<Vec<String>>,
    pub is_archived: Option<bool>,
    pub is_assignable_to_role: Option<bool>,
    pub is_favorite: Option<bool>,
    pub is_management_restricted: Option<bool>,
    pub is_subscribed_by_mail: Option<bool>,
    pub mail: Option<String>,
    pub mail_enabled: Option<bool>,
    pub mail_nickname: Option<String>,
    pub membership_rule: Option<String>,
    pub membership_rule_processing_state: Option<String>,
    pub on_premises_domain_name: Option<String>,
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    pub on_premises_net_bios_name: Option<String>,
    pub on_premises_provisioning_errors: Option<Vec<OnPremisesProvisioningError>>,
    pub on_premises_sam_account_name: Option<String>,
    pub on_premises_security_identifier: Option<String>,
    pub on_premises_sync_enabled: Option<bool>,
    pub organization_id: Option<String>,
    pub preferred_data_location: Option<String>,
    pub preferred_language: Option<String>,
    pub proxy_addresses: Option<Vec<String>>,
    pub renewed_date_time: Option<DateTime<FixedOffset>>,
    pub resource_behavior_options: Option<Vec<String>>,
    pub resource_provisioning_options: Option<Vec<String>>,
    pub security_enabled: Option<bool>,
    pub security_identifier: Option<String>,
    pub theme: Option<String>,
    pub unique_name: Option<String>,
    pub unseen_conversations_count: Option<i32>,
    pub unseen_count: Option<i32>,
    pub unseen_messages_count: Option<i32>,
    pub visibility: Option<String>,
    pub welcome_message_enabled: Option<bool>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum GroupAccessType {
    None,
    Private,
    Secret,
    Public,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
