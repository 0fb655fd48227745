#!/usr/bin/env bash
# azure-core 1.41.0 (PyPI), RetryPolicy with its defaults
#
# Expected: POST is not idempotent, and is not sent again after an answer that leaves open whether the service acted
#   (RFC 9110, section 9.2.2). After 429 it may be: the service did not act. Without Retry-After a client backs off
#   (Microsoft Graph, "Microsoft Graph throttling guidance").
# Actual: the other way round. POST is sent again at once after 500 and 503; after 429 without Retry-After it is given
#   up. With Retry-After any error is retried, a 404 too.
# Consequence: a service that fails after it created the object creates a second one. A client on top of this pipeline
#   must set the policy itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check azure-core==1.41.0

cat >show.py <<'PY'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from azure.core import VERSION, PipelineClient
from azure.core.pipeline.policies import RetryPolicy
from azure.core.rest import HttpRequest

def sent(method, status, headers):
    """How often the request arrives at a service that answers with an error at first, and then with 201."""
    count = 0

    class Service(BaseHTTPRequestHandler):
        def answer(self):
            nonlocal count
            count += 1
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status if count == 1 else 201)
            for name, value in (headers if count == 1 else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
        do_GET = do_POST = answer
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    body = {"displayName": "Ada"} if method == "POST" else None
    PipelineClient(root, policies=[RetryPolicy()]).send_request(HttpRequest(method, f"{root}/users", json=body))
    server.shutdown()
    return count

print("azure-core", VERSION)
for method, status, headers in [
    ("POST", 500, {}), ("POST", 503, {}), ("POST", 429, {}), ("POST", 429, {"Retry-After": "1"}),
    ("GET", 429, {}), ("GET", 404, {}), ("GET", 404, {"Retry-After": "1"}),
]:
    condition = "with Retry-After" if headers else "without Retry-After"
    print(f"{method} {status} {condition}: sent {sent(method, status, headers)} time(s)")
PY
cat >expected <<'END'
azure-core 1.41.0
POST 500 without Retry-After: sent 2 time(s)
POST 503 without Retry-After: sent 2 time(s)
POST 429 without Retry-After: sent 1 time(s)
POST 429 with Retry-After: sent 2 time(s)
GET 429 without Retry-After: sent 2 time(s)
GET 404 without Retry-After: sent 1 time(s)
GET 404 with Retry-After: sent 2 time(s)
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
