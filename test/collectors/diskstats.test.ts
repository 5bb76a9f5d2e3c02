import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

const sampled = (swaps: string) => {
  const { stdout, stderr } = withParts(
    [],
    `
    mkdir -p "$state"/proc "$state"/sys/block/{vda,zram0,loop0,dm-0}/slaves "$state"/sys/block/dm-0/slaves/vda1
    printf '%s\\n' 'Filename Type Size Used Priority' ${swaps} >"$state/proc/swaps"
    cat >"$state/proc/diskstats" <<'END'
   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
 254       0 vda 32514 6321 2540234 8542 347963 285122 21363416 228163 0 35420 254974
 254       1 vda1 9 0 72 8542 34 2 4096 228163 0 35420 254974 122362 10 6400560 15436 53532 2832
 253       0 zram0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
 252       0 dm-0 1 0 8 0 2 0 16 0 0 0 0
 105       0 cciss!c0d0 1 0 8 0 2 0 16 0 0 0 0
 garbage
END
    . <(sed "s|/proc/|$state/proc/|g; s|/sys/block/|$state/sys/block/|g" "$COLLECTORS/streams/diskstats.sh")
    sample_diskstats; printf %s "$REPLY"`,
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

test('disks, what they are made of, and which of them are swap', () => {
  expect(sampled("'/dev/zram0 partition 1024 0 -2'")).toEqual({
    'vda.read_sectors': 2540234,
    'vda.written_sectors': 21363416,
    'vda.base': 1,
    'vda1.read_sectors': 72,
    'vda1.written_sectors': 4096,
    'vda1.base': 0,
    'zram0.read_sectors': 0,
    'zram0.written_sectors': 0,
    'zram0.base': 1,
    'zram0.swap': 1,
    'dm-0.read_sectors': 8,
    'dm-0.written_sectors': 16,
    'dm-0.base': 0,
    swap_files: 0,
  })
})

test('a swap file is of no device of its own', () => {
  const found = sampled("'/var/swap file 1024 0 -2'")
  expect(found.swap_files).toBe(1)
  expect(Object.keys(found).filter((key) => /swap$|zram|loop/.test(key))).toEqual([])
})
