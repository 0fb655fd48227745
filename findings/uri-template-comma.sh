#!/usr/bin/env bash
# std-uritemplate 2.0.12 (PyPI), the URI template engine of the Microsoft Graph SDK for Python
#
# Expected: RFC 6570, section 3.1: a literal character of a template is copied to the result. A function with two
#   parameters is called as `f(a='1',b='2')` (OData URL Conventions, section "Addressing Functions").
# Actual: every comma outside an expression is left out. The template that the SDK generates for `reminderView`
#   becomes `reminderView(StartDateTime='…'EndDateTime='…')`. The npm package of the same name and version keeps it.
# Consequence: each call of a function with two or more parameters is sent with a URL that OData's grammar does not
#   allow. A URL builder needs a test for each character that is legal in a path, not only for those that it escapes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check std-uritemplate==2.0.12 microsoft-kiota-abstractions==1.16.0
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund @std-uritemplate/std-uritemplate@2.0.12

cat >show.py <<'PY'
from importlib.metadata import version
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation

print("std-uritemplate", version("std-uritemplate"), "(Python)")
request = RequestInformation(
    Method.GET,
    "{+baseurl}/me/reminderView(StartDateTime='{StartDateTime}',EndDateTime='{EndDateTime}'){?%24select}",
    {"baseurl": "https://graph.example/v1.0", "StartDateTime": "2024-01-01", "EndDateTime": "2024-01-02"},
)
request.query_parameters["%24select"] = ["id", "subject"]
print(request.url)
PY
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { StdUriTemplate } from "@std-uritemplate/std-uritemplate";

const name = "@std-uritemplate/std-uritemplate";
console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version, "(JavaScript)");
console.log(StdUriTemplate.expand("/me/reminderView(StartDateTime='{a}',EndDateTime='{b}')", { a: "2024-01-01", b: "2024-01-02" }));
JS
cat >expected <<'END'
std-uritemplate 2.0.12 (Python)
https://graph.example/v1.0/me/reminderView(StartDateTime='2024-01-01'EndDateTime='2024-01-02')?%24select=id,subject
@std-uritemplate/std-uritemplate 2.0.12 (JavaScript)
/me/reminderView(StartDateTime='2024-01-01',EndDateTime='2024-01-02')
END
{ venv/bin/python show.py; node show.js; } | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
