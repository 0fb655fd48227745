//! An adapter from the credentials of Azure's SDK.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use azure_core::credentials::TokenCredential;

use super::credential::{AccessToken, Credential, CredentialError, TokenRequest};
use super::transport::BoxFuture;

type Renew = dyn Fn() -> azure_core::Result<Arc<dyn TokenCredential>> + Send + Sync;

/// A credential of [`azure_identity`](https://docs.rs/azure_identity), or another one that implements `TokenCredential`.
///
/// # Shape
/// Those credentials cache their tokens and take neither claims nor a tenant. If the service refuses a token, [`new`](Self::new) can
/// only return the same one, and the call ends with the 401. [`renewing`](Self::renewing) creates another credential, whose cache is
/// empty. A request with another tenant is an error. Claims are not sent: a new token without them meets a revocation, and not a
/// policy that requires more.
///
/// # Example
/// ```
/// use std::sync::Arc;
///
/// use azure_core::credentials::TokenCredential;
/// use graph_core::{Client, client::azure_identity::AzureCredential};
///
/// # #[cfg(feature = "reqwest")]
/// fn client(credential: Arc<dyn TokenCredential>) -> Result<Client, graph_core::error::BuildError> {
///     Client::builder().credential(AzureCredential::new(credential)).build()
/// }
/// ```
pub struct AzureCredential {
    credential: Mutex<Arc<dyn TokenCredential>>,
    renew: Option<Box<Renew>>,
}

impl AzureCredential {
    /// Wraps a credential.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self { credential: Mutex::new(credential), renew: None }
    }

    /// Wraps the credential that `create` returns. It is called again when the service refused a token.
    ///
    /// # Errors
    /// The error of `create`.
    ///
    /// # Example
    /// ```
    /// use std::sync::Arc;
    ///
    /// use azure_core::credentials::TokenCredential;
    /// use graph_core::client::azure_identity::AzureCredential;
    ///
    /// # fn managed_identity() -> azure_core::Result<Arc<dyn TokenCredential>> { Err(azure_core::Error::with_message(azure_core::error::ErrorKind::Credential, "x")) }
    /// // `managed_identity` is, for example, `ManagedIdentityCredential::new(None)`.
    /// let credential = AzureCredential::renewing(|| Ok(managed_identity()?));
    /// # assert!(credential.is_err());
    /// ```
    pub fn renewing(
        create: impl Fn() -> azure_core::Result<Arc<dyn TokenCredential>> + Send + Sync + 'static,
    ) -> Result<Self, CredentialError> {
        let credential = create().map_err(CredentialError::new)?;
        Ok(Self { credential: Mutex::new(credential), renew: Some(Box::new(create)) })
    }

    fn credential(&self) -> Arc<dyn TokenCredential> {
        Arc::clone(&self.credential.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces a credential, unless another caller did so.
    fn replace(&self, old: &Arc<dyn TokenCredential>) -> Result<Arc<dyn TokenCredential>, CredentialError> {
        let Some(renew) = &self.renew else { return Ok(Arc::clone(old)) };
        let new = renew().map_err(CredentialError::new)?;
        let mut current = self.credential.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&current, old) {
            *current = new;
        }
        Ok(Arc::clone(&current))
    }

    async fn get(&self, request: &TokenRequest) -> Result<AccessToken, CredentialError> {
        if request.tenant.is_some() {
            return Err(CredentialError::new(
                "a credential of Azure's SDK has one tenant: omit `.tenant(…)`, or create the credential for that tenant",
            ));
        }
        let mut credential = self.credential();
        let is_refused = |token: &AccessToken| match &request.refused {
            Some(refused) => refused.has_secret_of(token),
            None => request.renewed || request.claims.is_some(),
        };
        let token = token_of(&*credential, request).await;
        match token {
            Ok(token) if !is_refused(&token) => Ok(token),
            Err(error) if !request.renewed && request.claims.is_none() => Err(error),
            _ => {
                credential = self.replace(&credential)?;
                token_of(&*credential, request).await
            }
        }
    }
}

async fn token_of(credential: &dyn TokenCredential, request: &TokenRequest) -> Result<AccessToken, CredentialError> {
    let scopes: Vec<&str> = request.scopes.iter().map(String::as_str).collect();
    let token = credential.get_token(&scopes, None).await.map_err(CredentialError::new)?;
    Ok(AccessToken::new(token.token.secret()).with_expiry(token.expires_on.into()))
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(self.get(request))
    }
}

impl fmt::Debug for AzureCredential {
    /// Does not show the credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureCredential").field("is_renewing", &self.renew.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, UNIX_EPOCH};

    use azure_core::credentials::{AccessToken as AzureToken, TokenRequestOptions};

    use super::*;

    /// Returns its number as the token, each time.
    #[derive(Debug)]
    struct Caching(usize);

    impl TokenCredential for Caching {
        fn get_token<'a, 'b, 'c, 'd, 'e>(
            &'a self,
            scopes: &'b [&'c str],
            _: Option<TokenRequestOptions<'d>>,
        ) -> Pin<Box<dyn Future<Output = azure_core::Result<AzureToken>> + Send + 'e>>
        where
            'a: 'e,
            'b: 'e,
            'c: 'e,
            'd: 'e,
            Self: 'e,
        {
            assert_eq!(scopes, ["scope"]);
            let expiry = (UNIX_EPOCH + Duration::from_secs(60)).into();
            Box::pin(std::future::ready(Ok(AzureToken::new(self.0.to_string(), expiry))))
        }
    }

    fn request() -> TokenRequest {
        TokenRequest { scopes: vec!["scope".to_owned()], ..TokenRequest::default() }
    }

    #[tokio::test]
    async fn a_refused_token_is_renewed_once() -> Result<(), CredentialError> {
        let created = Arc::new(AtomicUsize::new(0));
        let create = {
            let created = Arc::clone(&created);
            move || Ok(Arc::new(Caching(created.fetch_add(1, Ordering::SeqCst))) as Arc<dyn TokenCredential>)
        };
        let credential = AzureCredential::renewing(create)?;
        let first = credential.token(&request()).await?;
        assert_eq!((first.secret(), first.expires_on()), ("0", Some(UNIX_EPOCH + Duration::from_secs(60))));
        let refusal = TokenRequest { renewed: true, refused: Some(first), ..request() };
        for _ in 0..2 {
            assert_eq!(credential.token(&refusal).await?.secret(), "1");
        }
        assert_eq!(credential.token(&request()).await?.secret(), "1");
        assert_eq!(created.load(Ordering::SeqCst), 2);
        let claims = TokenRequest { claims: Some("{}".to_owned()), renewed: true, ..request() };
        assert_eq!(credential.token(&claims).await?.secret(), "2");
        Ok(())
    }

    #[tokio::test]
    async fn without_a_way_to_renew_the_token_stays() -> Result<(), CredentialError> {
        let credential = AzureCredential::new(Arc::new(Caching(7)));
        let renewed = TokenRequest { renewed: true, ..request() };
        assert_eq!(credential.token(&renewed).await?.secret(), "7");
        let other = TokenRequest { tenant: Some("t".to_owned()), ..request() };
        assert!(credential.token(&other).await.is_err());
        Ok(())
    }
}
