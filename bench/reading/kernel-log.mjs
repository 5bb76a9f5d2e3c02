// Counts the kills of a long kernel log in several forms, next to grep and awk, in turn. Every way must give the same answer, though
// ours alone also tells other trouble, victims, boots and copies of lines. Run: npm run bench:kernel-log [-- MEGABYTES [ROUNDS]]
// (needs /usr/bin/time, grep and mawk)
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { inTurn } from './in-turn.mjs'
import { writeSection } from './page.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const [megabytes = 100, rounds = 5] = process.argv.slice(2).map(Number)
/** Seconds. */
const TICK = 0.01
const work = mkdtempSync(join(tmpdir(), 'bench-kernel-log-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const FIXTURES = join(here, '..', '..', 'fixtures', 'formats', 'kernel-log')
const FORMS = {
  dmesg: '6.18-memcg-dmesg-2.38-default.txt.gz',
  'dmesg, a kill in 81 lines': '6.18-memcg-dmesg-2.38-default.txt.gz',
  'dmesg --decode': '6.18-memcg-dmesg-2.38-decode.txt.gz',
  'dmesg --raw': '6.18-memcg-dmesg-2.38-raw.txt.gz',
  '/dev/kmsg': '6.18-memcg-kmsg-raw.txt.gz',
  'dmesg --ctime': '6.18-memcg-dmesg-2.38-ctime.txt.gz',
  'dmesg with CONFIG_PRINTK_CALLER': '6.18-memcg-dmesg-2.38-default.txt.gz',
  'dmesg --color=always': '6.18-memcg-dmesg-2.38-colour.txt.gz',
  'dmesg, quoted in a mail': '6.18-memcg-dmesg-2.38-default.txt.gz',
  'journalctl -o short-monotonic': 'journal-252-short-monotonic.txt.gz',
  'journalctl (kern.log)': 'journal-252-short.txt.gz',
  'journalctl -o short-iso': 'journal-252-short-iso.txt.gz',
  'journalctl -o json': 'journal-252-json.txt.gz',
}
/** Made of the plain form: what stands before each line. */
const FRONTS = {
  'dmesg with CONFIG_PRINTK_CALLER': (text) => text.replace(/^(\[ *\d+\.\d{6}\]) /gm, '$1[  T900] '),
  'dmesg, quoted in a mail': (text) => text.replace(/^(?=.)/gm, '> '),
}
const KILLED = '[Oo]ut of memory: Killed process'
/** Behind the name of the kernel: another program may write the same. */
const patternOf = (form) =>
  form.endsWith('json')
    ? `"MESSAGE":"Memory cgroup o${KILLED.slice(4)}`
    : form.startsWith('journalctl')
      ? `kernel: [MO][a-z ]*${KILLED.slice(4)}`
      : // a colour ends behind the colon
        form.includes('color')
        ? 'Killed process'
        : KILLED

/** A real log again and again, each time a minute later and its processes others; the lines of its two kills every tenth time. */
function lengthened(form, name) {
  const file = join(work, `${form.replace(/\W+/g, '-')}.txt`)
  const plain = gunzipSync(readFileSync(join(FIXTURES, name))).toString('utf8')
  const text = FRONTS[form]?.(plain) ?? plain
  const calm = text.replace(/^.*(?:oom-kill|[Oo]ut of memory|oom_reaper).*\n/gm, '')
  const { length } = Buffer.from(calm)
  let part = ''
  for (let round = 0; round * length < megabytes * 1e6; round++) {
    const later = (whole) => String(Number(whole) + 60 * round)
    part += (round % 10 === 0 || form.includes('kill') ? text : calm)
      .replace(/(\[ *)(\d+)(\.\d{6}\])/g, (_, open, seconds, rest) => open + later(seconds) + rest)
      .replace(/^(\d+,\d+,)(\d+),/gm, (_, open, micros) => `${open}${Number(micros) + 60e6 * round},`)
      .replace(/(process |pid[=:] ?)(\d+)/g, (_, word, pid) => word + ((Number(pid) + round) % 4194304))
    if (part.length > 1 << 22) {
      appendFileSync(file, part)
      part = ''
    }
  }
  appendFileSync(file, part)
  return file
}

const rows = []
for (const [form, name] of Object.entries(FORMS)) {
  const file = lengthened(form, name)
  const bytes = statSync(file).size
  const { rows: found } = inTurn(
    {
      'mglru-report': ['node', join(here, 'ways', 'kernel-log-ours.mjs'), file],
      grep: ['env', 'LC_ALL=C', 'grep', '-cE', patternOf(form), file],
      mawk: ['mawk', `/${patternOf(form)}/ {n++} END {print n}`, file],
      'touching each byte (the floor)': ['node', join(here, 'ways', 'touch.mjs'), file],
    },
    rounds,
    { answerOf: (text) => text.trim() },
  )
  const cpu = (way) => found.find((one) => one.way === way).cpu
  // the clock of processes ticks so often: what took no tick took less than one
  const quotient = (over, way) =>
    cpu(way) === 0 ? `more than ${(over / TICK).toFixed(0)}` : (over / cpu(way)).toFixed(over < 100 ? 1 : 0)
  const rate = (way) => quotient(Math.round(bytes / 1e6), way)
  const ours = cpu('mglru-report')
  rows.push(
    `| ${form} | ${(bytes / 1e6).toFixed(0)} | ${(bytes / 1e6 / ours).toFixed(0)} | ${rate('grep')} | ${rate('mawk')} | ${quotient(ours, 'grep')} | ${quotient(ours, 'mawk')} |`,
  )
  rmSync(file)
}
writeSection(`## Kernel logs

<!-- Written by bench/reading/kernel-log.mjs; run: npm run bench:kernel-log -- ${megabytes} ${rounds} -->

Real logs of \`fixtures/formats/kernel-log\`, repeated with times that go on (the caller and the quote marks put before the lines); their two kills stand in every tenth repetition, 162 lines each. Counted are kills, and every way gives the same number; ours alone
knows the front of a line, counts a kill once, and tells victims and other trouble. Whole processes, start included; ${rounds} rounds in turn, medians of
CPU time. ${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}, ${execFileSync('grep', ['--version'], { encoding: 'utf8' }).split('\n', 1)[0]}.

| form | MB | ours, MB/s | grep, MB/s | mawk, MB/s | CPU against grep | CPU against mawk |
| :-- | --: | --: | --: | --: | --: | --: |
${rows.join('\n')}
`)
