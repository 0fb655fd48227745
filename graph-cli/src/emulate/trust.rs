//! The certificate of a server, and how clients trust it.

use std::fs;
use std::path::Path;

use graph_emulator::Certificate;

use crate::terminal::output::CommandError;

/// Makes a certificate, and writes that of its issuer to a file.
pub(super) fn certificate(file: &Path, public_url: Option<&str>) -> Result<Certificate, CommandError> {
    let help = "choose another directory by `--tls-dir`, or another `--public-url`";
    let failed = |error: std::io::Error| {
        CommandError::new(format!("cannot make the certificate `{}`: {error}", file.display()), help)
    };
    let certificate = Certificate::generate(public_url.and_then(host)).map_err(failed)?;
    file.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::write(file, certificate.issuer_pem()).map_err(failed)?;
    Ok(certificate)
}

/// The lines that each client takes to trust the certificate.
pub(super) fn help(file: &Path, url: &str) -> String {
    let shown = file.display();
    format!(
        "\nthe certificate of this run: {shown}\n\
         \x20 curl    curl --cacert {shown} -H 'Authorization: Bearer any' {url}/v1.0/users\n\
         \x20 Python  REQUESTS_CA_BUNDLE={shown} SSL_CERT_FILE={shown} python program.py\n\
         \x20 Node    NODE_EXTRA_CA_CERTS={shown} node program.js\n"
    )
}

/// The host of a URL.
fn host(url: &str) -> Option<&str> {
    let authority = url.split_once("://")?.1.split('/').next()?;
    match authority.strip_prefix('[') {
        Some(address) => address.split(']').next(),
        None => authority.split(':').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_of_a_url() {
        for (url, expected) in
            [("https://a.example:8443/x", "a.example"), ("https://[::1]:80", "::1"), ("http://a", "a")]
        {
            assert_eq!(host(url), Some(expected));
        }
        assert_eq!(host("a.example"), None);
    }
}
