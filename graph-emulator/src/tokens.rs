//! Tokens and permissions under the control of a test.

use std::time::Duration;

use graph_csdl::permissions::{PermissionTable, Scheme};

use crate::emulator::Emulator;
use crate::identity::granted::Granted;
use crate::identity::rights::Rights;

/// The identity platform: `POST /{tenant}/oauth2/v2.0/token`, `POST …/devicecode` and `GET /metadata/identity/oauth2/token`.
#[allow(clippy::must_use_candidate, reason = "each returns the emulator for the next call, if there is one")]
impl Emulator {
    /// Registers an application. From then on the token endpoint knows the registered ones alone, and a wrong secret is
    /// `AADSTS7000215`; without one, it accepts any client id and secret. The signature of an assertion is never checked.
    ///
    /// # Example
    /// ```
    /// use graph_core::http::{Method, Request};
    /// use graph_core::{Transport, bytes::Bytes};
    /// use graph_emulator::Emulator;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::new();
    /// emulator.register_application("client-1", "right");
    /// for (secret, status) in [("right", 200), ("wrong", 401)] {
    ///     let form = format!("grant_type=client_credentials&client_id=client-1&client_secret={secret}&scope=a/.default");
    ///     let request = Request::post("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token");
    ///     assert_eq!(emulator.send(request.body(Bytes::from(form))?).await?.status(), status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn register_application(&self, client_id: &str, secret: &str) -> &Self {
        self.shared.token_endpoint.register(client_id, secret);
        self
    }

    /// Sets the lifetime of the tokens that are issued from then on: 3,599 seconds by default.
    pub fn token_lifetime(&self, lifetime: Duration) -> &Self {
        self.shared.token_endpoint.set_lifetime(lifetime);
        self
    }

    /// Requires a token that this emulator issued and that has not expired; another one is 401 with a claims challenge. By
    /// default any token is accepted, unless permissions are [granted](Self::grant_application).
    pub fn require_issued_tokens(&self) -> &Self {
        self.shared.token_endpoint.require_issued();
        self
    }

    /// Revokes all tokens that were issued; refresh tokens stay valid.
    pub fn revoke_tokens(&self) -> &Self {
        self.shared.token_endpoint.revoke();
        self
    }

    /// Grants permissions to all applications: the tokens without a user that the token endpoint issues from then on have exactly these.
    /// Tokens that the emulator did not issue are then refused.
    ///
    /// # Rule
    /// With the table of [`EmulatorBuilder::permissions`], a request that the token's permissions do not cover is 403
    /// `Authorization_RequestDenied`, and one to `me` without a user is 400.
    ///
    /// [`EmulatorBuilder::permissions`]: crate::EmulatorBuilder::permissions
    pub fn grant_application<S: Into<String>>(&self, permissions: impl IntoIterator<Item = S>) -> &Self {
        let application = Some(permissions.into_iter().map(Into::into).collect());
        self.shared.token_endpoint.grant(Granted { application, delegated: None });
        self
    }

    /// As [`grant_application`](Self::grant_application), for the tokens of users: a scope that is not granted is `AADSTS65001`. Without this
    /// call, a user consents to any scope, and the token has those that the client asks for.
    pub fn grant_delegated<S: Into<String>>(&self, permissions: impl IntoIterator<Item = S>) -> &Self {
        let delegated = Some(permissions.into_iter().map(Into::into).collect());
        self.shared.token_endpoint.grant(Granted { delegated, application: None });
        self
    }

    /// Whether a token must be of this emulator: issued ones are required, or permissions are granted.
    #[must_use]
    pub fn requires_issued_tokens(&self) -> bool {
        self.shared.token_endpoint.is_issued_required()
    }

    /// The table of [`EmulatorBuilder::permissions`](crate::EmulatorBuilder::permissions).
    #[must_use]
    pub fn permission_table(&self) -> Option<&PermissionTable> {
        self.permissions.as_deref()
    }

    /// Issues a token without a user that has these permissions.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Client, StaticToken, graph_entity};
    /// use graph_emulator::Emulator;
    ///
    /// #[graph_entity(path = "users")]
    /// #[derive(Debug)]
    /// pub struct User { #[graph(key)] pub id: Option<String> }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let table = r#"{"permissions": {"User.Read.All": {"schemes": {"Application": {}}, "pathSets": [
    /// #     {"schemeKeys": ["Application"], "methods": ["GET"], "paths": {"/users": ""}}]}}}"#;
    /// // The text of the service's table: `std::fs::read_to_string("permissions.json")?`
    /// let emulator = Emulator::builder().permissions(table).build()?;
    /// emulator.declare_collection("users");
    /// for (permission, passes) in [("User.Read.All", true), ("Mail.Send", false)] {
    ///     let token = StaticToken::new(emulator.application_token([permission]));
    ///     let client = Client::builder().transport(emulator.clone()).credential(token).build()?;
    ///     assert_eq!(User::users().list().send(&client).await.is_ok(), passes);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn application_token<S: Into<String>>(&self, permissions: impl IntoIterator<Item = S>) -> String {
        self.shared.token_endpoint.issue(Rights::new(Scheme::Application, permissions))
    }

    /// Issues a token for a user with a work or school account that has these permissions.
    #[must_use]
    pub fn delegated_token<S: Into<String>>(&self, permissions: impl IntoIterator<Item = S>) -> String {
        self.shared.token_endpoint.issue(Rights::new(Scheme::DelegatedWork, permissions))
    }
}
