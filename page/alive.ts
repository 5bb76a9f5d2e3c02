// Turns a compiled Vega specification into one that answers: marks can be hidden, continuous horizontal axes zoomed.

type Json = Record<string, unknown>
interface Mark extends Json {
  type: string
  name?: string
  marks?: Mark[]
  axes?: { scale: string; orient?: string; values?: unknown }[]
  scales?: Scale[]
  encode?: { update?: Json }
}
interface Scale extends Json {
  name: string
  type?: string
}

/** A panel whose horizontal axis can be zoomed: the name of its group mark, its scale, the signal that holds the zoom. */
export interface Panel {
  group: string
  scale: string
  zoom: string
}

const CONTINUOUS = new Set(['linear', 'log', 'sqrt', 'symlog', 'pow'])
const HIDDEN =
  '(isDefined(datum.condition) && indexof(hiddenConditions, datum.condition) >= 0) || (isDefined(datum.run) && indexof(hiddenRuns, datum.run) >= 0)'
/** Marks that stand for one datum; of lines and areas a tooltip would tell the first. */
const POINTED = new Set(['symbol', 'rect', 'rule'])

export function alive(spec: Json): Panel[] {
  const panels: Panel[] = []
  const root = spec as unknown as Mark
  const scales = new Map((root.scales ?? []).map((scale) => [scale.name, scale]))
  for (const group of [{ ...root, name: 'root' }, ...groupsOf(root)]) {
    for (const axis of group.axes ?? []) {
      const scale = scales.get(axis.scale)
      const horizontal = axis.orient === 'bottom' || axis.orient === 'top'
      if (scale === undefined || !horizontal) continue
      if (!CONTINUOUS.has(scale.type ?? 'linear')) continue
      const zoom = `zoom_${axis.scale}`
      if (!panels.some((panel) => panel.group === group.name && panel.scale === axis.scale))
        panels.push({ group: group.name ?? '', scale: axis.scale, zoom })
      scale['domainRaw'] = { signal: zoom }
      // ticks at chosen values are those of the whole axis; of a part of it vega chooses
      if (Array.isArray(axis.values))
        axis.values = { signal: `isValid(${zoom}) ? null : ${JSON.stringify(axis.values)}` }
    }
  }
  const zooms = new Map(panels.map((panel) => [panel.scale, panel.zoom]))
  for (const mark of root.marks ?? []) enliven(mark, zooms)
  spec['signals'] = [
    ...((spec['signals'] as unknown[]) ?? []),
    { name: 'hiddenConditions', value: [] },
    { name: 'hiddenRuns', value: [] },
    ...[...new Set(zooms.values())].map((name) => ({ name, value: null })),
  ]
  return panels
}

function groupsOf(mark: Mark): Mark[] {
  return (mark.marks ?? []).flatMap((one) => (one.type === 'group' ? [one, ...groupsOf(one)] : []))
}

function enliven(mark: Mark, zooms: Map<string, string>): void {
  for (const one of mark.marks ?? []) enliven(one, zooms)
  // the picture is one image with one text: its parts say nothing more
  mark['aria'] = false
  const update = mark.encode?.update
  if (mark.type === 'group' || update === undefined) return
  const opacity = update['opacity']
  update['opacity'] = [
    { test: HIDDEN, value: 0 },
    ...(opacity === undefined ? [{ value: 1 }] : Array.isArray(opacity) ? opacity : [opacity]),
  ]
  if (POINTED.has(mark.type)) update['tooltip'] = { signal: 'datum' }
  const scale = (update['x'] as { scale?: string } | undefined)?.scale
  if (scale !== undefined && zooms.has(scale)) mark['clip'] = { signal: `isValid(${zooms.get(scale)})` }
}
