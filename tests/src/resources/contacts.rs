//! Contacts.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

use super::values::{EmailAddress, PhysicalAddress};

/// `microsoft.graph.contact`.
#[graph_entity(path = "me/contacts")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contact {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The version of the entity.
    #[graph(etag)]
    pub etag: Option<String>,
    /// The categories.
    pub categories: Option<Vec<String>>,
    /// The version of the item.
    pub change_key: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name of the assistant.
    pub assistant_name: Option<String>,
    /// The birthday.
    pub birthday: Option<DateTime<FixedOffset>>,
    /// The business address.
    pub business_address: Option<PhysicalAddress>,
    /// The business home page.
    pub business_home_page: Option<String>,
    /// Numbers to call at work.
    pub business_phones: Option<Vec<String>>,
    /// What is in it.
    pub children: Option<Vec<String>>,
    /// The name of the company.
    pub company_name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The email addresses.
    pub email_addresses: Option<Vec<EmailAddress>>,
    /// What the contact is filed under.
    pub file_as: Option<String>,
    /// The generation: junior, senior.
    pub generation: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The home address.
    pub home_address: Option<PhysicalAddress>,
    /// Numbers to call at home.
    pub home_phones: Option<Vec<String>>,
    /// The addresses for instant messages.
    pub im_addresses: Option<Vec<String>>,
    /// The initials.
    pub initials: Option<String>,
    /// The job title.
    pub job_title: Option<String>,
    /// The manager.
    pub manager: Option<String>,
    /// The middle name.
    pub middle_name: Option<String>,
    /// The mobile number.
    pub mobile_phone: Option<String>,
    /// What friends say.
    pub nick_name: Option<String>,
    /// The office location.
    pub office_location: Option<String>,
    /// The other address.
    pub other_address: Option<PhysicalAddress>,
    /// The id of the parent folder.
    pub parent_folder_id: Option<String>,
    /// What the owner notes of the contact.
    pub personal_notes: Option<String>,
    /// The primary email address.
    pub primary_email_address: Option<EmailAddress>,
    /// The profession.
    pub profession: Option<String>,
    /// The secondary email address.
    pub secondary_email_address: Option<EmailAddress>,
    /// The name of the partner.
    pub spouse_name: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The tertiary email address.
    pub tertiary_email_address: Option<EmailAddress>,
    /// What a person reads.
    pub title: Option<String>,
    /// How the company's name is read.
    pub yomi_company_name: Option<String>,
    /// How the given name is read.
    pub yomi_given_name: Option<String>,
    /// How the surname is read.
    pub yomi_surname: Option<String>,
}
