# environment.sh: a snapshot of what else on this machine decides how reclaim behaves, for run.json: taken before each
# run, so that the analysis can list every difference between the conditions and between boots.
#
# What:   /proc/sys/vm, /sys/kernel/mm and the parameters of zswap and zram as they are, by path; mounts and swap areas by
#         kind; CPU governors; kernel command line; SHA-256 of the kernel configuration; microcode; versions of tools.
# Not:    counters, which change by themselves. What names the machine or a person: mount points, devices, unknown words
#         of the kernel command line (a hash stands for each), unknown values of mount options.
# Cost:   one grep and one awk a run, before caches are dropped; 4 to 8 KB, at most 20.

# Words of the kernel command line that are kept; * may follow.
readonly SAFE_KERNEL_WORDS='quiet splash ro rw debug nosmt nokaslr kaslr nopti threadirqs nohz* isolcpus=* rcu_nocbs=* maxcpus=* nr_cpus=*
mitigations=* pti=* spectre* retbleed=* transparent_hugepage* thp_* hugepages=* hugepagesz=* default_hugepagesz=* hugetlb* zswap.* zram.*
cgroup_disable=* cgroup_enable=* cgroup_no_v1=* cgroup.memory=* swapaccount=* systemd.unified_cgroup_hierarchy=* psi=* lru_gen* numa=*
numa_balancing=* mem=* movablecore=* kernelcore=* movable_node cma=* intel_pstate=* amd_pstate=* processor.* intel_idle.* cpuidle.* idle=*
init_on_alloc=* init_on_free=* page_poison* page_owner=* slub_* slab_* debug_pagealloc=* kfence.* kasan* kmemleak=* lockdep* preempt=*
clocksource=* tsc=* hpet=* nmi_watchdog=* watchdog* softlockup* oops=* panic=* panic_on_* loglevel=* console=* earlyprintk* net.ifnames=*
apparmor=* selinux=* security=* lsm=* iommu* intel_iommu=* amd_iommu=* crashkernel=* audit=* sysctl.vm.* vm.* elevator=* workqueue.*'

# Lines NAME:VALUE of what cannot change while the collector runs.
environment_fixed=''

# Reads what cannot change while the collector runs, once. Needs tool_versions.
read_environment_once() {
  local word words='' config='' microcode tool
  local -a line=()
  read -r -a line </proc/cmdline
  for word in "${line[@]}"; do
    safe_kernel_word "$word"
    words+=" $REPLY"
  done
  read_kernel_config
  if [[ -n $REPLY ]]; then read -r config _ < <(printf '%s\n' "$REPLY" | sha256sum); fi
  microcode=$(awk -F': *' '/^microcode[ \t]*:/ { print $2; exit }' /proc/cpuinfo)
  environment_fixed="kernel.cmdline:${words# }"$'\n'"kernel.config.sha256:$config"$'\n'"cpu.microcode:$microcode"$'\n'
  for tool in "${!tool_versions[@]}"; do environment_fixed+="tool.$tool:${tool_versions[$tool]}"$'\n'; done
  environment_fixed+="tool.run-experiment:$COLLECTORS_VERSION"$'\n'
}

# Sets REPLY to word $1 of the kernel command line where it is known to be harmless, else to a hash of it.
safe_kernel_word() {
  local pattern
  if [[ $1 =~ ^[A-Za-z0-9_.,:=+-]{1,80}$ ]]; then
    for pattern in $SAFE_KERNEL_WORDS; do
      # shellcheck disable=SC2053  # the patterns of the list
      if [[ $1 == $pattern ]]; then
        REPLY=$1
        return
      fi
    done
  fi
  read -r REPLY _ < <(printf '%s' "$1" | sha256sum)
  REPLY="#${REPLY:0:12}"
}

# Sets REPLY to the snapshot as a JSON object, sorted by name, null where a value is empty.
environment_json() {
  local -a places=(/proc/sys/vm /sys/kernel/mm /sys/module/zswap/parameters /proc/self/mounts /proc/swaps)
  local place
  for place in /sys/block/zram*/{comp_algorithm,recomp_algorithm,disksize,max_comp_streams,backing_dev} \
    /sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor; do
    if [[ -e $place ]]; then places+=("$place"); fi
  done
  REPLY=$({
    printf '%s' "$environment_fixed"
    # Files that are not read: those that do something when read, that are large, and counters.
    grep -rsaH '' --exclude={stat_refresh,compact_memory,drop_caches,bitmap,full_scans,pages_collapsed,free_hugepages,resv_hugepages} \
      --exclude={surplus_hugepages,pages_shared,pages_sharing,pages_unshared,pages_volatile,pages_scanned,pages_skipped} \
      --exclude={general_profit,ksm_zero_pages,stable_node_chains,stable_node_dups,pid_target,alloc_pages_*,release_pages_*} \
      --exclude-dir={stats,targets,tried_regions} "${places[@]}"
  } | awk -f "$EXPERIMENT_LIB/escape.awk" -f "$EXPERIMENT_LIB/environment.awk")
  if [[ $REPLY != \{*\} ]]; then REPLY=null; fi
}
