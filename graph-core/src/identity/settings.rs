//! The settings that the credentials have in common.

/// Implements the settings of a credential, which wraps a cached source with the field `connection`, and `Credential` for it.
macro_rules! common_settings {
    ($name:ident) => {
        impl $name {
            /// Sets the HTTP transport of the token requests. It defaults to that of the client that asks.
            #[must_use]
            pub fn transport(mut self, transport: impl crate::client::transport::Transport) -> Self {
                self.0.credential_mut().connection.transport = Some(std::sync::Arc::new(transport));
                self
            }

            /// Sets the clock of expiries and waits: usually that of the client. It defaults to the system's clock.
            #[must_use]
            pub fn clock(mut self, clock: impl crate::client::clock::Clock) -> Self {
                let clock: std::sync::Arc<dyn crate::client::clock::Clock> = std::sync::Arc::new(clock);
                self.0.credential_mut().connection.clock = std::sync::Arc::clone(&clock);
                Self(self.0.clock(clock))
            }

            /// Sets the maximum time of an attempt of a token request. It defaults to 30 seconds.
            #[must_use]
            pub fn attempt_timeout(mut self, limit: std::time::Duration) -> Self {
                self.0.credential_mut().connection.attempt_timeout = limit;
                self
            }

            /// Sets the margin: a token that is valid for less than this time is refreshed. It defaults to five minutes.
            #[must_use]
            pub fn refresh_before_expiry(self, margin: std::time::Duration) -> Self {
                Self(self.0.refresh_before_expiry(margin))
            }
        }

        impl crate::client::credential::Credential for $name {
            fn token<'a>(
                &'a self,
                request: &'a crate::client::credential::TokenRequest,
            ) -> crate::client::transport::BoxFuture<
                'a,
                Result<crate::client::credential::AccessToken, crate::client::credential::CredentialError>,
            > {
                self.0.token(request)
            }
        }

        impl std::fmt::Debug for $name {
            /// Shows no secret.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

/// Implements the settings of the authority, for a source with the field `authority`.
macro_rules! authority_settings {
    ($name:ident) => {
        impl $name {
            /// Sets the cloud whose authority issues the tokens. It defaults to the cloud of the scope.
            #[must_use]
            pub fn cloud(mut self, cloud: crate::client::cloud::Cloud) -> Self {
                self.0.credential_mut().authority = super::authority::Authority::Cloud(cloud);
                self
            }

            /// Sets the URL of the authority: `https`, or `http` on loopback.
            ///
            /// # Errors
            /// The URL can't be an authority.
            pub fn authority(mut self, url: &str) -> Result<Self, super::error::IdentityError> {
                self.0.credential_mut().authority = super::authority::Authority::url(url)?;
                Ok(self)
            }
        }
    };
}

pub(crate) use {authority_settings, common_settings};
