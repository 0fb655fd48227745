//! Paths between colons, `root:/Docs/a.txt:/content`: addresses by name.
//!
//! The rules: [address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems) and [get a site by
//! path](https://learn.microsoft.com/graph/api/site-getbypath). Names of drive items are case-insensitive. An upload creates
//! missing folders ([onedrive-api-docs, issue 83](https://github.com/OneDrive/onedrive-api-docs/issues/83)). `items/root` is
//! the root, as the SDKs write it, and a key may be an encoded path between colons: `items/root%3A%2FDocs%2Fa.txt%3A`
//! ([msgraph-sdk-python, issue 40](https://github.com/microsoftgraph/msgraph-sdk-python/issues/40), [msgraph-sdk-dotnet,
//! upgrade to v5](https://github.com/microsoftgraph/msgraph-sdk-dotnet/blob/main/docs/upgrade-to-v5.md)).

use graph_csdl::StructuredType;
use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::service::materialize::materialize;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::{Path, StoreAddress, child, key_in_parentheses};
use crate::store::facet::{CHILDREN, items};
use crate::store::properties::{ID, Properties, TYPE};

/// Replaces addresses by path, and `items/root`, with the address of the entity. An upload creates a missing file.
///
/// # Errors
/// A path without an entity.
pub(crate) fn resolve(
    schema: Option<&Schema>,
    store: &mut Store,
    request: &mut ResourceRequest,
) -> Result<(), ODataError> {
    let mut has_colon = request.url.colons();
    if let Some(at) = items_of_drive(&request.url.segments, request.url.options.spelling()) {
        split_key(&mut request.url.segments, &mut has_colon, at);
        if is_root(&request.url.segments, at, request.url.options.spelling()) {
            request.url.segments.remove(at);
            has_colon.remove(at);
        }
    }
    if !has_colon.contains(&true) {
        return Ok(());
    }
    let subject = request.subject();
    let mut found = Path::new();
    let mut segments = std::mem::take(&mut request.url.segments).into_iter().zip(has_colon).peekable();
    while let Some((segment, begins)) = segments.next() {
        found.push(if begins { without_colon(segment) } else { segment });
        if !begins || segments.peek().is_none() {
            continue;
        }
        let mut names = Path::new();
        let mut has_end = false;
        while let Some((name, ends)) = segments.next_if(|_| !has_end) {
            has_end = ends;
            names.push(if ends { without_colon(name) } else { name });
        }
        if names.iter().any(String::is_empty) {
            return Err(ODataError::bad_request("The path between two colons is empty."));
        }
        if let Some(schema) = schema {
            let resolved_path = ResolvedPath::follow(schema.names(), &found, |path| store.has_entity(path))?;
            found = resolved_path.segments().to_vec();
            materialize(schema, store, &resolved_path, &found);
        }
        let is_upload = *request.method == Method::PUT
            && request.url.suffix == PathSuffix::None
            && segments.peek().is_some_and(|(next, _)| next == "content");
        found = if is_site(&found) {
            site(store, &found, &names)
        } else {
            item(schema, store, &found, &names).or_else(|| {
                request.is_new = is_upload;
                is_upload.then(|| upload(schema, store, &found, &names, &request.content_type())).flatten()
            })
        }
        .ok_or_else(|| ODataError::not_found(&subject))?;
    }
    request.url.segments = found;
    Ok(())
}

/// The index of the `items` of a drive.
fn items_of_drive(segments: &[String], spelling: Spelling) -> Option<usize> {
    let is_drive = |before: &[String]| match before {
        [.., drive] if spelling.is(drive, "drive") => true,
        [.., drives, _] if spelling.is(drives, "drives") => true,
        [.., keyed] => key_in_parentheses(keyed).is_some_and(|(drives, _)| spelling.is(drives, "drives")),
        [] => false,
    };
    let is_of_drive = |at: usize| segments.get(..at).is_some_and(is_drive);
    segments.iter().enumerate().position(|(at, items)| spelling.is(items, "items") && is_of_drive(at))
}

/// Splits a key that is a path between colons: its slashes were encoded.
fn split_key(segments: &mut Path, has_colon: &mut Vec<bool>, items: usize) {
    let key = items + 1;
    let Some(given) = segments.get(key).filter(|given| given.contains(":/")) else { return };
    let parts: Vec<String> = given.split('/').map(str::to_owned).collect();
    if parts.first().is_some_and(|first| first.ends_with(':')) {
        has_colon.splice(key..=key, parts.iter().map(|part| part.ends_with(':')));
        segments.splice(key..=key, parts);
    }
}

/// Whether the key of an item is that of the root.
fn is_root(segments: &[String], items: usize, spelling: Spelling) -> bool {
    segments.get(items + 1).is_some_and(|key| spelling.is(key.strip_suffix(':').unwrap_or(key), "root"))
}

/// Creates a new child of a drive item among the items of the drive, and references it from the folder.
pub(crate) fn redirect_to_items(store: &mut Store, request: &mut ResourceRequest) {
    let is_create =
        *request.method == Method::POST && request.url.suffix == PathSuffix::None && request.also_in.is_none();
    if !is_create || request.url.segments.last().is_none_or(|last| last != CHILDREN) {
        return;
    }
    let StoreAddress::Collection(children) = store.find(&request.url.segments) else { return };
    let Some(items) = children.split_last().and_then(|(_, folder)| items(folder)) else { return };
    store.declare(items.clone());
    request.url.segments = items;
    request.also_in = Some(children);
}

fn without_colon(mut segment: String) -> String {
    segment.pop();
    segment
}

/// Whether it is `sites/contoso.sharepoint.com`.
fn is_site(owner: &[String]) -> bool {
    matches!(owner, [.., sites, _] if sites == "sites")
}

/// The site at the URL of a host, or below that of another site.
fn site(store: &Store, owner: &Path, names: &[String]) -> Option<Path> {
    let (key, sites) = owner.split_last()?;
    let url_of = |home: &Path| {
        let url = store.entity(home)?.properties.get("webUrl")?.as_str()?;
        Some(percent_decode_str(url).decode_utf8_lossy().trim_end_matches('/').to_lowercase())
    };
    let base = match store.find(owner) {
        StoreAddress::Entity { home, .. } => url_of(&home),
        _ => None,
    };
    let base = base.unwrap_or_else(|| format!("https://{key}"));
    let wanted = format!("{base}/{}", names.join("/")).to_lowercase();
    let is_wanted = |home: &&Path| url_of(home).is_some_and(|url| url == wanted);
    store.collection(&sites.to_vec())?.after(None).map(|(_, home)| home).find(is_wanted).cloned()
}

/// The home of the drive item at a path of names.
fn item(schema: Option<&Schema>, store: &Store, owner: &Path, names: &[String]) -> Option<Path> {
    let folder = folder(schema, store, owner)?;
    names.iter().try_fold(folder, |folder, name| named(store, &folder, name))
}

/// The home of the folder at an address. Without metadata, the root of a drive need not be stored.
fn folder(schema: Option<&Schema>, store: &Store, owner: &Path) -> Option<Path> {
    match store.find(owner) {
        StoreAddress::Entity { home, .. } => Some(home),
        StoreAddress::Unknown(path) if schema.is_none() && path.last().is_some_and(|last| last == "root") => Some(path),
        _ => None,
    }
}

/// The child with this name: of the folder's children, or of the drive's items by its `parentReference`.
fn named(store: &Store, folder: &Path, name: &str) -> Option<Path> {
    let text = |home: &Path, property: &str| store.entity(home)?.properties.get(property)?.as_str();
    let is_called = |home: &Path| text(home, "name").is_some_and(|own| own.to_lowercase() == name.to_lowercase());
    let members = |collection: Path| store.collection(&collection).into_iter().flat_map(|found| found.after(None));
    let child = members(child(folder, CHILDREN)).map(|(_, home)| home).find(|home| is_called(home));
    let parent = text(folder, ID);
    let says_so = |home: &&Path| {
        let said = store.entity(home).and_then(|item| item.properties.get("parentReference")?.get(ID)?.as_str());
        parent.is_some() && said == parent && is_called(home)
    };
    let elsewhere = || items(folder).and_then(|items| members(items).map(|(_, home)| home).find(says_so));
    child.or_else(elsewhere).cloned()
}

/// Creates a file and its missing folders, all of the address's type.
fn upload(
    schema: Option<&Schema>,
    store: &mut Store,
    owner: &Path,
    names: &[String],
    media_type: &str,
) -> Option<Path> {
    let (file, folders) = names.split_last()?;
    let mut home = folder(schema, store, owner)?;
    let of = match schema {
        Some(schema) => Some((schema, ResolvedPath::follow(schema.names(), owner, |_| false).ok()?.entity()?)),
        None => None,
    };
    for name in folders {
        home = match named(store, &home, name) {
            Some(found) => found,
            None => add(of, store, &home, name, ("folder", json!({})))?,
        };
    }
    add(of, store, &home, file, ("file", json!({ "mimeType": media_type })))
}

/// Adds an item to the drive's items, and to the children of its folder.
fn add(
    of: Option<(&Schema, &StructuredType)>,
    store: &mut Store,
    folder: &Path,
    name: &str,
    (facet, value): (&str, Json),
) -> Option<Path> {
    let items = items(folder)?;
    let id = Uuid::new_v4().to_string();
    let mut properties = Properties::new();
    if let Some((_, of)) = of {
        properties.insert(TYPE.to_owned(), format!("#{}", of.name).into());
    }
    properties.extend([
        (ID.to_owned(), id.as_str().into()),
        ("name".to_owned(), name.into()),
        (facet.to_owned(), value),
        ("parentReference".to_owned(), json!({ ID: store.key(folder) })),
    ]);
    if let Some((schema, of)) = of {
        let is_known = |name: &String| name == TYPE || schema.metadata.property(&of.name, name).is_some();
        properties.retain(|name, _| is_known(name));
    }
    let home = store.put_member(&items, &id, properties);
    store.link(&child(folder, CHILDREN), home.clone());
    if facet == "folder" {
        store.declare(child(&home, CHILDREN));
    }
    Some(home)
}
