# named-conditions.sh: conditions with a name of their own and any of the settings below, from --condition NAME:KEY=VALUE,...

# Fills condition_ids, condition_labels and condition_settings from the text $1, "NAME:KEY=VALUE,...;NAME:KEY=VALUE,...".
# What is set for all runs ($2, words SETTING=VALUE) is in both, unless the conditions name it.
parse_named_conditions() {
  local text=$1 one pair key names='' own other
  local -a both pairs words
  local -A value
  IFS=';' read -r -a both <<<"$text"
  ((${#both[@]} == 2)) || fail "--condition: expected two, each with an option --condition of its own, found ${#both[@]}"
  condition_ids=() condition_labels=() condition_settings=()
  for one in "${both[@]}"; do
    [[ $one =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}:.+$ ]] ||
      fail "--condition: expected NAME:KEY=VALUE such as low:swappiness=10, found \"$one\""
    value=()
    for pair in $2; do value[${pair%%=*}]=${pair#*=}; done
    IFS=, read -r -a pairs <<<"${one#*:}"
    words=()
    for pair in "${pairs[@]}"; do
      [[ $pair =~ ^[A-Za-z0-9._:/-]{1,200}=[A-Za-z0-9._+-]{1,64}$ ]] || fail "--condition: expected KEY=VALUE, found \"$pair\""
      setting_named "${pair%%=*}"
      key=$REPLY
      setting_value "$key" "${pair#*=}"
      value[$key]=$REPLY
      words+=("$key")
    done
    own=$(printf '%s\n' "${words[@]}" | sort)
    [[ $own == "$(sort -u <<<"$own")" ]] || fail "--condition: \"$one\" names a setting twice"
    names+="$own;"
    condition_ids+=("${one%%:*}")
    condition_labels+=("${one%%:*}")
    condition_settings+=("$(for key in "${!value[@]}"; do printf '%s=%s\n' "$key" "${value[$key]}"; done | sort | tr '\n' ' ' | sed 's/ $//')")
  done
  own=${names%%;*} other=${names#*;}
  # Otherwise the second condition would run with what the first one set.
  [[ $own == "${other%;}" ]] ||
    fail "--condition: ${condition_ids[0]} and ${condition_ids[1]} name different settings; name the same ones in both, with the values wanted"
  [[ ${condition_ids[0]} != "${condition_ids[1]}" ]] || fail "--condition: expected two names, found ${condition_ids[0]} twice"
}

# Sets REPLY to the setting that the word $1 stands for.
setting_named() {
  local name=$1
  REPLY=${setting_word[$name]:-$name}
  case $name in
    kernel) return ;;
    sysctl:*)
      [[ $name =~ ^sysctl:[a-z0-9_-]+([./][A-Za-z0-9_-]+)+$ ]] || fail "--condition: expected sysctl:NAME such as sysctl:vm.dirty_ratio, found \"$name\""
      return
      ;;
    file:*)
      [[ $name =~ ^file:/(sys|proc/sys)/[A-Za-z0-9_./:-]+$ && $name != *..* ]] ||
        fail "--condition: expected file:PATH with a path under /sys or /proc/sys, found \"$name\""
      return
      ;;
    cgroup:*)
      [[ $name =~ ^cgroup:[a-z]+(\.[A-Za-z0-9_]+)+$ && $name != cgroup:cgroup.* ]] || fail "--condition: expected cgroup:NAME such as cgroup:memory.oom.group, found \"$name\""
      return
      ;;
  esac
  case ${setting_kind[$REPLY]-none} in
    none)
      nearest_names "$name"
      fail "--condition: there is no setting \"$name\"; nearest: $REPLY; all: $(settable_names), or sysctl:NAME, file:PATH, cgroup:NAME"
      ;;
    recorded) fail "--condition: $name is recorded and cannot be set while an experiment runs" ;;
  esac
}

# Prints the names of all settings that a condition may have, and the short words for them, with blanks.
settable_names() {
  local name
  {
    for name in "${!setting_kind[@]}"; do
      if [[ ${setting_kind[$name]} != recorded ]]; then printf '%s\n' "$name"; fi
    done
    printf '%s\n' "${!setting_word[@]}"
  } | sort | tr '\n' ' ' | sed 's/ $//'
}

# Sets REPLY to the three names that have most pairs of neighbouring letters in common with $1.
nearest_names() {
  REPLY=$(settable_names | tr ' ' '\n' | awk -v asked="${1:0:64}" '
    function pairs(s, i, n) { delete has; n = length(s); for (i = 1; i < n; i++) has[tolower(substr(s, i, 2))] = 1 }
    BEGIN { pairs(asked); for (p in has) wanted[p] = 1 }
    { pairs($0); common = 0; all = 0; for (p in has) { all++; if (p in wanted) common++ }
      printf "%.6f %s\n", common / (all + length(asked)), $0 }' | sort -k 1,1nr -k 2 | head -n 3 | cut -d ' ' -f 2 | tr '\n' ' ')
  REPLY=${REPLY% }
  REPLY=${REPLY// /, }
}

# Sets REPLY to the value $2 of setting $1 as the kernel prints it.
setting_value() {
  local kind=${setting_kind[$1]-text} least most
  REPLY=$2
  case $kind in
    mask)
      mask_of "$2" || fail "--condition: expected lru_gen to be off, on or a mask such as 0x3, found \"$2\""
      ;;
    switch)
      case $2 in
        on | y | Y | 1) REPLY=Y ;;
        off | n | N | 0) REPLY=N ;;
        *) fail "--condition: expected $1 to be on or off, found \"$2\"" ;;
      esac
      ;;
    choice | word)
      [[ $2 =~ ^[a-z][a-z0-9_+-]*$ ]] || fail "--condition: expected a word for $1, found \"$2\""
      ;;
    bytes) if [[ $2 != max && $2 != 0 ]]; then bytes "--condition: $1" "$2"; fi ;;
    number* | milliseconds)
      least=0 most=9999999999
      if [[ $kind == number* ]]; then read -r _ least most <<<"$kind"; fi
      [[ $2 =~ ^(0|[1-9][0-9]{0,9})$ ]] || fail "--condition: expected a whole number for $1, found \"$2\""
      (($2 >= least && $2 <= most)) || fail "--condition: expected $1 to be from $least to $most, found $2"
      ;;
  esac
}
