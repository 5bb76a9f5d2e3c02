// Writes the constructed fixtures about lost events: a loss of unknown size, and its good twin.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FULL =
  "stdin:1:40-60: WARNING: Map full; can't update element. Try increasing max_map_keys config\n" +
  'tracepoint:exceptions:page_fault_user { @faults[comm, pid] = count(); }\n' +
  '                                        ~~~~~~~~~~~~~~~~~~~~\n' +
  'Additional Info - helper: map_update_elem, retcode: -7\n'

/** Twelve runs whose maps hold about twice as many faults with MGLRU on, and what each wrote to its standard error. */
function bare(name, stderr, truth) {
  const directory = join('fixtures/constructed', name)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  for (const [side, faults] of [
    ['off', 20_000],
    ['on', 40_000],
  ])
    for (let run = 1; run <= 6; run++) {
      const path = join(directory, `${side}-${run}.txt`)
      const map = `@faults[stress-ng-vm, ${5000 + run}]: ${faults + run * 100}\n@faults[web content, 77]: 30\n`
      writeFileSync(path, `Attached 1 probe\n${map}`)
      if (stderr !== '') writeFileSync(`${path}.err`, stderr)
    }
  writeFileSync(join(directory, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
}

bare('map-full', FULL, { metric: 'page-faults', verdict: 'not-comparable' })
bare('map-not-full', '', { metric: 'page-faults', ratio: 1.985, verdict: 'higher' })
