#!/usr/bin/env bash
# microsoft-kiota-serialization-json 1.16.0 (PyPI), the JSON reader and writer of the Microsoft Graph SDK for Python
#
# Expected: Edm.Binary is base64url in JSON (OData JSON Format 4.01, section 7.1), and so is the body of a batch item
#   that is not JSON (Microsoft Graph, "Combine multiple HTTP requests using JSON batching"). A reader decodes it, or
#   fails.
# Actual: the value goes through Python's lenient decoder for the other alphabet. It leaves `-` and `_` out, so that
#   `-_-_AAAA` is read as three zero bytes instead of six bytes. Some lengths raise. Written, it is base64.
# Consequence: the bytes are wrong without any error, and only where they contain one of two characters: most tests
#   pass. A client has to accept both alphabets, with and without padding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
import base64
from importlib.metadata import version
from kiota_serialization_json.json_parse_node import JsonParseNode
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter

print("microsoft-kiota-serialization-json", version("microsoft-kiota-serialization-json"))
for text in ["AAECAwQF", "-_-_AAAA", "AAAA-_-_", "_9j_4A==", "_9j_"]:
    meant = base64.urlsafe_b64decode(text).hex()
    try:
        read = JsonParseNode(text).get_bytes_value().hex()
    except ValueError as error:
        read = type(error).__name__
    print(f"{text} is {meant}, read: {read}")
writer = JsonSerializationWriter()
writer.write_bytes_value("contentBytes", bytes.fromhex("ffd8ffe0"))
print("written:", writer.get_serialized_content().decode())
PY
cat >expected <<'END'
microsoft-kiota-serialization-json 1.16.0
AAECAwQF is 000102030405, read: 000102030405
-_-_AAAA is fbffbf000000, read: 000000
AAAA-_-_ is 000000fbffbf, read: 000000
_9j_4A== is ffd8ffe0, read: f63e00
_9j_ is ffd8ff, read: Error
written: {"contentBytes": "/9j/4A=="}
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
