//! Default values of required properties.

use graph_csdl::{Primitive, Property, StructuredType, TypeRef};
use serde_json::{Value as Json, json};

use super::names::Schema;
use crate::http::response::ODataError;
use crate::store::deep_insert::Creation;
use crate::store::properties::Properties;

/// The maximal nesting of default values: a type may require a value of itself.
const MAX_DEPTH: usize = 4;

impl Schema {
    /// Adds the required properties that an object lacks, at `at` of a body.
    ///
    /// # Rule
    /// Numbers, booleans, dates, GUIDs, enumerations and collections have a default in the service; they are filled, and so are
    /// computed properties. A string, bytes or a complex value that can't be `null` has none: a create must give it. Keys are
    /// never filled.
    ///
    /// # Errors
    /// The first property that must be given and is missing.
    pub(super) fn fill(
        &self,
        of: &StructuredType,
        properties: &mut Properties,
        at: &str,
        creation: Creation,
    ) -> Result<(), ODataError> {
        for property in self.absent(of, properties) {
            if self.is_required(property) && creation == Creation::Strict {
                let message = format!(
                    "The property '{at}{}' is missing: it is required by type '{}' and can't be null.",
                    property.name, of.name
                );
                return Err(ODataError::refused(message));
            }
            properties.insert(property.name.clone(), self.default(&property.ty, MAX_DEPTH));
        }
        Ok(())
    }

    /// An object of a type with its required properties only. A string key of an entity is the nil GUID.
    pub(crate) fn empty(&self, of: &StructuredType) -> Json {
        self.object(of, MAX_DEPTH)
    }

    /// The default value of a type.
    pub(super) fn default(&self, ty: &TypeRef, depth: usize) -> Json {
        if ty.is_collection {
            return json!([]);
        }
        if let Some(of) = self.metadata.structured(&ty.name) {
            return if depth == 0 { json!({}) } else { self.object(of, depth - 1) };
        }
        if let Some(of) = self.metadata.enumeration(&ty.name) {
            let member = of.members.iter().find(|member| member.value == 0).or(of.members.first());
            return member.map_or(Json::Null, |member| member.name.as_str().into());
        }
        let default = self.metadata.primitive(&ty.name).map(Primitive::default_json);
        default.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_else(|| 0.into())
    }

    fn object(&self, of: &StructuredType, depth: usize) -> Json {
        let derived = || self.metadata.derived(&of.name).into_iter().filter_map(|name| self.metadata.structured(name));
        let concrete = if of.is_abstract { derived().find(|of| !of.is_abstract).unwrap_or(of) } else { of };
        let mut object = Properties::new();
        if concrete.name != of.name {
            object.insert("@odata.type".to_owned(), format!("#{}", concrete.name).into());
        }
        let key = self.metadata.key(&concrete.name);
        for property in self.metadata.properties(&concrete.name).filter(|property| key.contains(&property.name)) {
            let default = self.default(&property.ty, depth);
            object.insert(property.name.clone(), if default == "" { NIL.into() } else { default });
        }
        for property in self.absent(concrete, &object) {
            object.insert(property.name.clone(), self.default(&property.ty, depth));
        }
        object.into()
    }

    /// The required properties that the object lacks.
    fn absent<'s>(&'s self, of: &StructuredType, properties: &Properties) -> Vec<&'s Property> {
        let key = self.metadata.key(&of.name);
        let is_absent = |property: &&Property| {
            !property.ty.is_nullable
                && !property.ty.is_stream()
                && !properties.contains_key(&property.name)
                && !key.contains(&property.name)
        };
        self.metadata.properties(&of.name).filter(is_absent).collect()
    }

    /// Whether a create must give a required property.
    fn is_required(&self, property: &Property) -> bool {
        let primitive = self.metadata.primitive(&property.ty.name);
        let has_no_default = matches!(primitive, Some(Primitive::String | Primitive::Binary))
            || self.metadata.structured(&property.ty.name).is_some();
        has_no_default && !property.ty.is_collection && !property.annotations.is_read_only()
    }
}

const NIL: &str = "00000000-0000-0000-0000-000000000000";
