# shellcheck shell=bash
# Builds the root file system of one Debian suite: no mount, no loop device, nothing installed on the host.

# What every guest needs. zstd: streams are compressed on the fly when asked for.
GUEST_PACKAGES=linux-image-cloud-amd64,bpftrace,stress-ng,linux-perf,udev,kmod,procps,util-linux,zstd,e2fsprogs,mount

# What the profiles and readers of other programs than stress-ng need: in an image of its own, so that the plain one stays small.
WORKLOAD_PACKAGES=fio,redis-server,redis-tools,gcc,libc6-dev,make,libstb-dev,sysbench,hyperfine

# Debian changed the first program of the guest would mean a new image; so the image only holds this stub, and
# all that changes comes on the second disk.
guest_stub() {
  cat <<'STUB'
#!/bin/sh
mount -t proc proc /proc
mount -t devtmpfs dev /dev 2>/dev/null
mount -t ext4 -o noatime,commit=1 /dev/vdb /lab || { echo "lab: no second disk" >/dev/console; echo o >/proc/sysrq-trigger; sleep 60; }
exec /bin/bash /lab/guest-init
STUB
}

# As root, or as the root of a user namespace of our own: files in an image belong to many users.
as_root() {
  if ((EUID == 0)); then "$@"; else unshare --map-auto --map-root-user -- "$@"; fi
}

# Sets IMAGE to a folder with root.img, vmlinuz, initrd.img and packages.txt; builds it when it is not there.
need_image() {
  local suite=$1 extra=$2 cache=$3 key=$1
  if [[ -n $WORKLOADS ]]; then
    key+=-workloads
    extra+=${extra:+,}$WORKLOAD_PACKAGES
  fi
  [[ -z $2 ]] || key+="-$(tr ',' '+' <<<"$2")"
  IMAGE=$cache/images/$key
  image_there && return
  need_programs mmdebstrap mke2fs
  local work=$IMAGE.building.$$ lock
  mkdir -p "$work"
  # Labs that share a cache build an image once.
  exec {lock}>"$IMAGE.lock"
  flock -n "$lock" || { say "another lab builds the image of $suite: waiting for it"; flock "$lock"; }
  if image_there; then
    rmdir "$work"
    exec {lock}>&-
    return
  fi
  say "building the image of $suite from Debian's archive (about a minute; log: $work/build.log)"
  local packages=$GUEST_PACKAGES${extra:+,$extra}
  # A kernel that was asked for takes the place of the usual one, which leaves out zswap, for one.
  [[ ",$extra" != *,linux-image-* ]] || packages=${packages#linux-image-cloud-amd64,}
  # The archive's release files may be past their date, forky's and a frozen mirror's above all. They are still signed.
  local -a options=(--variant=minbase --format=directory "--include=$packages"
    --aptopt='Acquire::Check-Valid-Until "false"'
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/locale/*')
  # The security archive no longer has all that its bullseye index lists; its release files are enough for a 5.10 kernel.
  local -a mirror=()
  [[ $suite != bullseye ]] || mirror=('deb http://deb.debian.org/debian bullseye main')
  # shellcheck disable=SC2016  # the inner shell expands it
  if ! { mmdebstrap "${options[@]}" "$suite" "$work/root" "${mirror[@]}" && guest_stub >"$work/stub" &&
    as_root bash -c '
      set -e; cd "$1"
      install -m 755 stub root/sbin/lab-stub; mkdir -p root/lab
      cp -L root/boot/vmlinuz-* vmlinuz; cp -L root/boot/initrd.img-* initrd.img
      dpkg-query --admindir=root/var/lib/dpkg -W -f "\${Package} \${Version}\n" >packages.txt
      truncate -s 3G root.img; mke2fs -q -F -t ext4 -d root root.img; chmod 644 initrd.img; rm -rf root stub' _ "$work"; } >"$work/build.log" 2>&1; then
    tail -n 15 "$work/build.log" >&2
    as_root rm -rf "$work/root"
    die 1 "the image of $suite could not be built; the whole log is $work/build.log"
  fi
  rm -rf "$IMAGE"
  mv "$work" "$IMAGE"
  exec {lock}>&-
}

image_there() { [[ -s $IMAGE/root.img && -s $IMAGE/vmlinuz && -s $IMAGE/initrd.img ]]; }
