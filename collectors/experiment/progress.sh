# progress.sh: where the experiment is and how long it will take.

# Before a run (a line of the plan, $3): its place, its block, and the time left by the mean length of the runs so far.
announce_run() {
  local number=$1 total=$2 id block left=''
  read -r id _ block _ <<<"$3"
  if ((runs_timed > 0)); then
    duration_words $(((total - number + 1) * seconds_timed / runs_timed))
    left=", about $REPLY left"
  fi
  if [[ $block == - ]]; then block=''; else block=" (block $block of $blocks)"; fi
  say "run $number of $total$block: $id$left"
}

# During a run, only on a terminal: one line that is written over.
show_progress() {
  if [[ -t 2 ]]; then printf '\r  %s s ' "$1" >&2; fi
}

note_duration() {
  runs_timed=$((runs_timed + 1))
  seconds_timed=$((seconds_timed + $1))
  if [[ -t 2 ]]; then printf '\r' >&2; fi
}
