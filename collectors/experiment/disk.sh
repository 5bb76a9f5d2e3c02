# disk.sh: a directory of its own for the experiment, and enough room for the next run, asked before it starts rather
# than found out in the middle of it.

# Sets REPLY to the MiB that are free where the experiment is written.
free_mib() {
  REPLY=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
}

# Stops the experiment when the largest run so far would not fit twice; 32 MiB are always left.
check_disk() {
  local largest=0 need
  if [[ -d $experiment/runs ]]; then
    largest=$(du -sk "$experiment"/runs/* 2>/dev/null | sort -rn | awk 'NR == 1 { print int($1 / 1024) + 1 }')
  fi
  need=$((32 + 2 * ${largest:-0} + profile_disk_mib))
  free_mib "$experiment"
  if ((REPLY < need)); then
    stop_experiment "only $REPLY MiB are free at $experiment, a run needs $need MiB; make room, then: $OWN_NAME --resume $experiment"
  fi
}

# A new experiment goes into a directory of its own: nothing in it is another's, and no link leads elsewhere.
check_fresh() {
  local name
  [[ $mode == run ]] || return 0
  if [[ -e $experiment/experiment.json ]]; then
    fail "$experiment holds an experiment already; go on with it: $OWN_NAME --resume $experiment"
  fi
  if [[ -e $experiment || -L $experiment ]]; then
    [[ -d $experiment && -O $experiment ]] ||
      fail "--out $experiment: expected a directory of your own or a new name, found what belongs to another or is no directory; give another name"
    for name in runs .work .resume experiment.json.tmp; do
      if [[ -e $experiment/$name || -L $experiment/$name ]]; then fail "--out $experiment: $name exists there already; give another directory"; fi
    done
  fi
}
