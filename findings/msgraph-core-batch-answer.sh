#!/usr/bin/env bash
# msgraph-core 1.5.2 with microsoft-kiota-serialization-json 1.16.0 (PyPI), the batch answers of the Microsoft Graph
# SDK for Python
#
# Expected: the `body` of an item whose Content-Type is JSON is a JSON value in the answer (Microsoft Graph, "Combine
#   multiple HTTP requests using JSON batching"), and the SDK gives it to the caller.
# Actual: the item is read with the reader for binary values, which gives `None` for anything but a text. Each JSON
#   body is lost: the stream is `None`, the typed access raises. Bodies in base64 arrive.
# Consequence: statuses are right, so a program that only checks them seems to work. The two packages are each within
#   the range that the other one allows: a client needs a test of the combination that its users install.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile msgraph-core==1.5.2 deprecated==1.3.1 \
  microsoft-kiota-http==1.16.0 microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
import json
from importlib.metadata import version

from kiota_abstractions.api_client_builder import register_default_deserializer
from kiota_abstractions.serialization import Parsable
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph_core.requests.batch_response_content import BatchResponseContent

register_default_deserializer(JsonParseNodeFactory)

class User(Parsable):
    display_name = None
    @staticmethod
    def create_from_discriminator_value(node):
        return User()
    def get_field_deserializers(self):
        return {"displayName": lambda node: setattr(self, "display_name", node.get_str_value())}
    def serialize(self, writer):
        writer.write_str_value("displayName", self.display_name)

print("msgraph-core", version("msgraph-core"), "with", version("microsoft-kiota-serialization-json"))
JSON, IMAGE = {"Content-Type": "application/json"}, {"Content-Type": "image/jpeg"}
body = {"responses": [
    {"id": "user", "status": 200, "headers": JSON, "body": {"displayName": "Ada"}},
    {"id": "error", "status": 404, "headers": JSON, "body": {"error": {"code": "itemNotFound", "message": "Not found"}}},
    {"id": "photo", "status": 200, "headers": IMAGE, "body": "/9j/4AAQ"},
]}
node = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps(body).encode())
answer = node.get_object_value(BatchResponseContent)
print(answer.get_response_status_codes())
for id in ["user", "error", "photo"]:
    stream = answer.get_response_stream_by_id(id)
    print(id, stream and stream.read())
try:
    print("user", answer.get_response_by_id("user", User).display_name)
except ValueError as error:
    print("user", type(error).__name__)
PY
cat >expected <<'END'
msgraph-core 1.5.2 with 1.16.0
{'user': 200, 'error': 404, 'photo': 200}
user None
error None
photo b'\xff\xd8\xff\xe0\x00\x10'
user ValueError
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
