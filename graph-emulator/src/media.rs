//! Bytes with their content type: photos, attachments, the content of files.

use bytes::Bytes;
use http::{Method, StatusCode};

use crate::answer::{Answer, Failure};
use crate::call::Call;
use crate::expand::View;
use crate::node::Node;
use crate::place::{Path, Place};
use crate::store::{Media, Store};

/// Answers a request for `…/$value` or `…/content`; the place is where the bytes are kept.
pub(crate) fn answer(store: &mut Store, call: &Call, place: Place) -> Result<Answer, Failure> {
    call.require_unconditional()?;
    call.target.options.allow(&[])?;
    let path = match place {
        Place::Unknown(path) => path,
        Place::Entity { home, .. } => home,
        Place::Vacant { .. } | Place::Missing(_) => return Err(Failure::not_found(&call.subject())),
        _ => return Err(Failure::not_implemented("the segment '$value' behind this")),
    };
    match *call.method {
        Method::GET => read(store, call, &path),
        Method::PUT => write(store, call, path),
        Method::PATCH if call.target.is_value() => write(store, call, path),
        Method::DELETE => remove(store, call, &path),
        _ => Err(Failure::method_not_allowed("GET, PUT, DELETE")),
    }
}

/// `GET` → 200 and the bytes as they came.
fn read(store: &Store, call: &Call, path: &Path) -> Result<Answer, Failure> {
    let media = store.media(path).ok_or_else(|| Failure::not_found(&call.subject()))?;
    Ok(Answer::raw(StatusCode::OK, media.content_type.clone(), media.bytes.clone()))
}

/// `PUT …/$value` → 200 and nothing; `PUT …/content` → 200 and the entity whose content it is, if it is known.
fn write(store: &mut Store, call: &Call, path: Path) -> Result<Answer, Failure> {
    let owner = path.split_last().map(|(_, owner)| owner.to_vec()).filter(|_| !call.target.is_value());
    let media = Media { content_type: call.content_type(), bytes: Bytes::clone(&call.raw) };
    store.put_media(path, media);
    match owner.as_ref().and_then(|owner| Node::of(store, owner)) {
        Some(owner) => Ok(Answer::json(StatusCode::OK, View::whole().show(store, owner)?)),
        None => Ok(Answer::empty(StatusCode::OK)),
    }
}

/// `DELETE` → 204. An entity that is there by its content goes with it.
fn remove(store: &mut Store, call: &Call, path: &Path) -> Result<Answer, Failure> {
    if !store.remove_media(path) {
        return Err(Failure::not_found(&call.subject()));
    }
    if store.is_content(path) {
        store.delete(path);
    }
    Ok(Answer::no_content())
}
