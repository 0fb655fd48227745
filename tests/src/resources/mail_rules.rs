//! Rules of the inbox.

use graph_core::{graph_complex, graph_entity, graph_enum};

use super::mail::Importance;
use super::values::Recipient;

#[graph_entity(path = "me/mailFolders/{mailFolderId}/messageRules")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRule {
    #[graph(key)]
    pub id: Option<String>,
    pub actions: Option<MessageRuleActions>,
    pub conditions: Option<MessageRulePredicates>,
    pub display_name: Option<String>,
    pub exceptions: Option<MessageRulePredicates>,
    pub has_error: Option<bool>,
    pub is_enabled: Option<bool>,
    pub is_read_only: Option<bool>,
    pub sequence: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRuleActions {
    pub assign_categories: Option<Vec<String>>,
    pub copy_to_folder: Option<String>,
    pub delete: Option<bool>,
    pub forward_as_attachment_to: Option<Vec<Recipient>>,
    pub forward_to: Option<Vec<Recipient>>,
    pub mark_as_read: Option<bool>,
    pub mark_importance: Option<Importance>,
    pub move_to_folder: Option<String>,
    pub permanent_delete: Option<bool>,
    pub redirect_to: Option<Vec<Recipient>>,
    pub stop_processing_rules: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRulePredicates {
    pub body_contains: Option<Vec<String>>,
    pub body_or_subject_contains: Option<Vec<String>>,
    pub categories: Option<Vec<String>>,
    pub from_addresses: Option<Vec<Recipient>>,
    pub has_attachments: Option<bool>,
    pub header_contains: Option<Vec<String>>,
    pub importance: Option<Importance>,
    pub is_approval_request: Option<bool>,
    pub is_automatic_forward: Option<bool>,
    pub is_automatic_reply: Option<bool>,
    pub is_encrypted: Option<bool>,
    pub is_meeting_request: Option<bool>,
    pub is_meeting_response: Option<bool>,
    pub is_non_delivery_report: Option<bool>,
    pub is_permission_controlled: Option<bool>,
    pub is_read_receipt: Option<bool>,
    pub is_signed: Option<bool>,
    pub is_voicemail: Option<bool>,
    pub message_action_flag: Option<MessageActionFlag>,
    pub not_sent_to_me: Option<bool>,
    pub recipient_contains: Option<Vec<String>>,
    pub sender_contains: Option<Vec<String>>,
    pub sensitivity: Option<Sensitivity>,
    pub sent_cc_me: Option<bool>,
    pub sent_only_to_me: Option<bool>,
    pub sent_to_addresses: Option<Vec<Recipient>>,
    pub sent_to_me: Option<bool>,
    pub sent_to_or_cc_me: Option<bool>,
    pub subject_contains: Option<Vec<String>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum MessageActionFlag {
    Any,
    Call,
    DoNotForward,
    FollowUp,
    Fyi,
    Forward,
    NoResponseNecessary,
    Read,
    Reply,
    ReplyToAll,
    Review,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Sensitivity {
    Normal,
    Personal,
    Private,
    Confidential,
    #[graph(other)]
    Other(String),
}
