#!/usr/bin/env bash
# @microsoft/microsoft-graph-client 3.0.7 (npm), batch requests
#
# Expected: the body of a batched request is a JSON object, or else base64url text (Microsoft Graph, "Combine multiple
#   HTTP requests using JSON batching"), whatever its Content-Type.
# Actual: a body that is not JSON is left out, without an error: a photo or a text file is uploaded empty. A text file
#   that happens to be JSON becomes a JSON value (`123` a number), and a large integer is rounded.
# Consequence: the service carries out a request that the program did not write. A batch builder must encode by the
#   Content-Type, and must refuse what it cannot carry.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/microsoft-graph-client@3.0.7

cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { BatchRequestContent } from "@microsoft/microsoft-graph-client";

const name = "@microsoft/microsoft-graph-client";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const root = "https://graph.microsoft.com/v1.0";
const requests = {
  object: ["POST", "/users", "application/json", '{"employeeNumber": 9007199254740993}'],
  text: ["PUT", "/me/drive/root:/a.txt:/content", "text/plain", "hello"],
  number: ["PUT", "/me/drive/root:/b.txt:/content", "text/plain", "123"],
  photo: ["PUT", "/me/photo/$value", "image/jpeg", new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
};
for (const [id, [method, path, type, body]] of Object.entries(requests)) {
  const request = new Request(root + path, { method, headers: { "Content-Type": type }, body });
  const { requests: [item] } = await new BatchRequestContent([{ id, request }]).getContent();
  console.log(JSON.stringify(item));
}
JS
cat >expected <<'END'
@microsoft/microsoft-graph-client 3.0.7
{"url":"/v1.0/users","method":"POST","headers":{"content-type":"application/json"},"body":{"employeeNumber":9007199254740992},"id":"object"}
{"url":"/v1.0/me/drive/root:/a.txt:/content","method":"PUT","headers":{"content-type":"text/plain"},"id":"text"}
{"url":"/v1.0/me/drive/root:/b.txt:/content","method":"PUT","headers":{"content-type":"text/plain"},"body":123,"id":"number"}
{"url":"/v1.0/me/photo/$value","method":"PUT","headers":{"content-type":"image/jpeg"},"id":"photo"}
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
