import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

/** Conditions on a machine whose multi-gen LRU has the bits of `hardware`, and that keeps min_ttl_ms in jiffies of 4 ms. */
function conditions(options: string, hardware = '0x0007') {
  const result = withParts(
    ['messages', 'json', 'conditions', 'settings'],
    `
    declare -A kernel=()
    read_setting() { REPLY=\${kernel[$1]-}; }
    change_setting() {
      kernel[$1]=$2
      case $1 in
        */lru_gen/enabled) kernel[$1]=$(printf '0x%04x' "$(($2 & ${hardware}))") ;;
        */min_ttl_ms) kernel[$1]=$((($2 + 3) / 4 * 4)) ;;
        */enabled) kernel[$1]="always [$2] never" ;;
      esac
    }
    stop_experiment() { fail "$@"; }
    a_a='' thp=keep swappiness=''
    ${options}
    parse_conditions "$text" 0
    for i in 0 1; do condition_settings_json "$i"; printf '%s %s\\n' "\${condition_ids[i]}" "$REPLY"; done
    conditions_differ || fail "$REPLY"`,
  )
  return { status: result.status, said: result.stderr.trim(), lines: result.stdout.trimEnd().split('\n') }
}

test('conditions are maps of settings; what is set for all runs is in both', () => {
  expect(conditions('text=off,0x3:min_ttl_ms=1000 thp=never swappiness=10')).toEqual({
    status: 0,
    said: '',
    lines: [
      'mglru-off {"lru_gen.enabled": "0x0000", "lru_gen.min_ttl_ms": "0", "thp.enabled": "never", "vm.swappiness": "10"}',
      'mglru-0x0003-ttl1000 {"lru_gen.enabled": "0x0003", "lru_gen.min_ttl_ms": "1000", "thp.enabled": "never", "vm.swappiness": "10"}',
    ],
  })
})

test('two masks that the hardware makes one end the experiment with the reason; with all bits they are two', () => {
  const same = conditions('text=0x3,0x7', '0x0003')
  expect(same.status).toBe(2)
  expect(same.said).toBe(
    'run-experiment: both conditions (mglru-0x0003 mglru-0x0007) come out the same on this machine: lru_gen.enabled 0x0003, ' +
      'lru_gen.min_ttl_ms 0; choose others, or --a-a for an A/A comparison',
  )
  expect(conditions('text=0x3,0x7').status).toBe(0)
})

test('min_ttl_ms that comes out the same in jiffies is the same, too', () => {
  expect(conditions('text=on:min_ttl_ms=1001,on:min_ttl_ms=1004').said).toContain('come out the same')
  expect(conditions('text=on:min_ttl_ms=1001,on:min_ttl_ms=1005').status).toBe(0)
})

test('an A/A comparison is asked for, and then equal settings are expected', () => {
  for (const options of ['text=on,on', 'text=on a_a=yes', 'text=0x7,0x7']) {
    const { status, lines } = conditions(options, '0x0001')
    expect({ options, status }).toEqual({ options, status: 0 })
    expect(lines[0]?.replace('-a ', '-b ')).toBe(lines[1])
  }
})

test('a setting that the kernel does not take is named', () => {
  // the main switch is missing
  expect(conditions('text=off,on', '0x0006').said).toBe(
    'run-experiment: /sys/kernel/mm/lru_gen/enabled reads "0x0006" where 0x0007 was asked for',
  )
})

test.each([
  ['lru_gen.enabled', '0x0007', '0x0007', true],
  ['lru_gen.enabled', '0x0007', '0x0003', true],
  ['lru_gen.enabled', '0x0007', '0x0001', true],
  ['lru_gen.enabled', '0x0007', '0x0006', false],
  ['lru_gen.enabled', '0x0003', '0x0007', false],
  ['lru_gen.enabled', '0x0000', '0x0001', false],
  ['lru_gen.enabled', '0x0000', '', false],
  ['lru_gen.enabled', '0x0000', '0xa[$(touch pwned)]', false],
  ['lru_gen.min_ttl_ms', '1000', '1000', true],
  ['lru_gen.min_ttl_ms', '1001', '1004', true],
  ['lru_gen.min_ttl_ms', '1001', '1010', true],
  ['lru_gen.min_ttl_ms', '1001', '1000', false],
  ['lru_gen.min_ttl_ms', '1000', '0', false],
  ['lru_gen.min_ttl_ms', '1000', 'a[$(touch pwned)]', false],
  ['thp.enabled', 'never', 'always madvise [never]', true],
  ['thp.enabled', 'never', 'always [madvise] never', false],
  ['vm.swappiness', '10', '10', true],
  ['vm.swappiness', '10', '100', false],
])('%s asked for %s, read %j: %s', (name, asked, answer, fits) => {
  const script = `setting_answers '${name}' '${asked}' '${answer}' && echo yes || echo no`
  expect(withParts(['settings'], script)).toMatchObject({ stdout: fits ? 'yes\n' : 'no\n', stderr: '' })
})
