//! Contacts.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

use super::values::{EmailAddress, PhysicalAddress};

#[graph_entity(path = "me/contacts")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contact {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub categories: Option<Vec<String>>,
    pub change_key: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub assistant_name: Option<String>,
    pub birthday: Option<DateTime<FixedOffset>>,
    pub business_address: Option<PhysicalAddress>,
    pub business_home_page: Option<String>,
    pub business_phones: Option<Vec<String>>,
    pub children: Option<Vec<String>>,
    pub company_name: Option<String>,
    pub department: Option<String>,
    pub display_name: Option<String>,
    pub email_addresses: Option<Vec<EmailAddress>>,
    pub file_as: Option<String>,
    pub generation: Option<String>,
    pub given_name: Option<String>,
    pub home_address: Option<PhysicalAddress>,
    pub home_phones: Option<Vec<String>>,
    pub im_addresses: Option<Vec<String>>,
    pub initials: Option<String>,
    pub job_title: Option<String>,
    pub manager: Option<String>,
    pub middle_name: Option<String>,
    pub mobile_phone: Option<String>,
    pub nick_name: Option<String>,
    pub office_location: Option<String>,
    pub other_address: Option<PhysicalAddress>,
    pub parent_folder_id: Option<String>,
    pub personal_notes: Option<String>,
    pub primary_email_address: Option<EmailAddress>,
    pub profession: Option<String>,
    pub secondary_email_address: Option<EmailAddress>,
    pub spouse_name: Option<String>,
    pub surname: Option<String>,
    pub tertiary_email_address: Option<EmailAddress>,
    pub title: Option<String>,
    pub yomi_company_name: Option<String>,
    pub yomi_given_name: Option<String>,
    pub yomi_surname: Option<String>,
}
