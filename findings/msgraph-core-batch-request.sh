#!/usr/bin/env bash
# msgraph-core 1.5.2 (PyPI), the batch requests of the Microsoft Graph SDK for Python
#
# Expected: an item of a JSON batch names what it waits for in `dependsOn`, its `url` is relative to the service root,
#   and its `body` is a JSON object or base64url text (Microsoft Graph, "Combine multiple HTTP requests using JSON
#   batching").
# Actual: the member is spelled `depends_on`, so the service sees no order. The URL is absolute. The JSON body `{}`
#   becomes the text `e30=`. A body of type text/plain raises. (The module also imports `deprecated`, which the
#   package does not declare.)
# Consequence: "create, then use" in one batch runs in any order, and succeeds or fails by chance. A test against a
#   fake that answers by id does not notice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile msgraph-core==1.5.2 deprecated==1.3.1 \
  microsoft-kiota-http==1.16.0 microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
import asyncio
import json
from importlib.metadata import version

import httpx
from kiota_abstractions.api_client_builder import register_default_deserializer, register_default_serializer
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer_factory import JsonSerializationWriterFactory
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

ROOT = "https://graph.example/v1.0"
register_default_deserializer(JsonParseNodeFactory)
register_default_serializer(JsonSerializationWriterFactory)

def item(id, method, path, body=None, content_type=None):
    request = RequestInformation()
    request.http_method, request.url = method, ROOT + path
    if body is not None:
        request.content = body
        request.headers.add("Content-Type", content_type)
    return BatchRequestItem(request, id=id)

async def send(*items):
    def service(request):
        for sent in json.loads(request.content)["requests"]:
            print(json.dumps(sent))
        return httpx.Response(200, json={"responses": []})

    adapter = HttpxRequestAdapter(
        AnonymousAuthenticationProvider(), http_client=httpx.AsyncClient(transport=httpx.MockTransport(service))
    )
    adapter.base_url = ROOT
    try:
        await BatchRequestBuilder(adapter).post(BatchRequestContent({item.id: item for item in items}))
    except ValueError as error:
        print(type(error).__name__)

async def main():
    print("msgraph-core", version("msgraph-core"))
    create = item("create", Method.POST, "/groups", b'{"displayName": "G"}', "application/json")
    use = item("use", Method.GET, "/groups?$select=id")
    use.set_depends_on([create])
    await send(create, use)
    await send(item("empty", Method.POST, "/me/revokeSignInSessions", b"{}", "application/json"))
    await send(item("text", Method.PUT, "/me/drive/root:/a.txt:/content", b"hello", "text/plain"))

asyncio.run(main())
PY
cat >expected <<'END'
msgraph-core 1.5.2
{"id": "create", "method": "POST", "url": "https://graph.example/v1.0/groups", "depends_on": [], "headers": {"content-type": "application/json"}, "body": {"displayName": "G"}}
{"id": "use", "method": "GET", "url": "https://graph.example/v1.0/groups?$select=id", "depends_on": ["create"], "headers": {}}
{"id": "empty", "method": "POST", "url": "https://graph.example/v1.0/me/revokeSignInSessions", "depends_on": [], "headers": {"content-type": "application/json"}, "body": "e30="}
JSONDecodeError
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
