# named-conditions.sh: conditions with a name of their own and any of the settings below, from --condition NAME:KEY=VALUE,...

# KEY=SETTING: short words for the settings that are asked for most.
readonly SETTING_WORDS='lru_gen=lru_gen.enabled min_ttl_ms=lru_gen.min_ttl_ms thp=thp.enabled thp_defrag=thp.defrag swappiness=vm.swappiness
zswap=zswap.enabled zswap_compressor=zswap.compressor'
# What a condition may set: files that can be written at any time, for the whole machine, and restored.
readonly CONDITION_SETTINGS='ksm.run lru_gen.enabled lru_gen.min_ttl_ms numa.balancing thp.defrag thp.enabled thp.shmem_enabled vm.min_free_kbytes
vm.overcommit_memory vm.page-cluster vm.swappiness vm.vfs_cache_pressure vm.watermark_scale_factor zswap.compressor zswap.enabled'

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
    [[ $one =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}:[^:]+$ ]] ||
      fail "--condition: expected NAME:KEY=VALUE such as low:swappiness=10, found \"$one\""
    value=()
    for pair in $2; do value[${pair%%=*}]=${pair#*=}; done
    IFS=, read -r -a pairs <<<"${one#*:}"
    words=()
    for pair in "${pairs[@]}"; do
      [[ $pair =~ ^[A-Za-z0-9._-]+=[A-Za-z0-9._+-]{1,64}$ ]] || fail "--condition: expected KEY=VALUE, found \"$pair\""
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
  local word
  for word in $SETTING_WORDS; do
    if [[ ${word%%=*} == "$1" ]]; then
      REPLY=${word#*=}
      return
    fi
  done
  [[ " ${CONDITION_SETTINGS//$'\n'/ } " == *" $1 "* ]] ||
    fail "--condition: expected one of: $(tr '\n' ' ' <<<"$CONDITION_SETTINGS")or lru_gen, min_ttl_ms, thp, thp_defrag, swappiness, zswap, zswap_compressor; found \"$1\""
  REPLY=$1
}

# Sets REPLY to the value $2 of setting $1 as the kernel prints it.
setting_value() {
  REPLY=$2
  case $1 in
    lru_gen.enabled)
      mask_of "$2" || fail "--condition: expected lru_gen to be off, on or a mask such as 0x3, found \"$2\""
      ;;
    zswap.enabled)
      case $2 in
        on | y | Y | 1) REPLY=Y ;;
        off | n | N | 0) REPLY=N ;;
        *) fail "--condition: expected zswap to be on or off, found \"$2\"" ;;
      esac
      ;;
    thp.* | zswap.compressor)
      [[ $2 =~ ^[a-z][a-z0-9_+-]*$ ]] || fail "--condition: expected a word for $1, found \"$2\""
      ;;
    *)
      [[ $2 =~ ^(0|[1-9][0-9]{0,9})$ ]] || fail "--condition: expected a whole number for $1, found \"$2\""
      ;;
  esac
}
