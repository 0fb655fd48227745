//! Rules of the inbox.

use graph_core::{graph_complex, graph_entity, graph_enum};

use super::mail::Importance;
use super::values::Recipient;

/// `microsoft.graph.messageRule`.
#[graph_entity(path = "me/mailFolders/{mailFolderId}/messageRules")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRule {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What it does.
    pub actions: Option<MessageRuleActions>,
    /// When it applies.
    pub conditions: Option<MessageRulePredicates>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it does not.
    pub exceptions: Option<MessageRulePredicates>,
    /// Whether it is broken.
    pub has_error: Option<bool>,
    /// Whether it is on.
    pub is_enabled: Option<bool>,
    /// Whether the service alone changes it.
    pub is_read_only: Option<bool>,
    /// Its place in the order.
    pub sequence: Option<i32>,
}

/// `microsoft.graph.messageRuleActions`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRuleActions {
    /// The categories that it gives.
    pub assign_categories: Option<Vec<String>>,
    /// The id of the folder to copy to.
    pub copy_to_folder: Option<String>,
    /// Whether it deletes the message.
    pub delete: Option<bool>,
    /// To whom it forwards, as an attachment.
    pub forward_as_attachment_to: Option<Vec<Recipient>>,
    /// To whom it forwards.
    pub forward_to: Option<Vec<Recipient>>,
    /// Whether it marks the message as read.
    pub mark_as_read: Option<bool>,
    /// The importance that it gives.
    pub mark_importance: Option<Importance>,
    /// The id of the folder to move to.
    pub move_to_folder: Option<String>,
    /// Whether it deletes the message for good.
    pub permanent_delete: Option<bool>,
    /// To whom it redirects.
    pub redirect_to: Option<Vec<Recipient>>,
    /// Whether no rule runs after it.
    pub stop_processing_rules: Option<bool>,
}

/// `microsoft.graph.messageRulePredicates`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageRulePredicates {
    /// Words in the text.
    pub body_contains: Option<Vec<String>>,
    /// Words in the text or the subject.
    pub body_or_subject_contains: Option<Vec<String>>,
    /// The categories.
    pub categories: Option<Vec<String>>,
    /// The senders.
    pub from_addresses: Option<Vec<Recipient>>,
    /// Whether something is attached.
    pub has_attachments: Option<bool>,
    /// Words in the header.
    pub header_contains: Option<Vec<String>>,
    /// The importance.
    pub importance: Option<Importance>,
    /// Whether it is an approval request.
    pub is_approval_request: Option<bool>,
    /// Whether it is an automatic forward.
    pub is_automatic_forward: Option<bool>,
    /// Whether it is an automatic reply.
    pub is_automatic_reply: Option<bool>,
    /// Whether its storage is encrypted.
    pub is_encrypted: Option<bool>,
    /// Whether it is a meeting request.
    pub is_meeting_request: Option<bool>,
    /// Whether it is a meeting response.
    pub is_meeting_response: Option<bool>,
    /// Whether it says that mail was not delivered.
    pub is_non_delivery_report: Option<bool>,
    /// Whether rights limit what may be done with it.
    pub is_permission_controlled: Option<bool>,
    /// Whether it is a read receipt.
    pub is_read_receipt: Option<bool>,
    /// Whether it is signed.
    pub is_signed: Option<bool>,
    /// Whether it is a voicemail.
    pub is_voicemail: Option<bool>,
    /// The flag for action.
    pub message_action_flag: Option<MessageActionFlag>,
    /// Whether it goes to others only.
    pub not_sent_to_me: Option<bool>,
    /// Words in a recipient's address.
    pub recipient_contains: Option<Vec<String>>,
    /// Words in the sender's address.
    pub sender_contains: Option<Vec<String>>,
    /// The sensitivity.
    pub sensitivity: Option<Sensitivity>,
    /// Whether the owner gets a copy.
    pub sent_cc_me: Option<bool>,
    /// Whether the owner alone gets it.
    pub sent_only_to_me: Option<bool>,
    /// The recipients.
    pub sent_to_addresses: Option<Vec<Recipient>>,
    /// Whether the owner gets it.
    pub sent_to_me: Option<bool>,
    /// Whether the owner gets it, or a copy.
    pub sent_to_or_cc_me: Option<bool>,
    /// Words in the subject.
    pub subject_contains: Option<Vec<String>>,
}

/// `microsoft.graph.messageActionFlag`.
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

/// `microsoft.graph.sensitivity`.
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
