# packages.sh: what to install, in the words of the distribution at hand.

# Sets REPLY to the command that installs program $1.
install_hint() {
  local apt=$1 dnf=$1 pacman=$1 zypper=$1
  case $1 in
    perf) apt=linux-perf ;;
    zstd | bpftrace | stress-ng) ;;
    redis-benchmark | redis-cli) apt=redis-tools dnf=redis pacman=redis zypper=redis ;;
    redis-server) dnf=redis pacman=redis zypper=redis ;;
    /usr/include/stb/*) apt=libstb-dev dnf=stb-devel pacman=stb zypper=stb-devel ;;
    setsid | swapon) apt=util-linux dnf=util-linux pacman=util-linux zypper=util-linux ;;
    sha256sum) apt=coreutils dnf=coreutils pacman=coreutils zypper=coreutils ;;
    awk) apt=mawk dnf=gawk pacman=gawk zypper=gawk ;;
  esac
  if command -v apt-get >/dev/null; then
    if [[ $1 == perf && -r /etc/os-release ]] && grep -q '^ID=ubuntu' /etc/os-release; then apt=linux-tools-$(uname -r); fi
    REPLY="apt-get install $apt"
  elif command -v dnf >/dev/null; then
    REPLY="dnf install $dnf"
  elif command -v pacman >/dev/null; then
    REPLY="pacman -S $pacman"
  elif command -v zypper >/dev/null; then
    REPLY="zypper install $zypper"
  else
    REPLY="install $1 (Debian: $apt, Fedora: $dnf, Arch: $pacman, openSUSE: $zypper)"
  fi
}
