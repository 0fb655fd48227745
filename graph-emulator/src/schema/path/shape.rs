//! A path as the template of a handler: `users/{id}/sendMail`.

use graph_csdl::{Operation, OperationKind, ResourceKind};

use super::{ResolvedPath, name};

impl ResolvedPath<'_> {
    /// The path with its keys as places of a template: `users/{id}/sendMail`.
    pub(crate) fn template(&self) -> String {
        let mut keys = 0;
        let mut key = || {
            keys += 1;
            if keys == 1 { "{id}".to_owned() } else { format!("{{id{keys}}}") }
        };
        let mut template = Vec::new();
        for (at, (step, segment)) in self.steps.iter().zip(&self.segments).enumerate() {
            let behind_collection = self.is_many(at);
            match &step.target {
                ResourceKind::Operation(overloads) => template.push(call(overloads, segment)),
                ResourceKind::Entity(_) if step.navigation.is_none() && behind_collection && !segment.contains('.') => {
                    template.push(key());
                }
                _ if segment.contains('(') => template.extend([name(segment).to_owned(), key()]),
                _ => template.push(segment.clone()),
            }
        }
        template.join("/")
    }
}

/// `getUsage(period={period})` of a function with parameters.
fn call(overloads: &[&Operation], segment: &str) -> String {
    let name = name(segment).rsplit('.').next().unwrap_or_default();
    let is_given = |parameter: &str| segment.contains(&format!("{parameter}="));
    let function = overloads.iter().find(|found| found.kind == OperationKind::Function);
    let names = function.into_iter().flat_map(|found| &found.parameters).map(|parameter| parameter.name.as_str());
    let arguments: Vec<_> = names.filter(|name| is_given(name)).map(|name| format!("{name}={{{name}}}")).collect();
    if arguments.is_empty() { name.to_owned() } else { format!("{name}({})", arguments.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{follow, metadata};

    #[test]
    fn a_template_has_places_for_keys() {
        let metadata = metadata();
        for (path, template) in [
            ("users/ada/send", "users/{id}/send"),
            ("users('ada')/n.send", "users/{id}/send"),
            ("users/ada/messages/a%2F(b/id", "users/{id}/messages/{id2}/id"),
            ("me/messages/find(q='a%2Fb')", "me/messages/find(q={q})"),
        ] {
            let resolved_path = follow(&metadata, path).ok().unwrap();
            assert_eq!(resolved_path.template(), template);
        }
    }
}
