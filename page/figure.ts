import { type Loader, parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile } from 'vega-lite'
import { THEME } from '../src/charts/theme.js'
import { alive, type Panel } from './alive.js'
import { brush } from './brush.js'
import { choice, choose, onChoice } from './state.js'
import { hideTooltip, type Labels, tooltip } from './tooltip.js'

/** What the page holds of a figure next to its picture. */
export interface Source {
  figure: HTMLElement
  spec: Record<string, unknown> & { usermeta?: { tooltip?: Labels; time?: string } }
  data: Record<string, Record<string, unknown>[]>
}

export function sourceOf(figure: HTMLElement): Source | null {
  const read = (name: string) => figure.querySelector(`pre.${name}`)?.textContent ?? null
  const [spec, data] = [read('spec'), read('data')]
  return spec === null || data === null ? null : { figure, spec: JSON.parse(spec), data: JSON.parse(data) }
}

// whatever a specification asks for, nothing is fetched
const refuse = () => Promise.reject(new Error('the report loads nothing'))
const LOADER = { load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader

// zoomed axes have ticks that nobody chose
const CONFIG = { ...THEME, axis: { ...THEME.axis, labelSeparation: 8 } }

/** Draws the figure again where its picture stands, now answering. */
export async function enliven({ figure, spec, data }: Source): Promise<void> {
  const picture = figure.querySelector<HTMLElement>('.picture')
  const still = picture?.querySelector('svg')
  if (picture === null || still === null || still === undefined) return
  const compiled = compile({ ...spec, datasets: data, config: CONFIG } as never).spec as never
  const panels = alive(compiled)
  const inner = document.createElement('div')
  inner.setAttribute('role', 'img')
  inner.setAttribute('aria-label', still.getAttribute('aria-label') ?? '')
  const view = new View(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    loader: LOADER,
    hover: false,
    tooltip: tooltip(spec.usermeta?.tooltip ?? ownFields(data)),
  } as never)
  view.initialize(inner)
  // Vega calls its picture a document of graphics; to a reader who does not see it, it is one image with one text
  inner.setAttribute('role', 'img')
  inner.removeAttribute('aria-roledescription')
  inner.setAttribute('aria-label', still.getAttribute('aria-label') ?? '')

  const shared = spec.usermeta?.time !== undefined
  const own = new Map<string, [number, number] | null>()
  const reset = document.createElement('button')
  reset.type = 'button'
  reset.className = 'reset'
  reset.textContent = 'Show all'
  reset.hidden = true
  const follow = () => {
    view.signal('hiddenConditions', choice.hiddenConditions).signal('hiddenRuns', choice.hiddenRuns)
    for (const { zoom } of panels) view.signal(zoom, shared ? choice.time : (own.get(zoom) ?? null))
    reset.hidden = !panels.some(({ zoom }) => view.signal(zoom) !== null)
    figure.dataset['zoomed'] = String(!reset.hidden)
    hideTooltip()
    return view.runAsync()
  }
  const zoomTo = (panel: Panel, range: [number, number] | null) => {
    if (shared) return choose({ time: range })
    own.set(panel.zoom, range)
    void follow()
  }
  reset.addEventListener('click', () => {
    for (const panel of panels) zoomTo(panel, null)
  })
  await follow()
  picture.replaceChildren(inner)
  if (panels.length > 0) {
    picture.after(reset)
    figure.classList.add('zoomable')
  }
  brush(view, picture, panels, zoomTo)
  onChoice(() => void follow())
  figure.dataset['alive'] = 'true'
}

/** The fields that the data have, which the compiler adds to for itself. */
function ownFields(data: Source['data']): Labels {
  const fields = new Set(Object.values(data).flatMap((rows) => Object.keys(rows[0] ?? {})))
  return Object.fromEntries([...fields].map((field) => [field, field]))
}
