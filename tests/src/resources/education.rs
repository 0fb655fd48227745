//! Education: classes, schools, and who learns and teaches there.

use chrono::{DateTime, FixedOffset, NaiveDate};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{AssignedLicense, AssignedPlan, IdentitySet, PasswordProfile, PhysicalAddress, ProvisionedPlan};

#[graph_entity(path = "education/classes")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationClass {
    #[graph(key)]
    pub id: Option<String>,
    pub class_code: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub external_id: Option<String>,
    pub external_name: Option<String>,
    pub external_source: Option<EducationExternalSource>,
    pub external_source_detail: Option<String>,
    pub grade: Option<String>,
    pub mail_nickname: Option<String>,
    pub term: Option<EducationTerm>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationTerm {
    pub display_name: Option<String>,
    pub end_date: Option<NaiveDate>,
    pub external_id: Option<String>,
    pub start_date: Option<NaiveDate>,
}

#[graph_entity(path = "education/schools")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationSchool {
    #[graph(key)]
    pub id: Option<String>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub external_source: Option<EducationExternalSource>,
    pub external_source_detail: Option<String>,
    pub address: Option<PhysicalAddress>,
    pub created_by: Option<IdentitySet>,
    pub external_id: Option<String>,
    pub external_principal_id: Option<String>,
    pub fax: Option<String>,
    pub highest_grade: Option<String>,
    pub lowest_grade: Option<String>,
    pub phone: Option<String>,
    pub principal_email: Option<String>,
    pub principal_name: Option<String>,
    pub school_number: Option<String>,
    pub status: Option<String>,
}

#[graph_entity(path = "education/users")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationUser {
    #[graph(key)]
    pub id: Option<String>,
    pub account_enabled: Option<bool>,
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    pub business_phones: Option<Vec<String>>,
    pub created_by: Option<IdentitySet>,
    pub department: Option<String>,
    pub display_name: Option<String>,
    pub external_source: Option<EducationExternalSource>,
    pub external_source_detail: Option<String>,
    pub given_name: Option<String>,
    pub mail: Option<String>,
    pub mailing_address: Option<PhysicalAddress>,
    pub mail_nickname: Option<String>,
    pub middle_name: Option<String>,
    pub mobile_phone: Option<String>,
    pub office_location: Option<String>,
    pub on_premises_info: Option<EducationOnPremisesInfo>,
    pub password_policies: Option<String>,
    pub password_profile: Option<PasswordProfile>,
    pub preferred_language: Option<String>,
    pub primary_role: Option<EducationUserRole>,
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    pub refresh_tokens_valid_from_date_time: Option<DateTime<FixedOffset>>,
    pub related_contacts: Option<Vec<RelatedContact>>,
    pub residence_address: Option<PhysicalAddress>,
    pub show_in_address_list: Option<bool>,
    pub student: Option<EducationStudent>,
    pub surname: Option<String>,
    pub teacher: Option<EducationTeacher>,
    pub usage_location: Option<String>,
    pub user_principal_name: Option<String>,
    pub user_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationOnPremisesInfo {
    pub immutable_id: Option<String>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RelatedContact {
    pub access_consent: Option<bool>,
    pub display_name: Option<String>,
    pub email_address: Option<String>,
    pub mobile_phone: Option<String>,
    pub relationship: Option<ContactRelationship>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationStudent {
    pub birth_date: Option<NaiveDate>,
    pub external_id: Option<String>,
    pub gender: Option<EducationGender>,
    pub grade: Option<String>,
    pub graduation_year: Option<String>,
    pub student_number: Option<String>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EducationTeacher {
    pub external_id: Option<String>,
    pub teacher_number: Option<String>,
}
