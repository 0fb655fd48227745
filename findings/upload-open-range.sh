#!/usr/bin/env bash
# msgraph-core 1.5.2 (PyPI) and @microsoft/msgraph-sdk-core 1.0.0-preview.17 (npm), the upload of large files in the
# Microsoft Graph SDKs for Python and TypeScript
#
# Expected: an upload session answers with `nextExpectedRanges`, and a range without an end (`"327680-"`) means all
#   bytes to the end of the file (Microsoft Graph, "driveItem: createUploadSession"). A new session answers `["0-"]`.
#   A chunk is sent once, and its length is a multiple of 320 KiB unless it is the last one.
# Actual: Python raises ValueError after the first chunk of a session that answers in this form. If each range has an
#   end, the second chunk has one byte more than a multiple of 320 KiB, and the last chunk is sent twice; a file of one
#   chunk is sent twice in both forms. TypeScript reads the missing end as NaN, sends nothing and raises "Upload failed".
# Consequence: neither helper can upload to a session of the documented form. A client reads a range without an end as
#   "to the end", takes the length of a chunk from the chunk size alone, and stops at the status 200 or 201.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile msgraph-core==1.5.2 deprecated==1.3.1 \
  microsoft-kiota-http==1.16.0 microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0 \
  httpx==0.28.1
npm install --silent --no-audit --no-fund --prefix "$work" @microsoft/msgraph-sdk-core@1.0.0-preview.17

cat >show.py <<'PY'
import asyncio, io, logging
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

import httpx
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph_core.models import LargeFileUploadSession
from msgraph_core.tasks import LargeFileUploadTask

logging.disable()
CHUNK = 320 * 1024

async def upload(size, form):
    sent = []

    def service(request):
        sent.append(request.headers["content-range"])
        next = int(sent[-1].split("/")[0].split("-")[1]) + 1
        if next >= size:
            return httpx.Response(201, json={"id": "1"})
        return httpx.Response(202, json={"nextExpectedRanges": [form.format(next, size - 1)]})

    http = httpx.AsyncClient(transport=httpx.MockTransport(service))
    adapter = HttpxRequestAdapter(
        AnonymousAuthenticationProvider(), parse_node_factory=JsonParseNodeFactory(), http_client=http)
    session = LargeFileUploadSession(upload_url="https://upload.example/session")
    session.expiration_date_time = datetime.now(timezone.utc) + timedelta(hours=1)
    task = LargeFileUploadTask(session, adapter, io.BytesIO(bytes(size)), max_chunk_size=CHUNK)
    try:
        await task.upload()
        end = "done"
    except ValueError as error:
        end = type(error).__name__
    print("  ", size, form.format("n", size - 1), sent, end)

print("msgraph-core", version("msgraph-core"))
for size, form in [(3 * CHUNK, "{}-"), (3 * CHUNK, "{}-{}"), (300000, "{}-")]:
    asyncio.run(upload(size, form))
PY

cat >show.mjs <<'JS'
import { readFileSync } from "node:fs";
import { AnonymousAuthenticationProvider } from "@microsoft/kiota-abstractions";
import { FetchRequestAdapter, HttpClient } from "@microsoft/kiota-http-fetchlibrary";
import { JsonParseNodeFactory } from "@microsoft/kiota-serialization-json";
import { LargeFileUploadTask } from "@microsoft/msgraph-sdk-core";

const CHUNK = 320 * 1024, SIZE = 3 * CHUNK;
const packed = JSON.parse(readFileSync("node_modules/@microsoft/msgraph-sdk-core/package.json"));
console.log("@microsoft/msgraph-sdk-core", packed.version);
for (const range of ["0-", `0-${SIZE - 1}`]) {
  const sent = [];
  const service = async (_url, { headers }) => {
    sent.push(new Headers(headers).get("content-range"));
    const next = Number(sent.at(-1).split("/")[0].split("-")[1]) + 1;
    const [status, body] = next >= SIZE ? [201, { id: "1" }] : [202, { nextExpectedRanges: [`${next}-`] }];
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  };
  const adapter = new FetchRequestAdapter(
    new AnonymousAuthenticationProvider(), new JsonParseNodeFactory(), undefined, new HttpClient(service));
  const file = new ReadableStream({ start(to) { to.enqueue(new Uint8Array(SIZE)); to.close(); } });
  const session = { uploadUrl: "https://upload.example/session", nextExpectedRanges: [range] };
  const item = () => (value = {}) => ({ id: (node) => { value.id = node.getStringValue(); } });
  let end = "done";
  try {
    await new LargeFileUploadTask(adapter, session, file, CHUNK, item).upload();
  } catch (error) {
    end = error.message;
  }
  console.log("  ", range, sent.join(", ") || "nothing sent", "|", end);
}
JS
cat >expected <<'END'
msgraph-core 1.5.2
   983040 n- ['bytes 0-327679/983040'] ValueError
   983040 n-983039 ['bytes 0-327679/983040', 'bytes 327680-655360/983040', 'bytes 655361-983039/983040', 'bytes 655361-983039/983040'] done
   300000 n- ['bytes 0-299999/300000', 'bytes 0-299999/300000'] done
@microsoft/msgraph-sdk-core 1.0.0-preview.17
   0- nothing sent | Upload failed
   0-983039 bytes 0-327679/983040, bytes 327680-655359/983040, bytes 655360-983039/983040 | done
END
{ venv/bin/python show.py; node show.mjs; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
