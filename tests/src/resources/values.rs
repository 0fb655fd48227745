//! Complex types that several areas use: identities, addresses, times, licences.

use chrono::{DateTime, FixedOffset, NaiveDate};
use graph_core::{graph_complex, graph_enum};
use uuid::Uuid;

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identity {
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub user_identity_type: Option<String>,
    pub tenant_id: Option<String>,
    pub identity_provider: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IdentitySet {
    pub application: Option<Identity>,
    pub device: Option<Identity>,
    pub user: Option<Identity>,
    pub phone: Option<Identity>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmailAddress {
    pub address: Option<String>,
    pub name: Option<String>,
    pub r#type: Option<String>,
    pub other_label: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    pub email_address: Option<EmailAddress>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemBody {
    pub content: Option<String>,
    pub content_type: Option<BodyType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum BodyType {
    Text,
    Html,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhysicalAddress {
    pub city: Option<String>,
    pub country_or_region: Option<String>,
    pub postal_code: Option<String>,
    pub state: Option<String>,
    pub street: Option<String>,
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateTimeTimeZone {
    pub date_time: Option<String>,
    pub time_zone: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PatternedRecurrence {
    pub pattern: Option<RecurrencePattern>,
    pub range: Option<RecurrenceRange>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecurrencePattern {
    pub day_of_month: Option<i32>,
    pub days_of_week: Option<Vec<DayOfWeek>>,
    pub first_day_of_week: Option<DayOfWeek>,
    pub index: Option<WeekIndex>,
    pub interval: Option<i32>,
    pub month: Option<i32>,
    pub r#type: Option<RecurrencePatternType>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecurrenceRange {
    pub end_date: Option<NaiveDate>,
    pub number_of_occurrences: Option<i32>,
    pub recurrence_time_zone: Option<String>,
    pub start_date: Option<NaiveDate>,
    pub r#type: Option<RecurrenceRangeType>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssignedLicense {
    pub disabled_plans: Option<Vec<Uuid>>,
    pub sku_id: Option<Uuid>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssignedPlan {
    pub assigned_date_time: Option<DateTime<FixedOffset>>,
    pub capability_status: Option<String>,
    pub service: Option<String>,
    pub service_plan_id: Option<Uuid>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProvisionedPlan {
    pub capability_status: Option<String>,
    pub provisioning_status: Option<String>,
    pub service: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PasswordProfile {
    pub force_change_password_next_sign_in: Option<bool>,
    pub force_change_password_next_sign_in_with_mfa: Option<bool>,
    pub password: Option<String>,
}
