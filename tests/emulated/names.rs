//! Names in the spelling of other clients: the service ignores letter case
//! (<https://learn.microsoft.com/graph/traverse-the-graph>).

use graph_core::{Changes, Client, Flags, Request, StaticToken, graph_entity, graph_enum};
use graph_emulator::Emulator;
use http::{Method, StatusCode};
use serde_json::json;

use crate::{Outcome, refused};

const SERVICE: &str = r#"<Schema Namespace="microsoft.graph">
    <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
      <Property Name="surname" Type="Edm.String"/><Property Name="kind" Type="microsoft.graph.kind"/>
      <Property Name="rights" Type="microsoft.graph.rights"/>
      <Property Name="createdDateTime" Type="Edm.DateTimeOffset"><Annotation Term="Org.OData.Core.V1.Computed"/></Property>
      <NavigationProperty Name="mailFolders" Type="Collection(microsoft.graph.mailFolder)" ContainsTarget="true"/>
    </EntityType>
    <EntityType Name="mailFolder"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
      <Property Name="displayName" Type="Edm.String"/></EntityType>
    <EnumType Name="kind"><Member Name="member" Value="0"/><Member Name="guest" Value="1"/></EnumType>
    <EnumType Name="rights" IsFlags="true"><Member Name="read" Value="1"/><Member Name="write" Value="2"/>
      <Member Name="all" Value="3"/></EnumType>
    <EntityContainer Name="c"><EntitySet Name="people" EntityType="microsoft.graph.user"/></EntityContainer></Schema>"#;

#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Right {
    Read = 1,
    Write = 2,
    All = 3,
    #[graph(other)]
    Other(String),
}

/// As @pnp/graph writes it: the metadata has `people` and `surname`.
#[graph_entity(path = "People", odata_type = "Microsoft.Graph.User")]
#[derive(Debug, Clone, Default, PartialEq)]
struct Person {
    #[graph(key)]
    id: Option<String>,
    #[graph(rename = "surName")]
    sur_name: Option<String>,
    created_date_time: Option<String>,
}

#[graph_entity(path = "people")]
#[derive(Debug, Clone, Default, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    surname: Option<String>,
    rights: Option<Flags<Right>>,
}

#[graph_entity(path = "people/{userId}/mailFolders")]
#[derive(Debug, Clone, Default, PartialEq)]
struct MailFolder {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

fn connect(emulator: &Emulator) -> Result<Client, graph_core::error::BuildError> {
    Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()
}

#[tokio::test]
async fn property_names_in_another_case_work() -> Outcome {
    let emulator = Emulator::builder().metadata(SERVICE).build()?;
    let client = connect(&emulator)?;
    let ada = Person {
        id: Some("Ada".into()),
        sur_name: Some("Lovelace".into()),
        created_date_time: Some("2020-01-01T00:00:00Z".into()),
    };
    Person::people().create(&ada).send(&client).await?;
    let user = User::people().entity("Ada").get().send(&client).await?;
    assert_eq!(user.surname.as_deref(), Some("Lovelace"), "what is stored has the metadata's spelling");
    let changes: Changes<Person> = Person::changes().set(Person::SUR_NAME, "Byron").set(Person::CREATED_DATE_TIME, "x");
    Person::people().entity("Ada").update(changes).send(&client).await?;
    let found = User::people().list().filter(User::SURNAME.eq("Byron")).send(&client).await?;
    assert_eq!(found.value.len(), 1);

    let strict = Emulator::builder().metadata(SERVICE).strict().build()?;
    strict.seed("people", json!({ "id": "Ada", "surname": "Byron" }));
    let strict = connect(&strict)?;
    assert_eq!(refused(Person::people().create(&ada).send(&strict).await), Some(StatusCode::BAD_REQUEST));
    assert_eq!(User::people().list().send(&strict).await?.value.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_set_is_compared_by_its_value() -> Outcome {
    let emulator = Emulator::builder().metadata(SERVICE).build()?;
    let client = connect(&emulator)?;
    for (id, rights) in [("a", "all"), ("b", "Write,READ"), ("c", "write")] {
        let body = json!({ "id": id, "rights": rights });
        let create: Request<User> = Request::raw(Method::POST, "people").json(&body);
        create.send(&client).await?;
    }
    for (filter, ids) in [
        (User::RIGHTS.has(Right::Read), "ab"),
        (User::RIGHTS.has(Right::All), "ab"),
        (User::RIGHTS.has([Right::Write, Right::Read]), "ab"),
        (User::RIGHTS.eq([Right::Write, Right::Read].into_iter().collect::<Flags<Right>>()), "ab"),
        (User::RIGHTS.ne(Right::All), "c"),
    ] {
        let text = filter.to_string();
        let found =
            User::people().list().filter(filter).send(&client).await.map_err(|error| format!("{text}: {error}"))?;
        let found: String = found.value.into_iter().filter_map(|user| user.id).collect();
        assert_eq!(found, ids, "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_well_known_folder_exists() -> Outcome {
    let emulator = Emulator::builder().metadata(SERVICE).build()?;
    emulator.seed("people", json!({ "id": "ada" }));
    let client = connect(&emulator)?;
    let inbox = MailFolder::mail_folders("ada").entity("inbox").get().send(&client).await?;
    assert_eq!(inbox.display_name.as_deref(), Some("Inbox"));
    let missing = MailFolder::mail_folders("ada").entity("inboxes").get().send(&client).await;
    assert_eq!(refused(missing), Some(StatusCode::NOT_FOUND));
    Ok(())
}
