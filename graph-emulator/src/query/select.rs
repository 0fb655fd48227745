//! `$select`: the properties of an entity that are shown.

use std::borrow::Cow;

use graph_csdl::find_ignore_case;
use serde_json::Value as Json;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::store::properties::Properties;

/// The name in `$select` of a file's `@microsoft.graph.downloadUrl`.
pub(crate) const DOWNLOAD_URL: &str = "content.downloadUrl";

/// A derived type and a name that it declares: `microsoft.graph.user/jobTitle`.
pub(crate) fn cast(name: &str) -> Option<(&str, &str)> {
    name.split_once('/').filter(|(of, _)| of.contains('.') && !of.contains('('))
}

/// A parsed `$select`.
#[derive(Debug, Clone)]
pub(crate) enum Selection {
    /// Without the option: the default properties.
    Default,
    Everything,
    /// Names, and how they are written.
    Properties(Vec<String>, Spelling),
}

impl Selection {
    /// Parses the option's value.
    pub(crate) fn parse(select: Option<&str>, spelling: Spelling) -> Result<Self, ODataError> {
        let Some(select) = select else { return Ok(Self::Default) };
        let names: Vec<_> = select.split(',').map(|name| name.trim().to_owned()).collect();
        if names.iter().any(String::is_empty) {
            return Err(ODataError::bad_request("Query option '$select' has an empty name."));
        }
        if let Some(option) = names.iter().find(|name| name.starts_with('$')) {
            return Err(ODataError::bad_request(format!(
                "Query option '$select' has '{option}', which is not a property."
            )));
        }
        let is_path = |name: &str| name.contains(['/', '(', '.']) && name != DOWNLOAD_URL;
        if names.iter().any(|name| is_path(cast(name).map_or(name.as_str(), |(_, name)| name))) {
            return Err(ODataError::not_implemented("a path in '$select'"));
        }
        Ok(if names.iter().any(|name| name == "*") { Self::Everything } else { Self::Properties(names, spelling) })
    }

    /// The selection for one entity: a name of a derived type counts if the entity has that type.
    pub(crate) fn for_type(&self, is_of: impl Fn(&str) -> bool) -> Cow<'_, Self> {
        match self {
            Self::Properties(names, spelling) if names.iter().any(|name| cast(name).is_some()) => {
                let own = names.iter().filter_map(|name| match cast(name) {
                    Some((of, name)) => is_of(of).then(|| name.to_owned()),
                    None => Some(name.clone()),
                });
                Cow::Owned(Self::Properties(own.collect(), *spelling))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// The names; empty without names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let names = match self {
            Self::Default | Self::Everything => &[],
            Self::Properties(names, _) => names.as_slice(),
        };
        names.iter().map(String::as_str)
    }

    /// As [`names`](Self::names), to be changed.
    pub(crate) fn names_mut(&mut self) -> impl Iterator<Item = &mut String> {
        match self {
            Self::Default | Self::Everything => [].iter_mut(),
            Self::Properties(names, _) => names.iter_mut(),
        }
    }

    /// Marks the names as exact.
    pub(crate) fn make_exact(&mut self) {
        if let Self::Properties(_, spelling) = self {
            *spelling = Spelling::Exact;
        }
    }

    /// The selected properties, or the default properties without a selection. An annotation is shown with its property.
    pub(crate) fn of(&self, properties: &Properties, is_default: impl Fn(&str) -> bool) -> Properties {
        if matches!(self, Self::Default) {
            return properties.iter().filter(|(name, _)| is_default(name)).map(owned).collect();
        }
        let spelt = self.canonical(properties);
        properties.iter().filter(|(name, _)| spelt.has(name)).map(owned).collect()
    }

    /// The selection with the spelling of these properties.
    fn canonical(&self, properties: &Properties) -> Self {
        let Self::Properties(names, spelling) = self else { return self.clone() };
        let like = |name: &String| find_ignore_case(name, properties.keys().map(String::as_str)).map(str::to_owned);
        let is_spelt = |name: &String| spelling.is_exact() || properties.contains_key(name);
        let spelt =
            |name: &String| if is_spelt(name) { name.clone() } else { like(name).unwrap_or_else(|| name.clone()) };
        Self::Properties(names.iter().map(spelt).collect(), Spelling::Exact)
    }

    /// Whether a property is shown. An annotation is shown with its property.
    pub(crate) fn has(&self, name: &str) -> bool {
        let Self::Properties(names, _) = self else { return true };
        let property = name.split('@').next().unwrap_or_default();
        property.is_empty() || names.iter().any(|selected| selected == property)
    }
}

fn owned((name, value): (&String, &Json)) -> (String, Json) {
    (name.clone(), value.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::properties::with_etag;

    fn object(value: Json) -> Properties {
        let Json::Object(properties) = value else { return Properties::new() };
        properties
    }

    #[test]
    fn a_selection_keeps_annotations() {
        let properties = object(json!({ "@odata.type": "#t", "id": "x", "a@odata.type": "#n", "a": 1, "b": 2 }));
        let selected = Selection::parse(Some("a, missing"), Spelling::Exact).unwrap().of(&properties, |_| true);
        let selected = Json::Object(with_etag(selected, Some("W/\"1\"".to_owned())));
        let expected = r##"{"@odata.type":"#t","@odata.etag":"W/\"1\"","a@odata.type":"#n","a":1}"##;
        assert_eq!(selected.to_string(), expected);
        for wrong in ["", "a,,b", "a/b"] {
            assert!(Selection::parse(Some(wrong), Spelling::AnyCase).is_err(), "{wrong}");
        }
    }
}
