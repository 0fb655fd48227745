//! `Checked…` to tokens. It can't fail. The expansion is mostly data; the code that uses it is in `graph_core`.
//!
//! Every path begins at the runtime crate or at `__g`, its private module, and every local begins with `__`: a name in the user's
//! scope can't replace one of them, such as a constant `index`, which would be a pattern. Signatures that an editor shows name public
//! paths.

mod fragments;
mod adapters;
#[cfg(feature = "schema")]
pub(crate) mod assertions;
pub(crate) mod endpoints;
mod properties;
mod read;
mod fields;
pub(crate) mod structured;
pub(crate) mod enumeration;
pub(crate) mod operation;
pub(crate) mod union;

use proc_macro2::TokenStream;

use crate::check::Checked;

pub(crate) use self::fragments::scope;

/// The impls of an item. `None` of an enumeration or a union that has no catch-all, which is a mistake.
pub(crate) fn expand(checked: &Checked) -> Option<TokenStream> {
    Some(match checked {
        Checked::Struct(checked) => structured::structured(checked),
        Checked::Enum(checked) => enumeration::enumeration(checked, checked.other.as_ref()?),
        Checked::Union(checked) => union::union(checked, checked.other.as_ref()?),
        Checked::Operation(checked) => operation::operation(checked),
    })
}
