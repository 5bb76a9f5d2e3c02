# json.sh: JSON text from shell values, without jq.
# Hostile bytes are normal here (process names, paths, kernel messages), so everything goes through one escaper.

# Sets REPLY to $1 as a JSON string. Plain ASCII is done here; the rest by escape.awk, which knows UTF-8.
json_string() {
  local s=$1 backslash=$'\\' quote='"'
  if [[ $s == *[![:print:]]* ]]; then
    s=$(printf '%s' "$s" | awk -f "$EXPERIMENT_LIB/escape.awk" -f "$EXPERIMENT_LIB/one-string.awk")
  else
    s=${s//"$backslash"/"$backslash$backslash"}
    s=${s//"$quote"/"$backslash$quote"}
  fi
  REPLY="\"$s\""
}

# Sets REPLY to $1 as a JSON string of at most $2 bytes, or to null when $1 is empty.
json_text_or_null() {
  if [[ -z $1 ]]; then
    REPLY=null
  else
    json_string "${1:0:${2:-4096}}"
  fi
}

# Sets REPLY to $1 when it is a whole number without leading zeros, else to null.
json_number_or_null() {
  if [[ $1 =~ ^(0|[1-9][0-9]{0,18})$ ]]; then REPLY=$1; else REPLY=null; fi
}

# Sets REPLY to a JSON array of the strings given.
json_strings() {
  local item list=''
  for item in "$@"; do
    json_string "$item"
    list+=", $REPLY"
  done
  REPLY="[${list#, }]"
}

# Wraps every line of standard input as {"type":"line","data":"..."}.
json_wrap_lines() {
  awk -f "$EXPERIMENT_LIB/escape.awk" -f "$EXPERIMENT_LIB/wrap-lines.awk"
}
