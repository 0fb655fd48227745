#!/usr/bin/env bash
# odata-v4-query 0.4.1 (PyPI), a parser of OData query options
#
# Expected: a filter that the parser does not know is an error; a date, a Guid, a doubled quote, `length(…)` and `add`
#   are known (OData URL Conventions, sections "Primitive Literals", "Canonical Functions", "Arithmetic Operators").
# Actual: the parser stops where it does not understand and returns what it has, without an error. The date 2024-05-05
#   is the number 2024; after `'it''s'` the rest of the filter, with its second condition, is gone.
# Consequence: a condition that is dropped selects more than was asked for. A parser must check that it is at the end
#   of its input.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile odata-v4-query==0.4.1

cat >show.py <<'PY'
from importlib.metadata import version
from odata_v4_query import ODataQueryParser

def shown(node):
    if node.type_ == "operator":
        return f"({shown(node.left)} {node.value} {shown(node.right)})"
    return repr(node.value) if node.type_ == "literal" else str(node.value)

print("odata-v4-query", version("odata-v4-query"))
for text in [
    "day eq 2024-05-05", "id eq d0313ccf-0000-0000-0000-000000000000", "name eq 'it''s'",
    "name eq 'it''s' and enabled eq false", "price add 1 eq 2 and enabled eq false", "length(name) gt 3",
]:
    print(f"{text:50} {shown(ODataQueryParser().parse_query_string('$filter=' + text).filter_)}")
PY
cat >expected <<'END'
odata-v4-query 0.4.1
day eq 2024-05-05                                  (day eq 2024)
id eq d0313ccf-0000-0000-0000-000000000000         (id eq d0313ccf)
name eq 'it''s'                                    (name eq 'it')
name eq 'it''s' and enabled eq false               (name eq 'it')
price add 1 eq 2 and enabled eq false              price
length(name) gt 3                                  length
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
