//! Planner.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};
use serde_json::Value;

use super::values::IdentitySet;

#[graph_entity(path = "planner/plans")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerPlan {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub container: Option<PlannerPlanContainer>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub owner: Option<String>,
    pub title: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerPlanContainer {
    pub container_id: Option<String>,
    pub r#type: Option<PlannerContainerType>,
    pub url: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum PlannerContainerType {
    Group,
    UnknownFutureValue,
    Roster,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "planner/tasks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerTask {
    #[graph(key)]
    pub id: Option<String>,
    pub active_checklist_item_count: Option<i32>,
    pub applied_categories: Option<BTreeMap<String, bool>>,
    pub assignee_priority: Option<String>,
    pub assignments: Option<BTreeMap<String, Value>>,
    pub bucket_id: Option<String>,
    pub checklist_item_count: Option<i32>,
    pub completed_by: Option<IdentitySet>,
    pub completed_date_time: Option<DateTime<FixedOffset>>,
    pub conversation_thread_id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub due_date_time: Option<DateTime<FixedOffset>>,
    pub has_description: Option<bool>,
    pub order_hint: Option<String>,
    pub percent_complete: Option<i32>,
    pub plan_id: Option<String>,
    pub preview_type: Option<PlannerPreviewType>,
    pub priority: Option<i32>,
    pub reference_count: Option<i32>,
    pub start_date_time: Option<DateTime<FixedOffset>>,
    pub title: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum PlannerPreviewType {
    Automatic,
    NoPreview,
    Checklist,
    Description,
    Reference,
    #[graph(other)]
    Other(String),
}
