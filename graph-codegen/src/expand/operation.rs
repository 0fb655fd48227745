//! An operation: how its arguments are written, and the methods that build its request.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use super::fragments::{arguments_named, located_at};
use super::{adapters, endpoints, properties, structured};
use crate::check::CheckedItem;
use crate::check::operation::{CheckedAnswer, CheckedOperation, OperationKind};
use crate::parse::cfgs;

/// All impls of the struct.
pub(crate) fn operation(checked: &CheckedOperation) -> TokenStream {
    let CheckedOperation { kind, arguments, address, .. } = checked;
    let name = &arguments.item.name;
    let (adapters, table) = (adapters::adapters(arguments), properties::table(arguments));
    let address = endpoints::address(address);
    let call = match kind {
        OperationKind::Action => {
            let write = structured::write(arguments);
            quote! {
                #[automatically_derived]
                impl __g::Action for #name {
                    #write
                }
            }
        }
        OperationKind::Function => function(checked),
    };
    let inherent = inherent(checked);
    quote! {
        #adapters
        #[automatically_derived]
        impl __g::Operation for #name {
            #address
            const ARGUMENTS: &'static [__g::PropertyInfo] = &#table;
        }
        #call
        #inherent
    }
}

fn function(checked: &CheckedOperation) -> TokenStream {
    let name = &checked.arguments.item.name;
    let select = checked.address.select.then(|| {
        quote!(
            const SELECT: __g::bool = true;
        )
    });
    let mut statements = TokenStream::new();
    for (index, argument) in checked.arguments.properties.iter().enumerate() {
        let span = argument.ty.span().resolved_at(Span::call_site());
        let mut field = argument.field.clone();
        field.set_span(span.resolved_at(field.span()));
        let (cfg, by_alias) = (cfgs(&argument.attributes), checked.by_alias.contains(&argument.field));
        let call = if argument.serialize_with.is_some() {
            let adapter = adapters::name("Write", argument);
            quote!(__arguments.write_by(&#adapter(&self.#field), #index, #by_alias);)
        } else if by_alias {
            quote_spanned!(span=> __g::ArgumentWriter::write_by_alias(__arguments, &self.#field, #index);)
        } else {
            quote_spanned!(span=> __g::ArgumentWriter::write(__arguments, &self.#field, #index);)
        };
        statements.extend(if let Some(skip) = &argument.skip_serializing_if {
            quote!(#(#cfg)* if !#skip(&self.#field) { #call })
        } else {
            quote!(#(#cfg)* #call)
        });
    }
    quote! {
        #[automatically_derived]
        impl __g::Function for #name {
            #select
            fn write(&self, __arguments: &mut __g::ArgumentWriter) {
                #statements
            }
        }
    }
}

/// A method for each path.
pub(crate) fn inherent(checked: &CheckedOperation) -> TokenStream {
    let CheckedOperation { kind, arguments, address, returns, .. } = checked;
    let item = &arguments.item;
    let CheckedItem { name, visibility, runtime, .. } = item;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let (method, build) = match kind {
        OperationKind::Action => ("POST", quote!(action)),
        OperationKind::Function => ("GET", quote!(function)),
    };
    let (answer, span) = answer(runtime, returns);
    let mut methods = TokenStream::new();
    for endpoint in &address.endpoints {
        let (function, text, keys) = (&endpoint.function, &endpoint.template.text, &endpoint.template.arguments);
        let docs = endpoints::docs(format!(" The request `{method} {text}`."), address, endpoint);
        // An answer that is none is shown at the type.
        let build = quote_spanned!(span=> __g::#build::<_, #answer>);
        methods.extend(quote! {
            #(#[doc = #docs])*
            #visibility fn #function(&self, #(#keys: impl ::core::convert::Into<#runtime::value::Key>),*) -> #runtime::Request<#answer> {
                #build(self, #text, &[#(__g::Into::into(#keys)),*])
            }
        });
    }
    let methods = quote! {
        impl #impl_generics #name #type_generics #clause {
            #methods
        }
    };
    arguments_named(&address.endpoints, &methods)
}

fn answer(runtime: &Path, returns: &CheckedAnswer) -> (TokenStream, Span) {
    let span = |ty: &Type| ty.span().resolved_at(Span::call_site());
    match returns {
        CheckedAnswer::Nothing => (quote!(()), Span::call_site()),
        CheckedAnswer::Page(ty) => {
            let runtime = located_at(runtime, span(ty));
            (quote_spanned!(span(ty)=> #runtime::Page<#ty>), span(ty))
        }
        CheckedAnswer::One(ty) => (quote!(#ty), span(ty)),
    }
}
