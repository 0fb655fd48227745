#!/usr/bin/env bash
# O365 2.1.10 (PyPI), its query builder
#
# Expected: `(a | b) & c` is rendered with parentheses, since `and` binds tighter than `or` (OData URL Conventions,
#   section "Operator Precedence"); `negate(a & b)` negates both. A path `from/emailAddress/address` stays a path.
# Actual: no parentheses are written. `(a | b) & c` and `a | (b & c)` give the same text. `negate(a & b)` negates a
#   only. In a path, each slash goes together with the letters beside it: `fromailAddresddress`.
# Consequence: the filter is valid and answers with other objects than those asked for. An expression tree keeps its
#   shape only if the writer adds parentheses by precedence, not on request.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile o365==2.1.10

cat >show.py <<'PY'
from importlib.metadata import version
from O365.connection import MSGraphProtocol
from O365.utils.query import QueryBuilder

print("O365", version("o365"))
q = QueryBuilder(MSGraphProtocol())
a, b, c = (q.equals(name, 1) for name in "abc")
print("(a | b) & c:  ", ((a | b) & c).as_params())
print("a | (b & c):  ", (a | (b & c)).as_params())
print("negate(a & b):", q.negate(a & b).as_params())
print("a path:       ", q.equals("from/emailAddress/address", "ada@example.com").as_params())
PY
cat >expected <<'END'
O365 2.1.10
(a | b) & c:   {'$filter': 'a eq 1 or b eq 1 and c eq 1'}
a | (b & c):   {'$filter': 'a eq 1 or b eq 1 and c eq 1'}
negate(a & b): {'$filter': 'not a eq 1 and b eq 1'}
a path:        {'$filter': "fromailAddresddress eq 'ada@example.com'"}
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
