//! The store: entities, collections, references and bytes. Of HTTP it has only the errors.

pub(crate) mod address;
pub(crate) mod properties;
pub(crate) mod last_place;
pub(crate) mod facet;
pub(crate) mod directory;
pub(crate) mod default_properties;
pub(crate) mod entity;
mod values;
pub(crate) mod collection;
mod mirrored;
mod index;
mod orders;
mod unsaved;
pub(crate) mod journal;
pub(crate) mod entities;
mod writes;
pub(crate) mod watched;
mod canonical;
pub(crate) mod signed_in;
pub(crate) mod derived;
mod deleted;
mod alternate_key;
pub(crate) mod resolve;
pub(crate) mod deep_insert;
mod contents;
pub(crate) mod file;
pub(crate) mod snapshot;

pub(crate) use self::entities::Store;
