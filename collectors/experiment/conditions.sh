# conditions.sh: the two conditions that are compared, from the words of --conditions.
# WORD is off, on, or a mask such as 0x3; ":min_ttl_ms=1000" may follow.

# Fills condition_ids, condition_masks and condition_ttls from the text $1 ("off,on"). $2: min_ttl_ms where none is given.
parse_conditions() {
  local text=$1 default_ttl=$2 word mask id ttl
  local -a words
  IFS=, read -r -a words <<<"$text"
  if ((${#words[@]} != 2)); then
    fail "--conditions: expected two, as in off,on or 0x1,0x7 or on,on:min_ttl_ms=1000; found \"$text\""
  fi
  condition_ids=() condition_masks=() condition_ttls=()
  for word in "${words[@]}"; do
    ttl=$default_ttl
    id=${word%%:*}
    if [[ $word == *:* ]]; then
      [[ ${word#*:} =~ ^min_ttl_ms=(0|[1-9][0-9]{0,8})$ ]] ||
        fail "--conditions: expected min_ttl_ms=NUMBER after the colon, found \"$word\""
      ttl=${BASH_REMATCH[1]}
    fi
    case $id in
      off) mask=0x0000 ;;
      on) mask=0x0007 ;;
      *)
        [[ $id =~ ^0x[0-9a-fA-F]{1,4}$ ]] || fail "--conditions: expected off, on or a mask such as 0x3, found \"$id\""
        mask=$(printf '0x%04x' "$((id))")
        id=$mask
        ;;
    esac
    if ((ttl != default_ttl)); then id+="-ttl$ttl"; fi
    condition_ids+=("mglru-$id") condition_masks+=("$mask") condition_ttls+=("$ttl")
  done
  if [[ ${condition_ids[0]} == "${condition_ids[1]}" ]]; then
    condition_ids=("${condition_ids[0]}-a" "${condition_ids[1]}-b")
  fi
}

# Sets REPLY to the index of the condition named $1.
condition_index() {
  if [[ $1 == "${condition_ids[0]}" ]]; then REPLY=0; else REPLY=1; fi
}
