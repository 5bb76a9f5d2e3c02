import { InputError } from '../base/input-error.js'
import { READERS } from '../workload/index.js'

/** @throws InputError where no reader has this id, or `bare` says that there is an experiment, whose manifest names the format. */
export function checkWorkloadFormat(format: string, bare: boolean): void {
  const ids = READERS.map(({ id }) => id)
  if (!bare)
    throw new InputError({
      path: '--workload-format',
      expected: 'standalone files, of which it names the format of what the workloads printed',
      found: 'an experiment, which names it itself',
      remedy: 'leave the option out here, and give it to run-experiment when recording',
    })
  if (!ids.includes(format))
    throw new InputError({
      path: '--workload-format',
      expected: `one of ${ids.join(', ')}`,
      found: `"${format}"`,
      remedy: 'name the format of what the workloads printed; docs/readers.md says what each reader takes',
    })
}
