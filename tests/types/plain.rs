//! Values without type annotations, in JSON and in TOML.

use std::collections::BTreeMap;

use graph_core::{Binary, Duration, Flags, JsonObject, graph_complex, graph_entity, graph_union, object::Plain};
use graph_tests::event::Right;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct EmailAddress {
    address: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Recipient {
    email_address: Option<Box<EmailAddress>>,
    #[graph(additional)]
    rest: JsonObject,
}

#[graph_union(odata_type = "microsoft.graph.place")]
#[derive(Debug, Clone, PartialEq)]
enum AnyPlace {
    Room(Room),
    #[graph(base)]
    Place(Place),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Place {
    name: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Room {
    name: Option<String>,
    floor: Option<i32>,
}

#[graph_entity(path = "me/messages")]
#[derive(Debug, Clone, PartialEq)]
struct Message {
    #[graph(key)]
    id: Option<String>,
    #[graph(type_name)]
    type_name: Option<String>,
    size: i64,
    score: Option<f64>,
    rights: Option<Flags<Right>>,
    sent: Option<chrono::DateTime<chrono::FixedOffset>>,
    tracking: Option<uuid::Uuid>,
    took: Option<Duration>,
    mime: Option<Binary>,
    from: Option<Recipient>,
    to: Vec<Recipient>,
    by_name: Option<BTreeMap<String, Recipient>>,
    #[graph(navigation)]
    replies: Option<Vec<Message>>,
}

fn recipient(address: &str) -> Recipient {
    let email_address = Some(Box::new(EmailAddress { address: Some(address.to_owned()) }));
    Recipient { email_address, rest: JsonObject::new() }
}

fn message(id: &str) -> Result<Message, Box<dyn std::error::Error>> {
    Ok(Message {
        id: Some(id.to_owned()),
        type_name: None,
        size: 1 << 60,
        score: Some(0.5),
        rights: Some(Flags::from_iter([Right::Read, Right::Write])),
        sent: Some("2026-01-01T08:00:00+02:00".parse()?),
        tracking: Some(uuid::Uuid::nil()),
        took: Some("PT1H".parse()?),
        mime: Some(Binary::from(vec![1, 2, 3])),
        from: Some(recipient("ada@contoso.com")),
        to: vec![recipient("bob@contoso.com")],
        by_name: Some(BTreeMap::from([("eve".to_owned(), recipient("eve@contoso.com"))])),
        replies: None,
    })
}

/// Whether a key of it, at any depth, is a type annotation.
fn has_annotation(json: &Json) -> bool {
    match json {
        Json::Object(object) => object.iter().any(|(name, value)| name.contains("@odata") || has_annotation(value)),
        Json::Array(elements) => elements.iter().any(has_annotation),
        _ => false,
    }
}

#[test]
fn a_plain_value_has_no_type_annotation_and_round_trips() -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { replies: Some(vec![message("2")?]), ..message("1")? };
    assert!(has_annotation(&serde_json::to_value(&message)?));
    for json in
        [serde_json::to_value(Plain(&message))?, serde_json::from_str(&serde_json::to_string(&Plain(&message))?)?]
    {
        assert!(!has_annotation(&json), "{json}");
        assert_eq!(serde_json::from_value::<Message>(json.clone())?, message);
        assert_eq!(serde_json::from_value::<Plain<Message>>(json)?, Plain(message.clone()));
    }
    Ok(())
}

#[test]
fn a_plain_value_round_trips_through_toml() -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { replies: Some(vec![message("2")?]), ..message("1")? };
    let text = toml::to_string(&Plain(&message))?;
    assert!(!text.contains("@odata"), "{text}");
    assert_eq!(toml::from_str::<Message>(&text)?, message);
    // With its annotations as well.
    assert_eq!(toml::from_str::<Message>(&toml::to_string(&message)?)?.to, message.to);
    Ok(())
}

#[test]
fn a_struct_of_the_user_may_contain_plain_values() -> Result<(), Box<dyn std::error::Error>> {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Outcome {
        Sent { to: Plain<Recipient>, at: u8 },
        Pair(Plain<Recipient>, Plain<Option<Recipient>>),
        None,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer {
        next_page: Option<String>,
        found: Plain<Vec<Recipient>>,
        outcomes: Vec<Outcome>,
    }
    let answer = Answer {
        next_page: None,
        found: Plain(vec![recipient("a"), recipient("b")]),
        outcomes: vec![
            Outcome::Sent { to: Plain(recipient("a")), at: 1 },
            Outcome::Pair(Plain(recipient("b")), Plain(None)),
            Outcome::None,
        ],
    };
    let a = json!({ "emailAddress": { "address": "a" } });
    let b = json!({ "emailAddress": { "address": "b" } });
    let expected = json!({
        "nextPage": null,
        "found": [a, b],
        "outcomes": [{ "Sent": { "to": a, "at": 1 } }, { "Pair": [b, null] }, "None"],
    });
    assert_eq!(serde_json::to_value(&answer)?, expected);
    assert_eq!(serde_json::to_value(Plain(&answer))?, expected);
    assert_eq!(serde_json::from_value::<Answer>(expected)?, answer);
    // A plain value is plain at any depth.
    let whole = (recipient("a"), Some(recipient("b")), BTreeMap::from([(1, recipient("a"))]), [recipient("b")]);
    assert_eq!(serde_json::to_value(Plain(&whole))?, json!([a, b, { "1": a }, [b]]));
    Ok(())
}

#[test]
fn an_open_type_drops_type_annotations_of_declared_properties() -> Result<(), serde_json::Error> {
    let json = json!({ "emailAddress": null, "size@odata.type": "#Int64", "size": 5, "by@contoso.note": "x", "at": { "@odata.type": "#a.b", "c": 1 } });
    let recipient: Recipient = serde_json::from_value(json)?;
    assert_eq!(
        serde_json::to_value(Plain(&recipient))?,
        json!({ "size": 5, "by@contoso.note": "x", "at": { "c": 1 } })
    );
    Ok(())
}

#[test]
fn a_plain_union_is_read_as_its_base() -> Result<(), serde_json::Error> {
    let room = AnyPlace::Room(Room { name: Some("A1".into()), floor: Some(2) });
    let json = serde_json::to_value(Plain(&room))?;
    assert_eq!(json, json!({ "name": "A1", "floor": 2 }));
    assert_eq!(serde_json::from_value::<AnyPlace>(json)?, AnyPlace::Place(Place { name: Some("A1".into()) }));
    let unknown: AnyPlace =
        serde_json::from_value(json!({ "@odata.type": "#microsoft.graph.desk", "x": [{ "@odata.type": "y" }] }))?;
    assert_eq!(serde_json::to_value(Plain(unknown))?, json!({ "x": [{}] }));
    Ok(())
}
