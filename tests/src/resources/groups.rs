//! Groups.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::users::OnPremisesProvisioningError;
use super::values::AssignedLicense;

/// `microsoft.graph.group`.
#[graph_entity(path = "groups")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// The kind of access.
    pub access_type: Option<GroupAccessType>,
    /// Whether people from outside may write to it.
    pub allow_external_senders: Option<bool>,
    /// The assigned licenses.
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    /// Whether new members get its mail.
    pub auto_subscribe_new_members: Option<bool>,
    /// The classification.
    pub classification: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it expires.
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    /// What makes it more than a security group.
    pub group_types: Option<Vec<String>>,
    /// Whether a member lacks a licence that the group gives.
    pub has_members_with_license_errors: Option<bool>,
    /// Whether address lists leave it out.
    pub hide_from_address_lists: Option<bool>,
    /// Whether Outlook leaves it out.
    pub hide_from_outlook_clients: Option<bool>,
    /// Kinds of information that it holds.
    pub info_catalogs: Option<Vec<String>>,
    /// Whether it is put away.
    pub is_archived: Option<bool>,
    /// Whether it may have a role.
    pub is_assignable_to_role: Option<bool>,
    /// Whether it is a favourite of the caller.
    pub is_favorite: Option<bool>,
    /// Whether few administrators may change it.
    pub is_management_restricted: Option<bool>,
    /// Whether the caller gets its mail.
    pub is_subscribed_by_mail: Option<bool>,
    /// The mail address.
    pub mail: Option<String>,
    /// Whether it has a mailbox.
    pub mail_enabled: Option<bool>,
    /// The mail address before its `@`.
    pub mail_nickname: Option<String>,
    /// Who is a member, as a rule.
    pub membership_rule: Option<String>,
    /// Whether the rule is at work.
    pub membership_rule_processing_state: Option<String>,
    /// The domain's name on premises.
    pub on_premises_domain_name: Option<String>,
    /// When it was last synchronised from on premises.
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    /// The NetBIOS name on premises.
    pub on_premises_net_bios_name: Option<String>,
    /// What went wrong on the way from on premises.
    pub on_premises_provisioning_errors: Option<Vec<OnPremisesProvisioningError>>,
    /// The SAM account's name on premises.
    pub on_premises_sam_account_name: Option<String>,
    /// The security identifier on premises.
    pub on_premises_security_identifier: Option<String>,
    /// Whether it is synchronised from on premises.
    pub on_premises_sync_enabled: Option<bool>,
    /// The id of the organization.
    pub organization_id: Option<String>,
    /// Where the data should be kept.
    pub preferred_data_location: Option<String>,
    /// The preferred language.
    pub preferred_language: Option<String>,
    /// The proxy addresses.
    pub proxy_addresses: Option<Vec<String>>,
    /// When it was renewed.
    pub renewed_date_time: Option<DateTime<FixedOffset>>,
    /// How the group behaves.
    pub resource_behavior_options: Option<Vec<String>>,
    /// What was made with it, such as a team.
    pub resource_provisioning_options: Option<Vec<String>>,
    /// Whether it may be given rights.
    pub security_enabled: Option<bool>,
    /// The security identifier.
    pub security_identifier: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// The unique name.
    pub unique_name: Option<String>,
    /// How many conversations the caller has not seen.
    pub unseen_conversations_count: Option<i32>,
    /// How many posts the caller has not seen.
    pub unseen_count: Option<i32>,
    /// How many messages the caller has not seen.
    pub unseen_messages_count: Option<i32>,
    /// Who sees it.
    pub visibility: Option<String>,
    /// Whether new members are greeted.
    pub welcome_message_enabled: Option<bool>,
}

/// `microsoft.graph.groupAccessType`.
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
