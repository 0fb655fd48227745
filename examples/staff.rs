//! Users, and a company of five.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use graph_core::chrono::{DateTime, FixedOffset};
use graph_core::{Client, Error, graph_entity};
use graph_emulator::Emulator;
use serde_json::json;

#[graph_entity(path = "users", singleton(name = "manager_of", template = "users/{userId}/manager"))]
#[derive(Debug, Clone)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub department: Option<String>,
    pub mail: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    #[graph(navigation)]
    pub manager: Option<Box<User>>,
}

/// Stores five users and their managers.
pub async fn hire(emulator: &Emulator, client: &Client) -> Result<(), Error> {
    for (id, name, department, since, manager) in [
        ("charles", "Charles Babbage", "Board", "2019-12-26T00:00:00Z", None),
        ("ada", "Ada Lovelace", "Analysis", "2020-12-10T08:00:00+01:00", Some("charles")),
        ("mary", "Mary Somerville", "Analysis", "2021-12-26T00:00:00Z", Some("ada")),
        ("luigi", "Luigi Menabrea", "Analysis", "2022-09-04T00:00:00Z", Some("ada")),
        ("joseph", "Joseph Clement", "Workshop", "2023-06-13T00:00:00Z", Some("charles")),
    ] {
        emulator.seed(
            "users",
            json!({
                "id": id, "displayName": name, "department": department, "createdDateTime": since,
                "mail": format!("{id}@example.org")
            }),
        );
        if let Some(manager) = manager {
            User::manager_of(id).set_ref(&User::users().entity(manager).reference()).send(client).await?;
        }
    }
    Ok(())
}
