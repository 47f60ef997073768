#!/usr/bin/env bash
# A study as an array job of Slurm: one part per task, then one merge.
#
#   job=$(sbatch --parsable slurm.sh)
#   sbatch --dependency=afterany:"$job" --wrap='npx rehearse merge parts/*'
#
# A task that was killed leaves its finished batches: submit it again (sbatch --array=3 would number it alone,
# so name its part: --shard 3/4), or let the merge do what is missing.
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
set -euo pipefail
rehearse=${REHEARSE:-npx rehearse}
study=${STUDY:-compare article --runs 20000}

# shellcheck disable=SC2086 # Both are several words.
$rehearse $study --shard auto --jobs "${SLURM_CPUS_PER_TASK:-2}" --quiet --out "parts/$SLURM_ARRAY_TASK_ID"
