# diskstats	What each disk read and wrote, in sectors of 512 bytes: swap devices, and all others.
#
# Why:      the price of reclaim: pages that are written to swap, and what is written back to make room.
# How:      /proc/diskstats, each second, read by the collector itself. Devices that did nothing since boot are left out. DEVICE.base
#           is 1 for a whole disk that is made of no other (no partition, no device mapper); DEVICE.swap is 1 for one of /proc/swaps;
#           swap_files is the number of swap files, whose writes are those of their disk.
# Output:   {"type":"sample","t":"630747636046","data":{"vda.read_sectors":2540234,"vda.written_sectors":21363416,"vda.base":1, ...}}
# Overhead: no process: two small files per second, read by the collector's own shell.
# Caveats:  the kernel counts a write when it is done, not when it was asked for. A zram device counts pages that it is given,
#           before it compresses them, and its memory is no disk.
# Kernels:  all.
# kind	sampled
# needs	file:/proc/diskstats

sample_diskstats() {
  local line name base made_of swap_files=0 list=''
  local -a lines words
  local -A swaps=()
  mapfile -t lines </proc/swaps
  for line in "${lines[@]:1}"; do
    read -r -a words <<<"$line"
    case ${words[1]-} in
      partition) swaps[${words[0]##*/}]=1 ;;
      file) swap_files=$((swap_files + 1)) ;;
    esac
  done
  mapfile -t lines </proc/diskstats
  for line in "${lines[@]}"; do
    read -r -a words <<<"$line"
    name=${words[2]-}
    [[ $name =~ ^[A-Za-z0-9_-]{1,32}$ && ${words[5]-} =~ ^[0-9]+$ && ${words[9]-} =~ ^[0-9]+$ ]] || continue
    if ((words[5] + words[9] == 0)) && [[ -z ${swaps[$name]-} ]]; then continue; fi
    base=0
    if [[ -d /sys/block/$name ]]; then
      base=1
      # a pattern that matches nothing stays as it is
      for made_of in /sys/block/"$name"/slaves/*; do if [[ -e $made_of ]]; then base=0; fi; done
    fi
    list+="\"$name.read_sectors\":${words[5]},\"$name.written_sectors\":${words[9]},\"$name.base\":$base,"
    if [[ -n ${swaps[$name]-} ]]; then list+="\"$name.swap\":1,"; fi
  done
  REPLY="{$list\"swap_files\":$swap_files}"
}
