#!/bin/sh
# Makes an archive beside this file: make.sh DUBAN COMMIT, where DUBAN was built from that commit. The demonstration is
# filled, stopped, started again and asked for its status. Needs zstd.
set -eu
duban=$1
name=demo-$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
"$duban" demo --data "$work/data" --listen 127.0.0.1:0 >"$work/log" 2>&1 &
server=$!
until grep -q Ctrl-C "$work/log"; do sleep 1; done
kill -INT "$server" && wait "$server"
"$duban" serve --data "$work/data" --listen 127.0.0.1:0 >>"$work/log" 2>&1 &
server=$!
until "$duban" status --json --data "$work/data" >"$here/$name.json" 2>/dev/null; do sleep 1; done
sleep 5 # the processes of the projects are counted
"$duban" status --json --data "$work/data" >"$here/$name.json"
kill -INT "$server" && wait "$server"
tar c -C "$work/data" --exclude='*.sock' --exclude='*.lock' --exclude=temporal.address --exclude='*-shm' . |
	zstd -q --ultra -22 >"$here/$name.tar.zst"
