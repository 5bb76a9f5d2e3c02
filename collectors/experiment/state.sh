# state.sh: the settings are restored, whatever happens.
# Before anything is changed, how to undo it goes into a state file under /run: a line each, tab between fields.
#   boot ID | owner PID START | experiment DIR | write VALUE FILE | swapon PRIORITY FILE | process PID START NAME | cgroup DIR
# /run is emptied by a reboot, and a reboot undoes the changes too.

readonly STATE_DIR=/run/mglru-report
readonly STATE_FILE=$STATE_DIR/restore

# Sets REPLY to the start time of process $1 in clock ticks since boot; fails when there is no such process.
# A process id alone may be in use by another process by the time of a restore.
process_start() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086  # the fields are wanted as words
  set -- $stat
  REPLY=${20}
}

# One experiment at a time on a machine. The lock is on file descriptor 9, which what is started closes, so that it
# ends with this shell, even where a SIGKILL leaves a tracer or the workload behind.
take_lock() {
  local holder=''
  { mkdir -p "$STATE_DIR" && chmod 700 "$STATE_DIR" && exec 9<>"$STATE_DIR/lock"; } ||
    fail "cannot write to $STATE_DIR, which holds the lock and how to restore the settings"
  command -v flock >/dev/null || fail "flock is not installed (package util-linux): without it two experiments could run at once"
  if flock -n 9; then
    printf 'process %s, %s\n' "$$" "${experiment:-no experiment}" >"$STATE_DIR/lock"
    return
  fi
  read -r holder <"$STATE_DIR/lock"
  fail "another $OWN_NAME is running (${holder:-it has just begun}); wait for it, or interrupt it with kill -INT"
}

release_lock() { exec 9>&-; }

# Begins the state file.
state_begin() {
  local boot
  read -r boot </proc/sys/kernel/random/boot_id
  process_start $$
  printf 'boot\t%s\nowner\t%s\t%s\nexperiment\t%s\n' "$boot" $$ "$REPLY" "$experiment" >"$STATE_FILE" ||
    fail "cannot write $STATE_FILE, where it is noted how to restore the settings"
  state_owned=yes
}

state_add() {
  (
    IFS=$'\t'
    printf '%s\n' "$*"
  ) >>"$STATE_FILE" || stop_experiment "cannot write $STATE_FILE: no setting is changed that could not be restored"
}

state_add_process() {
  if process_start "$1"; then state_add process "$1" "$REPLY" "$2"; fi
}

# Succeeds when the state file's owner is alive and is not this process.
state_owner_alive() {
  local word pid start
  while IFS=$'\t' read -r word pid start; do
    if [[ $word == owner && $pid != "$$" ]] && process_start "$pid" && [[ $REPLY == "$start" ]]; then return 0; fi
  done <"$STATE_FILE"
  return 1
}

# Undoes everything in the state file. Fails, and keeps the file, when something could not be put back.
state_restore() {
  local word a b c boot failed=0
  [[ -f $STATE_FILE ]] || return 0
  read -r boot </proc/sys/kernel/random/boot_id
  while IFS=$'\t' read -r word a b c; do
    case $word in
      boot)
        if [[ $a != "$boot" ]]; then
          note "the machine was rebooted since: nothing to restore"
          break
        fi
        ;;
      process)
        if process_start "$a" && [[ $REPLY == "$b" ]]; then
          kill -KILL -- "-$a" 2>/dev/null || kill -KILL "$a" 2>/dev/null
        fi
        ;;
      swapon) swap_on "$b" "$a" || failed=1 ;;
      write) write_back "$b" "$a" || failed=1 ;;
      cgroup) remove_cgroup "$a" || failed=1 ;;
    esac
  done <"$STATE_FILE"
  if ((failed)); then
    warn "not everything could be restored; $STATE_FILE is kept, try again: $OWN_NAME --restore"
    return 1
  fi
  rm -f "$STATE_FILE"
}

# Writes value $2 into kernel file $1 unless it is there already. "-memory" switches a cgroup controller off.
write_back() {
  local now
  read_setting "$1"
  now=$REPLY
  [[ $now == "$2" ]] && return 0
  if { printf '%s\n' "$2" >"$1"; } 2>/dev/null; then
    note "restored: $1 = $2"
  else
    warn "could not write \"$2\" back to $1"
    return 1
  fi
}

swap_on() {
  local name
  while read -r name _; do
    if [[ $name == "$1" ]]; then return 0; fi
  done < <(cat /proc/swaps)
  if [[ $2 == -* ]]; then swapon "$1"; else swapon -p "$2" "$1"; fi || {
    warn "could not switch swap $1 on again"
    return 1
  }
  note "restored: swap $1"
}

# Ends what still runs in cgroup $1 and removes it.
remove_cgroup() {
  local try
  [[ -d $1 ]] || return 0
  for try in 1 2 3 4 5 6 7 8 9 10; do
    if [[ -e $1/cgroup.kill ]]; then { echo 1 >"$1/cgroup.kill"; } 2>/dev/null; fi
    rmdir "$1" 2>/dev/null && return 0
    sleep 0.$try
  done
  warn "could not remove the cgroup $1: something still runs in it"
  return 1
}
