# cgroup-stat	What the workload's cgroup counts: memory.stat, cpu.stat, memory in use, io.stat.
#
# Why:      reclaim because of a limit is not in /proc/vmstat on 6.x kernels; and of the rest, these are the workload's alone.
# How:      the files of the workload's cgroup, each second, read by the collector itself. Keys are FILE.KEY; in
#           io.stat FILE.DEVICE.KEY. The cgroup is new for each run.
# Output:   {"type":"sample","t":"630747636046","data":{"memory.stat.anon":11890688, ..., "memory.current":21651456, ...}}
# Overhead: no process: four to seven small files a second, read by the collector's own shell.
# Caveats:  memory.stat adds up what each CPU keeps to itself at most every two seconds, and when it is read after
#           many changes; pages of a limit that is shared with another cgroup count where they were first touched.
# Kernels:  with cgroup v2; memory.peak since 5.19, memory.swap.peak since 6.5, memory.zswap.current since 5.19.
# kind	sampled
# needs	file:/sys/fs/cgroup/cgroup.controllers

sample_cgroup_stat() {
  local file line word list=''
  local -a lines words
  for file in memory.stat cpu.stat; do
    [[ -r $cgroup/$file ]] || continue
    mapfile -t lines <"$cgroup/$file"
    ((${#lines[@]})) || continue
    # shellcheck disable=SC2068  # "name value" lines are wanted as words
    printf -v line "\"$file.%s\":%s," ${lines[@]}
    list+=$line
  done
  for file in memory.current memory.peak memory.swap.current memory.swap.peak memory.zswap.current; do
    { read -r line <"$cgroup/$file"; } 2>/dev/null || continue
    list+="\"$file\":$line,"
  done
  if [[ -r $cgroup/io.stat ]]; then
    mapfile -t lines <"$cgroup/io.stat"
    for line in "${lines[@]}"; do
      read -r -a words <<<"$line"
      for word in "${words[@]:1}"; do
        [[ $word =~ ^[a-z._]+=[0-9]+$ ]] || continue
        list+="\"io.stat.${words[0]}.${word%%=*}\":${word#*=},"
      done
    done
  fi
  REPLY="{${list%,}}"
}
