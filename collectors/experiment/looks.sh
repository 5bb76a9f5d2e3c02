# looks.sh: the numbers of blocks at which the analysis looks, planned before the first run. The collector stops at
# each; --resume goes on to the next one.

# Fills look_blocks from the text $1 ("12,16,20,24", or nothing) and sets blocks to the last. stage_ends is the same, or
# all blocks where no looks are planned.
parse_looks() {
  local text=$1 one last=0
  look_blocks=() stage_ends=("$blocks")
  [[ -n $text ]] || return 0
  [[ $text =~ ^[1-9][0-9]{0,4}(,[1-9][0-9]{0,4}){1,99}$ ]] ||
    fail "--looks: expected 2 to 100 numbers of blocks such as 12,16,20,24, found \"$text\""
  IFS=, read -r -a look_blocks <<<"$text"
  for one in "${look_blocks[@]}"; do
    if ((one <= last || one > 1000)); then fail "--looks: expected ascending numbers up to 1000, found \"$text\""; fi
    last=$one
  done
  if [[ -n $blocks_given ]] && ((blocks_given != last)); then
    fail "--looks: expected the last look at all $blocks_given blocks of --blocks, found $last; give --looks alone"
  fi
  blocks=$last stage_ends=("${look_blocks[@]}")
}

# Sets look_index (0 for the first) and look_end: the look to record to, and its number of blocks. $1: the look asked
# for, from 1 on, or nothing for the first that is not reached yet.
choose_look() {
  local asked=$1 reached=0
  look_index=-1 look_end=$blocks
  if ((${#look_blocks[@]} == 0)); then
    [[ -z $asked ]] || fail "--to-look: this experiment has no planned looks; plan them with --looks before the first run"
    return
  fi
  if ((asked > ${#look_blocks[@]})); then
    fail "--to-look: expected a look from 1 to ${#look_blocks[@]} (blocks ${look_blocks[*]}), found $asked"
  fi
  while ((reached < ${#look_blocks[@]})) && recorded_to "${look_blocks[reached]}"; do reached=$((reached + 1)); done
  if [[ -n $asked ]] && ((asked <= reached)); then
    fail "--to-look: look $asked of ${#look_blocks[@]} has been reached already; the next is look $((reached + 1))"
  fi
  look_index=$((asked ? asked - 1 : reached))
  if ((look_index >= ${#look_blocks[@]})); then look_index=$((${#look_blocks[@]} - 1)); fi
  look_end=${look_blocks[look_index]}
}

# Sets planned_to[...] to the runs of the plan up to the end of block $1, with the untraced ones that follow it.
runs_to() {
  local line kind block
  planned_to=()
  for line in "${plan_runs[@]}"; do
    read -r _ kind block _ <<<"$line"
    if [[ $kind == measured ]] && ((block > $1)); then break; fi
    planned_to+=("$line")
  done
}

# Succeeds when all runs up to the end of block $1 are recorded.
recorded_to() {
  local line
  runs_to "$1"
  for line in "${planned_to[@]}"; do
    [[ -f $experiment/runs/${line%% *}/run.json ]] || return 1
  done
}

# Says what has been reached.
announce_end() {
  if ((look_index < 0 || look_index + 1 == ${#look_blocks[@]})); then
    say "complete: $experiment${look_blocks:+ (look ${#look_blocks[@]} of ${#look_blocks[@]})}"
  else
    say "look $((look_index + 1)) of ${#look_blocks[@]}: $look_end of $blocks blocks are recorded in $experiment"
    say "analyze it; if the result is not conclusive, go on to look $((look_index + 2)): $OWN_NAME --resume $experiment"
  fi
}
