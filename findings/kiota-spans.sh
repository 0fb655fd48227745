#!/usr/bin/env bash
# microsoft-kiota-http 1.16.0 (PyPI) and @microsoft/kiota-http-fetchlibrary 1.0.0-preview.109 (npm): the spans of
# Microsoft's Graph SDKs, with their defaults
#
# Expected: `server.address` is the host and `url.scheme` the scheme (OpenTelemetry, semantic conventions for HTTP
#   spans). What identifies an end user is left out unless it is asked for: the option is named
#   `include_euii_attributes`, for "end user identifiable information".
# Actual: TypeScript has the two the other way round, and the size of the request as that of the response. Python
#   records the whole URL by default, with the key of the user and the text of the filter; TypeScript does not.
# Consequence: a query for `server.address` finds no TypeScript program, and a Python program fills its traces with
#   names of people. A program that keeps traces sets the option itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check microsoft-kiota-http==1.16.0 opentelemetry-sdk==1.38.0
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/kiota-http-fetchlibrary@1.0.0-preview.109 \
  @opentelemetry/sdk-trace-base@2.2.0 @opentelemetry/context-async-hooks@2.2.0

cat >show.py <<'PY'
import asyncio
from importlib.metadata import version

import httpx
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)

async def main():
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(204)))
    adapter = HttpxRequestAdapter(AnonymousAuthenticationProvider(), http_client=http)
    request = RequestInformation(Method.GET, "https://graph.microsoft.com/v1.0/users/{id}/messages{?%24filter}",
                                 {"id": "ada@contoso.com"})
    request.query_parameters["%24filter"] = "from eq 'bob'"
    await adapter.send_no_response_content_async(request, {})

asyncio.run(main())
print("microsoft-kiota-http", version("microsoft-kiota-http"))
seen = {}
for span in exporter.get_finished_spans():
    seen.update(span.attributes)
for name in ["server.address", "url.scheme", "url.full"]:
    print(name, "=", seen.get(name))
PY
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { HttpMethod, RequestInformation } from "@microsoft/kiota-abstractions";
import { FetchRequestAdapter, HttpClient } from "@microsoft/kiota-http-fetchlibrary";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
const http = new HttpClient(async () => new Response(null, { status: 204 }));
const anonymous = { authenticateRequest: async () => {} };
const adapter = new FetchRequestAdapter(anonymous, undefined, undefined, http);
const request = new RequestInformation(HttpMethod.POST, "https://graph.microsoft.com/v1.0/users/{id}/messages", { id: "ada@contoso.com" });
request.headers.add("Content-Type", "application/json");
request.headers.add("Content-Length", "2");
request.content = new TextEncoder().encode("{}").buffer;
await adapter.sendNoResponseContent(request, undefined);

const name = "@microsoft/kiota-http-fetchlibrary";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const seen = Object.assign({}, ...exporter.getFinishedSpans().map((span) => span.attributes));
for (const attribute of ["server.address", "url.scheme", "url.full", "http.response.body.size"]) {
  console.log(attribute, "=", seen[attribute]);
}
JS
cat >expected <<'END'
microsoft-kiota-http 1.16.0
server.address = graph.microsoft.com
url.scheme = https
url.full = https://graph.microsoft.com/v1.0/users/ada%40contoso.com/messages?%24filter=from%20eq%20%27bob%27
@microsoft/kiota-http-fetchlibrary 1.0.0-preview.109
server.address = https
url.scheme = graph.microsoft.com
url.full = undefined
http.response.body.size = 2
END
{ venv/bin/python show.py; node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
