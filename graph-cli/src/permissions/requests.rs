//! The requests of a program, with the calls that send them.

use std::collections::HashMap;

use graph_csdl::permissions::{PermissionTable, RequiredPermissions, RequiredRequest};

use crate::source::calls::{Call, Calls, EndpointPath, Unseen};

/// The requests of a program.
pub(super) struct Requests<'t> {
    pub(super) required: RequiredPermissions<'t>,
    /// By method and path.
    calls: HashMap<(String, String), Vec<Call>>,
    /// The endpoints whose calls are not seen, and whose methods are not taken.
    pub(super) unseen: Vec<Unseen>,
}

impl<'t> Requests<'t> {
    /// The requests of the calls. With `all_methods`, those that the table lists for an endpoint whose calls are not seen, too.
    pub(super) fn of(calls: &Calls, table: &'t PermissionTable, all_methods: bool) -> Self {
        let required = RequiredPermissions::new(table);
        let mut requests = Self { required, calls: HashMap::new(), unseen: Vec::new() };
        for call in &calls.calls {
            requests.required.add(&call.http_method, &call.path);
            requests.calls.entry((call.http_method.clone(), call.path.clone())).or_default().push(call.clone());
        }
        for unseen in &calls.unseen {
            match &unseen.path {
                Some(EndpointPath { path, is_collection }) if all_methods => {
                    let entity = format!("{path}/{{id}}");
                    for path in [path, &entity].into_iter().take(1 + usize::from(*is_collection)) {
                        let methods = table.at(path).map(|found| found.methods().collect::<Vec<_>>());
                        for method in methods.unwrap_or_default() {
                            requests.required.add(method, path);
                        }
                    }
                }
                _ => requests.unseen.push(unseen.clone()),
            }
        }
        requests
    }

    /// The calls that send a request; none for one that was recorded, or taken without a call.
    pub(super) fn calls(&self, request: &RequiredRequest<'_>) -> &[Call] {
        let key = (request.method().to_owned(), request.path().to_owned());
        self.calls.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}
