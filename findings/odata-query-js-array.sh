#!/usr/bin/env bash
# odata-query 8.1.0 (npm), a builder of OData V4 queries
#
# Expected: a list of conditions is their conjunction, each of them as a whole; the builder adds the parentheses that
#   this takes (OData URL Conventions, section "Operator Precedence"). A decimal of V4 has no suffix (OData ABNF,
#   `decimalValue`).
# Actual: `["a eq 1", "b eq 2 or c eq 3"]` is joined as it is, and means `(a eq 1 and b eq 2) or c eq 3`. Conditions
#   given as objects do get parentheses. A decimal ends with `M`, as in OData V2.
# Consequence: the first condition no longer holds for all results, and only when the second one happens to contain
#   `or`. A builder that takes texts must put each of them in parentheses.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund odata-query@8.1.0

cat >show.js <<'JS'
const { readFileSync } = require("node:fs");
const { default: query } = require("odata-query");

console.log("odata-query", JSON.parse(readFileSync("node_modules/odata-query/package.json")).version);
console.log("texts:  ", query({ filter: ["a eq 1", "b eq 2 or c eq 3"] }));
console.log("objects:", query({ filter: [{ a: 1 }, { or: [{ b: 2 }, { c: 3 }] }] }));
console.log("decimal:", query({ filter: { price: { type: "decimal", value: "1.5" } } }));
JS
cat >expected <<'END'
odata-query 8.1.0
texts:   ?$filter=a eq 1 and b eq 2 or c eq 3
objects: ?$filter=a eq 1 and ((b eq 2) or (c eq 3))
decimal: ?$filter=price eq 1.5M
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
