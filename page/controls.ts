import type { Source } from './figure.js'
import { choice, choose, onChoice } from './state.js'

const element = <K extends keyof HTMLElementTagNameMap>(name: K, text = '', className = '') => {
  const made = document.createElement(name)
  if (text !== '') made.textContent = text
  if (className !== '') made.className = className
  return made
}

/** The panel above the figures: which conditions and runs they show, and which part of the measured window. */
export function controls(sources: readonly Source[]): HTMLElement {
  const runs = new Map<string, Set<string>>()
  for (const row of sources.flatMap(({ data }) => Object.values(data).flat())) {
    if (typeof row['condition'] !== 'string') continue
    const known = runs.get(row['condition']) ?? new Set()
    if (typeof row['run'] === 'string') known.add(row['run'])
    runs.set(row['condition'], known)
  }
  const panel = element('form', '', 'controls')
  panel.setAttribute('aria-label', 'What the figures show')
  panel.addEventListener('submit', (event) => event.preventDefault())
  const conditions = element('fieldset')
  conditions.append(element('legend', 'Show'))
  for (const condition of runs.keys()) conditions.append(toggle(condition, 'hiddenConditions', condition))
  panel.append(conditions)
  if ([...runs.values()].some((names) => names.size > 0)) panel.append(runToggles(runs))
  if (sources.some(({ spec }) => spec.usermeta?.time !== undefined)) panel.append(timeFields())
  return panel
}

function toggle(id: string, list: 'hiddenConditions' | 'hiddenRuns', text: string): HTMLElement {
  const label = element('label')
  const box = element('input')
  box.type = 'checkbox'
  box.checked = true
  box.dataset['toggles'] = id
  box.addEventListener('change', () =>
    choose({ [list]: box.checked ? choice[list].filter((one) => one !== id) : [...choice[list], id] }),
  )
  label.append(box, ` ${text}`)
  return label
}

function runToggles(runs: ReadonlyMap<string, ReadonlySet<string>>): HTMLElement {
  const folded = element('details')
  folded.append(element('summary', 'Runs'))
  for (const [condition, names] of runs) {
    if (names.size === 0) continue
    const group = element('fieldset')
    group.append(element('legend', condition))
    for (const run of names) group.append(toggle(run, 'hiddenRuns', run))
    folded.append(group)
  }
  return folded
}

function timeFields(): HTMLElement {
  const group = element('fieldset')
  group.append(element('legend', 'Seconds'))
  const [from, to] = [field('from'), field('to')]
  const reset = element('button', 'All')
  reset.type = 'button'
  const read = () => {
    const [a, b] = [from.valueAsNumber, to.valueAsNumber]
    if (Number.isFinite(a) && Number.isFinite(b) && a < b) choose({ time: [a, b] })
  }
  from.addEventListener('change', read)
  to.addEventListener('change', read)
  reset.addEventListener('click', () => choose({ time: null }))
  onChoice(() => {
    const { time } = choice
    from.value = time === null ? '' : time[0].toFixed(1)
    to.value = time === null ? '' : time[1].toFixed(1)
  })
  group.append(from, to, reset)
  return group
}

function field(name: string): HTMLInputElement {
  const input = element('input')
  input.type = 'number'
  input.min = '0'
  input.step = 'any'
  input.placeholder = name
  input.setAttribute('aria-label', `${name}, seconds since the start of the measured window`)
  return input
}
