//! The files of the generated code.

use graph_csdl::names::{namespace, short};
use graph_csdl::{Definition, Metadata};

use super::item::{enumeration, operation, structured, union};
use super::item_names::{self, ItemNames};
use super::module::Module;
use super::naming::snake;
use super::options::{Error, File, Generated, Options, Package};
use super::plan::{Cycles, Plan};
use super::selection::{self, Selection};
use super::text::{Text, docs};
use super::undeclared;

/// The mark in the first line of a generated Rust file.
pub(super) const MARK: &str = "written by `graph-entity generate`";

/// Generates the files of a selection, and warnings.
///
/// # Errors
/// The metadata does not have a selected type, path or property; or a path has no type.
///
/// # Example
/// ```
/// use graph_cli::generate::{Options, Selection, generate};
///
/// let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="microsoft.graph">
///   <EntityType Name="user">
///     <Key><PropertyRef Name="id"/></Key>
///     <Property Name="id" Type="Edm.String" Nullable="false"/>
///     <Property Name="displayName" Type="Edm.String"/>
///   </EntityType>
///   <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
/// </Schema>"#)?;
///
/// let files = generate(&metadata, &Selection::of_type("user"), &Options::default())?.files;
/// assert_eq!(files[0].path, "user.rs");
/// assert!(files[0].text.contains("#[graph_entity(path = \"users\")]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn generate(metadata: &Metadata, selection: &Selection, options: &Options) -> Result<Generated, Error> {
    let selected = selection::resolve(metadata, selection, options)?;
    let plan = Plan::new(metadata, &selected, options);
    Ok(Generated { files: files(&plan, options), warnings: undeclared::warnings(&plan) })
}

/// The files of a plan.
fn files(plan: &Plan<'_>, options: &Options) -> Vec<File> {
    let names = ItemNames::new(plan);
    let cycles = Cycles::find(plan);
    let namespaces: Vec<&str> = item_names::namespaces(plan).into_iter().collect();
    let directory = if plan.is_all { "src/" } else { "" };
    let mut files: Vec<File> = Vec::new();
    let modules = namespaces.iter().map(|namespace| {
        let mut module = Module::new(plan, &names, &cycles, namespace);
        write(&mut module, options);
        module
    });
    let modules: Vec<Module<'_, '_>> = modules.collect();
    let has_decimals = modules.iter().any(Module::has_decimals);
    if plan.is_all {
        files.push(File { path: "Cargo.toml".to_owned(), text: manifest(plan, &options.package, has_decimals) });
        files.push(File { path: "src/lib.rs".to_owned(), text: root(&names, &namespaces, true) });
    } else if namespaces.len() > 1 {
        files.push(File { path: "mod.rs".to_owned(), text: root(&names, &namespaces, false) });
    }
    files.extend(modules.iter().map(|module| {
        let name = match (namespaces.len(), plan.only) {
            (1, Some(only)) => snake(short(only)),
            _ => names.module(module.namespace).to_owned(),
        };
        File { path: format!("{directory}{name}.rs"), text: text(module) }
    }));
    files
}

/// Writes each type followed by its union, then the operations.
fn write(module: &mut Module<'_, '_>, options: &Options) {
    for definition in &module.plan.types {
        if namespace(definition.name()) != module.namespace {
            continue;
        }
        match definition {
            Definition::Structured(of) => {
                structured::write(module, of, options);
                if module.plan.has_union(&of.name) {
                    module.text.line(0, "");
                    union::write(module, of);
                }
            }
            Definition::Enum(of) => enumeration::write(module, of),
            Definition::TypeDefinition(_) => continue,
        }
        module.text.line(0, "");
    }
    for (index, planned) in module.plan.operations.iter().enumerate() {
        if namespace(&planned.operation.name) == module.namespace {
            operation::write(module, index, planned);
            module.text.line(0, "");
        }
    }
}

fn text(module: &Module<'_, '_>) -> String {
    let mut text = Text::default();
    text.line(0, format!("//! `{}`, {MARK}.", module.namespace));
    if module.has_decimals() {
        text.line(0, "//!\n//! Requires the feature `decimal` of `graph-core`.");
    }
    text.line(0, "");
    module.write_imports(&mut text);
    text.line(0, "");
    text.line(0, module.text.as_str().trim_end());
    text.as_str().to_owned()
}

/// The file that declares the modules. A package re-exports the names of `microsoft.graph`.
fn root(names: &ItemNames<'_>, namespaces: &[&str], is_all: bool) -> String {
    let mut text = Text::default();
    text.line(0, format!("//! Types of Microsoft Graph, {MARK}."));
    if is_all {
        text.line(0, "");
        text.line(0, "#![allow(deprecated, reason = \"deprecated types are generated, too\")]");
    }
    let mut modules: Vec<(&str, &str)> =
        namespaces.iter().map(|namespace| (names.module(namespace), *namespace)).collect();
    modules.sort_unstable();
    for (module, namespace) in modules {
        text.line(0, "");
        docs::markdown(&mut text, 0, &format!("`{namespace}`."));
        text.line(0, format!("pub mod {module};"));
    }
    if is_all && namespaces.contains(&"microsoft.graph") {
        text.line(0, "");
        text.line(0, format!("pub use {}::*;", names.module("microsoft.graph")));
    }
    text.as_str().to_owned()
}

fn manifest(plan: &Plan<'_>, package: &Package, has_decimals: bool) -> String {
    let Package { name, graph_core, schema } = package;
    let mut features = vec!["macros"];
    features.extend(schema.is_some().then_some("schema"));
    features.extend(has_decimals.then_some("decimal"));
    let graph_core = graph_core.display().to_string();
    let mut text = Text::default();
    text.line(0, "[package]");
    text.line(0, format!("name = {name:?}"));
    text.line(0, "version = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]");
    text.line(
        0,
        format!("graph-core = {{ path = {graph_core:?}, default-features = false, features = {features:?} }}"),
    );
    text.line(0, "serde_json = \"1\"");
    if let Some(schema) = schema {
        text.line(0, "\n[package.metadata.graph]");
        text.line(0, format!("schema = {schema:?}"));
        // Enumerations and complex types have no version, and are checked against the first file.
        if let Some(version) = plan.version {
            text.line(0, format!("{version}-schema = {schema:?}"));
        }
    }
    // The package is generated as a whole: incremental builds would only cost time. Optimised macros pay off with thousands of
    // expansions.
    text.line(0, "\n[profile.dev]\nincremental = false\n\n[profile.dev.build-override]\nopt-level = 2");
    text.as_str().to_owned()
}
