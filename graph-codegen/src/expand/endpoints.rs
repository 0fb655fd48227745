//! Endpoints of an entity: functions named after its paths, and the documented permissions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::check::CheckedItem;
use crate::check::endpoints::{CheckedEndpoint, CheckedEntity, Least, ListedRequest};

/// The impl of `Entity`.
pub(crate) fn entity(name: &Ident, entity: &CheckedEntity) -> TokenStream {
    let address = address(entity);
    quote! {
        #[automatically_derived]
        impl __g::Entity for #name {
            #address
        }
    }
}

/// The constants for the version and the permissions, if the attribute or the table of permissions has them.
pub(crate) fn address(entity: &CheckedEntity) -> TokenStream {
    let CheckedEntity { version, delegated, application, .. } = entity;
    let version = version.map(|version| {
        let variant = Ident::new(version.variant(), Span::call_site());
        quote!(const VERSION: __g::Option<__g::ApiVersion> = __g::Some(__g::ApiVersion::#variant);)
    });
    let documented = !delegated.is_empty() || !application.is_empty();
    let permissions = documented.then(|| {
        quote! {
            const PERMISSIONS: __g::Permissions = __g::Permissions::new(&[#(#delegated),*], &[#(#application),*]);
        }
    });
    let least = least_permissions(entity);
    quote!(#version #permissions #least)
}

/// The constant for the least permissions of each method, unless all have the same.
fn least_permissions(entity: &CheckedEntity) -> Option<TokenStream> {
    let mut methods: Vec<(&str, Vec<&str>, Vec<&str>)> = Vec::new();
    for listed in entity.endpoints.iter().flat_map(|endpoint| &endpoint.listed) {
        let method = listed.method();
        let index = methods.iter().position(|(own, ..)| *own == method).unwrap_or_else(|| {
            methods.push((method, Vec::new(), Vec::new()));
            methods.len() - 1
        });
        let Some((_, delegated, application)) = methods.get_mut(index) else { continue };
        for (texts, least) in [(delegated, &listed.delegated), (application, &listed.application)] {
            texts.extend(least.as_ref().map(|least| &*least.text).filter(|text| !texts.contains(text)));
        }
    }
    let rows = methods.iter().map(|(method, delegated, application)| {
        quote!((#method, __g::Permissions::new(&[#(#delegated),*], &[#(#application),*])))
    });
    (methods.len() > 1)
        .then(|| quote!(const LEAST_PERMISSIONS: &'static [(&'static str, __g::Permissions)] = &[#(#rows),*];))
}

/// A function for each endpoint, and those for updates.
pub(crate) fn functions(item: &CheckedItem, entity: &CheckedEntity) -> TokenStream {
    let CheckedItem { name, visibility, runtime, .. } = item;
    let endpoints = constructors(item, entity);
    let changes = format!(" An empty update of a `{name}`; `set` and `clear` add changes to it.");
    let changes_to = " The update from this value to another: the properties that differ, without the key. A property that is `None` in \
                      the other alone is cleared, so change a clone of this value.";
    quote! {
        #endpoints
        #[doc = #changes]
        #[inline]
        #visibility fn changes() -> #runtime::Changes<Self> {
            __g::Changes::new()
        }
        #[doc = #changes_to]
        #[inline]
        #visibility fn changes_to(&self, __after: &Self) -> #runtime::Changes<Self> {
            __g::Changes::between(self, __after)
        }
    }
}

/// A function for each endpoint.
pub(crate) fn constructors(item: &CheckedItem, entity: &CheckedEntity) -> TokenStream {
    entity.endpoints.iter().map(|endpoint| function(item, entity, endpoint)).collect()
}

fn function(item: &CheckedItem, entity: &CheckedEntity, endpoint: &CheckedEndpoint) -> TokenStream {
    let CheckedItem { visibility, runtime, .. } = item;
    let CheckedEndpoint { function, singleton, template, .. } = endpoint;
    let (kind, noun) = if *singleton { ("Item", "entity") } else { ("Collection", "collection") };
    let kind = format_ident!("{kind}", span = Span::call_site());
    let (text, arguments) = (&template.text, &template.arguments);
    let docs = docs(format!(" The {noun} at `{text}`."), entity, endpoint);
    quote! {
        #(#[doc = #docs])*
        #[inline]
        #[must_use]
        #visibility fn #function(#(#arguments: impl ::core::convert::Into<#runtime::value::Key>),*) -> #runtime::#kind<Self> {
            __g::#kind::from_template(#text, &[#(__g::Into::into(#arguments)),*])
        }
    }
}

/// The title, and the table of permissions.
pub(crate) fn docs(title: String, entity: &CheckedEntity, endpoint: &CheckedEndpoint) -> Vec<String> {
    let mut lines = vec![title];
    if !endpoint.listed.is_empty() {
        lines.extend(["", " # Permissions", " The least of each request:", ""].map(str::to_owned));
        lines.push(" | Request | Delegated | Application |".to_owned());
        lines.push(" |:--|:--|:--|".to_owned());
        let cell = |least: &Option<Least>| {
            least.as_ref().map_or("not supported".to_owned(), |Least { text, .. }| format!("`{text}`"))
        };
        lines.extend(endpoint.listed.iter().map(|ListedRequest { request, delegated, application }| {
            format!(" | `{request}` | {} | {} |", cell(delegated), cell(application))
        }));
        return lines;
    }
    let kinds = [("Delegated", &entity.delegated), ("Application", &entity.application)];
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        return lines;
    }
    lines.extend(["", " # Permissions", " One of these:", ""].map(str::to_owned));
    lines.push(" | Permission type | Permissions |".to_owned());
    lines.push(" |:--|:--|".to_owned());
    for (kind, names) in kinds {
        let list = names.iter().map(|name| format!("`{}`", name.value())).collect::<Vec<_>>().join(", ");
        let cell = if list.is_empty() { "not documented" } else { &list };
        lines.push(format!(" | {kind} | {cell} |"));
    }
    lines
}
