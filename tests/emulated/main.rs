//! Typed requests to the emulator, in process.

mod filters;
mod lists;
mod deltas;
mod expansions;
mod bytes;
mod faults;
mod names;
mod directory;

use graph_core::{Client, Error, StaticToken, error::BuildError, graph_entity};
use graph_emulator::Emulator;
use http::StatusCode;
use serde_json::json;

use graph_tests::script::Script;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(
    path = "users",
    path(name = "members", template = "groups/{groupId}/members"),
    singleton(name = "manager_of", template = "users/{userId}/manager"),
    singleton(name = "photo", template = "users/{userId}/photo")
)]
#[derive(Debug, Clone, Default, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    department: Option<String>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(path = "groups")]
#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    members: Option<Vec<User>>,
}

#[graph_entity(path(name = "things_in", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
struct DirectoryObject {
    #[graph(key)]
    id: Option<String>,
    #[graph(type_name)]
    type_name: Option<String>,
}

/// A client of the emulator whose waits end at once and are recorded.
fn connect(emulator: &Emulator) -> Result<(Client, Script), BuildError> {
    let clock = Script::default();
    let builder = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any"));
    Ok((builder.clock(clock.clone()).build()?, clock))
}

/// Five users with their managers, two on a page.
async fn company() -> Result<(Emulator, Client), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().page_size(2).build()?;
    let (client, _) = connect(&emulator)?;
    for (id, name, department) in [
        ("ada", "Ada Lovelace", Some("Analysis")),
        ("charles", "Charles Babbage", Some("Board")),
        ("joseph", "Joseph Clement", Some("Workshop")),
        ("luigi", "Luigi Menabrea", Some("Analysis")),
        ("mary", "Mary Somerville", None),
    ] {
        let user = json!({
            "@odata.type": "#microsoft.graph.user", "id": id, "displayName": name, "department": department
        });
        emulator.seed("users", user);
    }
    for (user, manager) in [("ada", "charles"), ("luigi", "ada"), ("mary", "ada")] {
        User::manager_of(user).set_ref(&User::users().entity(manager).reference()).send(&client).await?;
    }
    emulator.clear_request_log();
    Ok((emulator, client))
}

fn ids(users: &[User]) -> Vec<&str> {
    users.iter().filter_map(|user| user.id.as_deref()).collect()
}

/// The status of an error of the service.
fn refused<T>(answer: Result<T, Error>) -> Option<StatusCode> {
    answer.err().and_then(|error| error.status())
}
