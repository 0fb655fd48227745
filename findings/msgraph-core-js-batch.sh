#!/usr/bin/env bash
# @microsoft/msgraph-sdk-core 1.0.0-preview.17 (npm), the batches of the Microsoft Graph SDK for TypeScript
#
# Expected: an item of a JSON batch carries the headers of its request; a body needs its Content-Type, and is a JSON
#   object where that is JSON. So is the body of an answer (Microsoft Graph, "Combine multiple HTTP requests using
#   JSON batching").
# Actual: no header of any request is sent, and so each body counts as binary: JSON is sent as base64 text without a
#   Content-Type. A JSON answer has no body.
# Consequence: `If-Match` and `ConsistencyLevel` are lost in a batch: an update overwrites what somebody else wrote
#   meanwhile. What a request carries when it is sent alone and what it carries in a batch must come from one place.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/msgraph-sdk-core@1.0.0-preview.17 \
  @microsoft/kiota-abstractions@1.0.0-preview.109 @microsoft/kiota-http-fetchlibrary@1.0.0-preview.109 \
  @microsoft/kiota-serialization-json@1.0.0-preview.109

cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import * as kiota from "@microsoft/kiota-abstractions";
import { FetchRequestAdapter, HttpClient } from "@microsoft/kiota-http-fetchlibrary";
import { JsonParseNodeFactory, JsonSerializationWriterFactory } from "@microsoft/kiota-serialization-json";
import { BatchRequestContent } from "@microsoft/msgraph-sdk-core";

const name = "@microsoft/msgraph-sdk-core";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);

const readers = new kiota.ParseNodeFactoryRegistry();
readers.contentTypeAssociatedFactories.set("application/json", new JsonParseNodeFactory());
const writers = new kiota.SerializationWriterFactoryRegistry();
writers.contentTypeAssociatedFactories.set("application/json", new JsonSerializationWriterFactory());
const type = { "Content-Type": "application/json" };
const service = async (url, { body }) => {
  const sent = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  for (const item of sent.requests) console.log("sent", JSON.stringify(item));
  const responses = sent.requests.map(({ id }) => ({ id, status: 200, headers: type, body: { displayName: "Ada" } }));
  return new Response(JSON.stringify({ responses }), { headers: type });
};
const authentication = new kiota.AnonymousAuthenticationProvider();
const adapter = new FetchRequestAdapter(authentication, readers, writers, new HttpClient(service));
adapter.baseUrl = "https://graph.example/v1.0";

const batch = new BatchRequestContent(adapter, {});
const add = (id, method, path, headers, body) => {
  const request = new kiota.RequestInformation();
  request.httpMethod = method;
  request.URL = adapter.baseUrl + path;
  for (const [name, value] of Object.entries(headers)) request.headers.add(name, value);
  if (body) request.content = new TextEncoder().encode(JSON.stringify(body)).buffer;
  batch.addBatchRequest(request, id);
};
add("search", kiota.HttpMethod.GET, "/users?$count=true", { ConsistencyLevel: "eventual" });
add("update", kiota.HttpMethod.PATCH, "/me", { "If-Match": 'W/"1"', ...type }, { displayName: "Ada" });
const answers = await batch.postAsync();
for (const id of ["search", "update"]) console.log("answer", id, answers.getResponseById(id).status, answers.getResponseById(id).body);
JS
cat >expected <<'END'
@microsoft/msgraph-sdk-core 1.0.0-preview.17
sent {"id":"search","method":"GET","url":"/users?$count=true"}
sent {"id":"update","method":"PATCH","url":"/me","body":"eyJkaXNwbGF5TmFtZSI6IkFkYSJ9"}
answer search 200 undefined
answer update 200 undefined
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
