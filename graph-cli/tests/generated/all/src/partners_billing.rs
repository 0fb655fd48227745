//! `microsoft.graph.partners.billing`, written by `graph-entity generate`.

use graph_core::graph_complex;

/// The complex type `microsoft.graph.partners.billing.charge`.
#[graph_complex(odata_type = "microsoft.graph.partners.billing.charge")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Charge {
    /// The property `by`.
    pub by: Option<super::security::User>,
}
