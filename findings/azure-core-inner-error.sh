#!/usr/bin/env bash
# azure-core 1.41.0 (PyPI), HttpResponseError and ODataV4Error
#
# Expected: the error of an OData service is read with what identifies it: Microsoft Graph puts the specific code and the
#   `request-id`, for which its support asks, into `innerError` (Microsoft Graph SDK design, "Error Content").
# Actual: `innererror` is read, OData's spelling, and no other. Of an error of Graph the specific code and the
#   `request-id` are missing in the object and in its message, and nothing says so.
# Consequence: a client on top of this pipeline must read the body itself. A reader of errors takes both spellings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check azure-core==1.41.0

cat >show.py <<'PY'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from azure.core import VERSION, PipelineClient
from azure.core.exceptions import HttpResponseError
from azure.core.rest import HttpRequest

class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        inner = {"code": "itemTooLarge", "request-id": "8f1c5a42-0000-4000-8000-000000000001"}
        name = self.path.strip("/")
        body = json.dumps({"error": {"code": "BadRequest", "message": "The item is too large.", name: inner}}).encode()
        self.send_response(400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
root = f"http://127.0.0.1:{server.server_port}"
print("azure-core", VERSION)
for name in ["innererror", "innerError"]:
    response = PipelineClient(root, policies=[]).send_request(HttpRequest("GET", f"{root}/{name}"))
    try:
        response.raise_for_status()
    except HttpResponseError as error:
        print(f"{name}: {error.error.innererror}, in the message: {'request-id' in str(error)}")
server.shutdown()
PY
cat >expected <<'END'
azure-core 1.41.0
innererror: {'code': 'itemTooLarge', 'request-id': '8f1c5a42-0000-4000-8000-000000000001'}, in the message: True
innerError: {}, in the message: False
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
