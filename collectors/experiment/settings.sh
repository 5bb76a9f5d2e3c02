# settings.sh: kernel settings that decide how reclaim behaves: read, set, checked.

readonly LRU_GEN=/sys/kernel/mm/lru_gen
readonly THP=/sys/kernel/mm/transparent_hugepage
readonly SETTING_FILES=(
  "cpu.governor /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"
  "kfence.sample_interval /sys/module/kfence/parameters/sample_interval"
  "ksm.run /sys/kernel/mm/ksm/run"
  "lru_gen.enabled $LRU_GEN/enabled"
  "lru_gen.min_ttl_ms $LRU_GEN/min_ttl_ms"
  "numa.balancing /proc/sys/kernel/numa_balancing"
  "thp.defrag $THP/defrag"
  "thp.enabled $THP/enabled"
  "thp.shmem_enabled $THP/shmem_enabled"
  "vm.min_free_kbytes /proc/sys/vm/min_free_kbytes"
  "vm.overcommit_memory /proc/sys/vm/overcommit_memory"
  "vm.page-cluster /proc/sys/vm/page-cluster"
  "vm.swappiness /proc/sys/vm/swappiness"
  "vm.vfs_cache_pressure /proc/sys/vm/vfs_cache_pressure"
  "vm.watermark_scale_factor /proc/sys/vm/watermark_scale_factor"
  "zram.compressor /sys/block/zram0/comp_algorithm"
  "zswap.compressor /sys/module/zswap/parameters/compressor"
  "zswap.enabled /sys/module/zswap/parameters/enabled"
)

# setting_file[NAME]: where the kernel shows it.
declare -A setting_file=()
for entry in "${SETTING_FILES[@]}"; do setting_file[${entry%% *}]=${entry#* }; done
unset entry

# Sets REPLY to the content of kernel file $1 without the newline, or to nothing where there is none.
read_setting() {
  REPLY=''
  { IFS= read -r REPLY <"$1"; } 2>/dev/null || :
}

# Sets REPLY to all settings as a JSON object, null where the kernel has no such file.
settings_json() {
  local entry name list=''
  for entry in "${SETTING_FILES[@]}"; do
    name=${entry%% *}
    read_setting "${entry#* }"
    json_text_or_null "$REPLY" 4000
    list+=", \"$name\": $REPLY"
  done
  REPLY="{${list#, }}"
}

# Writes $2 into kernel file $1; the first time, what was there is noted for the restore. The lists of
# transparent_hugepage show the choice in brackets: "always [madvise] never".
change_setting() {
  local file=$1 value=$2 old
  [[ -e $file ]] || return 1
  if [[ -z ${noted_settings[$file]-} ]]; then
    read_setting "$file"
    old=$REPLY
    if [[ $old == *\[*\]* ]]; then
      old=${old#*\[}
      old=${old%%\]*}
    fi
    state_add write "$old" "$file"
    noted_settings[$file]=yes
  fi
  { printf '%s\n' "$value" >"$file"; } 2>/dev/null
}

# Writes everything that condition number $1 asks for.
apply_condition() {
  local word file hint
  for word in ${condition_settings[$1]}; do
    file=${setting_file[${word%%=*}]}
    hint=''
    if [[ $word == thp.enabled=* ]]; then hint=' (or use --thp keep)'; fi
    change_setting "$file" "${word#*=}" || stop_experiment "cannot write ${word#*=} to $file: locked-down kernel?$hint"
  done
}

# Succeeds when the kernel's answers fit condition number $1; otherwise REPLY says what does not.
check_condition() {
  local word
  for word in ${condition_settings[$1]}; do
    read_setting "${setting_file[${word%%=*}]}"
    if ! setting_answers "${word%%=*}" "${word#*=}" "$REPLY"; then
      REPLY="${setting_file[${word%%=*}]} reads \"$REPLY\" where ${word#*=} was asked for"
      return 1
    fi
  done
}

# Succeeds when the kernel, asked to set $1 to $2, may answer with $3. A kernel leaves out mask bits that its hardware
# cannot do, so 0x0007 may read back as 0x0001 or 0x0003. min_ttl_ms is kept in jiffies and comes back rounded.
setting_answers() {
  local asked=$2 answer=$3 hz jiffies
  case $1 in
    lru_gen.enabled)
      [[ $answer =~ ^0x[0-9a-f]{1,8}$ ]] && ((!(answer & ~asked) && (answer & 1) == (asked & 1)))
      ;;
    lru_gen.min_ttl_ms)
      [[ $answer =~ ^(0|[1-9][0-9]{0,11})$ ]] || return 1
      ((answer != asked)) || return 0
      for hz in 100 250 300 1000; do
        jiffies=$(((asked * hz + 999) / 1000))
        if ((answer == jiffies * 1000 / hz || answer == (jiffies * 1000 + hz - 1) / hz)); then return 0; fi
      done
      return 1
      ;;
    thp.*) [[ $answer == *"[$asked]"* ]] ;;
    *) [[ $answer == "$asked" ]] ;;
  esac
}
