//! Stored entities as JSON: seeded, and read by path.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value as Json, json};

use crate::control::fields::{Fields, Mistake, elements, text};
use crate::emulator::Emulator;
use crate::http::response::ODataError;
use crate::http::url::MAX_SEGMENTS;
use crate::store::address::StoreAddress;

const EXAMPLE: &str = r#"{"path": "users", "entities": [{"id": "ada"}]}"#;

/// Entities that are stored at a path.
#[derive(Debug, Clone)]
pub(crate) struct Seed {
    path: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// The path is a collection, which has these entities too.
    Entities(Vec<Json>),
    /// The path is that of this entity.
    Entity(Json),
    /// The path is that of bytes with their content type.
    Bytes(String, Bytes),
}

impl Seed {
    /// Reads a path and one of `entities`, `entity` and `content`.
    pub(crate) fn read(json: &Json, place: &str) -> Result<Self, Mistake> {
        let mut fields = Fields::of(json, place, EXAMPLE)?;
        let is_path = |path: &&str| !path.is_empty() && path.split('/').count() <= MAX_SEGMENTS;
        let path = |json: &Json| text(json).map(|path| path.trim_matches('/')).filter(is_path).map(str::to_owned);
        let path = fields.required("path", "\"users\"", path)?;
        let all = |json: &Json| json.as_array().filter(|all| all.iter().all(is_entity)).cloned();
        let entities = fields.optional("entities", r#"[{"id": "ada"}]"#, all)?.map(Content::Entities);
        let one = |json: &Json| Some(json.clone()).filter(is_entity);
        let entity = fields.optional("entity", r#"{"id": "ada"}"#, one)?.map(Content::Entity);
        let place = fields.place("content");
        let content = fields.get("content").map(|content| bytes(content, &place)).transpose()?;
        let path_place = fields.place("path");
        fields.finish()?;
        let mut given = [entities, entity, content].into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(content), None) => Ok(Self { path, content }),
            _ => Err(Mistake::new(format!(
                "'{path_place}' needs exactly one of 'entities' (a collection), 'entity' (a single one) and 'content' \
                 (bytes) beside it: write, for example, {EXAMPLE}."
            ))),
        }
    }

    pub(crate) fn apply(&self, emulator: &Emulator) {
        match &self.content {
            Content::Entities(entities) => {
                emulator.declare_collection(&self.path);
                for entity in entities {
                    emulator.seed(&self.path, entity.clone());
                }
            }
            Content::Entity(entity) => {
                emulator.seed_singleton(&self.path, entity.clone());
            }
            Content::Bytes(content_type, bytes) => {
                emulator.seed_media(&self.path, content_type, bytes.clone());
            }
        }
    }
}

fn bytes(json: &Json, place: &str) -> Result<Content, Mistake> {
    let mut fields = Fields::of(json, place, r#"{"contentType": "text/plain", "text": "Hello"}"#)?;
    let content_type = fields.required("contentType", "\"image/png\"", text)?.to_owned();
    let written = fields.optional("text", "\"Hello\"", |text| text.as_str().map(str::to_owned))?.map(Bytes::from);
    let encoded = fields.optional("base64", "\"aGVsbG8=\"", base64)?;
    let missing = || Mistake::new(format!("'{place}' has no bytes: add, for example, \"base64\": \"aGVsbG8=\"."));
    let bytes = written.or(encoded).ok_or_else(missing)?;
    fields.finish()?;
    Ok(Content::Bytes(content_type, bytes))
}

pub(crate) fn base64(json: &Json) -> Option<Bytes> {
    STANDARD.decode(json.as_str()?).ok().map(Bytes::from)
}

/// Reads one seed or several.
pub(crate) fn read_all(json: &Json, place: &str) -> Result<Vec<Seed>, Mistake> {
    elements(json, place).into_iter().map(|(place, json)| Seed::read(json, &place)).collect()
}

/// An object whose `id`, if it has one, is a text that is not empty.
fn is_entity(json: &Json) -> bool {
    json.is_object() && json.get("id").is_none_or(|id| text(id).is_some())
}

/// The entity or the entities at a path, as they are stored; with an empty path the collections and the single entities.
pub(crate) fn at(emulator: &Emulator, path: &str, skip: usize, top: usize) -> Result<Json, ODataError> {
    let store = emulator.store();
    if path.is_empty() {
        let (collections, singles) = store.contents();
        let shown = |(path, count): (String, usize)| json!({ "path": path, "count": count });
        let collections: Vec<Json> = collections.into_iter().map(shown).collect();
        return Ok(json!({ "collections": collections, "entities": singles }));
    }
    let (path, address) = emulator.locate(&store, path);
    let text = path.join("/");
    match address {
        StoreAddress::Collection(path) => {
            let members = store.members(&path);
            let all = members.iter().flat_map(|members| members.after(None)).filter_map(|member| member.entity);
            let value: Vec<Json> = all.skip(skip).take(top).map(|entity| entity.properties.clone().into()).collect();
            Ok(json!({ "path": text, "count": members.map_or(0, |members| members.count()), "value": value }))
        }
        StoreAddress::Entity { home, .. } => {
            let entity = store.entity(&home).ok_or_else(|| ODataError::not_found(&text))?;
            Ok(json!({ "path": text, "value": entity.properties.clone() }))
        }
        _ => Err(ODataError::not_found(&text)),
    }
}
