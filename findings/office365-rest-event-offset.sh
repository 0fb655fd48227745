#!/usr/bin/env bash
# Office365-REST-Python-Client 3.3.0 (PyPI), creating an event
#
# Expected: a `datetime` with an offset is an instant. As a `dateTimeTimeZone` it is the clock time together with its
#   zone, or the same instant in UTC (Microsoft Graph, "dateTimeTimeZone resource type").
# Actual: the offset is thrown away and the clock time is labelled UTC: 10:00-08:00 becomes 10:00 UTC, eight hours
#   earlier. The text also carries an offset beside `timeZone`.
# Consequence: meetings are made at the wrong hour, on the machines of exactly those users who were careful to give an
#   offset. A conversion from an instant must convert, or refuse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile office365-rest-python-client==3.3.0

cat >show.py <<'PY'
import json
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

import requests
from office365.graph_client import GraphClient

def service(session, method, url, **options):
    sent = options.get("json") or json.loads(options["data"])
    print(method, {name: (sent[name]["dateTime"], sent[name]["timeZone"]) for name in ("start", "end")})
    answer = requests.Response()
    answer.status_code, answer.url, answer._content = 201, url, b'{"id": "1"}'
    answer.headers["Content-Type"] = "application/json"
    return answer

requests.Session.request = service
print("Office365-REST-Python-Client", version("office365-rest-python-client"))
start = datetime(2024, 5, 5, 10, tzinfo=timezone(timedelta(hours=-8)))
print("meant:", start.isoformat(), "=", start.astimezone(timezone.utc).isoformat())
client = GraphClient(lambda: {"token_type": "Bearer", "access_token": "token"})
client.me.calendar.events.add(subject="Review", body="", start=start, end=start + timedelta(hours=1)).execute_query()
PY
cat >expected <<'END'
Office365-REST-Python-Client 3.3.0
meant: 2024-05-05T10:00:00-08:00 = 2024-05-05T18:00:00+00:00
POST {'start': ('2024-05-05T10:00:00+00:00', 'UTC'), 'end': ('2024-05-05T11:00:00+00:00', 'UTC')}
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
