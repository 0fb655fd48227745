//! Answers of the token endpoint.

use std::time::Duration;

use graph_core::Client;
use graph_core::identity::ClientSecretCredential;
use graph_core::retry::Clock;

use super::call::Call;
use super::transport::{Answer, Hostile, TOKEN, answer, ok};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SECRET: &str = "top-s3cret";
const NO_TOKEN: &str = "error: no valid `access_token`";
const NO_JSON: &str = "error: no valid `JSON`";

/// The outcome of a GET whose token comes from these answers, the number of token requests for two such calls ten hours apart, and
/// what is wrong with the way there.
async fn outcome(answers: Vec<Answer>) -> Result<(String, usize, Vec<String>), Box<dyn std::error::Error>> {
    let (issuer, service) = (Hostile::new(answers), Hostile::new(vec![ok(r#"{"id":"ada"}"#)]));
    let credential = ClientSecretCredential::new("contoso.com", "client-1", SECRET)?;
    let credential = credential.transport(issuer.clone()).clock(issuer.clone());
    let client = Client::builder().credential(credential).transport(service.clone()).clock(service.clone()).build()?;
    let mut wrong = Vec::new();
    // The sum of this time and the largest lifetime is too large.
    issuer.sleep(Duration::from_secs(1)).await;
    let found = match Call::Get.make(&client).await {
        Ok(text) => text,
        Err(error) => format!("error: {error}"),
    };
    issuer.sleep(Duration::from_secs(36_000)).await;
    if let Err(error) = Call::Get.make(&client).await {
        let shown = format!("{error} {error:?}");
        wrong.extend([TOKEN, SECRET].into_iter().filter(|secret| shown.contains(secret)).map(|_| shown.clone()));
    }
    wrong.extend(service.leaks());
    Ok((found, issuer.requests(), wrong))
}

fn token(rest: &str) -> Answer {
    ok(format!(r#"{{"access_token":"{TOKEN}"{rest}}}"#))
}

#[tokio::test]
async fn each_answer_of_the_token_endpoint_is_an_error_or_a_token() -> Outcome {
    let deep = format!(r#","x":{}{}"#, "[".repeat(200_000), "]".repeat(200_000));
    let long = ok(format!(r#"{{"access_token":"{}"}}"#, "t".repeat(4 << 20)));
    // The text of the outcome, and the number of token requests: a token without an expiry is kept until the service refuses it.
    let successes = [
        ("right", token(r#","token_type":"Bearer","expires_in":3599"#), "ada", 2),
        ("expires_in as text", token(r#","expires_in":"3599""#), "ada", 2),
        ("no expires_in", token(""), "ada", 1),
        ("expires_in that is null", token(r#","expires_in":null"#), "ada", 1),
        ("expires_in that is negative", token(r#","expires_in":-1"#), "ada", 1),
        ("expires_in that is negative text", token(r#","expires_in":"-1""#), "ada", 1),
        ("expires_in that is text", token(r#","expires_in":"soon""#), "ada", 1),
        ("expires_in that is a list", token(r#","expires_in":[3599]"#), "ada", 1),
        ("expires_in that is zero", token(r#","expires_in":0"#), "ada", 2),
        ("expires_in that is the largest number", token(r#","expires_in":18446744073709551615"#), "ada", 1),
        ("expires_in that is larger", token(r#","expires_in":18446744073709551616"#), "ada", 1),
        ("expires_in that is enormous", token(r#","expires_in":1e300"#), "ada", 1),
        ("expires_on that is the largest number", token(r#","expires_on":"18446744073709551615""#), "ada", 1),
        ("expires_on in the past", token(r#","expires_on":"0""#), "ada", 2),
        ("another token_type", token(r#","token_type":"pop","expires_in":3599"#), "ada", 2),
        ("token_type that is a number", token(r#","token_type":5"#), "ada", 1),
        ("a refresh token that is a number", token(r#","refresh_token":5"#), "ada", 1),
        ("an error beside a token", token(r#","error":"invalid_client""#), "ada", 1),
        ("200,000 levels", token(&deep), NO_JSON, 2),
        ("a byte-order mark", ok(format!("\u{feff}{{\"access_token\":\"{TOKEN}\"}}")), NO_JSON, 2),
        ("no access_token", ok(r#"{"token_type":"Bearer","expires_in":3599}"#), NO_TOKEN, 2),
        ("an access_token that is null", ok(r#"{"access_token":null}"#), NO_TOKEN, 2),
        ("an access_token that is empty", ok(r#"{"access_token":""}"#), NO_TOKEN, 2),
        ("an access_token that is a number", ok(r#"{"access_token":5}"#), NO_TOKEN, 2),
        ("an access_token that is a list", ok(r#"{"access_token":["t"]}"#), NO_TOKEN, 2),
        ("an access_token that is an object", ok(r#"{"access_token":{"t":1}}"#), NO_TOKEN, 2),
        ("an access_token in capitals", ok(r#"{"ACCESS_TOKEN":"t"}"#), NO_TOKEN, 2),
        ("a token with a newline", ok(format!(r#"{{"access_token":"{TOKEN}\nx: y"}}"#)), NO_TOKEN, 2),
        ("a token with a zero", ok(format!(r#"{{"access_token":"{TOKEN}\u0000"}}"#)), NO_TOKEN, 2),
        ("a token of 4 MiB", long, "ada", 1),
        ("an error with 200", ok(r#"{"error":"invalid_client","error_description":"AADSTS1: x"}"#), NO_TOKEN, 2),
        ("HTML", ok("<html><title>Sign in</title></html>"), NO_JSON, 2),
        ("nothing", ok(""), NO_JSON, 2),
        ("null", ok("null"), NO_JSON, 2),
        ("a list", ok("[]"), NO_JSON, 2),
        ("a text", ok(format!("\"{TOKEN}\"")), NO_JSON, 2),
        ("cut off", ok(format!(r#"{{"access_token":"{TOKEN}"#)), NO_JSON, 2),
        ("204", answer(204, ""), NO_JSON, 2),
        ("a redirect", answer(302, "").with("location", "https://evil.example/"), "error: returned 302 Found", 2),
    ];
    let refused = |body: &str| answer(400, body);
    let refusals = [
        (
            "AADSTS",
            refused(r#"{"error":"invalid_client","error_description":"AADSTS700016: m"}"#),
            "error: AADSTS700016: m",
            2,
        ),
        ("AADSTS without text", refused(r#"{"error":"x","error_description":"AADSTS"}"#), "error: AADSTS", 2),
        ("AADSTS without a number", refused(r#"{"error_description":"AADSTSx: m"}"#), "error: AADSTSx: m", 2),
        (
            "AADSTS with a large number",
            refused(r#"{"error_description":"AADSTS99999999999: m"}"#),
            "error: AADSTS999",
            2,
        ),
        ("codes that are text", refused(r#"{"error":"x","error_codes":["7000215"]}"#), "error: x", 2),
        ("codes that are one number", refused(r#"{"error":"x","error_codes":7000215}"#), "error: x", 2),
        ("codes that are negative", refused(r#"{"error":"x","error_codes":[-1]}"#), "error: x", 2),
        ("codes that are none", refused(r#"{"error":"x","error_codes":[]}"#), "error: x", 2),
        ("an error that is a number", refused(r#"{"error":5}"#), "error: returned 400 Bad Request", 2),
        ("an error that is null", refused(r#"{"error":null,"error_description":null}"#), "error: returned 400", 2),
        ("an error as of Graph", refused(r#"{"error":{"code":"x","message":"m"}}"#), "error: returned 400", 2),
        ("a refusal that is HTML", refused("<html></html>"), "error: returned 400 Bad Request", 2),
        ("a refusal that is nothing", refused(""), "error: returned 400 Bad Request", 2),
        ("a refusal that is a list", refused("[]"), "error: returned 400 Bad Request", 2),
        ("a refusal with the secret", refused(&format!(r#"{{"error":"x {SECRET}"}}"#)), "error: x ***", 2),
        (
            "a refusal of many lines",
            refused(&format!(r#"{{"error":"x","error_description":"a\r\n{SECRET}"}}"#)),
            "error: x: a",
            2,
        ),
        ("500 for ever", answer(500, ""), "error: returned 500", 8),
        ("429 with a long wait", answer(429, "").with("retry-after", "900"), "error: returned 429", 2),
    ];
    for (name, answer, expected, requests) in successes.into_iter().chain(refusals) {
        let (found, sent, wrong) = outcome(vec![answer]).await?;
        let is_right = match expected.strip_prefix("error: ") {
            Some(part) => found.starts_with("error: ") && found.contains(part),
            None => found == expected,
        };
        let shown: String = found.chars().take(300).collect();
        assert!(is_right, "{name}: {shown}");
        assert!(!found.contains(TOKEN) && !found.contains(SECRET), "{name} shows a secret: {shown}");
        assert_eq!((sent, wrong), (requests, Vec::new()), "{name}");
    }
    Ok(())
}
