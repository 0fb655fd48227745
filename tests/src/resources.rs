//! Annotated resources that several tests use. Each module below the first two is an area of Graph, with most properties
//! of its resources; each imports only from those above it.

#![allow(clippy::doc_markdown, reason = "the names of products are no code")]

mod device_status;
mod directory;
pub mod values;
pub mod users;
pub mod groups;
pub mod tenant;
pub mod organizations;
pub mod mail;
pub mod mail_rules;
pub mod contacts;
pub mod places;
pub mod calendar;
pub mod events;
pub mod facets;
pub mod files;
pub mod sharing;
pub mod sites;
pub mod columns;
pub mod teams;
pub mod chats;
pub mod chat_messages;
pub mod planner;
pub mod todo;
pub mod notes;
pub mod education;
pub mod assignments;
pub mod subscriptions;
pub mod audit;
pub mod device_reports;
pub mod device_states;
pub mod managed_devices;
pub mod configurations;
pub mod team_configurations;
pub mod android_configurations;
pub mod macos_configurations;
pub mod compliance;
pub mod windows_compliance;
pub mod named_locations;
pub mod conditions;
pub mod conditional_access;
pub mod applications;
pub mod service_principals;
pub mod mobile_apps;
pub mod android_apps;
pub mod macos_apps;
pub mod win32_rules;
pub mod win32_apps;
pub mod app_protections;
pub mod any;

pub use device_status::{ComplianceStatus, DeviceConfigurationDeviceStatus};
pub use directory::{DirectoryObject, Group, User};
