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

# Sets everything that condition number $1 and the profile ask for.
apply_condition() {
  local i=$1
  change_setting "$LRU_GEN/enabled" "${condition_masks[i]}" ||
    stop_experiment "cannot write ${condition_masks[i]} to $LRU_GEN/enabled (locked down kernel?)"
  change_setting "$LRU_GEN/min_ttl_ms" "${condition_ttls[i]}" ||
    stop_experiment "cannot write ${condition_ttls[i]} to $LRU_GEN/min_ttl_ms"
  if [[ $thp != keep ]]; then
    change_setting "$THP/enabled" "$thp" || stop_experiment "cannot write $thp to $THP/enabled (use --thp keep)"
  fi
  if [[ -n $swappiness ]]; then
    change_setting /proc/sys/vm/swappiness "$swappiness" || stop_experiment "cannot write $swappiness to vm.swappiness"
  fi
}

# Succeeds when the kernel's answer fits condition number $1; otherwise REPLY says what does not. A kernel
# leaves out mask bits that its hardware cannot do, so "on" may read back as 0x0001 or 0x0003.
check_condition() {
  local i=$1 answer asked
  read_setting "$LRU_GEN/enabled"
  answer=$REPLY asked=${condition_masks[i]}
  if ! [[ $answer =~ ^0x[0-9a-f]+$ ]] || ((answer & ~asked)) || (((answer & 1) != (asked & 1))); then
    REPLY="lru_gen/enabled reads $answer where $asked was asked for"
    return 1
  fi
  read_setting "$LRU_GEN/min_ttl_ms"
  if [[ $REPLY != "${condition_ttls[i]}" ]]; then
    REPLY="lru_gen/min_ttl_ms reads $REPLY where ${condition_ttls[i]} was asked for"
    return 1
  fi
  if [[ $thp != keep ]]; then
    read_setting "$THP/enabled"
    if [[ $REPLY != *"[$thp]"* ]]; then
      REPLY="transparent_hugepage/enabled reads \"$REPLY\" where $thp was asked for"
      return 1
    fi
  fi
}
