//! The service's own `$metadata`, as downloaded: everything in it is found.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use graph_csdl::{Annotations, Definition, Metadata, Operation, OperationKind, ResourceKind, StructuredKind, TypeRef};

/// `$GRAPH_METADATA`, or `../shared/metadata/v1.0.csdl` beside the workspace.
static SERVICE: LazyLock<Metadata> = LazyLock::new(|| {
    let named = std::env::var_os("GRAPH_METADATA").unwrap_or_else(|| "../shared/metadata/v1.0.csdl".into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(named);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Metadata::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
});

fn structured(metadata: &Metadata) -> impl Iterator<Item = &graph_csdl::StructuredType> {
    metadata.definitions().filter_map(|definition| match definition {
        Definition::Structured(found) => Some(found),
        Definition::Enum(_) | Definition::TypeDefinition(_) => None,
    })
}

/// The target that annotations of this overload have.
fn overload(operation: &Operation) -> String {
    let types = operation.binding.iter().chain(operation.parameters.iter().map(|parameter| &parameter.ty));
    format!("{}({})", operation.name, types.map(TypeRef::to_string).collect::<Vec<_>>().join(", "))
}

/// Everything that can be annotated, by its target.
fn annotated(metadata: &Metadata) -> Vec<(String, &Annotations)> {
    let mut all = Vec::new();
    for definition in metadata.definitions() {
        let name = definition.name();
        all.push((name.to_owned(), definition.annotations()));
        match definition {
            Definition::Structured(of) => {
                all.extend(of.properties.iter().map(|part| (format!("{name}/{}", part.name), &part.annotations)));
                all.extend(of.navigation.iter().map(|part| (format!("{name}/{}", part.name), &part.annotations)));
            }
            Definition::Enum(of) => {
                all.extend(of.members.iter().map(|part| (format!("{name}/{}", part.name), &part.annotations)));
            }
            Definition::TypeDefinition(_) => {}
        }
    }
    for operation in metadata.operations() {
        let target = overload(operation);
        let parameters = operation.parameters.iter();
        all.extend(parameters.map(|part| (format!("{target}/{}", part.name), &part.annotations)));
        all.push((target, &operation.annotations));
    }
    let container = metadata.container().unwrap();
    all.extend(container.sets.iter().map(|set| (format!("{}/{}", container.name, set.name), &set.annotations)));
    all.extend(container.singletons.iter().map(|one| (format!("{}/{}", container.name, one.name), &one.annotations)));
    all
}

/// What stands between each `before` and the next quote.
fn quoted<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap_or_default())
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn all_declarations_are_found() {
    let metadata = &*SERVICE;
    let of = |kind| structured(metadata).filter(|found| found.kind == kind).count();
    assert_eq!((of(StructuredKind::Entity), of(StructuredKind::Complex)), (1182, 1779));
    let enumerations = metadata.definitions().filter(|found| matches!(found, Definition::Enum(_)));
    assert_eq!((enumerations.count(), metadata.type_names().count()), (861, 1182 + 1779 + 861));
    let called = |kind| metadata.operations().filter(|operation| operation.kind == kind).count();
    assert_eq!((called(OperationKind::Action), called(OperationKind::Function)), (857, 326));
    let container = metadata.container().unwrap();
    assert_eq!((container.sets.len(), container.singletons.len()), (41, 31));
    let properties: usize = structured(metadata).map(|of| of.properties.len()).sum();
    let navigation: usize = structured(metadata).map(|of| of.navigation.len()).sum();
    assert_eq!((properties, navigation), (10525, 1432));
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn no_type_is_missing() {
    let metadata = &*SERVICE;
    let known: HashSet<&str> = metadata.type_names().collect();
    let is_known = |name: &str| name.starts_with("Edm.") || known.contains(name);
    for of in structured(metadata) {
        assert!(of.base.as_deref().is_none_or(is_known), "{} extends {:?}", of.name, of.base);
        let properties = of.properties.iter().map(|property| (&property.name, &property.ty));
        for (name, ty) in properties.chain(of.navigation.iter().map(|property| (&property.name, &property.ty))) {
            assert!(is_known(&ty.name), "{}/{name} is {ty}", of.name);
        }
        assert!(of.key.iter().all(|part| metadata.property(&of.name, part).is_some()), "{:?}", of.key);
        assert!(metadata.derived(&of.name).iter().all(|derived| metadata.is_a(derived, &of.name)), "{}", of.name);
    }
    for operation in metadata.operations() {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        for ty in parameters.chain(&operation.binding).chain(&operation.returns) {
            assert!(is_known(&ty.name), "{} has {ty}", operation.name);
        }
    }
    let container = metadata.container().unwrap();
    let sets = container.sets.iter().map(|set| &set.entity_type);
    assert!(sets.chain(container.singletons.iter().map(|one| &one.entity_type)).all(|name| is_known(name)));
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn all_targets_of_annotations_are_found() {
    let metadata = &*SERVICE;
    let known: HashSet<String> = annotated(metadata).into_iter().map(|(target, _)| target).collect();
    let missing: Vec<_> =
        quoted(metadata.text(), "<Annotations Target=\"").filter(|target| !known.contains(*target)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn all_that_is_said_is_found() {
    let metadata = &*SERVICE;
    let annotated = annotated(metadata);
    let all = || annotated.iter().map(|(_, annotations)| *annotations);
    let written = |text: &str| metadata.text().matches(text).count();
    let term = |term: &str| written(&format!("<Annotation Term=\"Org.OData.{term}\""));
    assert_eq!(all().filter(|said| said.deprecation.is_some()).count(), term("Core.V1.Revisions"));
    assert_eq!(all().filter(|said| said.description.is_some()).count(), term("Core.V1.Description"));
    assert_eq!(all().filter(|said| said.long_description.is_some()).count(), term("Core.V1.LongDescription"));
    assert_eq!(all().filter(|said| said.is_computed).count(), term("Core.V1.Computed"));
    assert_eq!(all().filter(|said| said.is_immutable).count(), term("Core.V1.Immutable"));
    assert_eq!(all().filter(|said| !said.permissions.is_empty()).count(), term("Core.V1.Permissions"));
    assert_eq!(all().filter(|said| !said.alternate_keys.is_empty()).count(), term("Core.V1.AlternateKeys"));
    let optional = metadata.operations().flat_map(|operation| &operation.parameters).filter(|found| found.is_optional);
    assert_eq!(optional.count(), term("Core.V1.OptionalParameter"));

    let mut found: HashMap<&str, usize> = HashMap::new();
    for (capability, _) in all().flat_map(|said| &said.capabilities) {
        *found.entry(capability).or_default() += 1;
    }
    let of = |capability: &str| found.get(capability).copied().unwrap_or_default();
    for capability in [
        "Insertable",
        "Updatable",
        "Deletable",
        "Filterable",
        "Sortable",
        "Expandable",
        "Countable",
        "Searchable",
        "Selectable",
    ] {
        assert_eq!(of(capability), written(&format!("Property=\"{capability}\" Bool=")), "{capability}");
    }
    for capability in ["TopSupported", "SkipSupported", "SelectSupport", "ChangeTracking"] {
        assert_eq!(of(capability), term(&format!("Capabilities.V1.{capability}")), "{capability}");
    }
    let exceptions: usize = all().map(|said| said.exceptions.len()).sum();
    assert_eq!(exceptions, written("<PropertyValue Property=\"Non"));
}

/// The paths of the documentation that show each form, and what they lead to: the name of its type, or the form.
const PATHS: [(&str, &str); 52] = [
    ("users", "Collection(user)"),
    ("users/{id}", "user"),
    ("users/ada@contoso.com", "user"),
    ("users('ada@contoso.com')/manager", "directoryObject"),
    ("users(userPrincipalName='ada@contoso.com')", "user"),
    ("users/{id}/messages/{id}/attachments", "Collection(attachment)"),
    ("users/{id}/messages/{id}/attachments/{id}/$value", "content"),
    ("users/{id}/messages/{id}/attachments/{id}/microsoft.graph.itemAttachment/item", "outlookItem"),
    ("users/{id}/photo/$value", "content"),
    ("users/{id}/mailboxSettings", "value mailboxSettings"),
    ("users/{id}/mailboxSettings/timeZone", "value Edm.String"),
    ("users/{id}/memberOf/microsoft.graph.group", "Collection(group)"),
    ("users/{id}/memberOf/graph.group/$count", "count"),
    ("users/delta", "delta"),
    ("users/microsoft.graph.delta()", "delta"),
    ("users/$count", "count"),
    ("users/{id}/sendMail", "sendMail"),
    ("users/{id}/reminderView(StartDateTime='{start}',EndDateTime='{end}')", "reminderView"),
    ("users/{id}/calendar/getSchedule", "getSchedule"),
    ("users/{id}/drive/root/children", "Collection(driveItem)"),
    ("me", "user"),
    ("me/drive/root:/{path}:/children", "Collection(driveItem)"),
    ("me/drive/root:/FolderA/FileB.txt:/content", "value Edm.Stream"),
    ("me/drive/root/search(q='{text}')", "search"),
    ("me/mailFolders/inbox/messages/{id}/move", "move"),
    ("me/onenote/notebooks/{id}/sections", "Collection(onenoteSection)"),
    ("groups/{id}/members/$ref", "references"),
    ("groups/{id}/members/{id}/$ref", "references"),
    ("groups/{id}/members/microsoft.graph.user", "Collection(user)"),
    ("groups/{id}/members/microsoft.graph.user/{id}/mail", "value Edm.String"),
    ("groups(uniqueName='x')/owners", "Collection(directoryObject)"),
    ("applications(appId='x')/owners", "Collection(directoryObject)"),
    ("servicePrincipals(appId='{id}')/appRoleAssignedTo", "Collection(appRoleAssignment)"),
    ("directoryObjects/{id}/getMemberGroups", "getMemberGroups"),
    ("deviceManagement/deviceConfigurations/{id}/deviceStatuses", "Collection(deviceConfigurationDeviceStatus)"),
    ("deviceManagement/managedDevices/{id}/microsoft.graph.wipe", "wipe"),
    ("deviceAppManagement/mobileApps/{id}/microsoft.graph.win32LobApp/contentVersions", "Collection(mobileAppContent)"),
    ("drives/{id}/items/{id}/permissions", "Collection(permission)"),
    ("drives/{id}/items/{id}/workbook/worksheets/{id}/range(address='A1:B2')/format", "workbookRangeFormat"),
    ("drives/{id}/items/{id}/workbook/tables/{id}/columns/itemAt(index=0)/dataBodyRange", "dataBodyRange"),
    ("sites/{id}/lists/{id}/items/{id}/fields", "fieldValueSet"),
    ("sites/{host}:/{path}:/lists", "Collection(list)"),
    ("sites/{id}/getByPath(path='/a/b')/lists", "Collection(list)"),
    ("teams/{id}/channels/{id}/messages/{id}/replies", "Collection(chatMessage)"),
    ("teams/{id}/schedule/shifts", "Collection(shift)"),
    ("chats/{id}/members", "Collection(conversationMember)"),
    ("communications/calls/{id}/participants", "Collection(participant)"),
    ("reports/getEmailActivityCounts(period='D7')", "getEmailActivityCounts"),
    ("security/alerts_v2/{id}/evidence/$count", "count"),
    ("identity/conditionalAccess/policies/{id}/conditions/users/includeUsers", "value Collection(Edm.String)"),
    ("roleManagement/directory/roleAssignments", "Collection(unifiedRoleAssignment)"),
    ("auditLogs/signIns/{id}", "signIn"),
];

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn documented_paths_lead_where_they_should() {
    let metadata = &*SERVICE;
    let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    for (path, expected) in PATHS {
        let found = match metadata.path(path) {
            Ok(place) => match place.kind {
                ResourceKind::Collection(of) => format!("Collection({})", short(&of.name)),
                ResourceKind::Entity(of) => short(&of.name),
                ResourceKind::Value(ty) => format!("value {ty}").replace("microsoft.graph.", ""),
                ResourceKind::Operation(overloads) => overloads[0].short_name().to_owned(),
                ResourceKind::Count => "count".to_owned(),
                ResourceKind::Content => "content".to_owned(),
                ResourceKind::References => "references".to_owned(),
            },
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn mistakes_in_documented_paths_are_told() {
    let metadata = &*SERVICE;
    for (path, told) in [
        ("user/{id}", "the service has no `user` at its root; did you mean `users`?"),
        ("users/{id}/mesages", "`microsoft.graph.user` has no `mesages`; did you mean `messages`?"),
        ("users/{id}/sendmail", "`microsoft.graph.user` has no `sendmail`; did you mean `sendMail`?"),
        ("users/{id}/mailbox", "`microsoft.graph.user` has no `mailbox`"),
        (
            "groups/{id}/members/microsoft.graph.usr",
            "the metadata has no type `microsoft.graph.usr`; did you mean `microsoft.graph.user`?",
        ),
        (
            "groups/{id}/members/{id}/mail",
            "`microsoft.graph.directoryObject` has no `mail`; did you mean `microsoft.graph.group/mail`?",
        ),
        ("groups/{id}/sendMail", "`microsoft.graph.group` has no `sendMail`, which is bound to `microsoft.graph.user`"),
        (
            "applications(apId='x')",
            "`microsoft.graph.application` has no property `apId` that could be its key; did you mean `appId`?",
        ),
        ("users/{id}/reminderView(StartDate='x')", "`microsoft.graph.reminderView` has no parameter `StartDate`"),
        ("users/{id}/sendMail/x", "`x` can't follow `microsoft.graph.sendMail`, which is an action"),
        ("users//messages", "`users//messages` has an empty segment"),
    ] {
        assert_eq!(metadata.path(path).unwrap_err().to_string(), told, "{path}");
    }
}
