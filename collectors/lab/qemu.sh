# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is read by the lab
# Which QEMU, and how it is to run the guest. Sourced by the lab's commands.

# Sets QEMU to the program to use: the one given, the newest one fetched by get-qemu, or the system's.
find_qemu() {
  local given=$1 cache=$2
  if [[ -n $given ]]; then
    [[ -x $given ]] || die 2 "--qemu $given: expected a program that can be run"
    QEMU=$given
  elif [[ -x $cache/qemu/usr/bin/qemu-system-x86_64 ]]; then
    QEMU=$cache/qemu/usr/bin/qemu-system-x86_64
  elif QEMU=$(command -v qemu-system-x86_64); then
    :
  else
    die 77 "no qemu-system-x86_64 here. On Debian or Ubuntu: apt-get install qemu-system-x86; or, on Debian 12, collectors/lab/get-qemu, which puts a newer one into the lab's cache and installs nothing"
  fi
  # A QEMU that was only unpacked looks for its firmware next to itself; SeaBIOS lives in a folder of its own.
  QEMU_FIRMWARE=()
  local share=${QEMU%/bin/*}/share
  [[ $share == /usr/share ]] || QEMU_FIRMWARE=(-L "$share/qemu" -L "$share/seabios")
  QEMU_VERSION=$("$QEMU" --version | sed -n 's/^QEMU emulator version \([0-9.]*\).*/\1/p')
  [[ -n $QEMU_VERSION ]] || die 2 "$QEMU --version says nothing that can be read as a version"
}

# Sets ACCEL to kvm or tcg. /dev/kvm may open and the guest still hang in the BIOS, so it is tried: a guest
# kernel must print its first line within ten seconds. The answer is kept until the host is booted again.
find_accelerator() {
  local asked=$1 cache=$2 kernel=$3
  ACCEL=$asked
  [[ $asked == auto ]] || return 0
  ACCEL=tcg
  [[ -r /dev/kvm && -w /dev/kvm ]] || return 0
  local memo
  memo="$cache/kvm-$(cat /proc/sys/kernel/random/boot_id)-$QEMU_VERSION"
  if [[ ! -s $memo ]]; then
    local console
    console=$(timeout -k 1 10 "$QEMU" "${QEMU_FIRMWARE[@]}" -accel kvm -cpu host -m 256 -display none -no-reboot \
      -serial stdio -kernel "$kernel" -append 'console=ttyS0 earlyprintk=serial panic=-1' </dev/null 2>&1 | head -c 65536)
    if [[ $console == *'Linux version'* ]]; then echo kvm; else echo tcg; fi >"$memo"
  fi
  ACCEL=$(<"$memo")
}

# Sets MACHINE to the arguments that are stable for this suite's kernel with this QEMU and accelerator, unless others were given.
# README.md, "What is stable", has the trials behind it.
choose_machine() {
  local suite=$1 cpus=$2 thread=$3 model=$4
  if [[ $ACCEL == kvm ]]; then
    MACHINE=(-accel kvm -cpu "${model:-host}" -smp "$cpus")
    MACHINE_NOTE="KVM, $cpus CPUs, QEMU $QEMU_VERSION"
    return
  fi
  # 6.12 has been seen to oops in mt_find when a QEMU of before 8 emulates each CPU in a thread of its own.
  if [[ -z $thread && $suite == trixie && ${QEMU_VERSION%%.*} -lt 8 ]] && ((cpus > 1)); then
    thread=single
    say "QEMU $QEMU_VERSION is older than 8: $suite's CPUs are emulated in one thread, which is slower but stable; collectors/lab/get-qemu fetches a newer one (--thread multi to try all the same)"
  fi
  [[ -z $ICOUNT ]] || thread=single
  : "${thread:=multi}"
  MACHINE=(-accel "tcg,thread=$thread" -cpu "${model:-max,-la57}" -smp "$cpus")
  MACHINE_NOTE="emulation (TCG, thread=$thread), $cpus CPUs, QEMU $QEMU_VERSION"
  if [[ -n $ICOUNT ]]; then
    # sleep=off: what the guest idles away passes at once.
    MACHINE+=(-icount "shift=$ICOUNT,sleep=off")
    MACHINE_NOTE+=", clock by instructions (shift $ICOUNT)"
  fi
}
