#!/usr/bin/env bash
# A study in parts with GNU parallel, on this machine or, with --sshloginfile, on others that share the folder.
# --resume with a log does only the parts that are missing when it is run again.
set -euo pipefail
rehearse=${REHEARSE:-npx rehearse}
study=${STUDY:-compare article --runs 20000}
parts=${PARTS:-4}

mkdir -p parts
# shellcheck disable=SC2086 # Both are several words.
seq "$parts" | parallel --will-cite --joblog parts.log --resume --retries 3 \
  $rehearse $study --shard "{}/$parts" --jobs 1 --quiet --out "parts/{}"
# shellcheck disable=SC2086
$rehearse merge parts/* --quiet --out "${OUT:-reports/whole}"
