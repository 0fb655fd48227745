//! The generated text, compared with `generated/`, which `BLESS=1` overwrites.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test panics")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use graph_cli::generate::{File, Options, Selection, Selector, Unions, generate};
use graph_csdl::{Addresses, Definition, Metadata, StructuredKind};

fn metadata() -> Metadata {
    Metadata::parse(include_str!("service.csdl")).unwrap()
}

fn all() -> Vec<File> {
    let mut options = Options::default();
    options.navigation = true;
    options.unions = Unions::Extended;
    options.package.schema = Some("metadata/v1.0.csdl".to_owned());
    generate(&metadata(), &Selection::All, &options).unwrap().files
}

fn message() -> Vec<File> {
    let mut options = Options::default();
    options.depth = 1;
    options.operations = false;
    generate(&metadata(), &Selection::of_path("me/messages/{id}"), &options).unwrap().files
}

fn near() -> Vec<File> {
    let mut options = Options::default();
    options.keep_unknown = true;
    let selectors = ["microsoft.graph.security.user", "configuration"].map(|name| Selector::Type(name.to_owned()));
    generate(&metadata(), &Selection::These(selectors.into()), &options).unwrap().files
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated")
}

#[test]
fn generated_files_are_those_in_the_folder() {
    for (within, files) in [("all", all()), ("", message()), ("near", near())] {
        for file in files {
            let path = directory().join(within).join(&file.path);
            if std::env::var_os("BLESS").is_some() {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &file.text).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == file.text, "{} differs: run with BLESS=1 and see `git diff`", path.display());
        }
    }
}

#[test]
fn generated_files_are_formatted() {
    let files = all().into_iter().chain(message()).chain(near());
    let directory = std::env::temp_dir().join(format!("graph-entity-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    for file in files.filter(|file| file.path != "Cargo.toml") {
        let path = directory.join("checked.rs");
        // Without its modules, which are checked separately.
        std::fs::write(&path, file.text.replace("pub mod ", "pub use ")).unwrap();
        let check = std::process::Command::new("rustfmt").args(["--check", "--edition", "2024"]).arg(&path).output();
        match check {
            Ok(check) => assert!(check.status.success(), "{}\n{}", file.path, String::from_utf8_lossy(&check.stdout)),
            Err(error) => println!("cannot run rustfmt: {error}"),
        }
    }
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn errors_of_selections() {
    let mut named = Options::default();
    named.fields = Some(vec!["displaName".to_owned()]);
    for (selection, options, text) in [
        (
            Selection::of_type("usr"),
            Options::default(),
            "there is no type `usr`\n\n  help: did you mean one of these: `microsoft.graph.user`, `microsoft.graph.security.user`?",
        ),
        (
            Selection::of_type("User"),
            Options::default(),
            "there is no type `User`\n\n  help: did you mean one of these: `microsoft.graph.user`, `microsoft.graph.security.user`?",
        ),
        (
            Selection::of_type("users/{id}"),
            Options::default(),
            "there is no type `users/{id}`\n\n  help: select it by its path: `--path 'users/{id}'`",
        ),
        (
            Selection::of_type("user"),
            named,
            "`microsoft.graph.user` has no property `displaName`\n\n  help: did you mean `displayName`?",
        ),
        (
            Selection::of_path("users/{id}/mesages"),
            Options::default(),
            "cannot resolve the path `users/{id}/mesages`: `microsoft.graph.user` has no `mesages`\n\n  help: did you mean \
             `users/{id}/messages`?",
        ),
        (
            Selection::of_path("users/$count"),
            Options::default(),
            "the path `users/$count` is a count, not a type or operation\n\n  help: choose a path of an entity, a collection \
             or an operation",
        ),
    ] {
        assert_eq!(generate(&metadata(), &selection, &options).unwrap_err().to_string(), text);
    }
}

#[test]
fn selected_properties() {
    let mut options = Options::default();
    options.fields = Some(vec!["displayName".to_owned(), "manager".to_owned()]);
    options.operations = false;
    let files = generate(&metadata(), &Selection::of_type("user"), &options).unwrap().files;
    let fields: Vec<&str> = files[0].text.lines().filter_map(|line| line.trim().strip_prefix("pub ")).collect();
    assert_eq!(
        fields,
        ["struct User {", "id: Option<String>,", "display_name: Option<String>,", "manager: Option<Box<User>>,"]
    );
}

/// Addressing of drive items by path, and of stream properties (OData 4.01 Protocol, §11.4.8).
#[test]
fn paths_between_colons_and_to_streams() {
    let mut options = Options::default();
    options.operations = false;
    // In Microsoft Graph such a path starts at a drive item or a site. Other services may use other types.
    let service = include_str!("service.csdl").replace("microsoft.graph", "contoso.directory");
    let metadata = Metadata::parse(&service).unwrap();
    for (path, attribute) in [
        ("users/{userId}:/{userPath}", "singleton(name = \"at_path\", template = \"users/{userId}:/{userPath}\")"),
        (
            "users/{id}/messages/{id}:/{path}",
            "singleton(name = \"at_path\", template = \"users/{id}/messages/{id2}:/{path}\")",
        ),
        ("users/{userId}:/{userPath}:/messages", "path = \"users/{userId}:/{userPath}:/messages\""),
        (
            "users/{userId}:/{userPath}:/photo",
            "singleton(name = \"at_path\", template = \"users/{userId}:/{userPath}\")",
        ),
        ("me/photo", "singleton(name = \"me\", template = \"me\")"),
    ] {
        let text = &generate(&metadata, &Selection::of_path(path), &options).unwrap().files[0].text;
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(").replace(" )", ")");
        assert!(flat.contains(&format!("#[graph_entity({attribute}")), "{path}: {text}");
        let is_user = !path.contains("/messages");
        assert_eq!(is_user, flat.contains("stream = \"photo\""), "{path}");
    }
}

/// Everything in the service's own file is generated, with the same text each time.
#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn the_whole_service_is_generated() {
    let path = std::env::var("GRAPH_METADATA").unwrap_or_else(|_| "../shared/metadata/v1.0.csdl".to_owned());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let metadata = Metadata::parse(&text).unwrap();
    let files = generate(&metadata, &Selection::All, &Options::default()).unwrap().files;
    let count =
        |prefix: &str| files.iter().flat_map(|file| file.text.lines()).filter(|line| line.starts_with(prefix)).count();
    let structured = metadata.definitions().filter(|of| matches!(of, Definition::Structured(_))).count();
    let enumerations = metadata.definitions().filter(|of| matches!(of, Definition::Enum(_))).count();
    assert_eq!(count("#[graph_entity") + count("#[graph_complex"), structured);
    assert_eq!(count("#[graph_enum"), enumerations);
    assert_eq!(count("#[graph_action") + count("#[graph_function"), metadata.operations().count());
    // Without the manifest, which has a path of a package.
    let rust = || files.iter().filter(|file| file.path.starts_with("src/"));
    for path in rust().flat_map(|file| file.text.lines()).flat_map(paths) {
        assert!(metadata.path(path).is_ok(), "{path}");
    }
    describe_and_generate_agree(&metadata, rust());
    assert_eq!(generate(&metadata, &Selection::All, &Options::default()).unwrap().files, files);
}

/// The first paths of `describe TYPE` are those that `generate` uses.
fn describe_and_generate_agree<'f>(metadata: &Metadata, files: impl Iterator<Item = &'f File>) {
    let mut written: HashMap<String, Vec<&str>> = HashMap::new();
    for item in files.flat_map(|file| file.text.split("\n\n")) {
        let Some((_, item)) = item.split_once("#[graph_entity") else { continue };
        let after =
            |mark| item.split_once(mark).and_then(|(_, rest)| rest.split(['"', ' ']).next()).unwrap_or_default();
        let name = match after("odata_type = \"") {
            "" => format!("microsoft.graph.{}", graph_csdl::names::lower_camel(after("pub struct "))),
            name => name.to_owned(),
        };
        written.insert(name, item.lines().flat_map(paths).collect());
    }
    let entities = metadata.definitions().filter_map(|of| match of {
        Definition::Structured(of) if of.kind == StructuredKind::Entity => Some(&of.name),
        _ => None,
    });
    let addresses = Addresses::find(metadata);
    let (mut all, mut without) = (0, 0);
    for of in entities {
        let (written, described) = (&written[of], addresses.paths(of));
        assert!(described.iter().zip(written).all(|(described, written)| described == written), "{of}: {described:?}");
        assert_eq!(described.is_empty(), written.is_empty(), "{of}: {described:?}");
        all += 1;
        without += usize::from(written.is_empty());
    }
    println!("{without} of {all} entity types have no path");
}

/// The paths in a line of an attribute.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let after = |mark| line.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    after("path = \"").chain(after("template = \""))
}

/// Metadata of a few types in the namespace of Microsoft Graph.
fn small(schema: &str) -> Metadata {
    Metadata::parse(&format!(r#"<Schema Namespace="microsoft.graph" Alias="graph">{schema}</Schema>"#)).unwrap()
}

/// The lines generated for a whole service, without comments.
fn lines(metadata: &Metadata, options: &Options) -> Vec<String> {
    let files = generate(metadata, &Selection::All, options).unwrap().files;
    let rust = files.into_iter().filter(|file| file.path == "src/graph.rs");
    let lines: Vec<String> = rust.flat_map(|file| file.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.into_iter().filter(|line| !line.trim_start().starts_with("//")).collect()
}

fn annotation(target: &str, term: &str, value: &str) -> String {
    format!(
        r#"<Annotations Target="{target}"><Annotation Term="Org.OData.Capabilities.V1.{term}"><Record>{value}</Record></Annotation></Annotations>"#
    )
}

/// `SelectSupport` of `subscription` is false in the service's file. The annotation of an entity set overrides that of the type, and
/// is not inherited.
#[test]
fn select_is_false_where_the_service_refuses_it() {
    let supported = |is_so| format!(r#"<PropertyValue Property="Supported" Bool="{is_so}"/>"#);
    let types =
        ["base", "subscription", "grant", "plain"].map(|name| format!(r#"<EntityType Name="{name}"/>"#)).concat();
    let metadata = small(&format!(
        r#"{types}<EntityType Name="derived" BaseType="graph.base"/>
        <EntityContainer Name="c">
          <EntitySet Name="bases" EntityType="graph.base"/><EntitySet Name="subscriptions" EntityType="graph.subscription"/>
          <EntitySet Name="grants" EntityType="graph.grant"/><EntitySet Name="plains" EntityType="graph.plain"/>
          <EntitySet Name="deriveds" EntityType="graph.derived"/>
        </EntityContainer>{}{}{}{}"#,
        annotation("graph.subscription", "SelectSupport", &supported(false)),
        annotation("graph.grant", "SelectSupport", &supported(false)),
        annotation("graph.c/grants", "SelectSupport", &supported(true)),
        annotation("graph.base", "SelectSupport", &supported(false)),
    ));
    let lines = lines(&metadata, &Options::default());
    let attributes: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("#[graph_entity(")).collect();
    assert_eq!(
        attributes,
        [
            "path = \"bases\", select = false)]",
            "path = \"deriveds\")]",
            "path = \"subscriptions\", select = false)]",
            "path = \"grants\")]",
            "path = \"plains\")]"
        ]
    );
}

/// `Expandable` of `user/messages` is false in the service's file, which refuses a request that expands it.
#[test]
fn a_navigation_property_that_is_not_expandable_is_a_field_only_if_selected() {
    let refused = annotation(
        "graph.user/messages",
        "ExpandRestrictions",
        r#"<PropertyValue Property="Expandable" Bool="false"/>"#,
    );
    let metadata = small(&format!(
        r#"<EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(graph.message)"/>
        <NavigationProperty Name="manager" Type="graph.user"/></EntityType><EntityType Name="message"/>
        <EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>{refused}"#
    ));
    let mut options = Options::default();
    options.navigation = true;
    let written = lines(&metadata, &options).join("\n");
    assert!(written.contains("pub manager: ") && !written.contains("pub messages: "), "{written}");
    options.fields = Some(vec!["messages".to_owned()]);
    let file = generate(&metadata, &Selection::of_type("user"), &options).unwrap().files.remove(0);
    assert!(file.text.contains("pub messages: "), "{}", file.text);
}

/// CSDL 4.01, 12.8: a result is nullable, with response 204, unless its type has `Nullable="false"`.
#[test]
fn a_nullable_result_is_an_option() {
    let function = |name: &str, returns: &str| {
        format!(
            r#"<Function Name="{name}" IsBound="true"><Parameter Name="of" Type="graph.user"/><ReturnType {returns}/></Function>"#
        )
    };
    let functions = [
        ("silent", r#"Type="graph.user""#),
        ("nullable", r#"Type="Edm.Int32" Nullable="true""#),
        ("never", r#"Type="graph.user" Nullable="false""#),
        ("many", r#"Type="Collection(graph.user)""#),
        ("content", r#"Type="Edm.Stream""#),
    ];
    let functions: String = functions.iter().map(|(name, returns)| function(name, returns)).collect();
    let metadata = small(&format!(
        r#"<EntityType Name="user"><NavigationProperty Name="manager" Type="graph.person"/>
        <NavigationProperty Name="photo" Type="graph.photo" Nullable="false"/></EntityType>
        <EntityType Name="person"/><EntityType Name="photo"/>{functions}
        <EntityContainer Name="c"><Singleton Name="me" Type="graph.user"/></EntityContainer>"#
    ));
    let files = generate(&metadata, &Selection::All, &Options::default()).unwrap().files;
    let text = files.iter().find(|file| file.path == "src/graph.rs").unwrap().text.as_str();
    let returned: Vec<&str> =
        text.split("returns = ").skip(1).filter_map(|rest| rest.split([')', '\n']).next()).collect();
    assert_eq!(returned, ["Option<User>", "Option<i32>", "User", "Vec<User>", "Bytes"]);
    let nullable: Vec<&str> = text.lines().filter(|line| line.contains("may be null")).collect();
    assert_eq!(
        nullable,
        ["/// `me/manager` may be null: the service then returns 204, and `.get().optional()` returns `None`."]
    );
}

/// OData CSDL 4.01, 6.5: a key may be a path into a complex property.
#[test]
fn a_property_with_a_part_of_the_key_is_always_generated() {
    let metadata = Metadata::parse(include_str!("services/key_paths.csdl")).unwrap();
    let mut options = Options::default();
    options.fields = Some(vec!["Phone".to_owned()]);
    let file = generate(&metadata, &Selection::of_type("Office"), &options).unwrap().files.remove(0);
    let fields: Vec<&str> = file.text.lines().filter_map(|line| line.trim().strip_prefix("pub ")).collect();
    assert_eq!(fields[..3], ["struct Office {", "info: Option<Info>,", "phone: Option<String>,"]);
    assert!(file.text.contains("    /// Contains a part of the key.\n"), "{}", file.text);
}

#[test]
fn beta_items_have_a_version() {
    let mut options = Options::default();
    options.is_beta = true;
    options.package.schema = Some("metadata.csdl".to_owned());
    let files = generate(&metadata(), &Selection::All, &options).unwrap().files;
    let items = |attribute: &str| -> Vec<String> {
        let texts = files.iter().flat_map(|file| file.text.split(attribute).skip(1));
        texts.filter_map(|item| item.split("#[derive").next()).map(str::to_owned).collect()
    };
    for attribute in ["#[graph_entity", "#[graph_action", "#[graph_function"] {
        let items = items(attribute);
        assert!(!items.is_empty() && items.iter().all(|item| item.contains("version = \"beta\"")), "{items:#?}");
    }
    // A union of complex types has no endpoint and no version.
    let unions = items("#[graph_union");
    let (with_path, without): (Vec<&String>, Vec<&String>) = unions.iter().partition(|union| union.contains("path"));
    assert!(with_path.iter().all(|union| union.contains("version")), "{with_path:#?}");
    assert!(!without.is_empty() && !without.iter().any(|union| union.contains("version")), "{without:#?}");
    let manifest = &files.iter().find(|file| file.path == "Cargo.toml").unwrap().text;
    assert!(manifest.contains("\nschema = \"metadata.csdl\"\nbeta-schema = \"metadata.csdl\"\n"), "{manifest}");
}

#[test]
fn undeclared_types_have_warnings() {
    let metadata = Metadata::parse(include_str!("services/missing_types.csdl")).unwrap();
    let warned = |selection: Selection| generate(&metadata, &selection, &Options::default()).unwrap().warnings;
    let named = |warnings: Vec<String>| -> Vec<String> {
        warnings.iter().filter_map(|warning| warning.split('`').nth(1)).map(str::to_owned).collect()
    };
    let all = ["Other.Thing", "microsoft.graph.lostBase", "microsoft.graph.lostComplex"];
    let all =
        all.into_iter().chain(["microsoft.graph.lostEntity", "microsoft.graph.lostEnum", "microsoft.graph.vanish"]);
    assert_eq!(named(warned(Selection::All)), all.collect::<Vec<_>>());
    let text = "the metadata does not declare `Other.Thing`, the type of `microsoft.graph.item/lostOnes`: its values are \
                JSON, or omitted";
    assert_eq!(warned(Selection::of_type("item"))[0], text);
    let sound = generate(&self::metadata(), &Selection::All, &Options::default()).unwrap().warnings;
    assert_eq!(sound, [""; 0]);
}

#[test]
fn a_service_with_one_type_has_a_module() {
    let metadata = Metadata::parse(include_str!("services/one_type.csdl")).unwrap();
    let files = generate(&metadata, &Selection::All, &Options::default()).unwrap().files;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["Cargo.toml", "src/lib.rs", "src/s.rs"]);
    let one = generate(&metadata, &Selection::of_type("item"), &Options::default()).unwrap().files;
    assert_eq!(one[0].path, "item.rs");
}
