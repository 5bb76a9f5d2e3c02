import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

/** What the preflight says of the programs of a profile, on a Debian that lacks these programs and the files of libraries. */
function lacking(profile: string, programs: string): string[] {
  const { stdout } = withParts(
    ['messages', 'needs', 'packages', 'preflight'],
    `
    memory_mib=100 timeout_seconds=10 stream_ids=() page_bytes=4096
    problem() { printf '%s\\n' "$*"; }; warn() { :; }; note() { :; }
    . "$COLLECTORS/profiles/${profile}.sh"
    profile=${profile}
    : "\${profile_programs=}"
    if [[ -n "\${profile_needs_file-}" ]]; then profile_needs_file=\${profile_needs_file%.h}-none.h; fi
    profile_argv
    command() {
      if [[ $1 == -v && " ${programs} " == *" $2 "* ]]; then return 1; fi
      if [[ $1 == -v && $2 == apt-get ]]; then return 0; fi
      builtin command "$@"
    }
    check_tools`,
  )
  return stdout.trimEnd().split('\n')
}

test.each([
  ['fio-zipf', 'fio', ['fio is not installed (the workload of --profile fio-zipf): apt-get install fio']],
  [
    'page-cache-scan',
    'fio',
    ['fio is not installed (the workload of --profile page-cache-scan): apt-get install fio'],
  ],
  [
    'redis',
    'redis-server redis-benchmark redis-cli',
    [
      'redis-server is not installed (the workload of --profile redis): apt-get install redis-server',
      'redis-benchmark is not installed (the workload of --profile redis): apt-get install redis-tools',
      'redis-cli is not installed (the workload of --profile redis): apt-get install redis-tools',
    ],
  ],
  [
    'kernel-build-like',
    'gcc make',
    [
      'gcc is not installed (the workload of --profile kernel-build-like): apt-get install gcc',
      'make is not installed (the workload of --profile kernel-build-like): apt-get install make',
      '/usr/include/stb/stb_image-none.h is missing (the workload of --profile kernel-build-like): apt-get install libstb-dev',
    ],
  ],
])('%s: the preflight names what is missing, and its package', (profile, programs, said) => {
  expect(lacking(profile, programs)).toEqual(said)
})

test.each([
  ['2048 mariadbd|900 perl', 'others use 60 % of the memory: mariadbd 2 MiB'],
  [
    '900 perl|500 bash',
    'others use 60 % of the memory: no process has 1 MiB of it, so the kernel, or files in memory (zram)',
  ],
])('who uses the memory: %s', (processes, said) => {
  const { stdout } = withParts(
    ['preflight'],
    `warn() { echo "$*"; }; note() { :; }; problem() { :; }; profile_needs_swap=''; grep() { return 1; }
    awk() {
      case $* in
        *meminfo*) echo 100 40 50 50 ;;
        */status*) tr '|' '\\n' <<<'${processes}' ;;
        *) command awk "$@" ;;
      esac
    }
    check_memory`,
  )
  expect(stdout).toBe(`${said}\n`)
})
