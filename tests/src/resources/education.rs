//! Education: classes, schools, and who learns and teaches there.

use chrono::{DateTime, FixedOffset, NaiveDate};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{AssignedLicense, AssignedPlan, IdentitySet, PasswordProfile, PhysicalAddress, ProvisionedPlan};

/// `microsoft.graph.educationClass`.
#[graph_entity(path = "education/classes")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationClass {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The class code.
    pub class_code: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// The name where it was synchronised from.
    pub external_name: Option<String>,
    /// Where it was synchronised from.
    pub external_source: Option<EducationExternalSource>,
    /// The system that it was synchronised from.
    pub external_source_detail: Option<String>,
    /// The grade.
    pub grade: Option<String>,
    /// The mail address before its `@`.
    pub mail_nickname: Option<String>,
    /// The term.
    pub term: Option<EducationTerm>,
}

/// `microsoft.graph.educationExternalSource`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationExternalSource {
    Sis,
    Manual,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.educationTerm`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationTerm {
    /// What a person reads.
    pub display_name: Option<String>,
    /// The end date.
    pub end_date: Option<NaiveDate>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// The start date.
    pub start_date: Option<NaiveDate>,
}

/// `microsoft.graph.educationSchool`.
#[graph_entity(path = "education/schools")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationSchool {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where it was synchronised from.
    pub external_source: Option<EducationExternalSource>,
    /// The system that it was synchronised from.
    pub external_source_detail: Option<String>,
    /// The address itself.
    pub address: Option<PhysicalAddress>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// The id of the external principal.
    pub external_principal_id: Option<String>,
    /// The number for fax.
    pub fax: Option<String>,
    /// The highest grade.
    pub highest_grade: Option<String>,
    /// The lowest grade.
    pub lowest_grade: Option<String>,
    /// The number to call.
    pub phone: Option<String>,
    /// The principal email.
    pub principal_email: Option<String>,
    /// The principal name.
    pub principal_name: Option<String>,
    /// The school number.
    pub school_number: Option<String>,
    /// How it stands.
    pub status: Option<String>,
}

/// `microsoft.graph.educationUser`.
#[graph_entity(path = "education/users")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationUser {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Whether one may sign in with it.
    pub account_enabled: Option<bool>,
    /// The assigned licenses.
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    /// The assigned plans.
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    /// Numbers to call at work.
    pub business_phones: Option<Vec<String>>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// The department.
    pub department: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where it was synchronised from.
    pub external_source: Option<EducationExternalSource>,
    /// The system that it was synchronised from.
    pub external_source_detail: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The mail address.
    pub mail: Option<String>,
    /// The mailing address.
    pub mailing_address: Option<PhysicalAddress>,
    /// The mail address before its `@`.
    pub mail_nickname: Option<String>,
    /// The middle name.
    pub middle_name: Option<String>,
    /// The mobile number.
    pub mobile_phone: Option<String>,
    /// The office location.
    pub office_location: Option<String>,
    /// What is known on premises.
    pub on_premises_info: Option<EducationOnPremisesInfo>,
    /// The password policies.
    pub password_policies: Option<String>,
    /// The password profile.
    pub password_profile: Option<PasswordProfile>,
    /// The preferred language.
    pub preferred_language: Option<String>,
    /// Student or teacher.
    pub primary_role: Option<EducationUserRole>,
    /// The provisioned plans.
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    /// Before this moment, no refresh token is valid any more.
    pub refresh_tokens_valid_from_date_time: Option<DateTime<FixedOffset>>,
    /// Who cares for the student.
    pub related_contacts: Option<Vec<RelatedContact>>,
    /// The residence address.
    pub residence_address: Option<PhysicalAddress>,
    /// Whether the address list shows it.
    pub show_in_address_list: Option<bool>,
    /// What is known of a student.
    pub student: Option<EducationStudent>,
    /// The surname.
    pub surname: Option<String>,
    /// What is known of a teacher.
    pub teacher: Option<EducationTeacher>,
    /// The country whose law applies to the licences.
    pub usage_location: Option<String>,
    /// The principal name.
    pub user_principal_name: Option<String>,
    /// Member or guest.
    pub user_type: Option<String>,
}

/// `microsoft.graph.educationOnPremisesInfo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationOnPremisesInfo {
    /// The id on premises.
    pub immutable_id: Option<String>,
}

/// `microsoft.graph.educationUserRole`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationUserRole {
    Student,
    Teacher,
    None,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.relatedContact`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RelatedContact {
    /// Whether the student may share data with the contact.
    pub access_consent: Option<bool>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The mail address.
    pub email_address: Option<String>,
    /// The mobile number.
    pub mobile_phone: Option<String>,
    /// What the contact is to the student.
    pub relationship: Option<ContactRelationship>,
}

/// `microsoft.graph.contactRelationship`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ContactRelationship {
    Parent,
    Relative,
    Aide,
    Doctor,
    Guardian,
    Child,
    Other,
    UnknownFutureValue,
    #[graph(other)]
    Unlisted(String),
}

/// `microsoft.graph.educationStudent`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationStudent {
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// The gender.
    pub gender: Option<EducationGender>,
    /// The grade.
    pub grade: Option<String>,
    /// The year of graduation.
    pub graduation_year: Option<String>,
    /// The student number.
    pub student_number: Option<String>,
}

/// `microsoft.graph.educationGender`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EducationGender {
    Female,
    Male,
    Other,
    UnknownFutureValue,
    #[graph(other)]
    Unlisted(String),
}

/// `microsoft.graph.educationTeacher`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationTeacher {
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// The teacher number.
    pub teacher_number: Option<String>,
}
