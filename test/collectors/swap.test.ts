import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

/** What empty_swap does, given areas as /proc/swaps lists them: [name, kB in use, priority]. */
function emptied(areas: readonly (readonly [string, number, number])[], profileSwap = '') {
  const lines = areas.map(([name, used, priority]) => `${name} partition 1048572 ${used} ${priority}`)
  const { stdout, stderr } = withParts(
    ['messages'],
    `
    printf 'Filename Type Size Used Priority\\n${lines.map((line) => `${line}\\n`).join('')}' >"$state/swaps"
    printf 'MemAvailable: 500000 kB\\n' >"$state/meminfo"
    . <(sed "s|/proc/swaps|$state/swaps|; s|/proc/meminfo|$state/meminfo|" "$EXPERIMENT_LIB/machine.sh")
    declare -A noted_swaps=()
    profile_swap='${profileSwap}'
    state_add() { echo "note $2 $3"; }
    swapoff() { echo "off $1"; }
    swapon() { echo "on $*"; }
    empty_swap`,
  )
  return [...stdout.trimEnd().split('\n'), ...(stderr === '' ? [] : [stderr.trim()])].filter(Boolean)
}

test('only what has something in it is emptied, and keeps its priority', () => {
  expect(
    emptied([
      ['/dev/a', 0, 5],
      ['/dev/b', 12, 10],
    ]),
  ).toEqual(['note 10 /dev/b', 'off /dev/b', 'on -p 10 /dev/b'])
  expect(emptied([['/dev/a', 0, -2]])).toEqual([])
})

test('areas without a priority of their own keep their order: all of them go off, and on again highest first', () => {
  const [a, b] = [
    ['/dev/a', 0, -3],
    ['/dev/b', 12, -2],
  ] as const
  const order = ['note -2 /dev/b', 'off /dev/b', 'note -3 /dev/a', 'off /dev/a', 'on /dev/b', 'on /dev/a']
  expect(emptied([a, b])).toEqual(order)
  expect(emptied([b, a])).toEqual(order)
})

test('a profile that wants no swap has all of it off, noted highest first', () => {
  expect(
    emptied(
      [
        ['/dev/a', 0, -2],
        ['/dev/b', 0, 100],
      ],
      'off',
    ),
  ).toEqual(['note 100 /dev/b', 'off /dev/b', 'note -2 /dev/a', 'off /dev/a'])
})

test('more in swap than memory is available stops the experiment', () => {
  expect(emptied([['/dev/a', 600_000, -2]])).toEqual([
    'run-experiment: cannot empty swap /dev/a: it holds 585 MiB and only 488 MiB of memory are available; end other programs, then resume',
  ])
})
