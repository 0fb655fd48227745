//! Small services, each with ways of one kind.

use super::*;

/// A service whose root has these sets and singletons.
fn metadata(types: &str, container: &str) -> Metadata {
    let text = format!(
        r#"<Schema Namespace="microsoft.graph" Alias="graph"><EntityType Name="entity" Abstract="true">
        <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>{types}
        <EntityContainer Name="c">{container}</EntityContainer></Schema>"#
    );
    Metadata::parse(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// An entity type with relations, each as `name: type` of what it contains, `name: [type]` of many, and with `&` in front of a
/// type that lives elsewhere.
fn entity(name: &str, base: &str, relations: &[(&str, &str)]) -> String {
    let relations = relations.iter().map(|(name, ty)| {
        let (ty, is_contained) = ty.strip_prefix('&').map_or((*ty, true), |ty| (ty, false));
        let ty = match ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']')) {
            Some(of) => format!("Collection(graph.{of})"),
            None => format!("graph.{ty}"),
        };
        format!(r#"<NavigationProperty Name="{name}" Type="{ty}" ContainsTarget="{is_contained}"/>"#)
    });
    let relations: String = relations.collect();
    format!(r#"<EntityType Name="{name}" BaseType="graph.{base}">{relations}</EntityType>"#)
}

fn set(name: &str, of: &str) -> String {
    format!(r#"<EntitySet Name="{name}" EntityType="graph.{of}"/>"#)
}

fn one(name: &str, of: &str) -> String {
    format!(r#"<Singleton Name="{name}" Type="graph.{of}"/>"#)
}

/// The collection, the single entity and the item of a type's address; empty where there is none.
fn found(metadata: &Metadata, of: &str) -> [String; 3] {
    let address = Addresses::find(metadata).of(&format!("microsoft.graph.{of}")).cloned().unwrap_or_default();
    [address.collection.unwrap_or_default(), address.single.unwrap_or_default(), address.item]
}

#[test]
fn the_shortest_route_is_found() {
    let function = r#"<Function Name="used" IsBound="true"><Parameter Name="of" Type="graph.settings"/>
        <ReturnType Type="graph.range"/></Function>"#;
    let user = [("messages", "[message]"), ("manager", "&person"), ("settings", "settings")];
    let types = [
        entity("user", "entity", &user),
        entity("person", "entity", &[("pets", "&[pet]")]),
        entity("message", "entity", &[("replies", "[message]")]),
        entity("eventMessage", "message", &[("event", "event")]),
        ["event", "settings", "pet", "range", "lost"].map(|name| entity(name, "entity", &[])).concat(),
        function.to_owned(),
    ];
    let metadata = metadata(&types.concat(), &(set("users", "user") + &one("me", "user")));
    for (of, collection, single, item) in [
        ("user", "users", "me", "users/{userId}"),
        ("message", "users/{userId}/messages", "", "users/{userId}/messages/{messageId}"),
        ("person", "", "users/{userId}/manager", "users/{userId}/manager"),
        ("pet", "users/{userId}/manager/pets", "", "users/{userId}/manager/pets/{petId}"),
        ("settings", "", "users/{userId}/settings", "users/{userId}/settings"),
        ("range", "", "users/{userId}/settings/used()", "users/{userId}/settings/used()"),
        (
            "eventMessage",
            "users/{userId}/messages/microsoft.graph.eventMessage",
            "",
            "users/{userId}/messages/{messageId}/microsoft.graph.eventMessage",
        ),
        ("lost", "", "", ""),
    ] {
        assert_eq!(found(&metadata, of), [collection, single, item], "{of}");
    }
    let paths = Addresses::find(&metadata).paths("microsoft.graph.lost");
    assert!(paths.is_empty(), "{paths:?}");
    assert_eq!(with_key("users/{userId}/friends", "microsoft.graph.user"), "users/{userId}/friends/{userId2}");
}

/// As Microsoft's page "List horizontalSections": `sites/{id}/pages/{id}/microsoft.graph.sitePage/…`.
#[test]
fn of_two_casts_the_nearer_one_wins() {
    let types = [
        entity("site", "entity", &[("items", "[baseItem]"), ("pages", "[basePage]")]),
        entity("baseItem", "entity", &[]),
        entity("basePage", "baseItem", &[]),
        entity("sitePage", "basePage", &[("layout", "layout")]),
        entity("layout", "entity", &[("sections", "[section]")]),
        entity("section", "entity", &[]),
    ];
    let metadata = metadata(&types.concat(), &set("sites", "site"));
    let layout = "sites/{siteId}/pages/{basePageId}/microsoft.graph.sitePage/layout";
    assert_eq!(found(&metadata, "sitePage")[0], "sites/{siteId}/pages/microsoft.graph.sitePage");
    assert_eq!(found(&metadata, "section")[0], format!("{layout}/sections"));
}

/// Also where entity sets declare them: `servicePrincipals/microsoft.graph.agentIdentity`, not `directoryObjects/…`.
#[test]
fn a_set_of_the_nearer_base_wins() {
    let types = [
        entity("directoryObject", "entity", &[]),
        entity("principal", "directoryObject", &[]),
        entity("agent", "principal", &[]),
    ];
    // What has a property is not the base of all entities.
    let types = types.concat().replacen(
        r#"<EntityType Name="directoryObject" BaseType="graph.entity">"#,
        r#"<EntityType Name="directoryObject" BaseType="graph.entity"><Property Name="deleted" Type="Edm.String"/>"#,
        1,
    );
    let metadata = metadata(&types, &(set("directoryObjects", "directoryObject") + &set("principals", "principal")));
    assert_eq!(found(&metadata, "agent")[0], "principals/microsoft.graph.agent");
}

/// As the page "List submissions": `education/classes/{id}/assignments/{id}/submissions`.
#[test]
fn entities_of_a_service_are_not_addressed_over_its_users() {
    let types = [
        entity(
            "educationRoot",
            "entity",
            &[("me", "educationUser"), ("users", "[educationUser]"), ("classes", "[class]")],
        ),
        entity("educationUser", "entity", &[("assignments", "[assignment]"), ("rubrics", "[rubric]")]),
        entity("class", "entity", &[("assignments", "[assignment]")]),
        entity("assignment", "entity", &[("submissions", "[submission]"), ("rubric", "rubric")]),
        ["submission", "rubric"].map(|name| entity(name, "entity", &[])).concat(),
    ];
    let metadata = metadata(&types.concat(), &one("education", "educationRoot"));
    let assignments = "education/classes/{classId}/assignments";
    assert_eq!(found(&metadata, "assignment")[0], assignments);
    assert_eq!(found(&metadata, "submission")[0], format!("{assignments}/{{assignmentId}}/submissions"));
    // What only a user has is there.
    let user = "education/users/{educationUserId}";
    assert_eq!(found(&metadata, "rubric")[0], format!("{user}/rubrics"));
    let paths = Addresses::find(&metadata).paths("microsoft.graph.assignment");
    assert_eq!(paths, [assignments.to_owned(), format!("{user}/assignments")]);
}

/// As the pages of Intune and Windows 365: `deviceManagement/managedDevices`, `deviceManagement/virtualEndpoint/cloudPCs`.
#[test]
fn a_collection_of_the_service_wins_over_one_of_each_user() {
    let types = [
        entity("user", "entity", &[("devices", "[device]"), ("pcs", "[pc]"), ("events", "[event]")]),
        entity("group", "entity", &[("events", "[event]")]),
        entity("management", "entity", &[("devices", "[device]"), ("endpoint", "endpoint")]),
        entity("endpoint", "entity", &[("pcs", "[pc]")]),
        entity("device", "entity", &[("state", "state")]),
        ["pc", "state", "event"].map(|name| entity(name, "entity", &[])).concat(),
    ];
    let roots = [set("groups", "group"), set("users", "user"), one("me", "user"), one("management", "management")];
    let metadata = metadata(&types.concat(), &roots.concat());
    assert_eq!(found(&metadata, "device")[0], "management/devices");
    assert_eq!(found(&metadata, "state")[1], "management/devices/{deviceId}/state");
    assert_eq!(found(&metadata, "pc")[0], "management/endpoint/pcs");
    // What no service has at once is the user's own, whatever the file declares first.
    assert_eq!(found(&metadata, "event")[0], "users/{userId}/events");
}

/// As the page "List items in a list": `sites/{id}/lists/{id}/items`.
#[test]
fn a_collection_wins_over_a_single_entity_elsewhere() {
    let types = [
        entity("drive", "entity", &[("list", "list")]),
        entity("site", "entity", &[("lists", "[list]"), ("calendar", "calendar"), ("calendars", "[calendar]")]),
        entity("list", "entity", &[("items", "[item]")]),
        entity("calendar", "entity", &[("permissions", "[permission]")]),
        // A share leads to one item with fewer keys than the list does; what an item has is addressed over the list all the same.
        entity("share", "entity", &[("item", "item")]),
        entity("item", "entity", &[("versions", "[version]")]),
        ["version", "permission"].map(|name| entity(name, "entity", &[])).concat(),
    ];
    let roots = [set("shares", "share"), set("drives", "drive"), set("sites", "site")];
    let metadata = metadata(&types.concat(), &roots.concat());
    let list = ["sites/{siteId}/lists", "drives/{driveId}/list", "sites/{siteId}/lists/{listId}"];
    assert_eq!(found(&metadata, "list"), list);
    let items = "sites/{siteId}/lists/{listId}/items";
    assert_eq!(found(&metadata, "item"), [items, "shares/{shareId}/item", &format!("{items}/{{itemId}}")]);
    assert_eq!(found(&metadata, "version")[0], "sites/{siteId}/lists/{listId}/items/{itemId}/versions");
    // The one beside its collection is the default one of them.
    assert_eq!(found(&metadata, "permission")[0], "sites/{siteId}/calendar/permissions");
}

#[test]
fn the_relation_that_is_named_after_the_type_wins() {
    let types = [
        entity(
            "drive",
            "entity",
            &[("bundles", "[driveItem]"), ("following", "[driveItem]"), ("items", "[driveItem]")],
        ),
        entity("driveItem", "entity", &[("versions", "[version]")]),
        entity("version", "entity", &[]),
    ];
    let metadata = metadata(&types.concat(), &set("drives", "drive"));
    assert_eq!(found(&metadata, "version")[0], "drives/{driveId}/items/{driveItemId}/versions");
    let paths = Addresses::find(&metadata).paths("microsoft.graph.driveItem");
    assert_eq!(paths, ["items", "bundles", "following"].map(|last| format!("drives/{{driveId}}/{last}")));
}

/// Where a type has no path of its own, `paths` has those of its base with a cast, as many as lead there.
#[test]
fn paths_begin_with_the_address() {
    let types = [
        entity("user", "entity", &[("notes", "[note]"), ("friends", "&[user]")]),
        entity("robot", "user", &[("parts", "[part]")]),
        ["note", "part"].map(|name| entity(name, "entity", &[])).concat(),
    ];
    let metadata = metadata(&types.concat(), &(set("users", "user") + &one("me", "user")));
    let paths = |of: &str| Addresses::find(&metadata).paths(&format!("microsoft.graph.{of}"));
    assert_eq!(paths("user"), ["users", "me"]);
    assert_eq!(paths("note"), ["users/{userId}/notes", "me/notes"]);
    assert_eq!(paths("robot"), ["users/microsoft.graph.robot", "me/microsoft.graph.robot"]);
    assert_eq!(paths("part"), ["users/{userId}/microsoft.graph.robot/parts"]);
    for of in ["user", "note", "robot", "part"] {
        for path in paths(of) {
            assert!(metadata.path(&path).is_ok(), "{path}");
        }
    }
}

/// Relations and bases in circles end, and what leads to no declared type is passed over.
#[test]
fn a_cycle_ends() {
    let types = [entity("a", "b", &[("bs", "[b]"), ("none", "missing")]), entity("b", "a", &[("as", "[a]")])];
    let metadata = metadata(&types.concat(), &set("as", "a"));
    assert_eq!(found(&metadata, "a")[0], "as");
    assert_eq!(found(&metadata, "b")[0], "as/{aId}/bs");
}
