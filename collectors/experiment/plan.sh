# plan.sh: which runs, in which order. Everything is drawn from the seed by SHA-256, so the same seed gives the
# same plan on every machine, whatever its awk or shell.
#
# The order of the blocks, algorithm "sha256-blocks-2" (README.md, "The design", says what it is for):
# - A stage is the blocks from one look to the next; without looks all blocks are one stage. Stages are drawn in turn.
# - Attempt a (1, 2, ...) at stage s (1, 2, ...): block j (1, 2, ...) of the stage has a key of 32 bits: of the SHA-256 of
#   "SEED/stage s attempt a digest d", d = 1 + (j - 1) / 8, the eight hexadecimal digits from place 8 * ((j - 1) % 8) on.
#   Sorted by key, then by j, the first half of the blocks begin with condition 0, the others with condition 1.
# - A stage of an odd size gives its extra block to the condition that fewer blocks of the earlier stages begin with. Where
#   these are equal, to condition 0 when the first eight digits of the SHA-256 of "SEED/stage s extra" are odd.
# - Four counts: how often the first run of a block, from block 2 on, has condition x where the block before it ended
#   with condition y. The first attempt is taken after which the largest and the smallest count differ by at most
#   1 + (a - 1) / 64, so by more than 1 only where 64 attempts found no such order.
# Divisions give whole numbers, rounded down.

readonly PLAN_ALGORITHM=sha256-blocks-2

# Sets REPLY to the SHA-256 of the seed and the words given.
draw() {
  read -r REPLY _ < <(printf '%s' "$seed/$*" | sha256sum)
}

# Sets first_of[1..blocks] to 0 or 1: which condition a block starts with. Needs stage_ends.
draw_order() {
  local -a follows=(0 0 0 0)
  local stage=0 from=1 to
  first_of=()
  for to in "${stage_ends[@]}"; do
    stage=$((stage + 1))
    draw_stage "$stage" "$from" "$to"
    from=$((to + 1))
  done
}

# Draws blocks $2 to $3, which are stage $1. Keeps the four counts in the caller's follows.
draw_stage() {
  local stage=$1 from=$2 to=$3 half attempt block
  local -a counts
  half_of_stage "$stage" "$from" "$to"
  half=$REPLY
  for ((attempt = 1; ; attempt++)); do
    shuffle_stage "$stage" "$attempt" "$from" "$to" "$half"
    counts=("${follows[@]}")
    for ((block = from > 1 ? from : 2; block <= to; block++)); do
      counts[2 * (1 - first_of[block - 1]) + first_of[block]]=$((counts[2 * (1 - first_of[block - 1]) + first_of[block]] + 1))
    done
    spread "${counts[@]}"
    if ((REPLY <= 1 + (attempt - 1) / 64)); then break; fi
  done
  follows=("${counts[@]}")
}

# Sets REPLY to how many blocks of stage $1, blocks $2 to $3, begin with condition 0.
half_of_stage() {
  local stage=$1 from=$2 size=$(($3 - $2 + 1)) block zeros=0 half
  half=$((size / 2))
  if ((size % 2)); then
    for ((block = 1; block < from; block++)); do zeros=$((zeros + 1 - first_of[block])); done
    if ((2 * zeros == from - 1)); then
      draw "stage $stage extra"
      half=$((half + 16#${REPLY:0:8} % 2))
    elif ((2 * zeros < from - 1)); then
      half=$((half + 1))
    fi
  fi
  REPLY=$half
}

# Sets first_of of blocks $3 to $4 to attempt $2 at stage $1; $5 of them begin with condition 0.
shuffle_stage() {
  local stage=$1 attempt=$2 from=$3 to=$4 half=$5 block digest='' keys='' place=0
  for ((block = from; block <= to; block++)); do
    if (((block - from) % 8 == 0)); then
      draw "stage $stage attempt $attempt digest $(((block - from) / 8 + 1))"
      digest=$REPLY
    fi
    keys+="${digest:8*((block - from) % 8):8} $block"$'\n'
  done
  while read -r _ block; do
    place=$((place + 1))
    first_of[block]=$((place > half))
  done < <(printf '%s' "$keys" | sort -k 1,1 -k 2,2n)
}

# Sets REPLY to the largest of the numbers given less the smallest.
spread() {
  local least=$1 most=$1 one
  for one; do
    if ((one < least)); then least=$one; fi
    if ((one > most)); then most=$one; fi
  done
  REPLY=$((most - least))
}

# Fills plan_runs with lines "id kind block position condition" ("-" for none), in the order to be run.
make_plan() {
  local block position which untraced=0 due line
  draw_order
  # Each boot warms up by itself.
  plan_runs=()
  if [[ -z ${kernels-} ]]; then plan_runs=("w01-${condition_ids[0]} warmup - - ${condition_ids[0]}"); fi
  for ((block = 1; block <= blocks; block++)); do
    for position in 1 2; do
      which=$(((first_of[block] + position - 1) % 2))
      printf -v line 'b%02d-%d-%s measured %d %d %s' "$block" "$position" "${condition_ids[which]}" \
        "$block" "$position" "${condition_ids[which]}"
      plan_runs+=("$line")
    done
    # Untraced pairs are spread over the experiment, so that a drift touches them as it touches the others. A pair ends with
    # the condition that the block ended with, so that the next block follows the condition that the plan counts.
    due=$((untraced_runs * block / blocks))
    while ((untraced < due)); do
      untraced=$((untraced + 1))
      for position in 0 1; do
        which=$(((first_of[block] + position) % 2))
        printf -v line 'u%02d-%s untraced - - %s' "$untraced" "${condition_ids[which]}" "${condition_ids[which]}"
        plan_runs+=("$line")
      done
    done
  done
}

# Prints the plan for people.
print_plan() {
  local line id kind block position condition n=0
  for line in "${plan_runs[@]}"; do
    read -r id kind block position condition <<<"$line"
    n=$((n + 1))
    printf '%4d  %-28s %-9s block %-3s position %-2s %s\n' "$n" "$id" "$kind" "$block" "$position" "$condition"
  done
}
