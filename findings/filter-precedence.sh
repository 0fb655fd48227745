#!/usr/bin/env bash
# @balena/odata-parser 4.3.5 (npm), odata-filter-parser 0.6.5 (npm), odata-params 0.4.0 (crates.io): parsers of
# filters
#
# Expected: `and` binds tighter than `or`, and parentheses group (OData URL Conventions, sections "Operator
#   Precedence" and "Grouping"), as in every parser of expressions.
# Actual: @balena/odata-parser goes from left to right, `(a or b) and c`. odata-filter-parser and odata-params go from
#   right to left, `a and (b or c)`. The first of these also drops parentheses; in the second one `not a and b` is
#   `not (a and b)`.
# Consequence: what a filter without parentheses asks for depends on the parser that reads it. A client that talks to
#   servers other than Microsoft Graph does well to write parentheses wherever `and` and `or` meet.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @balena/odata-parser@4.3.5 odata-filter-parser@0.6.5
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

cat >show.js <<'JS'
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const filters = ["aa eq 1 or bb eq 1 and cc eq 1", "aa eq 1 and bb eq 1 or cc eq 1", "(aa eq 1 or bb eq 1) and cc eq 1", "not (aa eq 1)"];

console.log("@balena/odata-parser", require("@balena/odata-parser/package.json").version);
const balena = (node) => (node[0] === "eq" ? node[1].name : node[0] === "not" ? `not(${balena(node[1])})` : `(${balena(node[1])} ${node[0]} ${balena(node[2])})`);
for (const text of filters) {
  const { tree } = require("@balena/odata-parser").parse(`/x?$filter=${text}`, { startRule: "Process" });
  console.log(text, "->", balena(tree.options.$filter));
}

console.log("odata-filter-parser", require("odata-filter-parser/package.json").version);
const parser = (node) => (node.operator === "eq" ? node.subject : node.operator === "not" ? `not(${parser(node.subject)})` : `(${parser(node.subject)} ${node.operator} ${parser(node.value)})`);
for (const text of filters) console.log(text, "->", parser(require("odata-filter-parser").Parser.parse(text)));
JS
cat >src/main.rs <<'RS'
use odata_params::filters::{parse_str, Expr};

fn shown(expr: &Expr) -> String {
    match expr {
        Expr::And(a, b) => format!("({} and {})", shown(a), shown(b)),
        Expr::Or(a, b) => format!("({} or {})", shown(a), shown(b)),
        Expr::Not(a) => format!("not({})", shown(a)),
        Expr::Compare(a, _, _) => shown(a),
        Expr::Function(name, _) | Expr::Identifier(name) => name.clone(),
        other => format!("{other:?}"),
    }
}

fn main() {
    println!("odata-params 0.4.0");
    for text in [
        "aa eq 1 or bb eq 1 and cc eq 1",
        "aa eq 1 and bb eq 1 or cc eq 1",
        "(aa eq 1 or bb eq 1) and cc eq 1",
        "not (aa eq 1)",
        "not contains(aa,'x') and bb eq 1",
    ] {
        println!("{text} -> {}", parse_str(text).map_or_else(|e| format!("{e:?}"), |e| shown(&e)));
    }
}
RS
cat >expected <<'END'
@balena/odata-parser 4.3.5
aa eq 1 or bb eq 1 and cc eq 1 -> ((aa or bb) and cc)
aa eq 1 and bb eq 1 or cc eq 1 -> ((aa and bb) or cc)
(aa eq 1 or bb eq 1) and cc eq 1 -> ((aa or bb) and cc)
not (aa eq 1) -> not(aa)
odata-filter-parser 0.6.5
aa eq 1 or bb eq 1 and cc eq 1 -> (aa or (bb and cc))
aa eq 1 and bb eq 1 or cc eq 1 -> (aa and (bb or cc))
(aa eq 1 or bb eq 1) and cc eq 1 -> (aa or (bb and cc))
not (aa eq 1) -> not(aa)
odata-params 0.4.0
aa eq 1 or bb eq 1 and cc eq 1 -> (aa or (bb and cc))
aa eq 1 and bb eq 1 or cc eq 1 -> (aa and (bb or cc))
(aa eq 1 or bb eq 1) and cc eq 1 -> ((aa or bb) and cc)
not (aa eq 1) -> not(aa)
not contains(aa,'x') and bb eq 1 -> not((contains and bb))
END
{ node show.js; CARGO_TARGET_DIR=$work/target cargo run --quiet; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
