# cgroup-pressure	Pressure stall information of the workload's cgroup: how long its tasks waited for memory, I/O and CPU.
#
# Why:      what reclaim cost the workload, without what other programs waited for.
# How:      memory.pressure, io.pressure and cpu.pressure of the workload's cgroup, each second. Keys are FILE.LINE.FIELD, as of psi.
# Output:   {"type":"sample","t":"630817326086","data":{"memory.some.avg10":26.71, ..., "memory.full.total":80183068, ...}}
# Overhead: no process: three reads a second by the collector's own shell.
# Caveats:  take differences of .total (microseconds).
# Kernels:  with cgroup v2 and CONFIG_PSI, and without psi=0 or cgroup_pressure=0.
# kind	sampled
# needs	file:/sys/fs/cgroup/cgroup.controllers file:/proc/pressure/memory

sample_cgroup_pressure() {
  local file line text field list=''
  local -a lines words
  for file in memory io cpu; do
    { mapfile -t lines <"$cgroup/$file.pressure"; } 2>/dev/null || continue
    for text in "${lines[@]}"; do
      read -r -a words <<<"$text"
      line=${words[0]}
      for field in "${words[@]:1}"; do list+="\"$file.$line.${field%%=*}\":${field#*=},"; done
    done
  done
  REPLY="{${list%,}}"
}
