#!/usr/bin/env bash
# microsoft-kiota-http 1.16.0 (PyPI) and @microsoft/kiota-http-fetchlibrary 1.0.0-preview.109 (npm): the retry handlers
# of Microsoft's Graph SDKs, with their defaults
#
# Expected: a wait that the service requests is kept, or the request is given up: the request is to be repeated after
#   the seconds of Retry-After (Microsoft Graph throttling guidance). Both libraries have a longest wait of
#   180 seconds.
# Actual: Python gives up from 180 seconds on, without a wait. TypeScript cuts the wait to 180 seconds and sends the
#   request again before the end of the requested one, three times.
# Consequence: each request during the wait counts against the limit, so the same program is throttled for longer in
#   one language and ends in the other. A client should compare the wait with the time that the caller allows, and
#   keep it or say that it can't.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check microsoft-kiota-http==1.16.0
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @microsoft/kiota-http-fetchlibrary@1.0.0-preview.109

cat >show.py <<'PY'
import asyncio
from importlib.metadata import version

import httpx
from kiota_http.middleware.retry_handler import RetryHandler

print("microsoft-kiota-http", version("microsoft-kiota-http"))
waits = []

async def sleep(seconds):
    waits.append(int(seconds))

asyncio.sleep = sleep

class Busy(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request):
        return httpx.Response(429, headers={"Retry-After": self.wait}, request=request)

async def main():
    for wait in ["179", "180", "300"]:
        waits.clear()
        busy, handler = Busy(), RetryHandler()
        busy.wait = wait
        handler.next = None
        response = await handler.send(httpx.Request("GET", "https://graph.microsoft.com/v1.0/me"), busy)
        print(f"Retry-After: {wait} is waited for: {waits}, and ends with {response.status_code}")

asyncio.run(main())
PY
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { RetryHandler } from "@microsoft/kiota-http-fetchlibrary";

const name = "@microsoft/kiota-http-fetchlibrary";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
let waits = [];
const later = globalThis.setTimeout;
globalThis.setTimeout = (resolve, milliseconds) => {
  waits.push(Math.floor(milliseconds / 1000));
  return later(resolve, 0);
};

for (const wait of ["179", "180", "300"]) {
  waits = [];
  const handler = new RetryHandler();
  handler.next = { execute: async () => new Response("", { status: 429, headers: { "Retry-After": wait } }) };
  const response = await handler.execute("https://graph.microsoft.com/v1.0/me", { method: "GET" }, {});
  console.log(`Retry-After: ${wait} is waited for: [${waits.join(", ")}], and ends with ${response.status}`);
}
JS
cat >expected <<'END'
microsoft-kiota-http 1.16.0
Retry-After: 179 is waited for: [179, 179, 179], and ends with 429
Retry-After: 180 is waited for: [], and ends with 429
Retry-After: 300 is waited for: [], and ends with 429
@microsoft/kiota-http-fetchlibrary 1.0.0-preview.109
Retry-After: 179 is waited for: [179, 179, 179], and ends with 429
Retry-After: 180 is waited for: [180, 180, 180], and ends with 429
Retry-After: 300 is waited for: [180, 180, 180], and ends with 429
END
{ venv/bin/python show.py; node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
