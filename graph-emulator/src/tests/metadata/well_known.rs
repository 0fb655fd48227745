//! Well-known keys.
//!
//! The rule: <https://learn.microsoft.com/graph/api/resources/mailfolder>,
//! <https://learn.microsoft.com/graph/api/drive-get-specialfolder>, <https://learn.microsoft.com/graph/api/site-get>.

use serde_json::json;

use super::super::delete;
use super::{ask, get, patch, post};
use crate::Emulator;

const MAILBOX: &str = r#"<Schema Namespace="microsoft.graph">
    <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key>
      <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
    <EntityType Name="user" BaseType="microsoft.graph.entity">
      <NavigationProperty Name="mailFolders" Type="Collection(microsoft.graph.mailFolder)" ContainsTarget="true"/>
      <NavigationProperty Name="drive" Type="microsoft.graph.drive" ContainsTarget="true"/>
    </EntityType>
    <EntityType Name="mailFolder" BaseType="microsoft.graph.entity">
      <Property Name="displayName" Type="Edm.String"/>
      <NavigationProperty Name="messages" Type="Collection(microsoft.graph.message)" ContainsTarget="true"/>
      <NavigationProperty Name="childFolders" Type="Collection(microsoft.graph.mailFolder)" ContainsTarget="true"/>
    </EntityType>
    <EntityType Name="message" BaseType="microsoft.graph.entity"><Property Name="subject" Type="Edm.String"/></EntityType>
    <EntityType Name="drive" BaseType="microsoft.graph.entity">
      <NavigationProperty Name="items" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/>
      <NavigationProperty Name="special" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/>
    </EntityType>
    <EntityType Name="driveItem" BaseType="microsoft.graph.entity"><Property Name="name" Type="Edm.String"/>
      <NavigationProperty Name="children" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/></EntityType>
    <EntityType Name="site" BaseType="microsoft.graph.entity"><Property Name="displayName" Type="Edm.String"/>
      <NavigationProperty Name="sites" Type="Collection(microsoft.graph.site)" ContainsTarget="true"/></EntityType>
    <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/>
      <EntitySet Name="sites" EntityType="microsoft.graph.site"/><Singleton Name="me" Type="microsoft.graph.user"/>
    </EntityContainer></Schema>"#;

fn emulator() -> Emulator {
    let emulator = Emulator::builder().metadata(MAILBOX).build().unwrap();
    emulator.seed("users", json!({ "id": "ada" }));
    emulator
}

#[test]
fn well_known_keys_exist() {
    for key in [
        "archive",
        "clutter",
        "conflicts",
        "conversationhistory",
        "deleteditems",
        "drafts",
        "inbox",
        "junkemail",
        "localfailures",
        "msgfolderroot",
        "outbox",
        "recoverableitemsdeletions",
        "scheduled",
        "searchfolders",
        "sentitems",
        "serverfailures",
        "syncissues",
    ] {
        let emulator = emulator();
        for path in ["me/mailFolders", "users/ada/mailFolders"] {
            assert_eq!(get(&emulator, path).ids().len(), 0, "nothing is there before it is asked for");
            let folder = get(&emulator, &format!("{path}/{key}"));
            assert_eq!((folder.status, folder.text("/id")), (200, key), "{}", folder.body);
            assert_ne!(folder.text("/displayName"), "");
            assert_eq!(get(&emulator, path).ids(), [key]);
        }
    }
    for key in ["documents", "photos", "cameraroll", "approot", "music", "recordings"] {
        let folder = get(&emulator(), &format!("me/drive/special/{key}"));
        assert_eq!((folder.status, folder.text("/id")), (200, key), "{}", folder.body);
    }
    assert_eq!(get(&emulator(), "sites/root").text("/id"), "root");
    assert_eq!(get(&emulator(), "sites/root/sites/x").status, 404);
}

#[test]
fn entities_below_a_well_known_key_are_reachable() {
    let emulator = emulator();
    assert_eq!(post(&emulator, "me/mailFolders/inbox/messages", &json!({ "id": "m", "subject": "x" })).status, 201);
    assert_eq!(get(&emulator, "me/mailFolders('Inbox')/messages/m").text("/subject"), "x");
    assert_eq!(get(&emulator, "me/MailFolders/INBOX/Messages").ids(), ["m"]);
    assert_eq!(get(&emulator, "users/ada/mailFolders/sentitems/childFolders").ids().len(), 0);
    assert_eq!(patch(&emulator, "me/mailFolders/drafts", &json!({ "displayName": "D" })).text("/displayName"), "D");
    assert_eq!(get(&emulator, "me/mailFolders/drafts").text("/displayName"), "D");
    assert_eq!(post(&emulator, "me/drive/special/approot/children", &json!({ "id": "f", "name": "n" })).status, 201);
    assert_eq!(get(&emulator, "me/drive/special/approot/children/f").text("/name"), "n");
    assert_eq!(get(&emulator, "Sites/Root/sites").status, 200);
    emulator.seed("users/ada/MailFolders/Archive/messages", json!({ "id": "old", "subject": "x" }));
    assert_eq!(get(&emulator, "users/ada/mailFolders/archive/messages").ids(), ["old"]);
    assert_eq!(get(&emulator, "users/ada/mailFolders/archive").text("/displayName"), "Archive");
    assert_eq!(ask(&emulator, "PUT me/mailFolders/outbox", &json!({ "displayName": "O" })).status, 200);
}

#[test]
fn an_unknown_key_is_404() {
    let emulator = emulator();
    for path in [
        "me/mailFolders/inboxes",
        "me/mailFolders/inbox/childFolders/drafts",
        "me/mailFolders/documents",
        "me/drive/special/inbox",
        "me/drive/items/documents",
        "users/eve/mailFolders/inbox",
        "users/eve/mailFolders/inbox/messages",
        "users/root",
    ] {
        assert_eq!(get(&emulator, path).status, 404, "{path}");
    }
    assert_eq!(get(&emulator.clone().strict(), "me/mailFolders/Inbox").status, 404);
    assert_eq!(get(&emulator.clone().strict(), "me/mailFolders/inbox").status, 200);
    emulator.seed("me/mailFolders", json!({ "id": "Drafts", "displayName": "mine" }));
    assert_eq!(get(&emulator, "me/mailFolders/Drafts").text("/displayName"), "mine", "what is stored counts first");
    assert_eq!(delete(&emulator, "me/mailFolders/Drafts").status, 204);
}
