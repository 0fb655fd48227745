//! The reader of the table's file. It adds each path to the table as it comes, so that no tree of JSON values is built.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::method::method_bit;
use super::permission::{Permission, Scheme, SchemeDetails};
use super::table::PermissionTable;
use super::tree::Entry;
use crate::error::{Error, OffsetError, Position};

impl PermissionTable {
    /// Reads the text of the service's file. Keys, schemes and methods that this version of the library does not know are ignored.
    ///
    /// # Errors
    /// The text is not JSON, or a part of it is not what the table has there. The error has the position in the text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut table = Self::default();
        let mut file = File { table: &mut table, is_found: false };
        let mut input = serde_json::Deserializer::from_str(text);
        let read = Object(&mut file).deserialize(&mut input).and_then(|()| input.end());
        let is_found = file.is_found;
        read.map_err(|error| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned();
            Error::new(Position { line: error.line().max(1), column: error.column().max(1) }, message)
        })?;
        if !is_found {
            return Err(
                OffsetError::new(0, "this is not a table of permissions: it has no `permissions`").into_error(text)
            );
        }
        Ok(table)
    }
}

/// A part of the file that is an object.
trait Members<'de> {
    /// Its name in an error.
    const NAME: &'static str;

    /// Reads the value of a key.
    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error>;
}

/// Reads an object, member by member.
struct Object<T>(T);

impl<'de, T: Members<'de>> DeserializeSeed<'de> for Object<&mut T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de, T: Members<'de>> Visitor<'de> for Object<&mut T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while let Some(key) = values.next_key_seed(Text)? {
            self.0.member(&key, &mut values)?;
        }
        Ok(())
    }
}

/// Reads a string, without a copy where it has no escapes.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

fn ignore<'de, A: MapAccess<'de>>(values: &mut A) -> Result<(), A::Error> {
    values.next_value::<IgnoredAny>().map(|_| ())
}

/// The whole file.
struct File<'t> {
    table: &'t mut PermissionTable,
    is_found: bool,
}

impl<'de> Members<'de> for File<'_> {
    const NAME: &'static str = "an object with `permissions`";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        if key != "permissions" {
            return ignore(values);
        }
        self.is_found = true;
        values.next_value_seed(Object(&mut Permissions { table: self.table }))
    }
}

/// All permissions, by name.
struct Permissions<'t> {
    table: &'t mut PermissionTable,
}

impl<'de> Members<'de> for Permissions<'_> {
    const NAME: &'static str = "an object of permissions";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        let index = self.table.add(Permission { name: key.into(), ..Permission::default() });
        values.next_value_seed(Object(&mut OnePermission { table: self.table, index }))
    }
}

struct OnePermission<'t> {
    table: &'t mut PermissionTable,
    index: usize,
}

impl<'de> Members<'de> for OnePermission<'_> {
    const NAME: &'static str = "an object with `schemes` and `pathSets`";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        let Some(permission) = self.table.permission_mut(self.index) else { return ignore(values) };
        match key {
            "authorizationType" => permission.is_resource_specific = values.next_value_seed(Text)? == "RSC",
            "schemes" => values.next_value_seed(Object(&mut Schemes { permission }))?,
            "pathSets" => values.next_value_seed(PathSets { table: self.table, permission: self.index })?,
            _ => ignore(values)?,
        }
        Ok(())
    }
}

struct Schemes<'p> {
    permission: &'p mut Permission,
}

impl<'de> Members<'de> for Schemes<'_> {
    const NAME: &'static str = "an object of schemes";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        let scheme = Scheme::parse(key);
        let slots = self.permission.schemes.iter_mut().zip(Scheme::ALL);
        let Some((slot, _)) = slots.into_iter().find(|(_, of)| Some(*of) == scheme) else { return ignore(values) };
        values.next_value_seed(Object(slot.insert(SchemeDetails::default())))
    }
}

impl<'de> Members<'de> for SchemeDetails {
    const NAME: &'static str = "an object with the details of a scheme";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        match key {
            "adminDisplayName" => {
                self.display_name = Some(values.next_value()?).filter(|name: &String| !name.is_empty());
            }
            "id" => self.id = values.next_value()?,
            "privilegeLevel" => self.privilege_level = values.next_value()?,
            "requiresAdminConsent" => self.requires_admin_consent = values.next_value()?,
            _ => ignore(values)?,
        }
        Ok(())
    }
}

/// Reads the path sets of a permission.
struct PathSets<'t> {
    table: &'t mut PermissionTable,
    permission: usize,
}

impl<'de> DeserializeSeed<'de> for PathSets<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for PathSets<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of path sets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        loop {
            let mut set = PathSet::default();
            if values.next_element_seed(Object(&mut set))?.is_none() {
                return Ok(());
            }
            for (path, PathProperties { least, also }) in set.paths.0 {
                let entry =
                    Entry { permission: self.permission, methods: set.methods, schemes: set.schemes, least, also };
                self.table.insert(path, entry);
            }
        }
    }
}

/// A set of requests: each method at each path.
#[derive(Default)]
struct PathSet {
    schemes: u8,
    methods: u8,
    paths: Paths,
}

impl<'de> Members<'de> for PathSet {
    const NAME: &'static str = "an object with `schemeKeys`, `methods` and `paths`";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        match key {
            "schemeKeys" => self.schemes = schemes(values.next_value::<Vec<String>>()?.iter().map(String::as_str)),
            "methods" => {
                let methods = values.next_value::<Vec<String>>()?;
                self.methods = methods.iter().fold(0, |set, method| set | method_bit(method));
            }
            "paths" => values.next_value_seed(Object(&mut self.paths))?,
            _ => ignore(values)?,
        }
        Ok(())
    }
}

/// The paths of a set with their properties.
#[derive(Default)]
struct Paths(Vec<(Box<str>, PathProperties)>);

#[derive(Default)]
struct PathProperties {
    least: u8,
    also: Vec<Box<str>>,
}

impl<'de> Members<'de> for Paths {
    const NAME: &'static str = "an object of paths";

    fn member<A: MapAccess<'de>>(&mut self, key: &str, values: &mut A) -> Result<(), A::Error> {
        let value = values.next_value_seed(Text)?;
        let properties = PathProperties::read(&value).map_err(A::Error::custom)?;
        self.0.push((key.into(), properties));
        Ok(())
    }
}

impl PathProperties {
    /// Reads `least=DelegatedWork,Application;AlsoRequires=Policy.Read.All`.
    fn read(text: &str) -> Result<Self, String> {
        let mut properties = Self::default();
        for property in text.split(';').map(str::trim).filter(|property| !property.is_empty()) {
            let Some((name, values)) = property.split_once('=') else {
                return Err(format!("expected `name=value` in the properties of a path, found `{property}`"));
            };
            let values = || values.split(',').map(str::trim).filter(|value| !value.is_empty());
            match name.trim() {
                "least" => properties.least = schemes(values()),
                name if name.eq_ignore_ascii_case("alsoRequires") => {
                    properties.also = values().map(Box::from).collect();
                }
                _ => {}
            }
        }
        Ok(properties)
    }
}

fn schemes<'n>(names: impl Iterator<Item = &'n str>) -> u8 {
    names.filter_map(Scheme::parse).fold(0, |set, scheme| set | scheme.bit())
}
