# psi	Pressure stall information: how long tasks waited for memory, I/O and CPU.
#
# Why:      "full" memory pressure is time in which nothing else got done: what reclaim cost the workload.
# How:      /proc/pressure/{memory,io,cpu}, each second. Keys are FILE.LINE.FIELD.
# Output:   {"type":"sample","t":"630817326086","data":{"memory.some.avg10":26.71, ..., "memory.full.total":80183068, ...}}
# Overhead: no process: one read of the file per second by the collector's own shell. All five sampled streams together:
#           throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -7.3 % (-8.1 to -5.8),
#           swapping -5.2 % (-5.4 to -5.2), reclaim -3.7 % (-3.8 to -3.4).
# Caveats:  take differences of .total (microseconds); the averages decay and run on from before the run.
# Kernels:  with CONFIG_PSI, and without psi=0 where it is on by default.
# kind	sampled
# needs	file:/proc/pressure/memory

sample_psi() {
  local file line text field list=''
  local -a lines words
  for file in memory io cpu; do
    [[ -r /proc/pressure/$file ]] || continue
    # Read in one go: the file is made again for each read, and a number that has grown would move the lines.
    mapfile -t lines </proc/pressure/"$file"
    for text in "${lines[@]}"; do
      # shellcheck disable=SC2206  # the words of the line
      words=($text)
      line=${words[0]}
      for field in "${words[@]:1}"; do list+="\"$file.$line.${field%%=*}\":${field#*=},"; done
    done
  done
  REPLY="{${list%,}}"
}
