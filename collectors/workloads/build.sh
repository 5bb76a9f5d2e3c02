#!/bin/bash
# build.sh: the workload of the profile kernel-build-like. Usage: build.sh JOBS OBJECTS, or build.sh --rate
# Compiles implementations of the single-file libraries of stb in the working directory, and prints one metric line.
set -u
jobs=${1:?usage: build.sh JOBS OBJECTS} objects=${2-1}
LIBRARIES=(sprintf SPRINTF image_write IMAGE_WRITE ds DS herringbone_wang_tile HERRINGBONE_WANG_TILE dxt DXT rect_pack RECT_PACK perlin PERLIN c_lexer C_LEXER)

folder=$(mktemp -d ./build.XXXXXX) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 143' TERM
cd "$folder" || exit 1

# Sources s0.c, s1.c, ... in turn over the libraries.
for ((i = 0; i < (objects > 8 ? objects : 8); i++)); do
  which=$((2 * (i % (${#LIBRARIES[@]} / 2))))
  name=${LIBRARIES[which]} macro=${LIBRARIES[which + 1]}
  printf '#define STB_%s_IMPLEMENTATION\n#include <stdlib.h>\n#include <string.h>\n#include <math.h>\n#include <stb/stb_%s.h>\nint copy_%d;\n' \
    "$macro" "$name" "$i" >"s$i.c"
done

if [[ $jobs == --rate ]]; then
  started=${EPOCHREALTIME/[.,]/}
  for ((i = 0; i < 4; i++)); do gcc -O0 -w -c "s$i.c" -o "s$i.o" || exit 1; done
  ended=${EPOCHREALTIME/[.,]/}
  printf '%d\n' $((4 * 1000 * 1000000 / (ended - started)))
  exit
fi

printf 'all: %s\n%%.o: %%.c\n\tgcc -O0 -w -c $< -o $@\n' "$(for ((i = 0; i < objects; i++)); do printf 's%d.o ' "$i"; done)" >Makefile
echo 'metric phase=measure'
started=${EPOCHREALTIME/[.,]/}
make -s -j "$jobs" all >&2
status=$?
ended=${EPOCHREALTIME/[.,]/}
echo 'metric phase=end'
((status == 0)) || exit "$status"
awk -v n="$objects" -v us="$((ended - started))" 'BEGIN { printf "metric build.objects-per-second=%.6g better=higher\n", n * 1e6 / us }'
