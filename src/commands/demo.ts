import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../base/input-error.js'
import { analyze } from './analyze.js'
import type { Io } from './io.js'

export interface DemoOptions {
  output?: string
  to?: string
  quiet?: boolean
}

/** The recorded experiment that is packed with the program: one folder above dist, of which this file's folder is one. */
const EXPERIMENT = new URL('../../fixtures/experiments/fio-steady-6.12', import.meta.url)

/** Makes the report of a real experiment, so that a newcomer sees one before recording any. */
export async function demo(options: DemoOptions, io: Io): Promise<number> {
  const experiment = fileURLToPath(EXPERIMENT)
  if (!existsSync(experiment))
    throw new InputError({
      path: experiment,
      expected: 'the experiment that is packed with this program',
      found: 'nothing there',
      remedy: 'install the package again',
    })
  const output = options.output ?? 'mglru-report-demo'
  const code = await analyze([experiment], { ...options, output }, io)
  const html = join(output, 'report.html')
  if (options.quiet !== true && existsSync(html)) io.stdout.write(`Open ${html} in a browser.\n`)
  return code
}
