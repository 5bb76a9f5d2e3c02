// Makes the constructed fixtures: small inputs whose truth is known because it was put in.
// Run: node scripts/make-constructed.mjs   (writes fixtures/constructed/, the same bytes each time)
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constructed, json, pack, writeExperiment } from './constructed/experiment.mjs'

const ROOT = new URL('../fixtures/constructed', import.meta.url).pathname
rmSync(ROOT, { recursive: true, force: true })

function write(path, content) {
  mkdirSync(join(ROOT, path, '..'), { recursive: true })
  writeFileSync(join(ROOT, path), content)
}

/** A trace of the plain one-liner with so many faults of each process, in turn. */
function trace(processes) {
  const lines = []
  const left = new Map(processes)
  while (left.size > 0) {
    for (const [process, count] of left) {
      lines.push(`Page fault in process: ${process}`)
      if (count === 1) left.delete(process)
      else left.set(process, count - 1)
    }
  }
  return `Attaching 1 probe...\n${lines.join('\n')}\n\n\n`
}

const SPREAD = [0.97, 1.01, 1.04, 0.99, 1.02, 0.95, 1.0, 1.03]

// Eight runs a side; with MGLRU on each count is exactly twice that of its partner: every ratio of the two sides'
// geometric middle is 2.
for (const [index, factor] of SPREAD.entries()) {
  const faults = Math.round(2000 * factor)
  write(
    `doubled/off-${index + 1}.txt.gz`,
    pack(
      trace([
        ['101', faults - 100],
        ['7', 100],
      ]),
    ),
  )
  write(
    `doubled/on-${index + 1}.txt.gz`,
    pack(
      trace([
        ['202', 2 * faults - 200],
        ['9', 200],
      ]),
    ),
  )
}
write('doubled/truth.json', json({ metric: 'page-faults', ratio: 2, verdict: 'higher' }))

// The same eight counts on both sides, in another order: nothing changed. The processes differ so that no file is a copy.
for (const [index, factor] of SPREAD.entries()) {
  write(`unchanged/off-${index + 1}.txt.gz`, pack(trace([['101', Math.round(2000 * factor)]])))
  write(`unchanged/on-${SPREAD.length - index}.txt.gz`, pack(trace([['202', Math.round(2000 * factor)]])))
}
write(
  'unchanged/truth.json',
  json({ metric: 'page-faults', ratio: 1, verdict: ['equivalent', 'inconclusive'] }),
)

// Process names as a stranger could choose them, and bytes that are no text.
const HOSTILE = [
  "<script>alert('x')</script>",
  '"quoted" & <b>bold</b>',
  '| pipe | [link](javascript:x) `code`',
  'with spaces, and commas',
  '=cmd|/C calc',
  '\u202edesrever',
  'bell\u0007 escape\u001b[31mred\u001b[0m',
  '</svg><img src=x onerror=alert(1)>',
  '](https://example.invalid) @everyone www.example.invalid',
]
for (const side of ['off', 'on']) {
  for (let run = 1; run <= 2; run++) {
    const named = trace(
      HOSTILE.map((name, index) => [name, 10 * (index + 1) + run + (side === 'on' ? 3 : 0)]),
    )
    const invalid = Buffer.concat([
      Buffer.from('Page fault in process: '),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
      Buffer.from('\n'),
    ])
    write(`hostile/${side}-${run}.txt`, Buffer.concat([Buffer.from(named), invalid]))
  }
}
write('hostile/truth.json', json({ metric: 'page-faults', verdict: 'inconclusive' }))

// Experiment directories: what was put in is told in scripts/constructed/experiment.mjs.
writeExperiment(write, 'blocks', constructed({ id: 'constructed-blocks' }))
write('blocks/truth.json', json({ metric: 'bogo-ops-rate', ratio: 1.2, verdict: 'improved' }))

// The same with what a stranger could write wherever the manifests and the streams leave text free.
let nth = 0
const hostileWord = () => {
  const one = HOSTILE[nth++ % HOSTILE.length]
  return `${one} ${HOSTILE[nth % HOSTILE.length]}`
}
writeExperiment(
  write,
  'hostile-manifest',
  constructed({ id: 'hostile-manifest', levels: [1, 1.1], word: hostileWord }),
  hostileWord,
)
write('hostile-manifest/truth.json', json({ metric: 'bogo-ops-rate', ratio: 1.2, verdict: 'inconclusive' }))

await import('./make-constructed-losses.mjs')
