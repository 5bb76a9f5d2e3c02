import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'

const LIB = new URL('../../collectors/experiment', import.meta.url).pathname

/** The snapshot that lines NAME:VALUE give. */
function snapshot(lines: string): Record<string, string | null> {
  const result = spawnSync('awk', ['-f', `${LIB}/escape.awk`, '-f', `${LIB}/environment.awk`], {
    input: lines,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  expect(result.stderr).toBe('')
  expect(Buffer.byteLength(result.stdout)).toBeLessThanOrEqual(20_000)
  return JSON.parse(result.stdout) as Record<string, string | null>
}

/** What safe_kernel_word makes of the words. */
function kernelWords(...words: string[]): string[] {
  const script = `set -u; COLLECTORS_VERSION=x; . "${LIB}/environment.sh"; for word; do safe_kernel_word "$word"; printf '%s\\n' "$REPLY"; done`
  return spawnSync('bash', ['-c', script, '_', ...words], { encoding: 'utf8' })
    .stdout.trimEnd()
    .split('\n')
}

test('settings stand by their path, sorted, lines of one file joined', () => {
  const found = snapshot(
    '/sys/kernel/mm/lru_gen/enabled:0x0007\n/proc/sys/vm/swappiness:60\n/proc/sys/vm/lowmem_reserve_ratio:256\t256\t32\n' +
      '/sys/block/zram0/comp_algorithm:lzo [lz4] zstd \n/sys/kernel/mm/x:one\n/sys/kernel/mm/x:two\ncpu.microcode:\n',
  )
  expect(Object.entries(found)).toEqual([
    ['/proc/sys/vm/lowmem_reserve_ratio', '256 256 32'],
    ['/proc/sys/vm/swappiness', '60'],
    ['/sys/block/zram0/comp_algorithm', 'lzo [lz4] zstd'],
    ['/sys/kernel/mm/lru_gen/enabled', '0x0007'],
    ['/sys/kernel/mm/x', 'one; two'],
    ['cpu.microcode', null],
  ])
})

test('mounts and swap areas stand by kind, without places, devices and names', () => {
  const found = snapshot(
    [
      '/proc/self/mounts:/dev/mapper/alice--laptop-root / ext4 rw,relatime,errors=remount-ro,data=ordered 0 0',
      '/proc/self/mounts:/dev/sdb1 /home/alice/data ext4 rw,relatime,errors=remount-ro,data=ordered 0 0',
      '/proc/self/mounts:overlay /var/lib/x overlay rw,lowerdir=/home/alice/layers:/b,upperdir=/home/alice/up,xino=off 0 0',
      '/proc/self/mounts:srv.example.org:/export /mnt nfs4 rw,vers=4.2,addr=192.0.2.7,clientaddr=192.0.2.9,hard 0 0',
      '/proc/self/mounts://srv/alice /mnt cifs rw,username=alice,uid=1000 0 0',
      '/proc/self/mounts:tmpfs /run tmpfs rw,size=73284k,mode=755 0 0',
      '/proc/self/mounts:proc /proc proc rw 0 0',
      '/proc/self/mounts:x /mnt fuse.al\\040ice rw 0 0',
      '/proc/swaps:Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority',
      '/proc/swaps:/dev/mapper/alice-swap                  partition\t1048572\t\t0\t\t-2',
      '/proc/swaps:/dev/zram0                              partition\t524284\t\t12\t\t100',
      '/proc/swaps:/home/alice/swap                        file\t\t2048\t\t0\t\t-3',
      '/sys/block/zram0/backing_dev:/dev/disk/by-uuid/1b2c-3d4e',
      '/sys/block/zram1/backing_dev:none',
    ].join('\n'),
  )
  expect(found).toEqual({
    '/sys/block/zram0/backing_dev': 'set',
    '/sys/block/zram1/backing_dev': 'none',
    'mount.cifs': 'rw,username=...,uid=1000',
    'mount.ext4': 'rw,relatime,errors=remount-ro,data=ordered',
    'mount.nfs4': 'rw,vers=...,addr=...,clientaddr=...,hard',
    'mount.overlay': 'rw,lowerdir=...,upperdir=...,xino=...',
    'mount.tmpfs': 'rw,size=73284k,mode=755',
    swap: 'disk 1048572 kB; file 2048 kB; zram 524284 kB, priority 100',
  })
  expect(JSON.stringify(found)).not.toMatch(/alice|srv|192\.0|1b2c|home/)
})

test('a governor that all CPUs share stands once, others each', () => {
  const cpu = (n: number) => `/sys/devices/system/cpu/cpu${n}/cpufreq/scaling_governor`
  expect(snapshot(`${cpu(0)}:performance\n${cpu(1)}:performance\n`)).toEqual({
    'cpu.governor': 'performance',
  })
  expect(snapshot(`${cpu(0)}:performance\n${cpu(1)}:powersave\n`)).toEqual({
    'cpu.governor': 'performance; powersave',
  })
})

test('hostile bytes stay text, and more than 20 KB is cut with the number of what is missing', () => {
  const hostile = snapshot('/sys/kernel/mm/"\\:a"b\\c\u0007\n')
  expect(hostile).toEqual({ '/sys/kernel/mm/"\\': 'a"b\\c\u0007' })
  const many = Array.from({ length: 2000 }, (_, index) => `/sys/kernel/mm/f${index}:${'9'.repeat(400)}`)
  const cut = snapshot(`${many.join('\n')}\n`)
  const kept = Object.keys(cut).length - 1
  expect(kept).toBeGreaterThan(50)
  expect(cut['~dropped']).toBe(String(2000 - kept))
  expect(cut['/sys/kernel/mm/f0']).toBe('9'.repeat(300))
})

test('words of the kernel command line that are not known become a hash', () => {
  const words = kernelWords(
    'quiet',
    'mitigations=off',
    'transparent_hugepage=never',
    'console=ttyS0,115200n8',
    'root=UUID=1b2c3d4e-0000-4000-8000-123456789abc',
    'ip=192.0.2.7::192.0.2.1:255.255.255.0:alice-laptop',
    'console=$(id)',
    'quiet ',
  )
  expect(words.slice(0, 4)).toEqual([
    'quiet',
    'mitigations=off',
    'transparent_hugepage=never',
    'console=ttyS0,115200n8',
  ])
  for (const word of words.slice(4)) expect(word).toMatch(/^#[0-9a-f]{12}$/)
  expect(new Set(words).size).toBe(words.length)
})

test('the snapshot of this machine is a sorted object without its counters', () => {
  const script =
    `set -u; export LC_ALL=C; EXPERIMENT_LIB="${LIB}" COLLECTORS_VERSION=x; . "${LIB}/environment.sh"; ` +
    'environment_fixed=$\'tool.bash:5\\n\'; environment_json; printf %s "$REPLY"'
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  const found = JSON.parse(stdout) as Record<string, string | null>
  const names = Object.keys(found)
  expect(names).toEqual([...names].sort())
  expect(found['/proc/sys/vm/swappiness']).toMatch(/^\d+$/)
  expect(found['tool.bash']).toBe('5')
  expect(
    names.filter((name) => /stat_refresh|pages_collapsed|full_scans|\/stats\/|mounts|swaps/.test(name)),
  ).toEqual([])
})
