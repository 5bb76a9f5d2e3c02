# messages.sh: what the person at the terminal reads. All of it goes to standard error.

# What the commands in messages begin with: the name that it was started by, installed or not.
OWN_NAME=run-experiment
[[ ${0##*/} != mglru-collect ]] || OWN_NAME=mglru-collect

say() { printf '%s\n' "$*" >&2 || :; }
note() { printf '  %s\n' "$*" >&2 || :; }
warn() { printf '  warning: %s\n' "$*" >&2 || :; }

# The user can fix it: a sentence and exit 2.
fail() {
  printf '%s: %s\n' "$OWN_NAME" "$*" >&2 || :
  exit 2
}

# The experiment cannot go on, what is recorded stays: exit 1.
stop_experiment() {
  printf '%s: %s\n' "$OWN_NAME" "$*" >&2 || :
  exit 1
}

# Sets REPLY to seconds in words: 75 -> "1 min 15 s".
duration_words() {
  local s=$1
  if ((s >= 3600)); then
    REPLY="$((s / 3600)) h $((s % 3600 / 60)) min"
  elif ((s >= 60)); then
    REPLY="$((s / 60)) min $((s % 60)) s"
  else
    REPLY="$s s"
  fi
}
