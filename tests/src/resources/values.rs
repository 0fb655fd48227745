//! Complex types that several areas use: identities, addresses, times, licences.

use chrono::{DateTime, FixedOffset, NaiveDate};
use graph_core::{graph_complex, graph_enum};
use uuid::Uuid;

/// `microsoft.graph.identity`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identity {
    /// The id.
    pub id: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The kind of user identity.
    pub user_identity_type: Option<String>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// Who vouches for the identity.
    pub identity_provider: Option<String>,
}

/// `microsoft.graph.identitySet`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IdentitySet {
    /// The application that acted.
    pub application: Option<Identity>,
    /// The device that acted.
    pub device: Option<Identity>,
    /// The person that acted.
    pub user: Option<Identity>,
    /// The number to call.
    pub phone: Option<Identity>,
}

/// `microsoft.graph.emailAddress`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmailAddress {
    /// The address itself.
    pub address: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
    /// What the sender calls this kind of address.
    pub other_label: Option<String>,
}

/// `microsoft.graph.recipient`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    /// The mail address.
    pub email_address: Option<EmailAddress>,
}

/// `microsoft.graph.itemBody`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemBody {
    /// The text.
    pub content: Option<String>,
    /// Whether the text is HTML.
    pub content_type: Option<BodyType>,
}

/// `microsoft.graph.bodyType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum BodyType {
    Text,
    Html,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.physicalAddress`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhysicalAddress {
    /// The city.
    pub city: Option<String>,
    /// The country or region.
    pub country_or_region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or province.
    pub state: Option<String>,
    /// The street and the number.
    pub street: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
}

/// `microsoft.graph.dateTimeTimeZone`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateTimeTimeZone {
    /// The moment, without an offset.
    pub date_time: Option<String>,
    /// The time zone of the moment.
    pub time_zone: Option<String>,
}

/// `microsoft.graph.patternedRecurrence`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PatternedRecurrence {
    /// How often.
    pub pattern: Option<RecurrencePattern>,
    /// From when to when.
    pub range: Option<RecurrenceRange>,
}

/// `microsoft.graph.recurrencePattern`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecurrencePattern {
    /// On which day of the month.
    pub day_of_month: Option<i32>,
    /// On which days of the week.
    pub days_of_week: Option<Vec<DayOfWeek>>,
    /// The day a week begins with.
    pub first_day_of_week: Option<DayOfWeek>,
    /// Which one in the month.
    pub index: Option<WeekIndex>,
    /// How many units lie between.
    pub interval: Option<i32>,
    /// In which month.
    pub month: Option<i32>,
    /// Which kind it is.
    pub r#type: Option<RecurrencePatternType>,
}

/// `microsoft.graph.dayOfWeek`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum DayOfWeek {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.weekIndex`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum WeekIndex {
    First,
    Second,
    Third,
    Fourth,
    Last,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.recurrencePatternType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RecurrencePatternType {
    Daily,
    Weekly,
    AbsoluteMonthly,
    RelativeMonthly,
    AbsoluteYearly,
    RelativeYearly,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.recurrenceRange`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecurrenceRange {
    /// The end date.
    pub end_date: Option<NaiveDate>,
    /// How many times it occurs.
    pub number_of_occurrences: Option<i32>,
    /// The time zone of the dates.
    pub recurrence_time_zone: Option<String>,
    /// The start date.
    pub start_date: Option<NaiveDate>,
    /// Which kind it is.
    pub r#type: Option<RecurrenceRangeType>,
}

/// `microsoft.graph.recurrenceRangeType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RecurrenceRangeType {
    EndDate,
    NoEnd,
    Numbered,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.assignedLicense`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssignedLicense {
    /// The plans that the licence leaves out.
    pub disabled_plans: Option<Vec<Uuid>>,
    /// The id of the SKU.
    pub sku_id: Option<Uuid>,
}

/// `microsoft.graph.assignedPlan`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssignedPlan {
    /// When it was assigned.
    pub assigned_date_time: Option<DateTime<FixedOffset>>,
    /// Whether the plan may be used.
    pub capability_status: Option<String>,
    /// The name of the service.
    pub service: Option<String>,
    /// The id of the service plan.
    pub service_plan_id: Option<Uuid>,
}

/// `microsoft.graph.provisionedPlan`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProvisionedPlan {
    /// Whether the plan may be used.
    pub capability_status: Option<String>,
    /// How far the plan is set up.
    pub provisioning_status: Option<String>,
    /// The name of the service.
    pub service: Option<String>,
}

/// `microsoft.graph.passwordProfile`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PasswordProfile {
    /// Whether the next sign-in asks for a new password.
    pub force_change_password_next_sign_in: Option<bool>,
    /// Whether it asks for a second factor first.
    pub force_change_password_next_sign_in_with_mfa: Option<bool>,
    /// The password; never received.
    pub password: Option<String>,
}
