import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { loadRuns } from '../experiment/directory.js'
import { reducedText } from '../experiment/reduced.js'
import { EXIT, type Io } from './io.js'
import { refuseInside } from './refuse-inside.js'
import { type ReadingOptions, withRunReader } from './with-run-reader.js'
import { writeFiles } from './write-report.js'

export interface ReduceOptions extends ReadingOptions {
  output: string
  quiet?: boolean
}

/** Reduces runs of one experiment to a small file, which `analyze` takes together with those of other machines. */
export async function reduce(paths: readonly string[], options: ReduceOptions, io: Io): Promise<number> {
  const places = await Promise.all(paths.map(placeOf))
  const [{ experiment }] = places as [Place]
  const other = places.findIndex((place) => place.experiment !== experiment)
  if (other !== -1)
    throw new InputError({
      path: paths[other] ?? '',
      expected: `runs of one experiment (${experiment})`,
      found: 'one of another',
      remedy: 'reduce each experiment by itself',
    })
  await refuseInside(options.output, experiment, 'a file')
  const whole = places.some(({ run }) => run === null)
  const ids = new Set(places.flatMap(({ run }) => run ?? []))
  const loaded = await withRunReader(options, io, (progress, reading) =>
    loadRuns(experiment, whole ? null : ids, progress, reading),
  )
  for (const [index, { run }] of places.entries())
    if (run !== null && !loaded.runs.some((one) => one.run.id === run))
      throw new InputError({
        path: paths[index] ?? '',
        expected: 'a run of the plan',
        found: `"${run}"`,
        remedy: 'name the directories of planned runs',
      })
  await writeFiles(dirname(options.output), [[basename(options.output), reducedText(loaded)]])
  if (options.quiet !== true)
    for (const { run } of loaded.runs)
      io.stdout.write(
        `${printable(run.id)}: ${run.reason === null ? 'reduced' : printable(run.reason, 500)}\n`,
      )
  return EXIT.ok
}

interface Place {
  /** Its directory. */
  experiment: string
  /** Null for the whole experiment. */
  run: string | null
}

/** A run lies in EXPERIMENT/runs. */
async function placeOf(path: string): Promise<Place> {
  const place = await realpath(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  if (await isThere(resolve(place, 'experiment.json'))) return { experiment: place, run: null }
  const experiment = dirname(dirname(place))
  if (basename(dirname(place)) === 'runs' && (await isThere(resolve(experiment, 'experiment.json'))))
    return { experiment, run: basename(place) }
  throw new InputError({
    path,
    expected: 'an experiment directory, or EXPERIMENT/runs/RUN with experiment.json two above it',
    found: 'neither',
    remedy: 'copy experiment.json along with the runs',
  })
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
