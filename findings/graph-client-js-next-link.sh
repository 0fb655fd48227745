#!/usr/bin/env bash
# @microsoft/microsoft-graph-client 3.0.7 (npm), following a link
#
# Expected: an `@odata.nextLink` or `@odata.deltaLink` is opaque, and is sent as it came (OData Protocol, section
#   "Server-Driven Paging"; Microsoft Graph, "Paging Microsoft Graph data in your app").
# Actual: the link is taken apart and put together again. OData's own options come first, so the order changes; of two
#   options with one name only the last remains.
# Consequence: it works as long as the service cares neither about the order nor about a repeated option. A link must
#   bypass the query builder: it is a value of its own type, not a path.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/microsoft-graph-client@3.0.7

cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { Client } from "@microsoft/microsoft-graph-client";

const name = "@microsoft/microsoft-graph-client";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const root = "https://graph.microsoft.com/v1.0";
const transport = {
  async execute(context) {
    console.log("sent", context.request.replace(root, ""));
    context.response = new Response('{"value": []}', { headers: { "Content-Type": "application/json" } });
  },
};
const client = Client.initWithMiddleware({ middleware: transport });
for (const link of ["/users?token=1&$skiptoken=2&$select=id", "/users?$skiptoken=2&tag=a&tag=b"]) {
  console.log("link", link);
  await client.api(root + link).get();
}
JS
cat >expected <<'END'
@microsoft/microsoft-graph-client 3.0.7
link /users?token=1&$skiptoken=2&$select=id
sent /users?$select=id&token=1&$skiptoken=2
link /users?$skiptoken=2&tag=a&tag=b
sent /users?$skiptoken=2&tag=b
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
