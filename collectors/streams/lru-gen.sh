# lru-gen	The generations of the multi-gen LRU: how many pages of which age.
#
# Why:   with MGLRU on max_gen must advance, with MGLRU off the file must stand still: proof of which one ran.
# How:   /sys/kernel/debug/lru_gen whole, each second, as text: {"text":"memcg ...\n node ..."}.
#        Its format is not stable between kernels (memcg ids have other widths, "x" and "-0" marks).
# Caveat: with many memory cgroups the file is long (it has up to 5 lines per cgroup and node).
# kind	sampled
# needs	file:/sys/kernel/debug/lru_gen

sample_lru_gen() {
  local text newline=$'\n'
  text=$(</sys/kernel/debug/lru_gen) || return 1
  text=${text//"$newline"/\\n}
  REPLY="{\"text\":\"${text//[^a-zA-Z0-9 \/_.:@\\-]/?}\"}"
}
