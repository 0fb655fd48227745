//! Validation of a body against its type, and the entity to store.

use std::borrow::Cow;

use graph_csdl::{NavigationProperty, Property, StructuredKind, StructuredType, TypeRef};
use serde_json::Value as Json;

use super::names::Schema;
use super::value::{is_primitive, member, unconvertible};
use crate::http::response::{ODataError, did_you_mean};
use crate::schema::resolved_name::is_open_to;
use crate::store::deep_insert::{Creation, DeepInsert, Related, RelatedEntities, Write};
use crate::store::properties::{self, Properties, TYPE};

/// A complex type that has any JSON value.
const ANY: &str = "microsoft.graph.Json";

impl Schema {
    /// Validates a body against an entity type or a derived one, and returns the properties and the related entities to store.
    ///
    /// # Errors
    /// The first property that the type does not declare, that has an invalid value, that is read-only, or that is missing.
    pub(crate) fn deep_insert(
        &self,
        declared: &StructuredType,
        body: &Properties,
        write: Write,
    ) -> Result<DeepInsert, ODataError> {
        self.deep_insert_at("", declared, body, write)
    }

    fn deep_insert_at(
        &self,
        at: &str,
        declared: &StructuredType,
        body: &Properties,
        write: Write,
    ) -> Result<DeepInsert, ODataError> {
        let of = self.actual(at, declared, body, write)?;
        let mut insert = DeepInsert::default();
        if write != Write::Changes {
            insert.properties.insert("@odata.type".to_owned(), format!("#{}", of.name).into());
        }
        for (name, value) in self.canonical_names(at, of, body)? {
            match name.split_once('@') {
                Some(("", _)) => {}
                Some((relation, "odata.bind")) => insert.related.push(self.bound(at, of, relation, value)?),
                Some(_) => {
                    insert.properties.insert(name.into_owned(), value.clone());
                }
                None => match self.metadata.navigation_property(&of.name, &name) {
                    Some(relation) => insert.related.extend(self.created(at, relation, value, write)?),
                    None => {
                        if let Some(value) = self.property(at, of, &name, value, write)? {
                            insert.properties.insert(name.into_owned(), value);
                        }
                    }
                },
            }
        }
        if let Write::Whole(creation) = write {
            self.fill(of, &mut insert.properties, at, creation)?;
        }
        Ok(insert)
    }

    /// The names of a body in the metadata's spelling, with their values.
    ///
    /// # Errors
    /// A property that is given in two spellings.
    fn canonical_names<'b>(
        &self,
        at: &str,
        of: &StructuredType,
        body: &'b Properties,
    ) -> Result<Vec<(Cow<'b, str>, &'b Json)>, ODataError> {
        let mut spelt: Vec<(Cow<'b, str>, &'b Json)> = Vec::with_capacity(body.len());
        let mut respelt: Vec<String> = Vec::new();
        for (written, value) in body {
            let name = self.names().annotated(&of.name, written);
            if let Cow::Owned(name) = &name {
                if body.contains_key(name) || respelt.contains(name) {
                    return Err(ODataError::refused(format!("The property '{at}{name}' is given more than once.")));
                }
                respelt.push(name.clone());
            }
            spelt.push((name, value));
        }
        Ok(spelt)
    }

    /// The type of an object: its own `@odata.type`, which must be the declared type or derive from it.
    fn actual<'s>(
        &'s self,
        at: &str,
        declared: &'s StructuredType,
        body: &Properties,
        write: Write,
    ) -> Result<&'s StructuredType, ODataError> {
        let typed = body.iter().find(|(name, _)| self.spelling.is(name, TYPE));
        let of = match typed.map(|(_, value)| value.as_str()) {
            Some(None) => return Err(properties::no_type(TYPE)),
            Some(Some(text)) => {
                let name = properties::without_context(text);
                self.names().structured(name).ok_or_else(|| self.names().no_type(name))?
            }
            None => declared,
        };
        if !self.metadata.is_a(&of.name, &declared.name) {
            return Err(ODataError::other_type(&of.name, &declared.name));
        }
        let is_changed_entity = of.kind == StructuredKind::Entity && write == Write::Changes;
        if of.is_abstract && !is_changed_entity {
            let subject = if at.is_empty() { "the body".to_owned() } else { format!("'{}'", at.trim_end_matches('/')) };
            let message = format!(
                "The type '{}' is abstract: '@odata.type' of {subject} must name a type that derives from it.",
                of.name
            );
            return Err(ODataError::refused(message));
        }
        Ok(of)
    }

    /// The validated value of a structural property; `None` if a body can't set the property there and names need not be exact.
    ///
    /// # Rule
    /// OData 4.01 Protocol, §11.4.2 and §11.4.3: a create ignores computed properties, and an update ignores read-only ones
    /// too.
    fn property(
        &self,
        at: &str,
        of: &StructuredType,
        name: &str,
        value: &Json,
        write: Write,
    ) -> Result<Option<Json>, ODataError> {
        let path = format!("{at}{name}");
        let Some(property) = self.metadata.property(&of.name, name) else {
            if is_open_to(&self.metadata, of, name) {
                return Ok(Some(value.clone()));
            }
            let message = format!(
                "The property '{path}' does not exist on type '{}'. Make sure to only use property names that are defined \
                 by the type.{}",
                of.name,
                did_you_mean(self.names().nearest(&of.name, name).filter(|nearest| *nearest != name))
            );
            return Err(ODataError::refused(message));
        };
        if !self.metadata.key(&of.name).contains(&property.name)
            && let Err(refused) = writable(&path, property, write)
        {
            return if self.spelling.is_exact() { Err(refused) } else { Ok(None) };
        }
        self.value(&path, &property.ty, value, write).map(Some)
    }

    /// A validated value of a type, with the defaults of its required properties.
    ///
    /// # Errors
    /// As [`deep_insert`](Self::deep_insert).
    pub(super) fn value(&self, at: &str, ty: &TypeRef, value: &Json, write: Write) -> Result<Json, ODataError> {
        match value {
            // The type of a workbook's cells declares nothing, and its values are arrays, strings and numbers.
            any if ty.name == ANY => Ok(any.clone()),
            Json::Null if ty.is_nullable => Ok(Json::Null),
            Json::Null => Err(ODataError::refused(format!(
                "A null value was found for the property named '{at}', which has the expected type '{ty}[Nullable=False]'. \
                 The expected type '{ty}[Nullable=False]' does not allow null values."
            ))),
            Json::Array(items) if ty.is_collection => {
                let item = TypeRef { is_collection: false, ..ty.clone() };
                let items = items.iter().enumerate();
                items.map(|(index, value)| self.value(&format!("{at}[{index}]"), &item, value, write)).collect()
            }
            _ if ty.is_collection => Err(unconvertible(at, &ty.to_string())),
            _ => self.single(at, &ty.name, value, write),
        }
    }

    fn single(&self, at: &str, type_name: &str, value: &Json, write: Write) -> Result<Json, ODataError> {
        if let Some(of) = self.metadata.structured(type_name) {
            let Json::Object(object) = value else { return Err(unconvertible(at, type_name)) };
            return self.complex(&format!("{at}/"), of, object, write).map(Json::Object);
        }
        if let Some(of) = self.metadata.enumeration(type_name) {
            return member(at, of, value, self.spelling);
        }
        // An unknown type, such as a geography, has any value.
        if self.metadata.primitive(type_name).is_none_or(|of| is_primitive(of, value)) {
            return Ok(value.clone());
        }
        Err(unconvertible(at, type_name))
    }

    /// A complex value, or an entity as an operation's argument.
    fn complex(
        &self,
        at: &str,
        declared: &StructuredType,
        object: &Properties,
        write: Write,
    ) -> Result<Properties, ODataError> {
        let of = self.actual(at, declared, object, write)?;
        let mut checked = Properties::new();
        for (name, value) in self.canonical_names(at, of, object)? {
            let value = match name.split_once('@') {
                Some(("", "odata.type")) => format!("#{}", of.name).into(),
                Some((relation, "odata.bind")) => {
                    self.relation(at, of, relation)?;
                    value.clone()
                }
                Some(_) => value.clone(),
                None => match self.metadata.navigation_property(&of.name, &name) {
                    Some(relation) => self.value(&format!("{at}{name}"), &relation.ty, value, write)?,
                    None => match self.property(at, of, &name, value, write)? {
                        Some(value) => value,
                        None => continue,
                    },
                },
            };
            checked.insert(name.into_owned(), value);
        }
        if let Write::Whole(creation) = write
            && declared.kind == StructuredKind::Complex
        {
            self.fill(of, &mut checked, at, creation)?;
        }
        Ok(checked)
    }

    /// Entities that are created with their owner. In an update the service accepts only Outlook's extended properties. A
    /// collection without containment has its entities in a set: they are bound instead. A single entity may replace one by its
    /// id, as in entitlement management's requests.
    fn created(
        &self,
        at: &str,
        relation: &NavigationProperty,
        value: &Json,
        write: Write,
    ) -> Result<Option<Related>, ODataError> {
        let path = format!("{at}{}", relation.name);
        if write == Write::Changes && !relation.ty.name.ends_with("ValueLegacyExtendedProperty") {
            let message = format!("The navigation property '{path}' can't be changed along with its owner.");
            return Err(ODataError::refused(message));
        }
        if relation.ty.is_collection && !relation.is_contained {
            return Err(ODataError::refused(format!(
                "The navigation property '{path}' does not contain its entities, so they can't be created with their owner; \
                 '{path}@odata.bind' refers to existing entities."
            )));
        }
        let of = self.metadata.structured(&relation.ty.name).ok_or_else(|| self.names().no_type(&relation.ty.name))?;
        let whole = if write == Write::Changes { Write::Whole(Creation::Strict) } else { write };
        let entity = |at: String, value: &Json| match value {
            Json::Object(body) => self.deep_insert_at(&format!("{at}/"), of, body, whole),
            _ => Err(unconvertible(&at, &of.name)),
        };
        let inserts = match value {
            Json::Null if !relation.ty.is_collection => return Ok(None),
            Json::Array(items) if relation.ty.is_collection => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| entity(format!("{path}[{index}]"), item)).collect::<Result<_, _>>()?
            }
            _ if relation.ty.is_collection => return Err(unconvertible(&path, &relation.ty.to_string())),
            one => vec![entity(path, one)?],
        };
        Ok(Some(Related::of(relation, RelatedEntities::New(inserts))))
    }

    /// `x@odata.bind`: URLs of existing entities; `null` removes the reference.
    fn bound(&self, at: &str, of: &StructuredType, name: &str, value: &Json) -> Result<Related, ODataError> {
        let relation = self.relation(at, of, name)?;
        let invalid = || {
            unconvertible(
                &format!("{at}{name}@odata.bind"),
                if relation.ty.is_collection { "Collection(Edm.String)" } else { "Edm.String" },
            )
        };
        let urls = match value {
            Json::Null if !relation.ty.is_collection => return Ok(Related::of(relation, RelatedEntities::Nothing)),
            Json::Array(urls) if relation.ty.is_collection => {
                urls.iter().map(|url| url.as_str().map(str::to_owned)).collect::<Option<_>>().ok_or_else(invalid)?
            }
            Json::String(url) if !relation.ty.is_collection => vec![url.clone()],
            _ => return Err(invalid()),
        };
        Ok(Related::of(relation, RelatedEntities::Urls(urls, relation.ty.name.clone())))
    }

    fn relation(&self, at: &str, of: &StructuredType, name: &str) -> Result<&NavigationProperty, ODataError> {
        let missing = || {
            let message =
                format!("'{at}{name}@odata.bind': '{name}' is not a navigation property of type '{}'.", of.name);
            ODataError::refused(message)
        };
        self.metadata.navigation_property(&of.name, name).ok_or_else(missing)
    }
}

impl Related {
    fn of(relation: &NavigationProperty, what: RelatedEntities) -> Self {
        Self { name: relation.name.clone(), is_collection: relation.ty.is_collection, what }
    }
}

fn writable(path: &str, property: &Property, write: Write) -> Result<(), ODataError> {
    if property.annotations.is_read_only() {
        return Err(ODataError::refused(format!("The property '{path}' is read-only and can't be set.")));
    }
    if property.annotations.is_immutable && write == Write::Changes {
        return Err(ODataError::refused(format!("The property '{path}' can be set in a create only.")));
    }
    Ok(())
}
