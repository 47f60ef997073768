#!/usr/bin/env bash
# A study through a queue: what --shard cannot do (--precision, decide, sweep, claims), with workers that come and go.
# Here all of it runs on one machine; elsewhere only the worker's line does, with the address of this Redis server.
set -euo pipefail
rehearse=${REHEARSE:-npx rehearse}
study=${STUDY:-compare article --precision 0.005}
port=${PORT:-6379}
queue=redis://127.0.0.1:$port

data=$(mktemp -d)
redis-server --port "$port" --bind 127.0.0.1 --dir "$data" --appendonly yes --save '' > "$data/redis.log" &
redis=$!
trap 'kill $redis' EXIT
until redis-cli -p "$port" ping > "$data/ping.log" 2>&1; do sleep 0.1; done

workers=()
for _ in $(seq "${WORKERS:-2}"); do
  $rehearse worker --queue "$queue" --jobs 1 --quiet &
  workers+=($!)
done
# shellcheck disable=SC2086 # Both are several words.
$rehearse $study --queue "$queue" --quiet --out "${OUT:-reports/whole}"
kill "${workers[@]}"
wait "${workers[@]}"
