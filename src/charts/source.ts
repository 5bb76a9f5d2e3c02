import type { Figure } from '../model/chart.js'
import { safe } from './safe.js'

type Json = Record<string, unknown>

/** A figure's specification and its data apart: put together again they are `{...spec, datasets: data}`. */
export interface FigureSource {
  spec: Json
  data: Record<string, unknown[]>
}

/** What the page offers of a figure to whoever wants to draw it again: Vega-Lite, each table of data under a name. */
export function sourceOf(figure: Figure): FigureSource {
  const { spec, tooltip, time } = safe({ spec: figure.spec, tooltip: figure.tooltip, time: figure.time })
  const names = new Map<string, string>()
  const data: Record<string, unknown[]> = {}
  const apart = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => apart(one))
    if (typeof value !== 'object' || value === null) return value
    const values = (value as Json)['values']
    if (key === 'data' && Array.isArray(values)) {
      const text = JSON.stringify(values)
      const name = names.get(text) ?? `data-${names.size + 1}`
      names.set(text, name)
      data[name] = values
      return { name }
    }
    return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, apart(one, member)]))
  }
  const usermeta = {
    ...(tooltip === undefined ? {} : { tooltip }),
    ...(time === undefined ? {} : { time }),
  }
  return {
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      ...(Object.keys(usermeta).length === 0 ? {} : { usermeta }),
      ...(apart(spec) as Json),
    },
    data,
  }
}
