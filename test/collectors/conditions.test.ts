import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

/** Conditions on a machine whose multi-gen LRU has the bits of `hardware`, and that keeps min_ttl_ms in jiffies of 4 ms. */
function conditions(options: string, hardware = '0x0007') {
  const result = withParts(
    ['messages', 'json', 'settings', 'cgroup', 'conditions', 'named-conditions'],
    `
    declare -A kernel=()
    new_workload_cgroup() { :; }
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
  ['memory.max', '209715200', '209715200', true],
  ['memory.max', '209715201', '209715200', true],
  ['memory.max', '209715200', 'max', false],
  ['memory.high', 'max', 'max', true],
  ['memory.high', '1000', 'a[$(touch pwned)]', false],
  ['sysctl:vm.dirty_ratio', '10', '10', true],
  ['sysctl:vm.dirty_ratio', '10', '20', false],
  ['file:/sys/block/vda/queue/scheduler', 'none', '[none] mq-deadline', true],
  ['mthp-64k', 'always', 'always inherit madvise [never]', false],
])('%s asked for %s, read %j: %s', (name, asked, answer, fits) => {
  const script = `setting_answers '${name}' '${asked}' '${answer}' && echo yes || echo no`
  expect(withParts(['settings'], `page_bytes=4096; ${script}`)).toMatchObject({
    stdout: fits ? 'yes\n' : 'no\n',
    stderr: '',
  })
})

/** Named conditions through the command line: ids, and settings as experiment.json has them. */
function named(first: string, second: string, more = '') {
  const { status, stdout, stderr } = withParts(
    ['messages', 'json', 'options', 'settings', 'cgroup', 'primary', 'conditions', 'named-conditions'],
    `parse_options --condition '${first}' --condition '${second}' ${more}
    thp=\${thp:-keep}
    parse_conditions "$conditions_text" 0
    for i in 0 1; do condition_settings_json "$i"; printf '%s %s %s\\n' "\${condition_ids[i]}" "\${condition_labels[i]}" "$REPLY"; done`,
  )
  return { status, lines: stdout.trimEnd().split('\n'), said: stderr.trim() }
}

test('conditions with names of their own set what they name, sorted, next to what is set for all', () => {
  expect(named('low:swappiness=10,zswap=on', 'high:zswap=off,vm.swappiness=100', '--thp never')).toEqual({
    status: 0,
    said: '',
    lines: [
      'low low {"thp.enabled": "never", "vm.swappiness": "10", "zswap.enabled": "Y"}',
      'high high {"thp.enabled": "never", "vm.swappiness": "100", "zswap.enabled": "N"}',
    ],
  })
  // what the conditions name goes before what is set for all
  expect(named('a:thp=never,lru_gen=on', 'b:thp=always,lru_gen=0x3', '--thp madvise').lines).toEqual([
    'a a {"lru_gen.enabled": "0x0007", "thp.enabled": "never"}',
    'b b {"lru_gen.enabled": "0x0003", "thp.enabled": "always"}',
  ])
})

test.each([
  ['a:swappiness=1', 'a:swappiness=2', 'expected two names, found a twice'],
  ['a:swappiness=1', 'b:thp=never', 'a and b name different settings; name the same ones in both'],
  [
    'a:swappiness=1',
    'b:vm.swappiness=1',
    'a and b ask for the same settings; for an A/A comparison use --a-a',
  ],
  ['a:swappiness=1,vm.swappiness=2', 'b:swappiness=1', 'names a setting twice'],
  [
    'a:swappiness=a[$(touch pwned)]',
    'b:swappiness=1',
    'expected KEY=VALUE, found "swappiness=a[$(touch pwned)]"',
  ],
  ['a:swappiness=01', 'b:swappiness=1', 'expected a whole number for vm.swappiness, found "01"'],
  ['a:drop_caches=1', 'b:drop_caches=3', 'there is no setting "drop_caches"; nearest: '],
  ['a:lru_gen=yes', 'b:lru_gen=off', 'expected lru_gen to be off, on or a mask such as 0x3, found "yes"'],
  ['../a:swappiness=1', 'b:swappiness=2', 'expected NAME:KEY=VALUE'],
  ['a:swappiness=1;c:swappiness=3', 'b:swappiness=2', 'expected two'],
])('%s and %s are refused: %s', (first, second, sentence) => {
  const { status, said } = named(first, second)
  expect(said).toContain(sentence)
  expect(status).toBe(2)
})
