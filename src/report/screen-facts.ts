import { formatNumber } from '../base/number-format.js'
import type { Report } from '../model/report.js'
import { clipped } from './command-summary.js'

const MAX_COMMAND = 46
const MAX_LABEL = 60

/** Sizes of memory as their owners speak of them: 275 MiB, 1 GiB. */
export function sizeText(bytes: number): string {
  const gigabytes = bytes / 2 ** 30
  if (gigabytes < 0.995) return `${Math.round(bytes / 2 ** 20)} MiB`
  return `${formatNumber(gigabytes, 3).replace(/\.0+$/, '')} GiB`
}

/** "stress-ng --vm 2 --vm-bytes 274M …"; null where no command was recorded. */
export function workloadText({ workload }: Report, most = MAX_COMMAND): string | null {
  if (workload === null) return null
  const summary = workload.summary ?? `${workload.argv.join(' ')}${workload.withheld > 0 ? ' …' : ''}`
  // an option without its value says nothing
  return clipped(summary, most).replace(/ -[\w-]+ …$/, ' …')
}

/** The question that the report answers, by what differs between its conditions. */
export function questionOf(report: Report): string {
  const { experiment, conditions } = report
  const [baseline, treatment] = conditions.map(({ label }) => ({ label: clipped(label, MAX_LABEL) })) as [
    { label: string },
    { label: string },
  ]
  const command = workloadText(report)
  const work = command === null ? 'in these traces' : `for ${command}`
  if (experiment.comparison === 'same')
    return command === null
      ? 'A/A control: do two sets of traces recorded alike differ?'
      : `A/A control: does ${command} differ from itself?`
  if (experiment.comparison === 'kernels')
    return `Does ${treatment.label} differ from ${baseline.label} ${work}?`
  if (experiment.kind === 'bare')
    return experiment.comparison === 'named'
      ? `Does ${treatment.label} differ from ${baseline.label} ${work}?`
      : `Does MGLRU change the page faults ${work}?`
  const plain = baseline.label === 'MGLRU off' && treatment.label === 'MGLRU on'
  if (plain && command !== null) return `Does MGLRU help ${command} on this machine?`
  return `What does ${treatment.label} change compared with ${baseline.label} ${work}?`
}

/** Kernel, machine, date and n, short; what is not recorded is in the line of that name. */
export function factsOf(report: Report): string[] {
  const { host, experiment, workload } = report
  const facts: string[] = []
  if (host !== null) {
    const os = host.distribution === null ? '' : ` (${distribution(host.distribution)})`
    const [one, other] = report.conditions.map(({ settings }) => settings['kernel'])
    const differ = experiment.comparison === 'kernels' && one !== undefined && other !== undefined
    facts.push(`Linux ${differ ? `${one} → ${other}` : host.kernel}${os}`)
    const kind = host.emulated
      ? ' (emulated)'
      : host.virtualization !== null && host.virtualization !== 'none'
        ? ` (virtual: ${host.virtualization})`
        : ''
    facts.push(`${host.architecture}, ${host.cpus} ${host.cpus === 1 ? 'CPU' : 'CPUs'}${kind}`)
    facts.push(`${sizeText(host.memoryBytes)} RAM`)
    facts.push(
      host.swap.length === 0
        ? 'no swap'
        : host.swap.map(({ kind: what, bytes }) => `${sizeText(bytes)} ${what} swap`).join(', '),
    )
  }
  if (host === null) facts.push('standalone traces', 'kernel, machine and date not recorded')
  if (workload !== null && workload.memoryMaxBytes !== null)
    facts.push(`memory cgroup limit ${sizeText(workload.memoryMaxBytes)}`)
  facts.push(...knobs(report, host === null))
  if (experiment.recordedAt !== null) facts.push(`recorded ${experiment.recordedAt.slice(0, 10)}`)
  facts.push(countFact(report))
  return facts
}

/** "Debian GNU/Linux 13 (trixie)" as it is spoken of. */
const distribution = (name: string) => name.replace(' GNU/Linux', '').replace(/ \([^)]*\)$/, '')

/** Settings beyond the main switch that the conditions ask for: "min_ttl_ms 0 → 1000". */
function knobs({ conditions }: Report, kernelToo: boolean): string[] {
  const [off, on] = conditions.map(({ settings }) => settings)
  const names = [...new Set([...Object.keys(off ?? {}), ...Object.keys(on ?? {})])].sort()
  return names.flatMap((name) => {
    const [a, b] = [off?.[name], on?.[name]]
    if (name === 'kernel' && !kernelToo) return []
    if (name === 'lru_gen.enabled' || (a === b && (a === undefined || /^0*$/.test(a)))) return []
    const short = name.replace(/^lru_gen\./, '')
    return [a === b ? `${short} ${a}` : `${short} ${a ?? 'unset'} → ${b ?? 'unset'}`]
  })
}

/** "12 blocks, 24 runs", or the runs of each condition, with those that are not counted. */
function countFact({ runs, conditions, experiment }: Report): string {
  const measured = runs.filter(({ kind }) => kind === 'measured')
  const included = measured.filter((run) => run.included)
  const excluded = measured.length - included.length
  const more = excluded === 0 ? '' : ` (${excluded} excluded)`
  const blocks = new Set(included.flatMap(({ block }) => block ?? [])).size
  if (experiment.kind === 'directory' && blocks > 0)
    return `${blocks} ${blocks === 1 ? 'block' : 'blocks'}, ${included.length} runs${more}`
  const of = (id: string) => included.filter(({ condition }) => condition === id).length
  return `${of(conditions[0].id)} + ${of(conditions[1].id)} runs${more}`
}
