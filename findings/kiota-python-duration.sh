#!/usr/bin/env bash
# microsoft-kiota-serialization-json 1.16.0 (PyPI), the JSON reader and writer of the Microsoft Graph SDK for Python
#
# Expected: Edm.Duration is an optional sign and `PnDTnHnMn.nS` (OData ABNF, `durationValue`); it is read and written
#   in this form.
# Actual: a duration is written as Python prints a `timedelta`: `0:15:00`, `1 day, 2:00:00`. A negative one is read as
#   `None`, without an error; written, it is `-1 day, 23:45:00`.
# Consequence: a value that was read and sent back unchanged (the buffer of a bookings appointment) has a form that
#   Edm.Duration does not allow. A negative duration (a reminder before an event) is lost in silence, and looks like
#   an absent property.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
from datetime import timedelta
from importlib.metadata import version
from kiota_serialization_json.json_parse_node import JsonParseNode
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter

print("microsoft-kiota-serialization-json", version("microsoft-kiota-serialization-json"))
for text in ["PT15M", "P1DT2H", "PT17.1357909S", "-PT15M"]:
    read = JsonParseNode(text).get_timedelta_value()
    writer = JsonSerializationWriter()
    writer.write_timedelta_value("preBuffer", read)
    print(f"{text:14} read: {read}; written: {writer.get_serialized_content().decode()}")
writer = JsonSerializationWriter()
writer.write_timedelta_value("preBuffer", timedelta(minutes=-15))
print("minus 15 minutes written:", writer.get_serialized_content().decode())
PY
cat >expected <<'END'
microsoft-kiota-serialization-json 1.16.0
PT15M          read: 0:15:00; written: {"preBuffer": "0:15:00"}
P1DT2H         read: 1 day, 2:00:00; written: {"preBuffer": "1 day, 2:00:00"}
PT17.1357909S  read: 0:00:17.135791; written: {"preBuffer": "0:00:17.135791"}
-PT15M         read: None; written: {}
minus 15 minutes written: {"preBuffer": "-1 day, 23:45:00"}
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
