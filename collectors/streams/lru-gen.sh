# lru-gen	The generations of the multi-gen LRU: how many pages of which age.
#
# Why:      with MGLRU on max_gen must advance, with MGLRU off the file must stand still: proof of which one ran.
# How:      /sys/kernel/debug/lru_gen whole, each second, as text.
# Output:   {"type":"sample", ..., "data":{"text":"memcg 1 /\n node     0\n          7     326264          0           0 \n ..."}}
# Overhead: no process: one read of the file per second by the collector's own shell. All five sampled streams together:
#           throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -7.3 % (-8.1 to -5.8),
#           swapping -5.2 % (-5.4 to -5.2), reclaim -3.7 % (-3.8 to -3.4).
# Caveats:  its format is not stable (memcg ids have other widths, "x" and "-0" marks). With many memory cgroups the
#           file is long: up to 5 lines per cgroup and node. Bytes other than plain text become "?".
# Kernels:  with debugfs mounted; 6.1 to 7.2.
# kind	sampled
# needs	file:/sys/kernel/debug/lru_gen

sample_lru_gen() {
  local text newline=$'\n'
  text=$(</sys/kernel/debug/lru_gen) || return 1
  text=${text//"$newline"/\\n}
  REPLY="{\"text\":\"${text//[^a-zA-Z0-9 \/_.:@\\-]/?}\"}"
}
