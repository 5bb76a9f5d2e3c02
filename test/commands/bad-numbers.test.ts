import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const BAD = ['18446744073709551615', '9007199254740993', '1e400', '-Infinity', 'NaN', '""']

const FILES: Record<string, (bad: string, other: number) => Record<string, string>> = {
  'a map as text': (bad, other) => ({
    t: `Attaching 1 probe...\n\n@faults[1, a]: ${bad}\n@faults[2, b]: ${other}\n`,
  }),
  'a map as JSON': (bad, other) => ({
    t: `{"type": "attached_probes", "data": {"probes": 1}}\n{"type": "map", "data": {"@faults": {"a": ${bad}, "b": ${other}}}}\n`,
  }),
  'perf stat -j': (bad, other) => ({
    p: `{"interval" : 1.0, "counter-value" : "${bad.replaceAll('"', '')}", "event" : "page-faults"}\n{"interval" : 1.0, "counter-value" : "${other}", "event" : "major-faults"}\n`,
  }),
  'copies of vmstat': (bad, other) => ({
    t: `Attaching 1 probe...\n${'Page fault in process: 5\n'.repeat(other)}`,
    't.vmstat-before': 'nr_free_pages 1\npgfault 1\npgmajfault 1\n',
    't.vmstat-after': `nr_free_pages 1\npgfault 9\npgmajfault ${bad}\n`,
  }),
}

test.each(Object.entries(FILES))(
  '%s: a number that cannot be costs a value, not the report',
  async (_, files) => {
    for (const bad of BAD) {
      const place = temporaryDirectory()
      for (const [side, other] of [
        ['off', 3],
        ['on', 4],
      ] as const) {
        mkdirSync(join(place, side))
        for (const [name, text] of Object.entries(files(bad, other)))
          writeFileSync(join(place, side, name), text)
      }
      const sides = ['--off', join(place, 'off'), '--on', join(place, 'on')]
      const out = join(place, 'out')
      const { code, stderr } = await runCli('analyze', ...sides, '--to', 'json', '-q', '-o', out)
      expect(stderr).not.toMatch(/internal error/)
      if (code === 2) expect(stderr).toMatch(/expected .*, found .*; /)
      else {
        const { runs } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))
        for (const { faults } of runs) expect(faults === null || Number.isSafeInteger(faults)).toBe(true)
      }
    }
  },
)
