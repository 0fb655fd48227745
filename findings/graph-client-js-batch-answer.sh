#!/usr/bin/env bash
# @microsoft/microsoft-graph-client 3.0.7 (npm), batch answers
#
# Expected: names of header fields have no letter case (RFC 9110, section 5.1), also in the JSON of a batch, where
#   OData asks for lower case (OData JSON Format 4.01, section "Batch Response"). A JSON body is read from the item;
#   base64 of another type is decoded.
# Actual: only the spelling `Content-Type` is known. With `content-type`, or without headers, the body is the text
#   `[object Object]`, and `json()` throws. The body of a photo is its base64 text, not its bytes.
# Consequence: a gateway or a fake service that follows the standard's spelling breaks every answer. Look headers up
#   without regard to case, and decide by the JSON value where there are none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/microsoft-graph-client@3.0.7

cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { BatchResponseContent } from "@microsoft/microsoft-graph-client";

const name = "@microsoft/microsoft-graph-client";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const body = { displayName: "Ada" };
const items = {
  "Content-Type": { status: 200, headers: { "Content-Type": "application/json" }, body },
  "content-type": { status: 200, headers: { "content-type": "application/json" }, body },
  "no headers": { status: 200, body },
  photo: { status: 200, headers: { "Content-Type": "image/jpeg" }, body: "/9j/4AAQ" },
};
const answer = new BatchResponseContent({ responses: Object.entries(items).map(([id, item]) => ({ id, ...item })) });
for (const id of Object.keys(items)) console.log(`${id}:`, await answer.getResponseById(id).text());
JS
cat >expected <<'END'
@microsoft/microsoft-graph-client 3.0.7
Content-Type: {"displayName":"Ada"}
content-type: [object Object]
no headers: [object Object]
photo: /9j/4AAQ
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
