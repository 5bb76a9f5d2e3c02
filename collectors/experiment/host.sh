# host.sh: facts about the test machine for experiment.json.

readonly KERNEL_OPTIONS='LRU_GEN LRU_GEN_ENABLED LRU_GEN_STATS LRU_GEN_WALKS_MMU KASAN KMSAN KCSAN KFENCE KFENCE_SAMPLE_INTERVAL
DEBUG_KMEMLEAK LOCKDEP PROVE_LOCKING DEBUG_VM DEBUG_PAGEALLOC PAGE_POISONING INIT_ON_ALLOC_DEFAULT_ON INIT_ON_FREE_DEFAULT_ON
TRANSPARENT_HUGEPAGE TRANSPARENT_HUGEPAGE_ALWAYS TRANSPARENT_HUGEPAGE_MADVISE KSM ZSWAP ZSWAP_DEFAULT_ON ZRAM MEMCG NUMA
NUMA_BALANCING PSI DAMON PREEMPT PREEMPT_NONE PREEMPT_VOLUNTARY PREEMPT_DYNAMIC PREEMPT_RT HZ DEBUG_INFO_BTF ARM64_HW_AFDBM'

# Sets host_json, and cpus, memory_bytes, page_bytes for others.
read_host() {
  local kernel build arch distribution cpu_model numa virtualization emulated=false swap='' name kind size config
  kernel=$(uname -r) build=$(uname -v) arch=$(uname -m)
  distribution=$(awk -F= '$1 == "PRETTY_NAME" { gsub(/^"|"$/, "", $2); print $2 }' /etc/os-release 2>/dev/null)
  cpus=$(nproc --all)
  cpu_model=$(awk -F': ' '/^(model name|Model|cpu model|Hardware)[ \t]*:/ { print $2; exit }' /proc/cpuinfo)
  memory_bytes=$(awk '$1 == "MemTotal:" { printf "%.0f", $2 * 1024 }' /proc/meminfo)
  page_bytes=$(getconf PAGE_SIZE)
  numa=$(find /sys/devices/system/node -maxdepth 1 -name 'node[0-9]*' 2>/dev/null | wc -l)
  if ((numa == 0)); then numa=null; fi
  find_virtualization
  if [[ $virtualization == qemu || $cpu_model == *TCG* ]]; then emulated=true; fi
  # Who starts the virtual machine knows better than who looks from inside.
  case ${MGLRU_EMULATED-} in 1) emulated=true ;; 0) emulated=false ;; esac
  # Compiling the programs takes minutes there when all streams are asked for.
  if [[ $emulated == true ]]; then attach_timeout=600; fi
  while read -r name kind size _; do
    case $name in
      Filename) continue ;;
      /dev/zram*) kind=zram ;;
      *) if [[ $kind == partition ]]; then kind=disk; fi ;;
    esac
    swap+=", {\"kind\": \"$kind\", \"bytes\": $((size * 1024))}"
  done < <(cat /proc/swaps)
  kernel_config_json
  config=$REPLY
  host_json="{"
  json_string "$kernel"
  host_json+=$'\n    "kernel": '"$REPLY"
  json_string "$build"
  host_json+=$',\n    "kernelBuild": '"$REPLY"
  json_string "$arch"
  host_json+=$',\n    "architecture": '"$REPLY"
  json_text_or_null "$distribution"
  host_json+=$',\n    "distribution": '"$REPLY"
  host_json+=$',\n    "cpus": '"$cpus"
  json_text_or_null "$cpu_model"
  host_json+=$',\n    "cpuModel": '"$REPLY"
  host_json+=$',\n    "memoryBytes": '"$memory_bytes, \"pageBytes\": $page_bytes, \"numaNodes\": $numa"
  json_text_or_null "$virtualization"
  host_json+=$',\n    "virtualization": '"$REPLY, \"emulated\": $emulated"
  host_json+=$',\n    "swap": '"[${swap#, }]"
  host_json+=$',\n    "kernelConfig": '"$config"$'\n  }'
}

# Sets virtualization as systemd-detect-virt names it; without that program by what the machine shows.
find_virtualization() {
  local vendor=''
  if command -v systemd-detect-virt >/dev/null; then
    virtualization=$(systemd-detect-virt --vm 2>/dev/null) || virtualization=${virtualization:-none}
    return
  fi
  read_setting /sys/class/dmi/id/sys_vendor
  vendor=$REPLY
  if [[ $cpu_model == *TCG* ]]; then
    virtualization=qemu
  elif grep -qw hypervisor /proc/cpuinfo 2>/dev/null; then
    case $vendor in
      QEMU*) virtualization=kvm ;;
      VMware*) virtualization=vmware ;;
      Microsoft*) virtualization=microsoft ;;
      Xen*) virtualization=xen ;;
      *) virtualization=kvm ;;
    esac
  elif [[ $vendor == QEMU* ]]; then
    virtualization=qemu
  elif [[ -n $vendor ]]; then
    virtualization=none
  else
    virtualization=''
  fi
}

# Sets REPLY to the configuration of the running kernel, or to nothing where it cannot be read.
read_kernel_config() {
  local file
  file=/boot/config-$(uname -r)
  REPLY=''
  if [[ -r /proc/config.gz ]]; then
    REPLY=$(gzip -d -c /proc/config.gz)
  elif [[ -r $file ]]; then
    REPLY=$(<"$file")
  fi
}

# Sets REPLY to the build options of the running kernel that matter here, as a JSON object.
kernel_config_json() {
  read_kernel_config
  if [[ -z $REPLY ]]; then
    REPLY='{}'
    return
  fi
  REPLY=$(printf '%s\n' "$REPLY" | awk -v wanted="$KERNEL_OPTIONS" '
    BEGIN { n = split(wanted, names, /[ \n]+/); for (i = 1; i <= n; i++) value[names[i]] = "n" }
    match($0, /^CONFIG_[A-Z0-9_]+=/) { key = substr($0, 8, RLENGTH - 8); if (key in value) value[key] = substr($0, RLENGTH + 1) }
    END {
      for (i = 1; i <= n; i++) {
        v = value[names[i]]; gsub(/["\\]/, "", v)
        printf "%s\"%s\": \"%s\"", (i > 1 ? ", " : "{"), names[i], v
      }
      print "}"
    }')
}

# Sets tool_versions[TOOL] to the version line of each program, empty where it is absent.
read_tools() {
  local tool version
  tool_versions=()
  for tool in bpftrace perf stress-ng bash awk zstd gzip; do
    version=''
    if command -v "$tool" >/dev/null; then
      case $tool in
        awk) version=$( { awk --version || awk -W version; } 2>/dev/null </dev/null | head -n 1) ;;
        *) version=$("$tool" --version 2>/dev/null </dev/null | head -n 1) ;;
      esac
    fi
    tool_versions[$tool]=$version
  done
}

# Sets REPLY to the version lines as a JSON object, null where a program is absent.
tools_json() {
  local tool list=''
  for tool in bpftrace perf stress-ng bash awk zstd gzip; do
    json_text_or_null "${tool_versions[$tool]}"
    list+=", \"$tool\": $REPLY"
  done
  REPLY="{${list#, }}"
}
