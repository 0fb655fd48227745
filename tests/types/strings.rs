//! The types of strings: each has what `String` has.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use graph_core::value::Value;
use graph_core::{Filter, JsonObject, Request, SharedStr, graph_action, graph_complex, graph_entity, graph_union};
use graph_tests::script::Script;
use serde_json::{Value as Json, json};

macro_rules! entity_of_strings {
    ($module:ident, $text:ty) => {
        mod $module {
            use super::*;

            #[graph_entity(path = "notes", odata_type = "contoso.note", schema = false)]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Note {
                #[graph(key)]
                pub(super) id: Option<$text>,
                #[graph(etag)]
                etag: Option<$text>,
                title: $text,
                lines: Vec<$text>,
                by_language: BTreeMap<String, $text>,
                #[allow(clippy::option_option, reason = "absent, null and a value are three things")]
                comment: Option<Option<$text>>,
                author: Author,
            }

            #[graph_complex(odata_type = "contoso.author", schema = false)]
            #[derive(Debug, Clone, PartialEq)]
            pub(super) struct Author {
                name: Option<$text>,
            }

            #[graph_action(path = "notes/{noteId}/rename", schema = false)]
            struct Rename {
                title: $text,
                comment: Option<$text>,
            }

            fn note() -> Result<Note, serde_json::Error> {
                serde_json::from_value(json())
            }

            #[test]
            fn json_is_that_of_a_string() -> Result<(), serde_json::Error> {
                let read = note()?;
                let title: &str = &read.title;
                assert_eq!((title, read.lines.len()), ("O'Neil \u{1f600}\n", 2));
                assert_eq!(read.id.as_deref(), Some("n 1"));
                assert_eq!(serde_json::to_value(&read)?, without_etag(json()));
                assert_eq!(serde_json::from_str::<Note>(&json().to_string())?, read);
                assert_eq!(<$text>::TYPE, "Edm.String");
                Ok(())
            }

            #[test]
            fn an_empty_text_and_null_differ() -> Result<(), serde_json::Error> {
                let mut json = json();
                json["title"] = json!("");
                json["id"] = json!(null);
                json["comment"] = json!(null);
                let read: Note = serde_json::from_value(json)?;
                let title: &str = &read.title;
                assert_eq!((title, read.id, read.comment), ("", None, Some(None)));
                Ok(())
            }

            #[test]
            fn another_value_is_an_error_with_its_place() {
                for wrong in [json!(1), json!(null), json!(["a"]), json!({})] {
                    let mut json = json();
                    json["lines"][1] = wrong;
                    let error = serde_json::from_value::<Note>(json).err().map(|error| error.to_string());
                    assert!(error.is_some_and(|error| error.starts_with("lines[1]: invalid type: ")));
                }
            }

            #[test]
            fn the_key_addresses_the_entity() -> Result<(), serde_json::Error> {
                let read = note()?;
                for entity in [Note::notes().entity(&read.id), Note::notes().entity(read.title.clone())] {
                    let path = entity.get().path().to_string();
                    assert!(["notes/n%201", "notes/O'Neil%20%F0%9F%98%80%0A"].contains(&path.as_str()), "{path}");
                }
                assert_eq!(Note::notes().entity(read.id).get().path().to_string(), "notes/n%201");
                Ok(())
            }

            #[test]
            fn filters_have_literals_and_functions() {
                let (owned, text) = (String::from("O'Neil"), <$text>::from("O'Neil"));
                let borrowed: &str = &owned;
                for (condition, expected) in [
                    (Note::TITLE.eq(borrowed), "title eq 'O''Neil'"),
                    (Note::TITLE.ne(text.clone()), "title ne 'O''Neil'"),
                    (Note::ID.lt(owned.clone()), "id lt 'O''Neil'"),
                    (Note::ID.is_in([text.clone()]), "id in ('O''Neil')"),
                    (Note::COMMENT.is_null(), "comment eq null"),
                    (Note::TITLE.starts_with(borrowed), "startswith(title,'O''Neil')"),
                    (Note::ID.contains(&text), "contains(id,'O''Neil')"),
                    (Note::TITLE.to_lower().trim().length().gt(2), "length(trim(tolower(title))) gt 2"),
                    (Note::LINES.any(|line| line.eq(borrowed)), "lines/any(x:x eq 'O''Neil')"),
                    (Note::AUTHOR.then(Author::NAME).ends_with("l"), "endswith(author/name,'l')"),
                ] {
                    assert_eq!(Filter::to_string(&condition), expected);
                }
                assert_eq!(Note::TITLE.search("a").to_string(), "\"title:a\"");
                assert_eq!(Note::notes().list().order_by(Note::TITLE.desc()).select([Note::ID]).query(), QUERY);
            }

            #[test]
            fn changes_are_set_and_found() -> Result<(), serde_json::Error> {
                let (owned, before) = (String::from("a"), note()?);
                let borrowed: &str = &owned;
                let changes = Note::changes()
                    .set(Note::TITLE, borrowed)
                    .set(Note::COMMENT, before.title.clone())
                    .set(Note::ID, owned.clone())
                    .set(Note::LINES, vec![<$text>::from("b")])
                    .clear(Note::ID);
                let expected = json!({ "title": "a", "comment": "O'Neil \u{1f600}\n", "id": null, "lines": ["b"] });
                assert_eq!(changes.to_json(), expected);
                let after = Note { title: "x".into(), ..before.clone() };
                assert_eq!(before.changes_to(&after).to_json(), json!({ "title": "x" }));
                Ok(())
            }

            #[test]
            fn an_argument_is_a_string() {
                let rename = Rename { title: "a".into(), comment: None }.request("n1");
                assert_eq!(body(&rename), r#"{"title":"a"}"#);
            }
        }
    };
}

entity_of_strings!(string, String);
entity_of_strings!(boxed, Box<str>);
entity_of_strings!(shared, Arc<str>);
entity_of_strings!(borrowed, Cow<'static, str>);
entity_of_strings!(shared_str, SharedStr);

const QUERY: &str = "$select=id&$orderby=title%20desc";

fn json() -> Json {
    json!({
        "@odata.type": "#contoso.note", "id": "n 1", "@odata.etag": "W/\"1\"", "title": "O'Neil \u{1f600}\n",
        "lines": ["", "a\\b"], "byLanguage": { "de": "x", "en": "y" }, "comment": "z",
        "author": { "@odata.type": "#contoso.author", "name": "Ada" },
    })
}

fn without_etag(mut json: Json) -> Json {
    json.as_object_mut().map(|object| object.remove("@odata.etag"));
    json
}

fn body<R>(request: &Request<R>) -> String {
    match request.body() {
        graph_core::request::Body::Json(json) => String::from_utf8_lossy(json).into_owned(),
        _ => String::new(),
    }
}

#[graph_entity(path = "files", odata_type = "contoso.file", schema = false)]
#[derive(Debug, PartialEq)]
struct File {
    #[graph(key)]
    id: Option<SharedStr>,
    names: Vec<SharedStr>,
    labels: BTreeMap<String, SharedStr>,
    owner: Option<Box<Owner>>,
}

#[graph_union(odata_type = "contoso.owner", schema = false)]
#[derive(Debug, PartialEq)]
enum Owner {
    Person(Person),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_complex(odata_type = "contoso.person", schema = false)]
#[derive(Debug, PartialEq)]
struct Person {
    name: Option<SharedStr>,
}

const FILES: &str = r##"{"value":[
    {"id":"f1","names":["a","b"],"labels":{"x":"c"},"owner":{"@odata.type":"#contoso.person","name":"d"}},
    {"id":"f2","names":["\u00e9","é"],"labels":null}]}"##;

/// The distance between two strings in memory is that between their places in the body.
fn is_shared(first: &SharedStr, second: &SharedStr) -> bool {
    let place = |text: &SharedStr| FILES.find(&format!("\"{text}\""));
    let distance = second.as_ptr().addr().checked_sub(first.as_ptr().addr());
    place(first).zip(place(second)).and_then(|(first, second)| second.checked_sub(first)) == distance
}

#[tokio::test]
async fn strings_of_a_page_share_the_body() -> Result<(), Box<dyn std::error::Error>> {
    let client = Script::new([(200, &[][..], FILES)]).client()?;
    let page = File::files().list().send(&client).await?;
    let [first, second] = page.value.as_slice() else { return Err("two files".into()) };
    let Some(Owner::Person(person)) = first.owner.as_deref() else { return Err("a person".into()) };
    let id = first.id.as_ref().ok_or("an id")?;
    let parts: Vec<&SharedStr> =
        first.names.iter().chain(first.labels.values()).chain(&person.name).chain(&second.id).collect();
    assert_eq!(parts, ["a", "b", "c", "d", "f2"]);
    assert!(parts.iter().all(|part| is_shared(id, part)));
    assert!(is_shared(id, &parts.first().ok_or("a name")?.to_owned().clone()));
    // The text of an escape is not in the body.
    assert_eq!(second.names, ["é", "é"]);
    let places: Vec<bool> = second.names.iter().map(|name| is_shared(id, name)).collect();
    assert_eq!(places, [false, true]);
    Ok(())
}
