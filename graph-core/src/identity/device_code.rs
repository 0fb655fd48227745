//! The credential of a user who signs in on another device.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Method, Uri};

use super::authority::{Authority, checked_client_id, checked_tenant};
use super::claims::with_capability;
use super::connection::{Connection, Grant, below_tenant, object, seconds, take_text};
use super::error::IdentityError;
use super::form::Form;
use super::settings::{authority_settings, common_settings};
use crate::client::cached_credential::CachedCredential;
use crate::client::caller::Caller;
use crate::client::clock::elapsed;
use crate::client::credential::{AccessToken, Credential, CredentialError, TokenRequest};
use crate::client::observer::{WaitEvent, WaitReason};
use crate::client::secret::Secret;
use crate::client::transport::BoxFuture;

/// The interval of polls if the response has none, and its growth when the service requests it.
const INTERVAL: Duration = Duration::from_secs(5);
/// The longest pause between polls during an outage.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The time for the sign-in if the response has none.
const SIGN_IN: Duration = Duration::from_secs(15 * 60);

/// The credential of a user, who opens a page on any device and enters a code.
///
/// # Shape
/// The first token request calls the function with the message for the user, and waits for the sign-in. Later ones use the refresh
/// token; the function is called again when that is no longer valid. If the caller is cancelled, so is the sign-in. The refresh token
/// is kept in memory only.
///
/// # Rule
/// [Device authorization grant](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code) and
/// [RFC 8628, §3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5): `slow_down` makes the interval five seconds longer, and a poll
/// without an answer doubles the pause before the next one.
///
/// # Example
/// ```
/// use graph_core::{Client, identity::DeviceCodeCredential};
///
/// # #[cfg(feature = "reqwest")] {
/// let credential = DeviceCodeCredential::new("organizations", "client-id", |prompt| eprintln!("{}", prompt.message))?;
/// let client = Client::builder().credential(credential).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DeviceCodeCredential(CachedCredential<DeviceCode>);

/// The message for the user. `Debug` does not show the code.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceCodePrompt {
    /// The instructions of the service, with the page and the code.
    pub message: String,
    /// The code that the user enters.
    pub user_code: String,
    /// The page that the user opens.
    pub verification_uri: String,
    /// The time until the code expires.
    pub expires_in: Duration,
}

impl fmt::Debug for DeviceCodePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCodePrompt")
            .field("verification_uri", &self.verification_uri)
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub(crate) struct DeviceCode {
    tenant: String,
    client_id: String,
    show: Arc<dyn Fn(&DeviceCodePrompt) + Send + Sync>,
    refresh_token: Arc<Mutex<Option<Secret>>>,
    pub(crate) authority: Authority,
    pub(crate) connection: Connection,
}

impl DeviceCodeCredential {
    /// Creates the credential of a user of an application (client id). The tenant is an ID, a domain name, or `organizations`.
    /// `show` shows the message to the user.
    ///
    /// # Errors
    /// A setting is empty or has a character that it can't have.
    pub fn new(
        tenant: &str,
        client_id: &str,
        show: impl Fn(&DeviceCodePrompt) + Send + Sync + 'static,
    ) -> Result<Self, IdentityError> {
        Ok(Self(CachedCredential::new(DeviceCode {
            tenant: checked_tenant(tenant)?.to_owned(),
            client_id: checked_client_id(client_id)?.to_owned(),
            show: Arc::new(show),
            refresh_token: Arc::default(),
            authority: Authority::default(),
            connection: Connection::default(),
        })))
    }
}

common_settings!(DeviceCodeCredential);
authority_settings!(DeviceCodeCredential);

/// A request for a token, as each of its forms has it.
struct Wanted<'a> {
    tenant: &'a str,
    scope: String,
    claims: String,
    token_uri: Uri,
    caller: &'a Caller,
}

impl DeviceCode {
    async fn grant(&self, request: &TokenRequest) -> Result<AccessToken, IdentityError> {
        let tenant = request.tenant.as_deref().unwrap_or(&self.tenant);
        let wanted = Wanted {
            tenant,
            scope: [request.scopes.join(" ").as_str(), "offline_access"].join(" "),
            claims: with_capability(request.claims.as_deref())?,
            token_uri: self.authority.endpoint(tenant, "token", &request.scopes)?,
            caller: &request.caller,
        };
        let known = self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(refresh_token) = known {
            match self.redeem("refresh_token", "refresh_token", &refresh_token, &wanted).await {
                // The user has to sign in again.
                Err(IdentityError::Refused(refusal))
                    if matches!(refusal.error.as_str(), "invalid_grant" | "interaction_required") => {}
                other => return other,
            }
        }
        self.sign_in(request, &wanted).await
    }

    async fn sign_in(&self, request: &TokenRequest, wanted: &Wanted<'_>) -> Result<AccessToken, IdentityError> {
        let uri = self.authority.endpoint(wanted.tenant, "devicecode", &request.scopes)?;
        let began = self.connection.now();
        let form = self.form(Form::without_grant(), wanted);
        let response = self.connection.post(&uri, &form, wanted.caller).await?;
        let mut body = object(response).map_err(|error| self.about(error, wanted, &form))?;
        let mut text = |name| take_text(&mut body, name).ok_or(IdentityError::Response(name));
        let device_code = Secret::new(text("device_code")?);
        let (user_code, verification_uri) = (text("user_code")?, text("verification_uri")?);
        let message = text("message").unwrap_or_else(|_| {
            format!("To sign in, open the page {verification_uri} and enter the code {user_code}.")
        });
        let expires_in = seconds(&body, "expires_in").unwrap_or(SIGN_IN);
        let mut interval = seconds(&body, "interval").unwrap_or(INTERVAL).max(Duration::from_secs(1));
        (self.show)(&DeviceCodePrompt { message, user_code, verification_uri, expires_in });
        let (mut pause, mut polls) = (interval, 0);
        loop {
            let elapsed = elapsed(began, self.connection.now());
            if elapsed >= expires_in {
                return Err(IdentityError::SignInExpired(expires_in.as_secs()));
            }
            let path = below_tenant(&wanted.token_uri);
            wanted.caller.observers.on_wait(&WaitEvent::new(
                (&Method::POST, &path, polls),
                pause,
                WaitReason::InProgress,
            ));
            polls += 1;
            self.connection.clock.sleep(pause).await;
            let grant_type = "urn:ietf:params:oauth:grant-type:device_code";
            match self.redeem(grant_type, "device_code", &device_code, wanted).await {
                Err(IdentityError::Refused(refusal)) if refusal.error == "authorization_pending" => pause = interval,
                Err(IdentityError::Refused(refusal)) if refusal.error == "slow_down" => {
                    interval += INTERVAL;
                    pause = interval;
                }
                Err(IdentityError::Refused(refusal)) if refusal.error == "expired_token" => {
                    return Err(IdentityError::SignInExpired(expires_in.as_secs()));
                }
                Err(error) if error.is_outage() => pause = LONGEST_PAUSE.min(pause * 2).max(interval),
                other => return other,
            }
        }
    }

    /// Redeems a code or a refresh token, and keeps the new refresh token.
    async fn redeem(
        &self,
        grant_type: &'static str,
        name: &'static str,
        secret: &Secret,
        wanted: &Wanted<'_>,
    ) -> Result<AccessToken, IdentityError> {
        let form = self.form(Form::new(grant_type), wanted).secret(name, secret);
        let asked = self.connection.now();
        let response = self.connection.post(&wanted.token_uri, &form, wanted.caller).await?;
        let grant = Grant::read(response, asked).map_err(|error| self.about(error, wanted, &form))?;
        if let Some(refresh_token) = grant.refresh_token {
            *self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner) = Some(refresh_token);
        }
        Ok(grant.token)
    }

    fn form(&self, form: Form, wanted: &Wanted<'_>) -> Form {
        form.field("client_id", &self.client_id).field("scope", &wanted.scope).field("claims", &wanted.claims)
    }

    fn about(&self, error: IdentityError, wanted: &Wanted<'_>, form: &Form) -> IdentityError {
        error.about(wanted.tenant, &self.client_id, &wanted.scope, form)
    }
}

impl Credential for DeviceCode {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async { self.grant(request).await.map_err(CredentialError::from) })
    }
}
