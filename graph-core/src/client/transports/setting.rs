//! The error of a setting.

use std::fmt;

use crate::client::causes::write_causes;

/// A setting that a transport can't be built with.
///
/// # Shape
/// The message begins with the method that made the setting: `` `proxy`: the scheme `socks5` is not supported, write `http://…` or
/// `https://…` ``. It contains neither a password nor a key. [`source`](std::error::Error::source) returns the causes.
///
/// # Example
/// ```
/// use graph_core::client::transports::reqwest::Reqwest;
///
/// let error = Reqwest::builder().proxy("proxy.example.org").build().map(drop);
/// let message = error.map_err(|error| error.to_string());
/// assert_eq!(message, Err("`proxy`: the URL has no scheme, write `http://…` or `https://…`".to_owned()));
/// ```
#[derive(Debug)]
pub struct SettingError {
    setting: &'static str,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl SettingError {
    pub(super) fn new(setting: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { setting, source: source.into() }
    }

    /// The name of the method that made the setting.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        self.setting
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.setting)?;
        write_causes(f, &*self.source)
    }
}

impl std::error::Error for SettingError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
