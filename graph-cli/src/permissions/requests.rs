//! The requests of a program, each once, with the permissions that let them pass.

use graph_csdl::permissions::{Grant, PathPermissions, PermissionTable, Scheme};

use crate::source::calls::{Call, Calls, EndpointPath, Unseen};

/// The requests of a program.
pub(super) struct Requests<'t> {
    /// Sorted by path.
    pub(super) all: Vec<Request<'t>>,
    /// The endpoints whose calls are not seen, and whose methods are not taken.
    pub(super) unseen: Vec<Unseen>,
}

/// A method at a path.
pub(super) struct Request<'t> {
    pub(super) method: String,
    pub(super) path: String,
    /// Empty for a method that is taken without a call.
    pub(super) calls: Vec<Call>,
    /// `None` if the table does not list the path.
    permissions: Option<PathPermissions<'t>>,
}

impl<'t> Request<'t> {
    /// Whether the table lists the request.
    pub(super) fn is_listed(&self) -> bool {
        self.permissions.as_ref().is_some_and(|found| found.methods().any(|method| method == self.method))
    }

    /// The permissions of which each lets the request pass, the least first.
    pub(super) fn grants(&self, scheme: Scheme) -> Vec<Grant<'t>> {
        self.permissions.as_ref().map(|found| found.grants(&self.method, scheme)).unwrap_or_default()
    }
}

impl<'t> Requests<'t> {
    /// The requests of the calls. With `all_methods`, those that the table lists for an endpoint whose calls are not seen, too.
    pub(super) fn of(calls: &Calls, table: &'t PermissionTable, all_methods: bool) -> Self {
        let mut requests = Self { all: Vec::new(), unseen: Vec::new() };
        for call in &calls.calls {
            requests.add(table, &call.http_method, &call.path, Some(call));
        }
        for unseen in &calls.unseen {
            match &unseen.path {
                Some(EndpointPath { path, is_collection }) if all_methods => {
                    let entity = format!("{path}/{{id}}");
                    for path in [path, &entity].into_iter().take(1 + usize::from(*is_collection)) {
                        let methods = table.at(path).map(|found| found.methods().collect::<Vec<_>>());
                        for method in methods.unwrap_or_default() {
                            requests.add(table, method, path, None);
                        }
                    }
                }
                _ => requests.unseen.push(unseen.clone()),
            }
        }
        requests.all.sort_by(|one, other| one.path.cmp(&other.path).then_with(|| one.method.cmp(&other.method)));
        requests
    }

    fn add(&mut self, table: &'t PermissionTable, method: &str, path: &str, call: Option<&Call>) {
        let known = self.all.iter_mut().find(|request| request.method == method && request.path == path);
        if let Some(request) = known {
            request.calls.extend(call.cloned());
            return;
        }
        let (method, path) = (method.to_owned(), path.to_owned());
        let permissions = table.at(&path);
        self.all.push(Request { method, path, calls: call.cloned().into_iter().collect(), permissions });
    }
}
