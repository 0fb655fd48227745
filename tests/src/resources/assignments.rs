//! Assignments of a class.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{BodyType, IdentitySet};

/// `microsoft.graph.educationAssignment`.
#[graph_entity(path = "education/classes/{educationClassId}/assignments")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignment {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Whether students who come later get it.
    pub added_student_action: Option<EducationAddedStudentAction>,
    /// Whose calendars get it.
    pub add_to_calendar_action: Option<EducationAddToCalendarOptions>,
    /// Whether one may be late.
    pub allow_late_submissions: Option<bool>,
    /// Whether students may add things of their own.
    pub allow_students_to_add_resources_to_submission: Option<bool>,
    /// When students get it.
    pub assign_date_time: Option<DateTime<FixedOffset>>,
    /// When it was assigned.
    pub assigned_date_time: Option<DateTime<FixedOffset>>,
    /// Who gets it.
    pub assign_to: Option<EducationAssignmentRecipient>,
    /// The id of the class.
    pub class_id: Option<String>,
    /// After this moment no one may submit.
    pub close_date_time: Option<DateTime<FixedOffset>>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it has to be done.
    pub due_date_time: Option<DateTime<FixedOffset>>,
    /// The address of the feedback resources folder.
    pub feedback_resources_folder_url: Option<String>,
    /// How it is marked.
    pub grading: Option<EducationAssignmentGradeType>,
    /// The instructions.
    pub instructions: Option<EducationItemBody>,
    /// The language tag.
    pub language_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The address of the module.
    pub module_url: Option<String>,
    /// The address of the notification channel.
    pub notification_channel_url: Option<String>,
    /// The address of the resources folder.
    pub resources_folder_url: Option<String>,
    /// How it stands.
    pub status: Option<EducationAssignmentStatus>,
    /// Its address in a browser.
    pub web_url: Option<String>,
}

/// `microsoft.graph.educationAddedStudentAction`.
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

/// `microsoft.graph.educationAddToCalendarOptions`.
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

/// `microsoft.graph.educationAssignmentRecipient`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignmentRecipient {}

/// `microsoft.graph.educationAssignmentGradeType`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationAssignmentGradeType {
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// The highest number of points.
    pub max_points: Option<i32>,
}

/// `microsoft.graph.educationItemBody`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationItemBody {
    /// The text.
    pub content: Option<String>,
    /// Whether the text is HTML.
    pub content_type: Option<BodyType>,
}

/// `microsoft.graph.educationAssignmentStatus`.
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
