//! What tells whether an app of Windows is there, or may be.

use graph_core::{graph_complex, graph_enum};

/// `microsoft.graph.win32LobAppRule`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRule {
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// Whether it detects the app or is a requirement.
    pub rule_type: Option<Win32LobAppRuleType>,
    /// Whether the 32-bit registry is searched on 64-bit systems.
    pub check32_bit_on64_system: Option<bool>,
    /// The key path.
    pub key_path: Option<String>,
    /// The name of the value.
    pub value_name: Option<String>,
    /// The kind of operation.
    pub operation_type: Option<String>,
    /// How the values are compared.
    pub operator: Option<String>,
    /// The comparison value.
    pub comparison_value: Option<String>,
}

/// `microsoft.graph.win32LobAppRuleType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Win32LobAppRuleType {
    Detection,
    Requirement,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.win32LobAppRegistryDetection`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRegistryDetection {
    /// Whether the 32-bit registry is searched on 64-bit systems.
    pub check32_bit_on64_system: Option<bool>,
    /// The key path.
    pub key_path: Option<String>,
    /// The name of the value.
    pub value_name: Option<String>,
    /// The kind of detection.
    pub detection_type: Option<String>,
    /// How the values are compared.
    pub operator: Option<String>,
    /// The detection value.
    pub detection_value: Option<String>,
}

/// `microsoft.graph.win32LobAppRegistryRequirement`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppRegistryRequirement {
    /// How the values are compared.
    pub operator: Option<String>,
    /// The detection value.
    pub detection_value: Option<String>,
    /// Whether the 32-bit registry is searched on 64-bit systems.
    pub check32_bit_on64_system: Option<bool>,
    /// The key path.
    pub key_path: Option<String>,
    /// The name of the value.
    pub value_name: Option<String>,
    /// The kind of detection.
    pub detection_type: Option<String>,
}
