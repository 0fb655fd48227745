//! The directory with metadata: structs of derived types in place of a base type, references, and inverse relations.

use graph_core::{Client, graph_entity};
use graph_emulator::Emulator;
use serde_json::json;

use crate::{Outcome, connect};

/// One struct for each address of users, most of which have the type `directoryObject`.
#[graph_entity(
    path = "users",
    path(name = "members", template = "groups/{groupId}/members"),
    path(name = "owners", template = "groups/{groupId}/owners"),
    path(name = "objects", template = "directoryObjects"),
    path(name = "reports", template = "users/{userId}/directReports"),
    singleton(name = "manager_of", template = "users/{userId}/manager"),
    singleton(name = "me", template = "me")
)]
#[derive(Debug, Clone, Default, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    department: Option<String>,
    business_phones: Option<Vec<String>>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(
    path = "groups",
    path(name = "member_of", template = "users/{userId}/memberOf"),
    path(name = "transitive_member_of", template = "users/{userId}/transitiveMemberOf"),
    path(name = "mine", template = "me/memberOf")
)]
#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    mail_nickname: Option<String>,
}

/// Ada manages Bob, and both are in `g`, which is in `h`.
async fn company() -> Result<(Emulator, Client), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().metadata(include_str!("../metadata/graph.csdl")).build()?;
    let (client, _) = connect(&emulator)?;
    for (id, department) in [("ada", "Analysis"), ("bob", "Board")] {
        emulator.seed("users", json!({ "id": id, "displayName": id, "department": department }));
    }
    for id in ["g", "h"] {
        emulator.seed("groups", json!({ "id": id, "displayName": id, "mailNickname": id }));
    }
    for id in ["ada", "bob"] {
        User::members("g").add_ref(&User::users().entity(id).reference()).send(&client).await?;
    }
    let members_of_h = User::members("h");
    members_of_h.add_ref(&Group::groups().entity("g").reference()).send(&client).await?;
    User::manager_of("bob").set_ref(&User::users().entity("ada").reference()).send(&client).await?;
    Ok((emulator, client))
}

/// <https://learn.microsoft.com/graph/api/group-list-members>: `members` is a collection of `directoryObject`.
#[tokio::test]
async fn a_derived_struct_is_read_in_place_of_its_base() -> Outcome {
    let (_, client) = company().await?;
    User::owners("g").add_ref(&User::users().entity("bob").reference()).send(&client).await?;
    for collection in [User::members("g"), User::owners("g"), User::objects(), User::reports("ada")] {
        let found = collection.list().filter(User::DEPARTMENT.eq("Board")).send(&client).await?.value;
        let [bob] = found.as_slice() else { return Err(format!("{found:?}").into()) };
        assert_eq!(bob.department.as_deref(), Some("Board"));
        assert_eq!(bob.manager.as_ref().and_then(|manager| manager.department.as_deref()), Some("Analysis"));
    }
    let ordered = User::members("g").list().order_by(User::DISPLAY_NAME.desc()).send(&client).await?.value;
    assert_eq!(ordered.iter().filter_map(|user| user.id.as_deref()).collect::<Vec<_>>(), ["bob", "ada"]);
    assert_eq!(User::manager_of("bob").get().send(&client).await?.department.as_deref(), Some("Analysis"));
    assert_eq!(User::objects().entity("ada").get().send(&client).await?.display_name.as_deref(), Some("ada"));
    Ok(())
}

/// <https://learn.microsoft.com/graph/api/user-list-memberof>, <https://learn.microsoft.com/graph/api/user-list-directreports>
#[tokio::test]
async fn inverse_relations_are_computed() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed_singleton("me", json!({ "id": "ada" }));
    let names = |groups: Vec<Group>| groups.into_iter().filter_map(|group| group.mail_nickname).collect::<Vec<_>>();
    assert_eq!(names(Group::member_of("ada").list().send(&client).await?.value), ["g"]);
    assert_eq!(names(Group::mine().list().send(&client).await?.value), ["g"]);
    assert_eq!(names(Group::transitive_member_of("bob").list().send(&client).await?.value), ["g", "h"]);
    let reports = User::reports("ada").list().send(&client).await?.value;
    assert_eq!(reports.iter().filter_map(|user| user.id.as_deref()).collect::<Vec<_>>(), ["bob"]);
    User::members("g").remove_ref("ada").send(&client).await?;
    assert!(Group::member_of("ada").list().send(&client).await?.value.is_empty());
    Ok(())
}

/// <https://learn.microsoft.com/graph/api/user-update>: 204, and `me` is one of the users.
#[tokio::test]
async fn an_update_of_me_updates_the_user() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed_singleton("me", json!({ "id": "ada" }));
    let changed = User::me().update(User::changes().set(User::DEPARTMENT, "Poetry")).send(&client).await?;
    assert_eq!(changed, None, "a directory object is not sent back");
    let ada = User::users().entity("ada").get().send(&client).await?;
    assert_eq!(ada.department.as_deref(), Some("Poetry"));
    Ok(())
}
