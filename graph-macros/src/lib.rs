//! The attributes of `graph-core`, which re-exports them: depend on that crate alone.

use graph_codegen::ItemKind;
use proc_macro::TokenStream;

/// Makes a struct a Graph entity: a type that has an address.
///
/// The struct stays as you write it, and declares only the properties that you need. It gets serde with Graph's names,
/// the `@odata.type` tag, endpoints, typed names of its properties, and updates.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `path = "users/{userId}/messages"` | A collection, relative to the service root. It becomes the function `messages(user_id)`, named after the last segment. Any number of times; none for an entity that is received only within others. |
/// | `path(name = "members", template = "groups/{groupId}/members")` | The same with a name of your own. |
/// | `singleton(name = "me", template = "me")` | A single entity: the function gives an `Item` instead of a `Collection`. |
/// | `path = "drives/{driveId}/root:/{itemPath}:/children"` | Between colons a placeholder takes a path of several segments, `"Docs/a.txt"`, each percent-encoded. Where nothing follows it leads to one entity: `singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}")`. |
/// | `stream = "bannerLogo"` | A stream property: bytes at an address of their own. It becomes the constant `BANNER_LOGO`, for `Item::stream` and `set_stream`. Any number of times. |
/// | `odata_type = "microsoft.graph.user"` | The type's name; by default `microsoft.graph.` and the struct's name in lower camel case. |
/// | `version = "beta"` | `"v1.0"` or `"beta"`; by default the client's. |
/// | `select = false` | The type lives where the service refuses `$select`: requests leave it out. |
/// | `permissions(delegated = ["User.Read"], application = [])` | The table of the documentation page: on the type, in the docs, in the error when the service answers 403. |
/// | `schema = "metadata/v1.0.csdl"` | The service's metadata, which all of it is checked against; see [Against the metadata](#against-the-metadata). `false`: it is in no metadata. |
/// | `crate = my_graph` | The path of `graph_core`, where it is renamed or re-exported. |
///
/// # Fields
/// A field is a property, `display_name` is `displayName`. Its type is one that implements `graph_core::value::Value`.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(key)]` | The entity's key, or a part of it: never among the changes of `changes_to`. |
/// | `#[graph(rename = "…")]` | The property's name in JSON, or that of an annotation: see [Annotations](#annotations). |
/// | `#[graph(read_only)]` | Received, never sent; setting it does not compile. |
/// | `#[graph(etag)]` | The annotation `@odata.etag`, an `Option<String>`. |
/// | `#[graph(type_name)]` | The annotation `@odata.type` as received, an `Option<String>`; it goes back as it came. |
/// | `#[graph(navigation)]` | It leads to other entities, which `list` and `get` expand: an `Option` of an entity, or of a `Vec` of them. A value goes along in a create, and is left out of changes: bind it there. What is expanded may be a part: see [Expanded collections](#expanded-collections). |
/// | `#[graph(additional)]` | No property, but all that the struct does not declare, in order: an open type. A `graph_core::JsonObject`; see below. |
/// | `#[graph(skip)]` | No property: `Default` when read. |
/// | `#[graph(unchecked)]` | The metadata is not asked for it: a property that is real, and that the file lacks. |
/// | `#[serde(…)]` | `rename`, `alias`, `with`, `serialize_with`, `deserialize_with`, `default`, `skip` and `skip_serializing_if` keep their meaning. |
///
/// # What it generates
/// - `Serialize` and `Deserialize`. `@odata.type` is written first and read anywhere. An absent `Option` is not written;
///   unknown properties are passed over; a missing property that is no `Option` is an error that names it.
/// - `graph_core::Entity`, `Structured` and `Value`, with the table of properties.
/// - For each path a function that gives its endpoint, with one argument a placeholder.
/// - For each field a constant `Property`: `User::DISPLAY_NAME`.
/// - `User::changes()` and `user.changes_to(&after)`: the body of an update.
///
/// The functions have the struct's visibility.
///
/// # Annotations
/// A field may be an annotation, and requests ask for what brings it:
///
/// | `rename = "…"` | comes |
/// |:--|:--|
/// | `members@delta` | where `members` is selected: in a delta query, what changed of a relation. An `Option<Vec<Change<…>>>`. |
/// | `content@odata.mediaReadLink`, `unit@odata.type`, `x@contoso.term` | where the property in front of the `@` is selected. |
/// | `children@odata.nextLink`, `children@odata.count`, `children@odata.context` | where `children` is expanded, so the struct has to have `#[graph(navigation)] children`. The number is asked for by `$count=true`. |
/// | `@microsoft.graph.downloadUrl` | where `content.downloadUrl` is selected. |
/// | `@microsoft.graph.conflictBehavior` and others of the object itself | never, or by itself: `$select` does not name it. |
/// | `manager@odata.bind` | never: it is sent. |
///
/// What the service alone writes of a property, `x@odata.…` but for the type and a binding, is read-only, and so is the
/// `downloadUrl`. Of the object's own `@odata.…` a field can be marked `etag` or `type_name`.
///
/// # Expanded collections
/// The service expands one page of a collection. Drive items say by `children@odata.nextLink` that there is more, and
/// `DriveItem::CHILDREN.page(&link)` gives the rest. The directory expands at most 20 of a relation between its objects, such
/// as `members` of a group, and does not say that there are more
/// ([expand](https://learn.microsoft.com/graph/query-parameters#expand-parameter)): where it counts, list the relation itself,
/// `User::members(&group_id).list()`.
///
/// ```
/// use graph_core::{graph_entity, response::NextLink};
///
/// #[graph_entity(path = "me/drive/items")]
/// pub struct DriveItem {
///     #[graph(key)]
///     pub id: Option<String>,
///     #[graph(navigation)]
///     pub children: Option<Vec<DriveItem>>,
///     #[graph(rename = "children@odata.nextLink")]
///     pub children_next_link: Option<NextLink>,
/// }
///
/// let request = DriveItem::items().entity("1").get();
/// assert_eq!(request.query(), "$select=id&$expand=children($select=id)");
/// let link = NextLink::from("https://graph.microsoft.com/v1.0/me/drive/items/1/children?$skiptoken=x");
/// assert_eq!(DriveItem::CHILDREN.page(&link).path(), link.as_str());
/// ```
///
/// # Open types
/// Without an `additional` field unknown properties are passed over. With one they are kept, in order, and sent back
/// after the declared ones, with their annotations (`x@odata.type`), since the value's meaning needs them. Not kept: what
/// the service says of the object itself (`@odata.…`), of declared properties, advertised operations (`#…`), and links
/// (`x@odata.navigationLink`). Among the changes of `changes_to` an unknown property that changed or was added goes with
/// all its annotations, and one that was removed is `null`.
///
/// ```
/// use graph_core::{graph_entity, JsonObject};
///
/// #[graph_entity(path = "me/extensions")]
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct OpenTypeExtension {
///     #[graph(key)]
///     pub id: Option<String>,
///     pub extension_name: Option<String>,
///     #[graph(additional)]
///     pub rest: JsonObject,
/// }
///
/// let json = r##"{"@odata.type":"#microsoft.graph.openTypeExtension","extensionName":"theme","colour":"dark","size":2}"##;
/// let extension: OpenTypeExtension = serde_json::from_str(json)?;
/// assert_eq!(extension.rest["colour"], "dark");
/// assert_eq!(serde_json::to_string(&extension)?, json);
///
/// let mut after = extension.clone();
/// after.rest.remove("size");
/// assert_eq!(extension.changes_to(&after).to_json().to_string(), r#"{"size":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Against the metadata
/// With the feature `schema` and the service's own `$metadata` file, saved as it comes from
/// `https://graph.microsoft.com/v1.0/$metadata`, a wrong name does not compile. Name the file once in Cargo.toml,
///
/// ```toml
/// [package.metadata.graph]
/// schema = "metadata/v1.0.csdl"        # relative to this Cargo.toml
/// beta-schema = "metadata/beta.csdl"   # for what has `version = "beta"`; left out, that is not checked
/// ```
///
/// or on an item; without the feature both are errors. With it these are errors, all mistakes of a crate at once, and each says what to write: a type that does not
/// exist or is of another kind; a field that is no property of the type or of a base; a Rust type that can't hold the value
/// (`graph_core::edm` says which can), that has no place for `null`, or is no `Vec` where it is a collection; a missing or wrong
/// `key`, `navigation` or `read_only`; members of an enumeration, and their numbers; a path that leads nowhere or to another
/// type; arguments and result of an operation; members of a union that do not extend its base. What the metadata says is deprecated is a
/// warning with its text. A change of the file builds the crate anew.
///
/// # Errors
/// All mistakes of a struct are reported together, each with the edit to make.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, Entity};
///
/// #[graph_entity(
///     path = "users",
///     path(name = "members", template = "groups/{groupId}/members"),
///     singleton(name = "me", template = "me"),
///     permissions(delegated = ["User.ReadWrite"], application = ["User.ReadWrite.All"]),
/// )]
/// #[derive(Debug, Clone, Default, PartialEq)]
/// pub struct User {
///     #[graph(key)]
///     pub id: Option<String>,
///     #[graph(etag)]
///     pub etag: Option<String>,
///     pub display_name: Option<String>,
///     pub business_phones: Vec<String>,
///     #[graph(read_only)]
///     pub created_date_time: Option<chrono::DateTime<chrono::Utc>>,
/// }
///
/// assert_eq!(User::members("g1").list().path(), "groups/g1/members");
/// assert_eq!(User::me().get().path(), "me");
/// assert_eq!(User::DISPLAY_NAME.name(), "displayName");
/// assert_eq!(User::PERMISSIONS.application, ["User.ReadWrite.All"]);
///
/// let ada = User { display_name: Some("Ada".into()), ..User::default() };
/// assert_eq!(
///     serde_json::to_string(&ada)?,
///     r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada","businessPhones":[]}"##
/// );
/// let changed = User { display_name: None, ..ada.clone() };
/// assert_eq!(ada.changes_to(&changed).to_json().to_string(), r#"{"displayName":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[proc_macro_attribute]
pub fn graph_entity(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Entity, arguments, item)
}

/// Makes a struct a Graph complex type: a value without key or address, within an entity.
///
/// # Arguments
/// `odata_type = "…"`, `schema = "…"` and `crate = …`, as of [`macro@graph_entity`]. Fields have the same attributes but `key`.
///
/// # What it generates
/// The same as for an entity but what needs an address: no endpoint, no `changes`. Within an entity, too, the value has
/// its `@odata.type` first.
///
/// # Example
/// ```
/// use graph_core::graph_complex;
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct DateTimeTimeZone {
///     pub date_time: String,
///     pub time_zone: Option<String>,
/// }
///
/// let start: DateTimeTimeZone = serde_json::from_str(r#"{"dateTime": "2026-01-01T08:00:00", "timeZone": "UTC"}"#)?;
/// assert_eq!(start.time_zone.as_deref(), Some("UTC"));
/// assert_eq!(
///     serde_json::to_string(&start)?,
///     r##"{"@odata.type":"#microsoft.graph.dateTimeTimeZone","dateTime":"2026-01-01T08:00:00","timeZone":"UTC"}"##
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[proc_macro_attribute]
pub fn graph_complex(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Complex, arguments, item)
}

/// Makes an enum a Graph enumeration, whose members are identified by name: `NonCompliant` is `nonCompliant`.
///
/// Exactly one variant is `#[graph(other)] Other(String)`: a member that the enum does not know is read into it and
/// goes back as it came, for the service adds members at any time.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `flags` | A value may be several members at once: `graph_core::Flags<Enum>`, `"read,write"` in JSON. |
/// | `partial` | Members that the metadata has may be missing: they arrive in the catch-all. |
/// | `without(Display, FromStr)` | Traits that are not implemented: `Display`, `FromStr`, `From` (of `String`), `AsRef`, `PartialEq` (with `str`). |
/// | `odata_type = "…"`, `schema = "…"`, `crate = …` | As of [`macro@graph_entity`]. |
///
/// # Variants
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(other)]` | The catch-all. |
/// | `#[graph(rename = "…")]` | The member's name in JSON. |
/// | `#[graph(unchecked)]` | The metadata is not asked for the member. |
/// | `#[serde(…)]` | `rename` and `alias` keep their meaning. |
/// | `NonCompliant = 4` | The member's number, its `Value` in `$metadata`: services may send it instead of the name. The macro takes it off the enum; negative ones and gaps are fine. |
///
/// # What it generates
/// `Serialize`, `Deserialize`, `graph_core::value::Enumeration` and `Value`, and `as_str`; and so that a member is a text to std,
/// `Display`, `FromStr` (which does not fail), `From<&str>`, `From<String>`, `AsRef<str>`, `PartialEq<str>` and `PartialEq<&str>`.
/// A text is taken wherever a member is, and is not checked: a misspelt one is a member that the enum does not know.
///
/// A trait that you implement yourself is left out by `without(Display)`; what a `derive` below the attribute gives (strum's
/// `Display`, `EnumString` and `AsRefStr`, `derive_more`'s `Display`, `FromStr`, `From` and `AsRef`) is left out by itself.
///
/// # Rule
/// A member is sent as its name. `4` and `"4"` are read as the member with this number; a number that no member has
/// goes to the catch-all as text, `Other("4")`, and back as the text `"4"`, which means the same to the service (OData
/// JSON 4.01, §7.1).
///
/// `unknownFutureValue`, which most of Graph's enumerations have, is a member like any other: leave it to the catch-all.
/// The service sends it in place of newer members, unless the request has the header
/// `Prefer: include-unknown-enum-members`
/// ([evolvable enumerations](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)).
///
/// # Example
/// ```
/// use graph_core::graph_enum;
///
/// #[graph_enum]
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum PlatformType {
///     Android = 0,
///     #[graph(rename = "iOS")]
///     Ios = 2,
///     #[graph(other)]
///     Other(String),
/// }
///
/// let platforms: Vec<PlatformType> = serde_json::from_str(r#"["android", 2, "visionOS"]"#)?;
/// assert_eq!(platforms[1], PlatformType::Ios);
/// assert_eq!(platforms[2], PlatformType::Other("visionOS".into()));
/// assert_eq!(platforms[2], "visionOS");
/// assert_eq!(format!("{}, {:>8}", platforms[0], platforms[1]), "android,      iOS");
/// assert_eq!(serde_json::to_string(&platforms)?, r#"["android","iOS","visionOS"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[proc_macro_attribute]
pub fn graph_enum(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Enumeration, arguments, item)
}

/// Makes an enum a union of Graph types: a value of one of several structs, told apart by its `@odata.type`.
///
/// A collection such as `deviceManagement/deviceConfigurations` declares one type, and holds values of types derived from
/// it. Each variant holds the struct of one of them, under `#[graph_entity]` or `#[graph_complex]`, or a `Box` of it.
/// Exactly one variant is `#[graph(other)] Other(graph_core::JsonObject)`: an object of any other type is kept in it,
/// whole, and goes back as it came.
///
/// # Arguments
/// Those of [`macro@graph_entity`]: `path`, `singleton`, `odata_type`, `version`, `permissions`, `schema` and `crate`.
/// `odata_type` is the declared type of the collection or property, by default `microsoft.graph.` and the enum's name in
/// lower camel case. And `complete`: each type of the metadata that extends it, and has values, has to be a member.
///
/// # Variants
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(base)]` | The declared type itself: it is read where `@odata.type` is absent, or is its own. At most one; without it an object without `@odata.type` goes to the catch-all. |
/// | `#[graph(other)]` | The catch-all. |
///
/// # What it generates
/// - `Serialize` and `Deserialize`. A member is written as it is written alone, `@odata.type` first.
/// - `graph_core::object::Union`, with the name of a value's type (`value.type_name()`) and its key (`value.key()`); `Value`, so that the union can be a
///   property, and stand in `Option`, `Vec`, `Box` and `Page`; and `Entity`, so that it can have endpoints.
/// - For each path a function that gives its endpoint. A union has no properties of its own, and so no constants and no
///   updates: `Collection::cast` and `Item::cast` give the address of one of its types, and `Item::update_as` updates as
///   one. To filter by what all types have, list the declared type's struct and end with `.read_as::<AnyConfiguration>()`.
/// - `From` the type of each member.
///
/// # Rule
/// `@odata.type` may stand at any place, with or without `#`, with a context URL in front (OData JSON 4.01, §4.6.3).
/// Services write it first or after `@odata.context`. What stands before it is kept as JSON text until the type is known,
/// so that no digit of a number is lost; JSON is the one format in which that works.
///
/// # Errors
/// All mistakes of an enum are reported together, each with the edit to make. Two members whose structs have one
/// `odata_type` do not compile.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, graph_union, JsonObject, object::Union};
///
/// #[graph_entity]
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct DeviceConfiguration {
///     #[graph(key)]
///     pub id: Option<String>,
///     pub display_name: Option<String>,
/// }
///
/// #[graph_entity]
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Windows10GeneralConfiguration {
///     #[graph(key)]
///     pub id: Option<String>,
///     pub display_name: Option<String>,
///     pub password_required: Option<bool>,
/// }
///
/// #[graph_union(path = "deviceManagement/deviceConfigurations", odata_type = "microsoft.graph.deviceConfiguration")]
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum AnyConfiguration {
///     Windows10(Windows10GeneralConfiguration),
///     #[graph(base)]
///     Base(DeviceConfiguration),
///     #[graph(other)]
///     Other(JsonObject),
/// }
///
/// let configuration: AnyConfiguration = serde_json::from_str(
///     r##"{"id": "c1", "@odata.type": "#microsoft.graph.windows10GeneralConfiguration", "passwordRequired": true}"##,
/// )?;
/// assert!(matches!(&configuration, AnyConfiguration::Windows10(windows) if windows.password_required == Some(true)));
///
/// let unknown = r##"{"@odata.type":"#microsoft.graph.macOSGeneralDeviceConfiguration","id":"c2","years":[1]}"##;
/// let configuration: AnyConfiguration = serde_json::from_str(unknown)?;
/// assert_eq!(configuration.type_name(), "microsoft.graph.macOSGeneralDeviceConfiguration");
/// assert_eq!(serde_json::to_string(&configuration)?, unknown);
///
/// let configurations = AnyConfiguration::device_configurations();
/// let windows = configurations.cast::<Windows10GeneralConfiguration>();
/// assert_eq!(
///     windows.list().path(),
///     "deviceManagement/deviceConfigurations/microsoft.graph.windows10GeneralConfiguration"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[proc_macro_attribute]
pub fn graph_union(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Union, arguments, item)
}

/// Makes a struct a Graph action: a call whose arguments are the struct's fields, sent in the body of a `POST`.
///
/// Bound to an entity or a collection, or to nothing, is all the same: the path says it. A segment with the namespace,
/// `microsoft.graph.assign`, is one like any other.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `path = "users/{userId}/sendMail"` | Where it is called, relative to the service root. It becomes the method `request(&self, user_id)`. |
/// | `path(name = "for_me", template = "me/sendMail")` | The same with a name of your own. Any number of times. |
/// | `returns = Message` | The type of the answer; see below. Without it the answer is `()`. |
/// | `version = "beta"` | `"v1.0"` or `"beta"`; by default the client's. |
/// | `permissions(delegated = ["Mail.Send"], application = [])` | The table of the documentation page: on the type, in the docs, in the error when the service answers 403. |
/// | `schema = "metadata/v1.0.csdl"` | The metadata to check against, as of [`macro@graph_entity`]; `false`: none. |
/// | `crate = my_graph` | The path of `graph_core`, where it is renamed or re-exported. |
///
/// # Fields
/// A field is an argument, `save_to_sent_items` is `saveToSentItems`. Its type is one that implements
/// `graph_core::value::Value`: text, numbers, dates, enumerations, structs under [`macro@graph_complex`] and
/// [`macro@graph_entity`], unions, and `Vec` and `Option` of these. An absent `Option` is left out.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(rename = "…")]` | The argument's name in JSON. |
/// | `#[graph(skip)]` | No argument. |
/// | `#[graph(unchecked)]` | The metadata is not asked for it. |
/// | `#[serde(…)]` | `rename`, `with`, `serialize_with`, `skip` and `skip_serializing_if` keep their meaning. |
///
/// A struct without fields, `struct SyncDevice;`, is an action without arguments: its request has no body.
///
/// # What it returns
/// | `returns = …` | the request | read from |
/// |:--|:--|:--|
/// | nothing, or `()` | `Request<()>` | the status |
/// | `User` | `Request<User>` | the body, where it is an object: an entity, a complex type, a union |
/// | `String`, `i32`, `Importance` | `Request<…>` | `{"value": …}`, where it is none |
/// | `Option<User>` | `Request<Option<User>>` | the same, or `None` where there is no body |
/// | `Vec<User>` | `Request<Page<User>>` | one page of `{"value": […]}`, with the link to the next |
/// | `Bytes` | `Request<Bytes>` | the body as it is |
/// | `Poller<User>` | `Request<Poller<User>>` | the same as of `User`, or `202` with the URL of a status monitor |
///
/// `Vec` is told by its name. Behind an alias of another name it is read whole, and an answer of several pages is an error;
/// `Option<Vec<…>>` is refused.
///
/// # What it generates
/// - For each path a method that builds the request, with one argument a placeholder. It has the struct's visibility.
/// - `graph_core::Operation`, with version and permissions.
///
/// The struct itself gets no serde: it is sent as a call, and neither written nor read as a value.
///
/// # Rule
/// The arguments are one JSON object, without a type of its own (OData Protocol 4.01, §11.5.4.1); the values in it have
/// their `@odata.type`.
///
/// # Errors
/// All mistakes of a struct are reported together, each with the edit to make.
///
/// # Example
/// ```
/// use graph_core::{graph_action, graph_complex, request::Body};
///
/// #[graph_complex]
/// pub struct ItemBody { pub content: Option<String> }
///
/// #[graph_complex]
/// pub struct Message { pub subject: Option<String>, pub body: Option<ItemBody> }
///
/// #[graph_action(
///     path(name = "for_me", template = "me/sendMail"),
///     path(name = "for_user", template = "users/{userId}/sendMail"),
///     permissions(delegated = ["Mail.Send"], application = ["Mail.Send"]),
/// )]
/// pub struct SendMail {
///     pub message: Message,
///     pub save_to_sent_items: Option<bool>,
/// }
///
/// let mail = SendMail { message: Message { subject: Some("Hello".into()), body: None }, save_to_sent_items: Some(false) };
/// let request = mail.for_user("ada@contoso.com");
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.path(), "users/ada@contoso.com/sendMail");
/// let Body::Json(json) = request.body() else { panic!("no JSON") };
/// assert_eq!(
///     json,
///     r##"{"message":{"@odata.type":"#microsoft.graph.message","subject":"Hello"},"saveToSentItems":false}"##
/// );
///
/// /// Lets a managed device ask its service what to do.
/// #[graph_action(path = "deviceManagement/managedDevices/{managedDeviceId}/syncDevice")]
/// pub struct SyncDevice;
///
/// let request = SyncDevice.request("d1");
/// assert_eq!(request.path(), "deviceManagement/managedDevices/d1/syncDevice");
/// assert_eq!(request.body(), &Body::Empty);
/// ```
#[proc_macro_attribute]
pub fn graph_action(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Action, arguments, item)
}

/// Makes a struct a Graph function: a call whose arguments are the struct's fields, sent in the URL of a `GET`.
///
/// # Arguments
/// Those of [`macro@graph_action`], with the same meaning, and one more:
///
/// | argument | meaning |
/// |:--|:--|
/// | `select = true` | The request asks for what the type of the answer declares, by `$select` and `$expand`, as `list` and `get` do. For functions that return entities; not all of them take it, so by default they are not asked. |
///
/// # Fields
/// A field is an argument, `start_date_time` is `startDateTime`. They stand in the order of the fields, in parentheses
/// behind the path: `users/ada/reminderView(startDateTime='…',endDateTime='…')`. Where they belong further in front, the path
/// says it by `(_)`: `…/range(_)/format`; all other parentheses, as in `…/usedRange()/cell`, stay as they are. An absent
/// `Option` is left out; without arguments there are no parentheses but those of the path.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(alias)]` | The value stands in the query, behind a parameter alias: `reminderView(endDateTime=@endDateTime)?@endDateTime='…'`. For values that are long, or have a character that the service does not take in a path. |
/// | `#[graph(rename = "…")]`, `#[graph(skip)]`, `#[graph(unchecked)]`, `#[serde(…)]` | As of [`macro@graph_action`]. |
///
/// # What it returns
/// As of [`macro@graph_action`]. A page of entities can be asked for more: `.filter(…)`, `.select(…)`, `.top(…)`.
///
/// # Rule
/// Text, and a member of an enumeration, is `'…'` with each inner `'` doubled; numbers, booleans, dates, times and `Uuid`s
/// stand without quotes; a collection, a complex value and an entity always go behind an alias, as JSON. Then all is
/// percent-encoded (OData URL Conventions 4.01, §5.1.1.14.1 and §5.3).
///
/// A type of your own stands as its JSON does, text in quotes. Where it has no quotes in a URL, give it
/// `graph_core::value::Value::literal`.
///
/// # Errors
/// All mistakes of a struct are reported together, each with the edit to make.
///
/// # Example
/// ```
/// use graph_core::{graph_complex, graph_function, Page, Request, bytes::Bytes};
///
/// #[graph_function(
///     path = "reports/getTeamsUserActivityCounts",
///     returns = Bytes,
///     permissions(delegated = ["Reports.Read.All"], application = ["Reports.Read.All"]),
/// )]
/// pub struct GetTeamsUserActivityCounts { pub period: String }
///
/// let request: Request<Bytes> = GetTeamsUserActivityCounts { period: "D7".into() }.request();
/// assert_eq!(request.method(), "GET");
/// assert_eq!(request.path(), "reports/getTeamsUserActivityCounts(period='D7')");
///
/// #[graph_complex]
/// pub struct Reminder { pub event_subject: Option<String> }
///
/// #[graph_function(path = "users/{userId}/reminderView", returns = Vec<Reminder>)]
/// pub struct ReminderView {
///     pub start_date_time: String,
///     #[graph(alias)]
///     pub end_date_time: String,
/// }
///
/// let view = ReminderView { start_date_time: "2026-01-01T00:00".into(), end_date_time: "2026-02-01T00:00".into() };
/// let request: Request<Page<Reminder>> = view.request("ada");
/// assert_eq!(
///     request.path(),
///     "users/ada/reminderView(startDateTime='2026-01-01T00:00',endDateTime=@endDateTime)"
/// );
/// assert_eq!(request.query(), "@endDateTime='2026-02-01T00:00'");
/// ```
#[proc_macro_attribute]
pub fn graph_function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(ItemKind::Function, arguments, item)
}

fn expand(kind: ItemKind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    graph_codegen::expand(kind, arguments.into(), item.into()).into()
}
