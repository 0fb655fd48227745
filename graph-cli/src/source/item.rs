//! Annotated items, as plain data.

use std::path::PathBuf;

/// A place in a file: both numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Which attribute an item has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Entity,
    Complex,
    Enum,
    Union,
    Action,
    Function,
}

impl Kind {
    /// The kind that an attribute of this name makes.
    pub(super) fn of(attribute: &str) -> Option<Self> {
        Some(match attribute {
            "graph_entity" => Self::Entity,
            "graph_complex" => Self::Complex,
            "graph_enum" => Self::Enum,
            "graph_union" => Self::Union,
            "graph_action" => Self::Action,
            "graph_function" => Self::Function,
            _ => return None,
        })
    }

    pub(crate) const fn attribute(self) -> &'static str {
        match self {
            Self::Entity => "graph_entity",
            Self::Complex => "graph_complex",
            Self::Enum => "graph_enum",
            Self::Union => "graph_union",
            Self::Action => "graph_action",
            Self::Function => "graph_function",
        }
    }

    /// Whether it is a call, and no type of the service.
    pub(crate) const fn is_operation(self) -> bool {
        matches!(self, Self::Action | Self::Function)
    }
}

/// A struct or enum under one of the attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that the attribute has or has not")]
pub(crate) struct Item {
    pub(crate) file: PathBuf,
    /// Where its name stands.
    pub(crate) spot: Spot,
    pub(crate) kind: Kind,
    /// In Rust.
    pub(crate) name: String,
    /// `microsoft.graph.user`; of an operation what it would be as a type, which means nothing.
    pub(crate) type_name: String,
    /// `beta`, where it is said.
    pub(crate) version: Option<String>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) streams: Vec<Stream>,
    /// The fields of a struct.
    pub(crate) fields: Vec<Field>,
    /// The variants of an enum.
    pub(crate) variants: Vec<Variant>,
    /// Whether a value of the enumeration is a set.
    pub(crate) is_flags: bool,
    /// Members of the enumeration may be missing: `partial`.
    pub(crate) is_partial: bool,
    /// No member of the union may be missing: `complete`.
    pub(crate) is_complete: bool,
    /// It is in no metadata: `schema = false`.
    pub(crate) is_unchecked: bool,
    /// What the operation returns, as Rust text.
    pub(crate) returns: Option<String>,
}

/// A path that an item names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) spot: Spot,
    pub(crate) template: String,
    /// Whether it is of one entity.
    pub(crate) is_singleton: bool,
}

/// A stream property that an item names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stream {
    pub(crate) spot: Spot,
    pub(crate) name: String,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) spot: Spot,
    /// In Rust.
    pub(crate) rust_name: String,
    /// In JSON.
    pub(crate) name: String,
    /// Other names that are read.
    pub(crate) aliases: Vec<String>,
    /// The type as Rust text.
    pub(crate) ty: String,
    /// Functions of the user's read or write it, so that its type may be any.
    pub(crate) is_adapted: bool,
    pub(crate) marks: Marks,
}

impl Field {
    /// Whether it is a property of the service's type, and no annotation such as `children@delta`.
    pub(crate) fn is_property(&self) -> bool {
        let Marks { skip, etag, type_name, additional, .. } = self.marks;
        !(skip || etag || type_name || additional || self.name.contains('@'))
    }
}

/// What `#[graph(…)]` says of a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that the field has or has not")]
pub(crate) struct Marks {
    pub(crate) key: bool,
    pub(crate) read_only: bool,
    pub(crate) navigation: bool,
    pub(crate) skip: bool,
    pub(crate) etag: bool,
    pub(crate) type_name: bool,
    pub(crate) additional: bool,
    /// The metadata is not asked for it.
    pub(crate) unchecked: bool,
}

/// A variant of an enumeration or a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) spot: Spot,
    /// In Rust.
    pub(crate) rust_name: String,
    /// In JSON.
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) number: Option<i64>,
    /// The catch-all.
    pub(crate) is_other: bool,
    /// The metadata is not asked for it.
    pub(crate) is_unchecked: bool,
    /// Of a union: the declared type itself.
    pub(crate) is_base: bool,
    /// Of a union: the type that it holds, as Rust text.
    pub(crate) holds: Option<String>,
}

/// Something that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) file: PathBuf,
    pub(crate) spot: Spot,
    pub(crate) fact: String,
    pub(crate) help: &'static str,
}
