//! No request to a webhook breaks its reader, whatever is in it.

use graph_core::chrono::DateTime;
use graph_core::http::Request;
use graph_core::notification::{
    ClientState, Incoming, Keys, Notification, Notifications, SigningKeys, TokenCheck, receive,
};
use proptest::prelude::*;

const BODY: &str = r##"{"value":[{"subscriptionId":"a","clientState":"s","changeType":"updated","resource":"users/u","tenantId":"",
    "subscriptionExpirationDateTime":"2016-03-19T22:11:09.952Z","resourceData":{"@odata.type":"#Microsoft.Graph.User","id":"u","é":[1.5e3]},
    "encryptedContent":{"data":"AAAA","dataKey":"AQ==","dataSignature":"Ag==","encryptionCertificateId":"c"}},
    {"subscriptionId":"a","clientState":"s","lifecycleEvent":"missed"}],"validationTokens":["e30.e30.e30"]}"##;

const JWKS: &str = r#"{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB","use":"sig"}]}"#;

/// The text with some bytes replaced, and cut off.
fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((0..text.len(), any::<u8>()), 0..6);
    (changes, 0..=text.len()).prop_map(move |(changes, length)| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte) in changes {
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        // Most texts are whole: a cut is found at once.
        bytes.truncate(if length % 4 == 0 { length } else { text.len() });
        bytes
    })
}

fn read(body: &[u8], state: &ClientState) {
    let Ok(notifications) = Notifications::read(body, |_| Some(state)) else { return };
    assert!(!format!("{notifications:?}").contains("e30.e30"));
    if let Ok(keys) = SigningKeys::from_json(JWKS.as_bytes()) {
        let _ = TokenCheck::new([]).check(&notifications, &keys, DateTime::UNIX_EPOCH);
    }
    for item in &notifications.items {
        let Ok(Notification::Change(change)) = item else { continue };
        if let Some(content) = &change.encrypted_content {
            assert!(Keys::new().decrypt_json(content).is_err(), "there is no key");
        }
        if let Some(data) = &change.resource_data {
            let _ = data.read::<serde_json::Value>();
        }
    }
}

#[test]
fn the_text_is_read_as_it_is() {
    let state = ClientState::new("s");
    let read = Notifications::read(BODY.as_bytes(), |_| Some(&state)).map(|read| read.items);
    assert!(read.is_ok_and(|items| items.len() == 2 && items.iter().all(Result::is_ok)));
}

proptest! {
    #[test]
    fn no_body_breaks_the_reader(body in mutated(BODY)) {
        read(&body, &ClientState::new("s"));
    }

    #[test]
    fn no_query_breaks_the_handshake(query in "[a-zA-Z0-9%+&=<>é]{0,40}", is_token in any::<bool>()) {
        let name = if is_token { "validationToken=" } else { "" };
        let Ok(request) = Request::post(format!("/hook?{name}{query}")).body("{}") else { return Ok(()) };
        if let Ok(Incoming::Validation(response)) = receive(&request, |_| None) {
            prop_assert!(!response.body().contains(&b'<') && !response.body().is_empty());
        }
    }

    #[test]
    fn no_token_breaks_its_check(token in "[a-zA-Z0-9._-]{0,60}", keys in mutated(JWKS)) {
        if let Ok(keys) = SigningKeys::from_json(&keys) {
            prop_assert!(TokenCheck::new([]).check_token(&token, &keys, DateTime::UNIX_EPOCH).is_err());
        }
    }
}
