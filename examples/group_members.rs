//! Other resources: users, and groups with members.
//!
//! The example uses the emulator in process, without a socket.

use graph_core::{Client, StaticToken, graph_entity};
use graph_emulator::Emulator;

#[graph_entity(
    path = "users",
    path(name = "members", template = "groups/{groupId}/members"),
    singleton(name = "manager", template = "users/{userId}/manager"),
    permissions(delegated = ["User.ReadWrite"], application = ["User.ReadWrite.All"])
)]
#[derive(Debug, Clone)]
struct User {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    display_name: Option<String>,
    business_phones: Vec<String>,
}

#[graph_entity(path = "groups")]
#[derive(Debug, Clone)]
struct Group {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().transport(Emulator::new()).credential(StaticToken::new("any")).build()?;
    let named =
        |name: &str| User { id: None, etag: None, display_name: Some(name.into()), business_phones: Vec::new() };
    let ada = User::users().create(&named("Ada")).send(&client).await?;
    let charles = User::users().create(&named("Charles")).send(&client).await?;
    let group = Group { id: None, display_name: Some("Analysts".into()) };
    let group = Group::groups().create(&group).send(&client).await?;

    let members = User::members(&group.id);
    for user in [&ada, &charles] {
        members.add_ref(&User::users().entity(&user.id).reference()).send(&client).await?;
    }
    User::manager(&ada.id).set_ref(&User::users().entity(&charles.id).reference()).send(&client).await?;
    println!("Ada's manager: {:?}", User::manager(&ada.id).get().send(&client).await?.display_name);

    // Only the differences are sent, and the service refuses them if the entity changed meanwhile.
    let after = User { business_phones: vec!["+44 20 7946 0000".into()], ..ada.clone() };
    let update = User::users().entity(&ada.id).update(ada.changes_to(&after));
    update.if_match(ada.etag.as_deref().ok_or("no ETag was received")?).send(&client).await?;

    members.remove_ref(&charles.id).send(&client).await?;
    for member in members.list().send(&client).await?.value {
        println!("among the analysts: {:?}, {:?}", member.display_name, member.business_phones);
    }
    Ok(())
}
