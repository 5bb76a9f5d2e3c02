# cgroup-events	Events of the workload's cgroup: its limits reached, allocations throttled at memory.high, OOM kills.
#
# Why:      a run that met its limit, was throttled or lost a process to the OOM killer is another kind of run.
# How:      memory.events, memory.events.local, memory.swap.events and cgroup.events, each second. Keys are FILE.KEY.
# Output:   {"type":"sample","t":"630817326086","data":{"memory.events.low":0,"memory.events.high":0,"memory.events.max":4711, ...}}
# Overhead: no process: four reads a second by the collector's own shell.
# Caveats:  "max" counts the times that usage was about to go over the limit, not pages.
# Kernels:  with cgroup v2 and its memory controller.
# kind	sampled
# needs	file:/sys/fs/cgroup/cgroup.controllers

sample_cgroup_events() {
  local file text list=''
  local -a lines
  for file in memory.events memory.events.local memory.swap.events cgroup.events; do
    { mapfile -t lines <"$cgroup/$file"; } 2>/dev/null && ((${#lines[@]})) || continue
    # shellcheck disable=SC2068  # "name value" lines are wanted as words
    printf -v text "\"$file.%s\":%s," ${lines[@]}
    list+=$text
  done
  REPLY="{${list%,}}"
}
