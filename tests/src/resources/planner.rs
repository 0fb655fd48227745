//! Planner.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};
use serde_json::Value;

use super::values::IdentitySet;

/// `microsoft.graph.plannerPlan`.
#[graph_entity(path = "planner/plans")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerPlan {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The version of the entity.
    #[graph(etag)]
    pub etag: Option<String>,
    /// What it belongs to.
    pub container: Option<PlannerPlanContainer>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// Who owns it.
    pub owner: Option<String>,
    /// What a person reads.
    pub title: Option<String>,
}

/// `microsoft.graph.plannerPlanContainer`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerPlanContainer {
    /// The id of the container.
    pub container_id: Option<String>,
    /// Which kind it is.
    pub r#type: Option<PlannerContainerType>,
    /// The address.
    pub url: Option<String>,
}

/// `microsoft.graph.plannerContainerType`.
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

/// `microsoft.graph.plannerTask`.
#[graph_entity(path = "planner/tasks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannerTask {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// How many points are still to do.
    pub active_checklist_item_count: Option<i32>,
    /// Its categories, by number.
    pub applied_categories: Option<BTreeMap<String, bool>>,
    /// What sorts it among the tasks of a person.
    pub assignee_priority: Option<String>,
    /// Who has to do it, by the person's id.
    pub assignments: Option<BTreeMap<String, Value>>,
    /// The id of the bucket.
    pub bucket_id: Option<String>,
    /// How many points there are.
    pub checklist_item_count: Option<i32>,
    /// Who did it.
    pub completed_by: Option<IdentitySet>,
    /// When it was completed.
    pub completed_date_time: Option<DateTime<FixedOffset>>,
    /// The id of the conversation thread.
    pub conversation_thread_id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it has to be done.
    pub due_date_time: Option<DateTime<FixedOffset>>,
    /// Whether there is a description.
    pub has_description: Option<bool>,
    /// What sorts it in lists.
    pub order_hint: Option<String>,
    /// How much is done, in percent.
    pub percent_complete: Option<i32>,
    /// The id of the plan.
    pub plan_id: Option<String>,
    /// What its card shows.
    pub preview_type: Option<PlannerPreviewType>,
    /// The priority.
    pub priority: Option<i32>,
    /// How many references it has.
    pub reference_count: Option<i32>,
    /// When it starts.
    pub start_date_time: Option<DateTime<FixedOffset>>,
    /// What a person reads.
    pub title: Option<String>,
}

/// `microsoft.graph.plannerPreviewType`.
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
