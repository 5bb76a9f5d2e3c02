# conditions.sh: the two conditions that are compared, from the words of --conditions: off, on, or a mask such as 0x3;
# ":min_ttl_ms=1000" may follow.

# Fills condition_ids, and condition_settings with the words NAME=VALUE that each condition asks for, from the text $1
# ("off,on"). $2: min_ttl_ms where none is given. What is set for all runs is in both. Sets same_conditions for A/A.
parse_conditions() {
  local text=$1 default_ttl=$2 word id ttl for_all=''
  local -a words
  if [[ $thp != keep ]]; then for_all+=" thp.enabled=$thp"; fi
  if [[ -n $swappiness ]]; then for_all+=" vm.swappiness=$swappiness"; fi
  same_conditions=''
  if [[ $text == kernels:* ]]; then
    kernels=${text#kernels:}
    parse_kernels "${kernels%%:*}" "$for_all" "${kernels#*:}"
    return
  fi
  if [[ $text == *';'* ]]; then
    parse_named_conditions "$text" "$for_all"
    same_settings_refused "${condition_ids[@]}"
    return
  fi
  IFS=, read -r -a words <<<"$text"
  if [[ -n $a_a ]]; then
    if ((${#words[@]} == 2)) && [[ $text == off,on || ${words[0]} == "${words[1]}" ]]; then words=("${words[0]}"); fi
    ((${#words[@]} == 1)) || fail "--a-a: expected one condition to compare with itself, as in --conditions on, found \"$text\""
    words=("${words[0]}" "${words[0]}")
  fi
  if ((${#words[@]} != 2)); then
    fail "--conditions: expected two, as in off,on or 0x1,0x7 or on,on:min_ttl_ms=1000; found \"$text\""
  fi
  condition_ids=() condition_labels=('' '') condition_settings=()
  for word in "${words[@]}"; do
    ttl=$default_ttl
    id=${word%%:*}
    if [[ $word == *:* ]]; then
      [[ ${word#*:} =~ ^min_ttl_ms=(0|[1-9][0-9]{0,8})$ ]] ||
        fail "--conditions: expected min_ttl_ms=NUMBER after the colon, found \"$word\""
      ttl=${BASH_REMATCH[1]}
    fi
    mask_of "$id" || fail "--conditions: expected off, on or a mask such as 0x3, found \"$id\""
    if [[ $id == 0x* ]]; then id=$REPLY; fi
    if ((ttl != default_ttl)); then id+="-ttl$ttl"; fi
    condition_ids+=("mglru-$id")
    condition_settings+=("lru_gen.enabled=$REPLY lru_gen.min_ttl_ms=$ttl$for_all")
  done
  if [[ ${condition_ids[0]} == "${condition_ids[1]}" ]]; then
    same_conditions=yes
    condition_ids=("${condition_ids[0]}-a" "${condition_ids[1]}-b")
  else
    same_settings_refused "${words[@]}"
  fi
}

# Sets REPLY to the mask that off, on or a hexadecimal number stands for; fails for another word.
mask_of() {
  case $1 in
    off) REPLY=0x0000 ;;
    on) REPLY=0x0007 ;;
    *)
      [[ $1 =~ ^0x[0-9a-fA-F]{1,4}$ ]] || return 1
      printf -v REPLY '0x%04x' "$(($1))"
      ;;
  esac
}

# Equal settings are for an A/A comparison, and that is asked for. $1, $2: the conditions as they were named.
same_settings_refused() {
  if [[ ${condition_settings[0]} == "${condition_settings[1]}" ]]; then
    fail "conditions: $1 and $2 ask for the same settings; for an A/A comparison use --a-a"
  fi
}

# Sets cgroup_needed_by to the option or setting that needs a cgroup of the workload, to nothing when none does.
find_cgroup_need() {
  local word
  cgroup_needed_by=${memory_max:+--memory-max}
  for word in ${condition_settings[*]}; do
    if setting_in_cgroup "${word%%=*}"; then cgroup_needed_by=${word%%=*}; fi
  done
}

# Sets REPLY to the index of the condition named $1.
condition_index() {
  if [[ $1 == "${condition_ids[0]}" ]]; then REPLY=0; else REPLY=1; fi
}

# Sets REPLY to the settings that condition number $1 asks for, as a JSON object.
condition_settings_json() {
  local word list=''
  for word in ${condition_settings[$1]}; do
    json_string "${word#*=}"
    list+=", \"${word%%=*}\": $REPLY"
  done
  REPLY="{${list#, }}"
}

# Writes the settings of both conditions once and reads them back. Fails, with the reason in REPLY, when the machine
# gives both the same ones although they ask for different ones: hardware may lack bits of a mask.
conditions_differ() {
  local i word answers=('' '')
  [[ -z $same_conditions && -z ${kernels-} ]] || return 0
  for i in 0 1; do
    apply_condition "$i"
    new_workload_cgroup "$i"
    check_condition "$i" || return 1
    for word in ${condition_settings[i]}; do
      setting_path "${word%%=*}"
      read_setting "$REPLY"
      answers[i]+="${word%%=*} $REPLY, "
    done
  done
  [[ ${answers[0]} == "${answers[1]}" ]] || return 0
  REPLY="both conditions (${condition_ids[*]}) come out the same on this machine: ${answers[0]%, }; choose others, or --a-a for an A/A comparison"
  return 1
}
