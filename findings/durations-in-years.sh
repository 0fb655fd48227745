#!/usr/bin/env bash
# pydantic 2.14.4 (PyPI) and dayjs 1.11.23 (npm), writing a length of time as ISO 8601
#
# Expected: a length counted in days or milliseconds is written in days and smaller units. Edm.Duration knows no years
#   and months (OData ABNF, `durationValue`), since they have no fixed length.
# Actual: pydantic writes 365 days as `P1Y` and 400 as `P1Y35D`; its input was `P365D`. dayjs writes 31 days, given in
#   milliseconds, as `P1MT14H`: a month of 30 days and ten hours.
# Consequence: Microsoft Graph answers `"maximumDuration": "P365D"` for role policies. What was read goes back in a
#   form that Edm.Duration does not allow, but only from 365 days on: a test with `P30D` passes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile pydantic==2.14.4
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23

cat >show.py <<'PY'
from datetime import timedelta
import pydantic

class Policy(pydantic.BaseModel):
    expires: timedelta

print("pydantic", pydantic.VERSION)
for text in ["P30D", "P364D", "P365D", "P400D", "PT8760H"]:
    print(text, "->", Policy.model_validate({"expires": text}).model_dump_json())
PY
cat >show.js <<'JS'
const dayjs = require("dayjs");
dayjs.extend(require("dayjs/plugin/duration"));

console.log("dayjs", require("dayjs/package.json").version);
for (const days of [1, 30, 31, 365]) console.log(days, "days ->", dayjs.duration(days * 24 * 60 * 60 * 1000).toISOString());
JS
cat >expected <<'END'
pydantic 2.14.4
P30D -> {"expires":"P30D"}
P364D -> {"expires":"P364D"}
P365D -> {"expires":"P1Y"}
P400D -> {"expires":"P1Y35D"}
PT8760H -> {"expires":"P1Y"}
dayjs 1.11.23
1 days -> P1D
30 days -> P30D
31 days -> P1MT14H
365 days -> P1Y
END
{ venv/bin/python show.py; node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
