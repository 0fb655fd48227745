//! Assignments of a class.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{BodyType, IdentitySet};

#[graph_entity(path = "education/classes/{educationClassId}/assignments")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignment {
    #[graph(key)]
    pub id: Option<String>,
    pub added_student_action: Option<EducationAddedStudentAction>,
    pub add_to_calendar_action: Option<EducationAddToCalendarOptions>,
    pub allow_late_submissions: Option<bool>,
    pub allow_students_to_add_resources_to_submission: Option<bool>,
    pub assign_date_time: Option<DateTime<FixedOffset>>,
    pub assigned_date_time: Option<DateTime<FixedOffset>>,
    pub assign_to: Option<EducationAssignmentRecipient>,
    pub class_id: Option<String>,
    pub close_date_time: Option<DateTime<FixedOffset>>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub display_name: Option<String>,
    pub due_date_time: Option<DateTime<FixedOffset>>,
    pub feedback_resources_folder_url: Option<String>,
    pub grading: Option<EducationAssignmentGradeType>,
    pub instructions: Option<EducationItemBody>,
    pub language_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub module_url: Option<String>,
    pub notification_channel_url: Option<String>,
    pub resources_folder_url: Option<String>,
    pub status: Option<EducationAssignmentStatus>,
    pub web_url: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationAddedStudentAction {
    None,
    AssignIfOpen,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationAddToCalendarOptions {
    None,
    StudentsAndPublisher,
    StudentsAndTeamOwners,
    UnknownFutureValue,
    StudentsOnly,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignmentRecipient {}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignmentGradeType {
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub max_points: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationItemBody {
    pub content: Option<String>,
    pub content_type: Option<BodyType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationAssignmentStatus {
    Draft,
    Published,
    Assigned,
    UnknownFutureValue,
    Inactive,
    #[graph(other)]
    Other(String),
}
