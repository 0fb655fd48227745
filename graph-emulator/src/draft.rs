//! What a body asks to be stored, once it is taken apart: properties, and what is related.

use crate::place::Path;
use crate::properties::Properties;

/// An entity with what is created or referenced along with it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) properties: Properties,
    pub(crate) related: Vec<Related>,
}

/// What a relation of an entity shall lead to.
#[derive(Debug)]
pub(crate) struct Related {
    pub(crate) name: String,
    pub(crate) is_collection: bool,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    /// New entities, stored below their owner.
    Drafts(Vec<Draft>),
    /// `x@odata.bind`: URLs as they came, with the type that they must lead to.
    Urls(Vec<String>, String),
    /// The homes that such URLs lead to.
    Homes(Vec<Path>),
    /// `"x@odata.bind": null`: to nothing any more.
    Nothing,
}

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// A whole entity: a create, or a replacement.
    Whole(Creation),
    /// What changes of one.
    Changes,
}

/// What becomes of a required property that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Creation {
    /// It is refused.
    Strict,
    /// It gets its type's default.
    Filled,
}
