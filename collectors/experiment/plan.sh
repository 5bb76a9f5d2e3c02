# plan.sh: which runs, in which order. Everything is drawn from the seed by SHA-256, so the same seed gives the
# same plan on every machine, whatever its awk or shell.

# Sets REPLY to a number in 0..2^32-1 drawn from the seed and the words given.
draw() {
  local digest
  digest=$(printf '%s' "$seed/$*" | sha256sum)
  REPLY=$((16#${digest:0:8}))
}

# Sets first_of[1..blocks] to 0 or 1: which condition a block starts with. Balanced: of an even number of
# blocks exactly half start with each condition, of an odd number one more than half, and a draw says of which.
draw_order() {
  local block keys='' place=0 half extra
  draw extra
  extra=$((REPLY % 2))
  half=$((blocks / 2))
  if ((blocks % 2)); then half=$((half + extra)); fi
  for ((block = 1; block <= blocks; block++)); do
    draw block "$block"
    keys+="$(printf '%010d %d' "$REPLY" "$block")"$'\n'
  done
  first_of=()
  while read -r _ block; do
    place=$((place + 1))
    if ((place <= half)); then first_of[block]=0; else first_of[block]=1; fi
  done < <(printf '%s' "$keys" | sort)
}

# Fills plan_runs with lines "id kind block position condition" ("-" for none), in the order to be run.
make_plan() {
  local block position which untraced=0 due
  draw_order
  plan_runs=("w01-${condition_ids[0]} warmup - - ${condition_ids[0]}")
  for ((block = 1; block <= blocks; block++)); do
    for position in 1 2; do
      which=$(((first_of[block] + position - 1) % 2))
      plan_runs+=("$(printf 'b%02d-%d-%s measured %d %d %s' "$block" "$position" "${condition_ids[which]}" \
        "$block" "$position" "${condition_ids[which]}")")
    done
    # Untraced pairs are spread over the experiment, so that a drift touches them as it touches the others.
    due=$((untraced_runs * block / blocks))
    while ((untraced < due)); do
      untraced=$((untraced + 1))
      draw untraced "$untraced"
      for position in 0 1; do
        which=$(((REPLY + position) % 2))
        plan_runs+=("$(printf 'u%02d-%s untraced - - %s' "$untraced" "${condition_ids[which]}" "${condition_ids[which]}")")
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
