//! What tells whether an app of Windows is there, or may be.

use graph_core::{graph_complex, graph_enum};

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRule {
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub rule_type: Option<Win32LobAppRuleType>,
    pub check32_bit_on64_system: Option<bool>,
    pub key_path: Option<String>,
    pub value_name: Option<String>,
    pub operation_type: Option<String>,
    pub operator: Option<String>,
    pub comparison_value: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Win32LobAppRuleType {
    Detection,
    Requirement,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRegistryDetection {
    pub check32_bit_on64_system: Option<bool>,
    pub key_path: Option<String>,
    pub value_name: Option<String>,
    pub detection_type: Option<String>,
    pub operator: Option<String>,
    pub detection_value: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRegistryRequirement {
    pub operator: Option<String>,
    pub detection_value: Option<String>,
    pub check32_bit_on64_system: Option<bool>,
    pub key_path: Option<String>,
    pub value_name: Option<String>,
    pub detection_type: Option<String>,
}
