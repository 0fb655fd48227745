#!/usr/bin/env bash
# microsoft-kiota-serialization-json 1.16.0 (PyPI), the JSON reader and writer of the Microsoft Graph SDK for Python
#
# Expected: an undeclared property of an open type (an extension attribute, a property newer than the SDK) keeps its
#   JSON value; a string stays this string (OData JSON Format 4.01, section "Control Information: `type`": without a
#   type annotation a JSON string is an Edm.String).
# Actual: a string that looks like a date becomes a date-time. Sent back, `"2024-05-05"` is `"2024-05-05T00:00:00"`;
#   the seventh digit of a fraction goes; a Guid changes its letter case. Also within a list.
# Consequence: reading an object and writing it back changes data that the program never looked at. An extension
#   attribute of type String whose text happens to be a date is not what it was.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
import json
from importlib.metadata import version
from kiota_abstractions.serialization import AdditionalDataHolder, Parsable
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter

class Open(Parsable, AdditionalDataHolder):
    def __init__(self):
        self.additional_data = {}
    def get_field_deserializers(self):
        return {}
    def serialize(self, writer):
        writer.write_additional_data_value(self.additional_data)

class Factory:
    create_from_discriminator_value = staticmethod(lambda node: Open())

print("microsoft-kiota-serialization-json", version("microsoft-kiota-serialization-json"))
for value in [
    "plain text", "2024-05-05", ["2024-05-05", "x"], "2024-05-05T10:00:00.1234567-08:00",
    "D0313CCF-0000-0000-0000-00000000ABCD", "PT15M", "08:30:00",
]:
    body = json.dumps({"extension_code": value}).encode()
    read = JsonParseNodeFactory().get_root_parse_node("application/json", body).get_object_value(Factory)
    writer = JsonSerializationWriter()
    writer.write_object_value(None, read)
    written = json.loads(writer.get_serialized_content())["extension_code"]
    print("same" if written == value else "DIFFERENT", json.dumps(value), "->", json.dumps(written))
PY
cat >expected <<'END'
microsoft-kiota-serialization-json 1.16.0
same "plain text" -> "plain text"
DIFFERENT "2024-05-05" -> "2024-05-05T00:00:00"
DIFFERENT ["2024-05-05", "x"] -> ["2024-05-05T00:00:00", "x"]
DIFFERENT "2024-05-05T10:00:00.1234567-08:00" -> "2024-05-05T10:00:00.123456-08:00"
DIFFERENT "D0313CCF-0000-0000-0000-00000000ABCD" -> "d0313ccf-0000-0000-0000-00000000abcd"
same "PT15M" -> "PT15M"
same "08:30:00" -> "08:30:00"
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
