//! The result of an operation.

use graph_csdl::validate::{self, Part};
use graph_csdl::{Metadata, Primitive, TypeRef};
use quote::quote_spanned;
use syn::Type;
use syn::spanned::Spanned;

use super::assertion::assertion;
use crate::check::operation::{CheckedAnswer, CheckedOperation};
use crate::check::{inside, ungrouped};
use crate::expand::assertions::{Assertion, Held};

/// The assertion that the declared type can hold the result of the operation.
///
/// # Errors
/// `Vec` is declared, but the result is not a collection.
pub(super) fn result(
    answer: &CheckedAnswer,
    returned: &TypeRef,
    metadata: &Metadata,
) -> Result<Option<Assertion>, validate::Diagnostic> {
    let TypeRef { name, is_collection, .. } = returned;
    let of = |is_collection| TypeRef { name: name.clone(), is_collection, is_nullable: false };
    match answer {
        CheckedAnswer::Nothing => Ok(None),
        // The items of a page are checked one by one.
        CheckedAnswer::Page(ty) if *is_collection => {
            Ok(assertion(ty, &of(false), &[], "an item of the result", metadata))
        }
        CheckedAnswer::Page(_) => {
            let message = format!("the result is one `{name}`, not a collection");
            let help = Some("write the type without `Vec<…>`".to_owned());
            Err(validate::Diagnostic { part: Part::Result, message, help, note: None, suggestion: None })
        }
        CheckedAnswer::One(ty) if metadata.primitive(name) == Some(Primitive::Stream) => Ok(Some(content(ty))),
        CheckedAnswer::One(ty) => {
            let inner = inside("Poller", ty).unwrap_or_else(|| ty.clone());
            let mut assertion = assertion(&inner, &of(*is_collection), &[], "the result", metadata);
            if let Some(Assertion { one, .. }) = &mut assertion {
                // Bytes hold any result; rustc alone resolves aliases.
                *one = Type::Verbatim(quote_spanned!(ty.span()=> <#one as __g::edm::ReturnType>::Value));
            }
            Ok(assertion)
        }
    }
}

/// The declared result type of an operation, of a page the type of its items.
pub(super) fn returned(checked: &CheckedOperation) -> Option<&Type> {
    match &checked.returns {
        CheckedAnswer::Nothing => None,
        CheckedAnswer::Page(ty) | CheckedAnswer::One(ty) => Some(ty),
    }
}

/// The assertion that the result is content.
fn content(ty: &Type) -> Assertion {
    Assertion {
        ty: ty.clone(),
        one: ty.clone(),
        attributes: Vec::new(),
        null: false,
        several: false,
        is_likely: true,
        held: Held::Primitive("HoldsContent"),
        message: String::new(),
        otherwise: None,
    }
}

/// Whether the declared type has no value: `()`, `Poller<()>`.
pub(super) fn is_nothing(ty: &Type) -> bool {
    let inner = inside("Poller", ty);
    matches!(ungrouped(inner.as_ref().unwrap_or(ty)), Type::Tuple(tuple) if tuple.elems.is_empty())
}
