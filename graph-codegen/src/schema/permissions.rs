//! The permissions of an item's requests, from the service's table.

use graph_csdl::permissions::{Grant, PermissionTable, Scheme};
use proc_macro2::Span;
use syn::LitStr;

use super::source::{self, MetadataSource, Source};
use crate::check::Checked;
use crate::check::endpoints::{CheckedEndpoint, CheckedEntity, Least, ListedRequest};
use crate::check::operation::OperationKind;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Adds the requests of the table to each endpoint, and their least permissions where none are written. A written permission that
/// lets none of the requests pass is a mistake.
pub(super) fn complete(checked: &mut Checked, of: &MetadataSource, diagnostics: &mut Diagnostics) -> Source {
    let mut source = Source::default();
    let operation = match checked {
        Checked::Operation(operation) if operation.kind == OperationKind::Function => Some("GET"),
        Checked::Operation(_) => Some("POST"),
        _ => None,
    };
    let table = source::permissions(checked.item(), of, &mut source, diagnostics);
    let name = checked.item().name.to_string();
    let (Some(table), Some(entity)) = (table, checked.entity_mut()) else { return source };
    for endpoint in &mut entity.endpoints {
        endpoint.listed = listed(&table, endpoint, operation);
    }
    if entity.delegated.is_empty() && entity.application.is_empty() {
        entity.delegated = least(entity, |request| request.delegated.as_ref());
        entity.application = least(entity, |request| request.application.as_ref());
        return source;
    }
    let requests = || entity.endpoints.iter().flat_map(|endpoint| &endpoint.listed);
    let kinds = [("delegated", &entity.delegated, 0..2), ("application", &entity.application, 2..3)];
    for (kind, written, schemes) in kinds.into_iter().filter(|_| requests().next().is_some()) {
        let schemes = Scheme::ALL.get(schemes).unwrap_or_default();
        let passes = |name: &str| requests().any(|request| names(&table, &request.request, schemes).contains(&name));
        for literal in written.iter().filter(|literal| !passes(&literal.value())) {
            let fact = format!("the {kind} permission `{}` lets no request of `{name}` pass", literal.value());
            diagnostics.add(Diagnostic::new(literal.span(), fact).help(right_ones(entity, kind)).note(
                "by the table of permissions that Cargo.toml names; without `permissions(…)` its least ones are used",
            ));
        }
    }
    source
}

/// The requests of an endpoint that the table lists: at the path, and at that of an entity in the collection.
fn listed(table: &PermissionTable, endpoint: &CheckedEndpoint, operation: Option<&str>) -> Vec<ListedRequest> {
    // `(_)` is the place of a function's arguments.
    let path = endpoint.template.text.replace("(_)", "");
    let entity = (operation.is_none() && !endpoint.singleton).then(|| format!("{path}/{{id}}"));
    let mut requests = Vec::new();
    for path in std::iter::once(path).chain(entity) {
        let Some(found) = table.at(&path) else { continue };
        for method in found.methods().filter(|method| operation.is_none_or(|operation| operation == *method)) {
            let least = |scheme| found.least(method, scheme).map(|grant| Least::of(&grant));
            requests.push(ListedRequest {
                request: format!("{method} {path}"),
                delegated: least(Scheme::DelegatedWork).or_else(|| least(Scheme::DelegatedPersonal)),
                application: least(Scheme::Application),
            });
        }
    }
    requests
}

impl Least {
    fn of(grant: &Grant<'_>) -> Self {
        let names = std::iter::once(grant.permission.name()).chain(grant.also.first().copied());
        Self { text: grant.to_string(), names: names.map(str::to_owned).collect() }
    }
}

/// The permissions that let a request pass with one of the schemes, and those that are required as well.
fn names<'t>(table: &'t PermissionTable, request: &str, schemes: &[Scheme]) -> Vec<&'t str> {
    let Some((method, path)) = request.split_once(' ') else { return Vec::new() };
    let Some(found) = table.at(path) else { return Vec::new() };
    let grants = schemes.iter().flat_map(|scheme| found.grants(method, *scheme));
    grants.flat_map(|grant| std::iter::once(grant.permission.name()).chain(grant.also)).collect()
}

/// The least permissions of all requests, each once.
fn least(entity: &CheckedEntity, of: impl Fn(&ListedRequest) -> Option<&Least>) -> Vec<LitStr> {
    let requests = entity.endpoints.iter().flat_map(|endpoint| &endpoint.listed);
    let mut names: Vec<&String> = Vec::new();
    for name in requests.filter_map(of).flat_map(|least| &least.names) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| LitStr::new(name, Span::call_site())).collect()
}

/// The edit that corrects a written permission.
fn right_ones(entity: &CheckedEntity, kind: &str) -> String {
    let right = match kind {
        "delegated" => least(entity, |request| request.delegated.as_ref()),
        _ => least(entity, |request| request.application.as_ref()),
    };
    let right: Vec<String> = right.iter().map(|name| format!("`{}`", name.value())).collect();
    match right.as_slice() {
        [] => format!("remove it: no request supports {kind} permissions"),
        right => format!("use {}: the least of its requests", right.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;
    use crate::item_kind::ItemKind;
    use crate::{arguments, check, expand};

    const TABLE: &str = r#"{"permissions": {
      "Tree.Read": {"schemes": {"DelegatedWork": {}, "Application": {}}, "pathSets": [
        {"schemeKeys": ["DelegatedWork", "Application"], "methods": ["GET"], "paths": {"/trees": "", "/trees/{id}": ""}}]},
      "Tree.Write": {"schemes": {"DelegatedWork": {}}, "pathSets": [
        {"schemeKeys": ["DelegatedWork"], "methods": ["POST", "GET"], "paths": {"/trees": ""}}]},
      "Seed.Write": {"schemes": {"Application": {}}, "pathSets": [
        {"schemeKeys": ["Application"], "methods": ["POST"], "paths": {"/seeds": "least=Application;AlsoRequires=Tree.Read,Soil.Read"}}]}
    }}"#;

    /// The expansion of an entity in a crate with this table, and its mistakes.
    fn expanded(test: &str, arguments: TokenStream) -> (String, Vec<Diagnostic>) {
        let folder = std::env::temp_dir().join(format!("graph-codegen-{test}-{}", std::process::id()));
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text);
        std::fs::create_dir_all(&folder)
            .and_then(|()| write("table.json", TABLE))
            .and_then(|()| write("Cargo.toml", "[package.metadata.graph]\npermissions = \"table.json\""))
            .unwrap_or_else(|error| panic!("{error}"));
        let mut diagnostics = Diagnostics::default();
        let mut input = syn::parse2(quote!(
            pub struct Tree {
                #[graph(key)]
                pub id: Option<String>,
            }
        ))
        .unwrap_or_else(|error| panic!("{error}"));
        let mut arguments = arguments::parse(ItemKind::Entity, arguments, &mut diagnostics);
        let mut checked = check::check(ItemKind::Entity, &mut input, &mut arguments, &mut diagnostics);
        let source = complete(&mut checked, &MetadataSource::Manifest(Some(folder.clone())), &mut diagnostics);
        assert_eq!(source.tracked.len(), 2, "rustc tracks Cargo.toml and the table");
        let _ = std::fs::remove_dir_all(&folder);
        let tokens = expand::expand(&checked).map(|tokens| tokens.to_string()).unwrap_or_default();
        (tokens, diagnostics.into_iter().collect())
    }

    #[test]
    fn the_docs_and_the_constant_have_the_permissions_of_the_table() {
        let (tokens, diagnostics) = expanded("table", quote!(path = "trees"));
        assert!(diagnostics.is_empty());
        assert!(
            tokens.contains("Permissions :: new (& [\"Tree.Read\" , \"Tree.Write\"] , & [\"Tree.Read\"])"),
            "{tokens}"
        );
        assert!(tokens.contains("(\"POST\" , __g :: Permissions :: new (& [\"Tree.Write\"] , & []))"), "{tokens}");
        for row in [
            " | `GET trees` | `Tree.Read` | `Tree.Read` |",
            " | `POST trees` | `Tree.Write` | not supported |",
            " | `GET trees/{id}` | `Tree.Read` | `Tree.Read` |",
        ] {
            assert!(tokens.contains(&format!("\"{row}\"")), "{row}: {tokens}");
        }
    }

    #[test]
    fn what_is_required_as_well_is_shown_and_requested() {
        let (tokens, diagnostics) = expanded("also", quote!(path = "seeds"));
        assert!(diagnostics.is_empty());
        assert!(tokens.contains("Permissions :: new (& [] , & [\"Seed.Write\" , \"Tree.Read\"])"), "{tokens}");
        let row = " | `POST seeds` | not supported | `Seed.Write with one of Tree.Read, Soil.Read` |";
        assert!(tokens.contains(&format!("\"{row}\"")), "{tokens}");
        let written = quote!(path = "seeds", permissions(application = ["Seed.Write", "Soil.Read"]));
        let (_, diagnostics) = expanded("also-written", written);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn written_permissions_are_kept() {
        let (tokens, diagnostics) = expanded("kept", quote!(path = "trees", permissions(delegated = ["Tree.Write"])));
        assert!(diagnostics.is_empty());
        assert!(tokens.contains("Permissions :: new (& [\"Tree.Write\"] , & [])"), "{tokens}");
    }

    #[test]
    fn a_permission_that_lets_no_request_pass_is_a_mistake() {
        let written = quote!(path = "trees", permissions(delegated = ["Tree.Raed"], application = ["Tree.Write"]));
        let (_, diagnostics) = expanded("contradicted", written);
        let shown: Vec<String> = diagnostics
            .into_iter()
            .map(|found| format!("{}; {}", found.message, found.help.unwrap_or_default()))
            .collect();
        assert_eq!(
            shown,
            [
                "the delegated permission `Tree.Raed` lets no request of `Tree` pass; use `Tree.Read` or `Tree.Write`: the least of its requests",
                "the application permission `Tree.Write` lets no request of `Tree` pass; use `Tree.Read`: the least of its requests",
            ]
        );
    }

    #[test]
    fn another_path_is_not_checked() {
        let (tokens, diagnostics) = expanded("other", quote!(path = "soils", permissions(delegated = ["Soil.Read"])));
        assert!(diagnostics.is_empty() && tokens.contains("[\"Soil.Read\"]"), "{tokens}");
    }
}
