#!/usr/bin/env bash
# The program starts, says what it can do and refuses what it cannot, with the documented exit statuses.
set -u
fail() { echo "smoke: $*"; exit 1; }

help=$("$CLAVE" --help) || fail "--help ended with status $?"
[[ $help == *play* && $help == *render* ]] || fail "--help does not name play and render: $help"

error=$("$CLAVE" no-such-command 2>&1 >/dev/null </dev/null)
status=$?
[ $status -eq 2 ] || fail "an unknown command ended with status $status, not 2"
[ -n "$error" ] || fail "an unknown command was refused without a word"
echo "smoke: ok"
