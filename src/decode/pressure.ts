import { InputError } from '../base/input-error.js'
import { copyLabel, fileLabel, type Resource, resourceInName } from './copy-labels.js'

/** The lines of one file of pressure within one copy. */
interface Section {
  resource: Resource | null
  cgroup: string | null
  totals: Partial<Record<'some' | 'full', number>>
}

/** Stands in for the resource of the only section of a copy where nothing names it; what it can be only all copies tell. */
export const NAMELESS = 'nameless'
/** Key of a copy whose sections are named by the order in which the shell sorts them. */
export const BY_ORDER = 'named by their order'

/**
 * Copies of /proc/pressure/*: lines "some avg10=... total=N" do not say of which file they are. A label, the prefix of grep, or the
 * name of the file does. Three sections whose first has no "full", which only cpu's lacked (before Linux 5.13), are what the shell
 * makes of /proc/pressure/*: cpu, io, memory. Totals are microseconds, by "memory.some.total" and the like; those of cgroups are left
 * out. https://docs.kernel.org/accounting/psi.html
 * @throws InputError for sections that nothing names.
 */
export function ofPressure(lines: readonly string[], path: string, firstLine = 1): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  const sections = sectionsOf(lines, path, firstLine).filter(({ cgroup }) => cgroup === null)
  const nameless = sections.filter(({ resource }) => resource === null)
  const hint = resourceInName(path)
  const [first] = nameless
  if (nameless.length === 1 && first !== undefined && hint !== null) first.resource = hint
  else if (nameless.length === 3 && sections.length === 3 && byOrder(nameless)) {
    for (const [index, name] of (['cpu', 'io', 'memory'] as const).entries())
      (nameless[index] as Section).resource = name
    data[BY_ORDER] = true
  } else if (nameless.length > 1) throw unnamed(path, nameless.length)
  for (const { resource, totals } of sections)
    for (const [kind, total] of Object.entries(totals)) {
      const key = `${resource ?? NAMELESS}.${kind}.total`
      if (data[key] !== undefined && data[key] !== total)
        throw new InputError({
          path,
          expected: `one ${resource ?? ''} ${kind} in each copy`,
          found: `totals ${data[key]} and ${total}`,
          remedy: 'put each copy behind a line "time: SECONDS", and each file in one of its own',
        })
      data[key] = total
    }
  return data
}

const LINE = /^(?:(\S{1,200}):)?(some|full) avg10=.*\btotal=(\d{1,18})\s*$/

function sectionsOf(lines: readonly string[], path: string, firstLine: number): Section[] {
  const sections: Section[] = []
  let named: Pick<Section, 'resource' | 'cgroup'> | null = null
  let open: Section | null = null
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string
    const match = line.length > 1000 ? null : LINE.exec(line.trim())
    if (match === null) {
      if (line.trim() === '') continue
      if (/(?:^|:)(?:some|full) avg10=/.test(line.slice(0, 400)))
        throw new InputError({
          path,
          line: firstLine + index,
          expected: 'a line of pressure that ends with total=NUMBER',
          found: 'one without it, as a mail wraps it',
          remedy: 'join it with the line behind it',
        })
      const label = copyLabel(line)
      named = label?.file === 'pressure' ? label : null
      open = null
      continue
    }
    const [, prefix, kind, total] = match as unknown as [string, string | undefined, 'some' | 'full', string]
    const own = prefix === undefined ? named : fileLabel(prefix)
    const { resource = null, cgroup = null } = own ?? {}
    if (open === null || kind in open.totals || open.resource !== resource || open.cgroup !== cgroup) {
      open = { resource, cgroup, totals: {} }
      sections.push(open)
    }
    open.totals[kind] = Number(total)
  }
  return sections
}

const byOrder = ([cpu, ...others]: readonly Section[]) =>
  cpu?.totals.full === undefined && others.every(({ totals }) => 'some' in totals && 'full' in totals)

function unnamed(path: string, count: number): InputError {
  return new InputError({
    path,
    expected: 'sections of pressure with names, such as a line "--- memory ---" before each',
    found: `${count} that nothing names`,
    remedy: 'record with: { echo "time: $(date +%s)"; grep . /proc/pressure/*; }',
  })
}
