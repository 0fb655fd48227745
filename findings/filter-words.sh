#!/usr/bin/env bash
# odata-params 0.4.0 (crates.io) and odata-filter-to-ast 4.0.0 (npm), parsers of OData filters
#
# Expected: `notes` is a name, `not` an operator only if white space follows (OData ABNF, `notExpr`). The literal of a
#   boolean has no letter case: `TRUE` is true (OData ABNF, `booleanValue`; strings of an ABNF are case-insensitive).
# Actual: odata-params reads `notes eq 'x'` as `not (es eq 'x')`. A name that begins with `null` or `true`, or that is
#   one letter long, is an error. odata-filter-to-ast reads `TRUE` as false.
# Consequence: `notes` is a property of several types of Microsoft Graph; its filter gets the opposite of another
#   property's answer. Test a parser of keywords with names that begin with each keyword, and each literal in upper
#   case.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund odata-filter-to-ast@4.0.0
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "show"
version = "0.0.0"
edition = "2021"

[dependencies]
odata-params = "=0.4.0"

[workspace]
TOML

cat >src/main.rs <<'RS'
use odata_params::filters::{parse_str, Expr, Value};

fn shown(expr: &Expr) -> String {
    match expr {
        Expr::Not(a) => format!("not ({})", shown(a)),
        Expr::Compare(a, _, b) => format!("{} = {}", shown(a), shown(b)),
        Expr::Identifier(name) => name.clone(),
        Expr::Value(Value::String(text)) => format!("'{text}'"),
        other => format!("{other:?}"),
    }
}

fn main() {
    println!("odata-params 0.4.0");
    for text in ["title eq 'x'", "notes eq 'x'", "notebookId eq 'x'", "trueNorth eq 'x'", "nullable eq 'x'", "x eq 'x'"] {
        println!("{text:20} {}", parse_str(text).map_or_else(|_| "syntax error".into(), |e| shown(&e)));
    }
}
RS
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { parseFilter } from "odata-filter-to-ast";

const name = "odata-filter-to-ast";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
for (const literal of ["true", "false", "True", "TRUE"]) console.log("isRead eq", literal, "->", parseFilter(`isRead eq ${literal}`).right.value);
JS
cat >expected <<'END'
odata-params 0.4.0
title eq 'x'         title = 'x'
notes eq 'x'         not (es = 'x')
notebookId eq 'x'    not (ebookId = 'x')
trueNorth eq 'x'     syntax error
nullable eq 'x'      syntax error
x eq 'x'             syntax error
odata-filter-to-ast 4.0.0
isRead eq true -> true
isRead eq false -> false
isRead eq True -> false
isRead eq TRUE -> false
END
{ CARGO_TARGET_DIR=$work/target cargo run --quiet; node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
