//! Types of properties, and their forms in JSON and in URLs.

// A module imports only from those above it.
pub mod literal;
pub(crate) mod path;
pub(crate) mod unexpected;
pub(crate) mod shared_str;
pub(crate) mod json_path;
pub(crate) mod annotation;
pub(crate) mod projection;
pub(crate) mod value;
pub(crate) mod containers;
pub(crate) mod primitive;
pub(crate) mod enumeration;
pub(crate) mod flags;

pub use self::containers::{CollectionValued, Nullable};
pub use self::enumeration::Enumeration;
pub use self::flags::{FlagMember, FlagSet};
pub use self::json_path::JsonPath;
pub use self::path::Key;
pub use self::primitive::assume_utc;
pub use self::value::{AssignTo, Value};
