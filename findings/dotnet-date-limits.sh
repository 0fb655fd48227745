#!/usr/bin/env bash
# jiff 1.0.2 (crates.io), date-fns 4.4.0 and @segment/isodate 1.0.3 (npm), reading the limits of .NET's DateTime
#
# Expected: `0001-01-01T00:00:00Z` and `9999-12-31T23:59:59.9999999Z` are values of Edm.DateTimeOffset like any other
#   (OData ABNF, `dateTimeOffsetValue`: any year, and up to twelve digits of a fraction). Services written in .NET
#   answer them for "not set" and "never" (Azure Notification Hubs: `expirationTime`).
# Actual: jiff refuses the last one: its Timestamp ends a day earlier. date-fns reads the first day of the year 10000.
#   @segment/isodate reads the year 1 as 1901.
# Consequence: one element without an expiry date fails a whole page (jiff), or moves into another year or century
#   (the others). A field that may hold "never" needs a type with the range of .NET's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund date-fns@4.4.0 @segment/isodate@1.0.3
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "show"
version = "0.0.0"
edition = "2021"

[dependencies]
jiff = { version = "=1.0.2", default-features = false, features = ["std"] }

[workspace]
TOML

cat >src/main.rs <<'RS'
use jiff::Timestamp;

fn main() {
    println!("jiff 1.0.2, up to {}", Timestamp::MAX);
    for text in ["0001-01-01T00:00:00Z", "2024-05-05T10:00:00.1234567Z", "9999-12-31T23:59:59.9999999Z"] {
        println!("{text} -> {}", text.parse::<Timestamp>().map_or_else(|_| "an error".into(), |t| t.to_string()));
    }
}
RS
cat >show.js <<'JS'
const { parseISO } = require("date-fns");
const isodate = require("@segment/isodate");

for (const [name, parse] of [["date-fns", parseISO], ["@segment/isodate", isodate.parse]]) {
  console.log(name, require(`${name}/package.json`).version);
  for (const text of ["0001-01-01T00:00:00Z", "2024-05-05T10:00:00.1234567Z", "9999-12-31T23:59:59.9999999Z"]) {
    console.log(text, "->", parse(text).toISOString());
  }
}
JS
cat >expected <<'END'
jiff 1.0.2, up to 9999-12-30T22:00:00.999999999Z
0001-01-01T00:00:00Z -> 0001-01-01T00:00:00Z
2024-05-05T10:00:00.1234567Z -> 2024-05-05T10:00:00.1234567Z
9999-12-31T23:59:59.9999999Z -> an error
date-fns 4.4.0
0001-01-01T00:00:00Z -> 0001-01-01T00:00:00.000Z
2024-05-05T10:00:00.1234567Z -> 2024-05-05T10:00:00.123Z
9999-12-31T23:59:59.9999999Z -> +010000-01-01T00:00:00.000Z
@segment/isodate 1.0.3
0001-01-01T00:00:00Z -> 1901-01-01T00:00:00.000Z
2024-05-05T10:00:00.1234567Z -> 2024-05-05T10:00:00.123Z
9999-12-31T23:59:59.9999999Z -> 9999-12-31T23:59:59.999Z
END
{ CARGO_TARGET_DIR=$work/target cargo run --quiet; TZ=UTC node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
