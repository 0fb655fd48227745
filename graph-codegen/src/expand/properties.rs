//! The properties as data: the table and the constants.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Path, Type, Visibility};

use super::fragments::unless_cfgs;
use crate::check::endpoints::CheckedStream;
use crate::check::structured::{CheckedProperty, CheckedStruct, Role};
use crate::parse::cfgs;

/// The property table. A field that a `cfg` takes away leaves a gap, so that indexes stay. The mark of an open type is the last.
pub(crate) fn table(checked: &CheckedStruct) -> TokenStream {
    let is_plain = |property: &CheckedProperty| {
        property.aliases.is_empty() && property.role != Role::Navigation && cfgs(&property.attributes).is_empty()
    };
    if checked.additional.is_some() || !checked.properties.iter().all(is_plain) {
        return elements(checked);
    }
    let properties = || checked.properties.iter().enumerate();
    let names = checked.properties.iter().map(|property| &property.name);
    let key = properties().filter(|(_, property)| property.role == Role::Key).map(|(index, _)| index);
    let read_only = properties().filter(|(_, property)| property.read_only).map(|(index, _)| index);
    quote!(__g::properties([#(#names),*], &[#(#key),*], &[#(#read_only),*]))
}

/// The property table, element by element.
fn elements(checked: &CheckedStruct) -> TokenStream {
    let mut elements = TokenStream::new();
    for property in &checked.properties {
        let (name, aliases) = (&property.name, &property.aliases);
        let aliases = (!aliases.is_empty()).then(|| quote!(.with_aliases(&[#(#aliases),*])));
        let key = (property.role == Role::Key).then(|| quote!(.as_key()));
        let read_only = property.read_only.then(|| quote!(.as_read_only()));
        let navigation = (property.role == Role::Navigation).then(|| navigation(&property.ty));
        let cfg = cfgs(&property.attributes);
        elements.extend(quote!(#(#cfg)* __g::PropertyInfo::new(#name) #aliases #key #read_only #navigation,));
        elements.extend(unless_cfgs(&property.attributes).map(|unless| quote!(#unless __g::PropertyInfo::ABSENT,)));
    }
    if let Some(additional) = &checked.additional {
        let cfg = cfgs(&additional.attributes);
        elements.extend(quote!(#(#cfg)* __g::PropertyInfo::ADDITIONAL,));
    }
    quote!([#elements])
}

/// A constant for each property.
pub(crate) fn constants(checked: &CheckedStruct) -> TokenStream {
    let runtime = &checked.item.runtime;
    let properties = &checked.properties;
    let titles = properties.iter().map(|property| title(&property.name, &property.attributes));
    let attributes = properties.iter().map(|property| &property.attributes);
    let visibilities = properties.iter().map(|property| narrower(&checked.item.visibility, &property.visibility));
    let (names, types) =
        (properties.iter().map(|property| &property.constant), properties.iter().map(|property| &property.ty));
    let texts = properties.iter().map(|property| &property.name);
    let accesses = properties.iter().map(|property| access(property, runtime));
    // One repetition: a stream of tokens for each constant would be copied into that of all.
    let mut constants = quote! {
        #(
            #(#[doc = #titles])*
            #(#attributes)*
            #visibilities const #names: #runtime::Property<Self, #types #accesses> = __g::property(#texts);
        )*
    };
    for CheckedStream { name, constant, .. } in checked.entity.iter().flat_map(|entity| &entity.streams) {
        let (visibility, title) = (&checked.item.visibility, format!(" The stream property `{name}`."));
        constants.extend(quote! {
            #[doc = #title]
            #visibility const #constant: #runtime::object::property::Stream<Self> = __g::Stream::new(#name);
        });
    }
    constants
}

/// The access to a property, unless it can be sent.
fn access(property: &CheckedProperty, runtime: &Path) -> Option<TokenStream> {
    match (property.role == Role::Navigation, property.read_only, &property.serialize_with) {
        (true, ..) => Some(quote!(, #runtime::object::property::Navigation)),
        (false, true, _) => Some(quote!(, #runtime::object::property::ReadOnly)),
        (false, false, Some(_)) => Some(quote!(, #runtime::object::property::ByFunction)),
        (false, false, None) => None,
    }
}

/// The first line of a constant's docs and a blank line; nothing if the docs of the field begin with that line.
fn title(name: &str, attributes: &[Attribute]) -> Vec<String> {
    let title = format!(" The property `{name}`.");
    let Some(first) = attributes.iter().find(|attribute| attribute.path().is_ident("doc")) else { return vec![title] };
    if let Meta::NameValue(first) = &first.meta
        && let Expr::Lit(ExprLit { lit: Lit::Str(first), .. }) = &first.value
        && first.value() == title
    {
        return Vec::new();
    }
    vec![title, String::new()]
}

/// The projection of the entities that a navigation property refers to.
fn navigation(ty: &Type) -> TokenStream {
    let target = quote_spanned!(ty.span().resolved_at(Span::call_site())=> <#ty as __g::Expandable>::target);
    quote!(.as_navigation(#target))
}

/// The struct's visibility, unless the field is private: its type may be private as well.
fn narrower<'v>(of_struct: &'v Visibility, of_field: &'v Visibility) -> &'v Visibility {
    match of_field {
        Visibility::Public(_) => of_struct,
        _ => of_field,
    }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn the_name_is_said_once() {
        assert_eq!(title("id", &[]), [" The property `id`."]);
        let same = [syn::parse_quote!(#[doc = " The property `id`."])];
        assert_eq!(title("id", &same), [""; 0]);
        let other = [syn::parse_quote!(#[doc = " The key."])];
        assert_eq!(title("id", &other), [" The property `id`.", ""]);
    }
}
