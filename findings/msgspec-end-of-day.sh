#!/usr/bin/env bash
# msgspec 0.22.0 (PyPI), reading dates and times from JSON
#
# Expected: a fraction of seven digits is cut or rounded within the value: `23:59:59.9999999` stays the end of the day
#   (OData ABNF, `timeOfDayValue`: up to twelve digits).
# Actual: it is rounded up and wraps round to `00:00:00`, the beginning of the same day. A date-time rounds up into
#   the next day; at the end of the year 9999 it is an error.
# Consequence: .NET writes the end of a day with seven nines. A shift or a business hour that ends with the day now
#   ends before it begins. Cutting the digits off is the safe way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check msgspec==0.22.0

cat >show.py <<'PY'
from datetime import datetime, time
import msgspec

print("msgspec", msgspec.__version__)
for text, type in [
    ("08:30:00.0000000", time), ("23:59:59.999999", time), ("23:59:59.9999999", time),
    ("2024-12-31T23:59:59.9999999Z", datetime), ("9999-12-31T23:59:59.9999999Z", datetime),
]:
    try:
        read = msgspec.json.encode(msgspec.json.decode(f'"{text}"', type=type)).decode()
    except msgspec.ValidationError as error:
        read = str(error)
    print(text, "->", read)
PY
cat >expected <<'END'
msgspec 0.22.0
08:30:00.0000000 -> "08:30:00"
23:59:59.999999 -> "23:59:59.999999"
23:59:59.9999999 -> "00:00:00"
2024-12-31T23:59:59.9999999Z -> "2025-01-01T00:00:00Z"
9999-12-31T23:59:59.9999999Z -> Invalid RFC3339 encoded datetime
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
