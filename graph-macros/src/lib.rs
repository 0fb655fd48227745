//! The attributes of `graph-core`, which re-exports them: depend on that crate alone.

use graph_codegen::ItemKind;
use proc_macro::TokenStream;

/// Implements a Graph entity, a type with an address, for a struct.
///
/// The struct declares only the properties that you need. The macro implements serde with Graph's names and the `@odata.type`
/// tag, and adds endpoints, constants for the properties, and updates.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `path = "users/{userId}/messages"` | A collection, relative to the service root. It becomes the function `messages(user_id)`, named after the last segment. May be repeated. An entity that is only part of other entities needs none. |
/// | `path(name = "members", template = "groups/{groupId}/members")` | A collection whose function has this name. |
/// | `singleton(name = "me", template = "me")` | A single entity: the function returns an `Item` instead of a `Collection`. |
/// | `path = "drives/{driveId}/root:/{itemPath}:/children"` | A placeholder between colons takes a path of several segments, `"Docs/a.txt"`, each percent-encoded. At the end of the template it addresses one entity: `singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}")`. |
/// | `stream = "bannerLogo"` | A stream property, whose bytes have their own URL. It becomes the constant `BANNER_LOGO`, for `Item::stream` and `set_stream`. May be repeated. |
/// | `odata_type = "microsoft.graph.user"` | The qualified name of the type; by default `microsoft.graph.` and the struct's name in lower camel case. |
/// | `version = "beta"` | `"v1.0"` or `"beta"`; by default the version of the client. |
/// | `select = false` | Requests have no `$select`: the service rejects it for this type. |
/// | `permissions(delegated = ["User.Read"], application = [])` | The permissions in the documentation of the resource. They are in a constant of the type, in its docs, and in the error of a 403 response. |
/// | `schema = "metadata/v1.0.csdl"` | The `$metadata` file that the item is checked against; see [Check against the metadata](#check-against-the-metadata). `false` disables the check. |
/// | `crate = my_graph` | The path of `graph_core`, if it is renamed or re-exported. |
///
/// # Fields
/// A field is a property: `display_name` is `displayName` in JSON. Its type implements `graph_core::value::Value`.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(key)]` | The key of the entity, or a part of it. `changes_to` never contains it. |
/// | `#[graph(rename = "…")]` | The name of the property or [annotation](#annotations) in JSON. |
/// | `#[graph(read_only)]` | Received and never sent; code that sets it does not compile. |
/// | `#[graph(etag)]` | The annotation `@odata.etag`, an `Option<String>`. |
/// | `#[graph(type_name)]` | The annotation `@odata.type` as received, an `Option<String>`. It is sent unchanged. |
/// | `#[graph(navigation)]` | A navigation property, which `list` and `get` expand: an `Option` of an entity, or of a `Vec` of entities. A create sends its value; an update does not, and binds a reference instead. The expanded collection may be incomplete: see [Expanded collections](#expanded-collections). |
/// | `#[graph(additional)]` | The undeclared properties of an [open type](#open-types), in order: a `graph_core::JsonObject`. |
/// | `#[graph(skip)]` | Not a property: its `Default` when read. |
/// | `#[graph(unchecked)]` | Not checked against the metadata: a property of the service that the file lacks. |
/// | `#[serde(…)]` | `rename`, `alias`, `with`, `serialize_with`, `deserialize_with`, `default`, `skip` and `skip_serializing_if` keep their meaning. |
///
/// # What it generates
/// - `Serialize` and `Deserialize`. `@odata.type` is written first and read at any position. `None` is not written. Unknown
///   properties are ignored. A missing property that is not an `Option` is an error with its name.
/// - `graph_core::Entity`, `Structured` and `Value`, with the table of properties.
/// - For each path a function that returns its endpoint, with one argument for each placeholder.
/// - For each field a constant `Property`: `User::DISPLAY_NAME`.
/// - `User::changes()` and `user.changes_to(&after)`: the body of an update.
///
/// The functions have the visibility of the struct.
///
/// # Annotations
/// A field may be an annotation. Requests select or expand the property that it belongs to:
///
/// | `rename = "…"` | received |
/// |:--|:--|
/// | `members@delta` | if `members` is selected, in a delta query: the changes of a relation. An `Option<Vec<Change<…>>>`. |
/// | `content@odata.mediaReadLink`, `unit@odata.type`, `x@contoso.term` | if the property before the `@` is selected. |
/// | `children@odata.nextLink`, `children@odata.count`, `children@odata.context` | if `children` is expanded, so the struct must have `#[graph(navigation)] children`. `$count=true` requests the number. |
/// | `@microsoft.graph.downloadUrl` | if `content.downloadUrl` is selected. |
/// | `@microsoft.graph.conflictBehavior` and others of the object itself | never, or without a request: `$select` does not contain it. |
/// | `manager@odata.bind` | never; it is only sent. |
///
/// An annotation `x@odata.…` of a property is read-only, except the type and a binding, and so is `downloadUrl`. Of the
/// `@odata.…` annotations of the object, a field can have `etag` and `type_name`.
///
/// # Expanded collections
/// The service expands one page of a collection. Drive items have a `children@odata.nextLink` if there are more, and
/// `DriveItem::CHILDREN.page(&link)` requests the next page. The directory expands at most 20 related objects, such as
/// `members` of a group, and does not report that there are more
/// ([expand](https://learn.microsoft.com/graph/query-parameters#expand-parameter)). To get
/// all of them, list the relation: `User::members(&group_id).list()`.
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
/// An `additional` field keeps unknown properties in order, with their annotations (`x@odata.type`), and sends them after the
/// declared ones. Without it they are ignored. The field does not keep annotations of the object (`@odata.…`) and of declared
/// properties, advertised operations (`#…`), and links (`x@odata.navigationLink`). `changes_to` contains a changed or added
/// unknown property with all its annotations, and `null` for a removed one.
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
/// # Check against the metadata
/// The feature `schema` checks items against the `$metadata` file of the service, saved from
/// `https://graph.microsoft.com/v1.0/$metadata`. Name the file in Cargo.toml for the whole crate,
///
/// ```toml
/// [package.metadata.graph]
/// schema = "metadata/v1.0.csdl"        # relative to this Cargo.toml
/// beta-schema = "metadata/beta.csdl"   # for items with `version = "beta"`; without it they are not checked
/// permissions = "metadata/permissions.json"  # the service's table of permissions
/// ```
///
/// or on an item. Without the feature both are errors. With a table of permissions the docs of each endpoint show the least permission of each
/// request, those of an item without `permissions(…)` are in its constant, and a written one that lets no request pass is an error.
/// These mistakes are reported, each with the edit to make:
///
/// - a type that does not exist or has another kind
/// - a field that is not a property of the type or of its bases
/// - a Rust type that can't hold the value (see `graph_core::edm`) or `null`, or that is not a `Vec` for a collection
/// - a missing or wrong `key`, `navigation` or `read_only`
/// - a wrong member of an enumeration, or a wrong number
/// - a path that does not exist or addresses another type
/// - a wrong argument or result of an operation
/// - a member of a union that does not extend its base
///
/// A deprecated part is a warning with the text of the metadata. A change of the file recompiles the crate.
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

/// Implements a Graph complex type, a structured value without a key or an address, for a struct.
///
/// # Arguments
/// `odata_type = "…"`, `schema = "…"` and `crate = …`, as in [`macro@graph_entity`]. Fields have the same attributes except
/// `key`.
///
/// # What it generates
/// The same as for an entity, except endpoints and updates. The value has its `@odata.type` first, also within an entity.
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

/// Implements a Graph enumeration for an enum. A member is identified by its name: `NonCompliant` is `nonCompliant`.
///
/// Exactly one variant is the catch-all `#[graph(other)] Other(String)`. It keeps the name of an unknown member and is sent
/// unchanged: the service may add members at any time.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `flags` | A value is a set of members: `graph_core::Flags<Enum>`, `"read,write"` in JSON. |
/// | `partial` | Members of the metadata may be missing: they are read into the catch-all. |
/// | `without(Display, FromStr)` | Traits that are not implemented: `Display`, `FromStr`, `From` (of `String`), `AsRef`, `PartialEq` (with `str`). |
/// | `odata_type = "…"`, `schema = "…"`, `crate = …` | As in [`macro@graph_entity`]. |
///
/// # Variants
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(other)]` | The catch-all. |
/// | `#[graph(rename = "…")]` | The member's name in JSON. |
/// | `#[graph(unchecked)]` | Not checked against the metadata. |
/// | `#[serde(…)]` | `rename` and `alias` keep their meaning. |
/// | `NonCompliant = 4` | The member's number, its `Value` in `$metadata`: the service may send it instead of the name. The macro removes it from the enum. It may be negative, and numbers may have gaps. |
///
/// # What it generates
/// `Serialize`, `Deserialize`, `graph_core::value::Enumeration` and `Value`, and `as_str`; and the traits of std for strings:
/// `Display`, `FromStr` (which does not fail), `From<&str>`, `From<String>`, `AsRef<str>`, `PartialEq<str>` and `PartialEq<&str>`.
/// A string is accepted in place of a member, and is not checked: a misspelt name is an unknown member.
///
/// `without(Display)` omits a trait that you implement yourself. The impls of a `derive` below the attribute (strum's
/// `Display`, `EnumString` and `AsRefStr`, `derive_more`'s `Display`, `FromStr`, `From` and `AsRef`) are omitted automatically.
///
/// # Rule
/// A member is sent as its name. `4` and `"4"` are read as the member with this number. An unknown number is read into the
/// catch-all, `Other("4")`, and sent as the string `"4"`, which is equivalent (OData JSON 4.01, §7.1).
///
/// `unknownFutureValue`, which most enumerations of Graph have, is read into the catch-all. The service sends it in place of
/// newer members, unless the request has the header
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

/// Implements a union of Graph types for an enum: `@odata.type` selects the variant.
///
/// A collection such as `deviceManagement/deviceConfigurations` declares a base type and contains objects of derived types.
/// Each variant holds the annotated struct of one type, or a `Box` of it. Exactly one variant is the catch-all
/// `#[graph(other)] Other(graph_core::JsonObject)`. It keeps an object of any other type, which is sent unchanged.
///
/// # Arguments
/// Those of [`macro@graph_entity`]: `path`, `singleton`, `odata_type`, `version`, `permissions`, `schema` and `crate`.
/// `odata_type` is the declared type of the collection or property, by default `microsoft.graph.` and the enum's name in
/// lower camel case. `complete` requires a member for each type of the metadata that extends it and is not abstract.
///
/// # Variants
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(base)]` | The base type: an object without `@odata.type` is read into this variant. At most one; without it such an object is read into the catch-all. |
/// | `#[graph(other)]` | The catch-all. |
///
/// # What it generates
/// - `Serialize` and `Deserialize`. A member is written as its struct, `@odata.type` first.
/// - `graph_core::object::Union`, with `type_name` and `key`; `Value`, so that a property can have its type; and `Entity`.
/// - For each path a function that returns its endpoint. A union has no properties, so it has no constants and no updates:
///   `Collection::cast` and `Item::cast` address one of its types, and `Item::update_as` updates one. To filter by the
///   properties of the base, list the base's struct and add `.read_as::<AnyConfiguration>()`.
/// - `From` the type of each member.
///
/// # Rule
/// `@odata.type` may be at any position, with or without `#`, after a context URL (OData JSON 4.01, §4.6.3). Services write it
/// first or after `@odata.context`. The properties before it are kept as JSON text until the type is known, so that numbers
/// keep all digits; this works only for JSON.
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

/// Implements a Graph action for a struct, whose fields are the arguments in the body of a `POST` request.
///
/// The path of a bound action contains that of the entity or collection. A segment may have the namespace,
/// `microsoft.graph.assign`.
///
/// # Arguments
/// | argument | meaning |
/// |:--|:--|
/// | `path = "users/{userId}/sendMail"` | The path, relative to the service root. It becomes the method `request(&self, user_id)`. |
/// | `path(name = "for_me", template = "me/sendMail")` | A path whose method has this name. May be repeated. |
/// | `returns = Message` | The type of the result; see below. By default `()`. |
/// | `version = "beta"` | `"v1.0"` or `"beta"`; by default the version of the client. |
/// | `permissions(delegated = ["Mail.Send"], application = [])` | The permissions in the documentation of the resource. They are in a constant of the type, in its docs, and in the error of a 403 response. |
/// | `schema = "metadata/v1.0.csdl"` | The metadata to check against, as in [`macro@graph_entity`]. |
/// | `crate = my_graph` | The path of `graph_core`, if it is renamed or re-exported. |
///
/// # Fields
/// A field is an argument: `save_to_sent_items` is `saveToSentItems` in JSON. Its type implements
/// `graph_core::value::Value`: strings, numbers, dates, enumerations, structs under [`macro@graph_complex`] and
/// [`macro@graph_entity`], unions, and `Vec` and `Option` of these. `None` is not sent.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(rename = "…")]` | The argument's name in JSON. |
/// | `#[graph(skip)]` | Not an argument. |
/// | `#[graph(unchecked)]` | Not checked against the metadata. |
/// | `#[serde(…)]` | `rename`, `with`, `serialize_with`, `skip` and `skip_serializing_if` keep their meaning. |
///
/// A struct without fields, `struct SyncDevice;`, is an action without arguments, whose request has no body.
///
/// # What it returns
/// | `returns = …` | the request | read from |
/// |:--|:--|:--|
/// | nothing, or `()` | `Request<()>` | the status |
/// | `User` | `Request<User>` | the body, an object: an entity, a complex type, a union |
/// | `String`, `i32`, `Importance` | `Request<…>` | `{"value": …}` |
/// | `Option<User>` | `Request<Option<User>>` | the same, or `None` without a body |
/// | `Vec<User>` | `Request<Page<User>>` | one page of `{"value": […]}`, with the link to the next |
/// | `Bytes` | `Request<Bytes>` | the body |
/// | `Poller<User>` | `Request<Poller<User>>` | the same as `User`, or `202` with the URL of a status monitor |
///
/// The macro recognizes `Vec` by its name. An alias of it is read as one value, and a response with a next page is an error.
/// `Option<Vec<…>>` is an error.
///
/// # What it generates
/// - For each path a method that builds the request, with one argument for each placeholder and the visibility of the struct.
/// - `graph_core::Operation`, with version and permissions.
///
/// The struct does not implement `Serialize` and `Deserialize`.
///
/// # Rule
/// The arguments are one JSON object without `@odata.type` (OData Protocol 4.01, §11.5.4.1); the values in it have theirs.
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
/// /// Makes a managed device check in with its service.
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

/// Implements a Graph function for a struct, whose fields are the arguments in the URL of a `GET` request.
///
/// # Arguments
/// Those of [`macro@graph_action`], and one more:
///
/// | argument | meaning |
/// |:--|:--|
/// | `select = true` | The request has `$select` and `$expand` for the properties of the result type, as those of `list` and `get`. For functions that return entities; not all of them support it, so it is off by default. |
///
/// # Fields
/// A field is an argument: `start_date_time` is `startDateTime`. The arguments follow the path in parentheses, in the order of
/// the fields: `users/ada/reminderView(startDateTime='…',endDateTime='…')`. `(_)` in the path marks another position:
/// `…/range(_)/format`. Other parentheses, as in `…/usedRange()/cell`, are kept. `None` is not sent; without arguments only the
/// parentheses of the path remain.
///
/// | attribute | meaning |
/// |:--|:--|
/// | `#[graph(alias)]` | The value is sent in the query as a parameter alias: `reminderView(endDateTime=@endDateTime)?@endDateTime='…'`. For long values, and for characters that the service rejects in a path. |
/// | `#[graph(rename = "…")]`, `#[graph(skip)]`, `#[graph(unchecked)]`, `#[serde(…)]` | As in [`macro@graph_action`]. |
///
/// # What it returns
/// As in [`macro@graph_action`]. The request of a page of entities has query options: `.filter(…)`, `.select(…)`, `.top(…)`.
///
/// # Rule
/// A string or a member of an enumeration is `'…'` with each inner `'` doubled. Numbers, booleans, dates, times and `Uuid`s
/// have no quotes. A collection, a complex value and an entity are always sent as an alias with JSON. All of them are
/// percent-encoded (OData URL Conventions 4.01, §5.1.1.14.1 and §5.3).
///
/// A type of your own is written as its JSON, a string in quotes. Implement `graph_core::value::Value::literal` for a type
/// without quotes in a URL.
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
