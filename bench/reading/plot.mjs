import * as vega from 'vega'
import * as vegaLite from 'vega-lite'

/** An SVG of `{ gigabytes, way, wall, peak }`: time and memory by the size of the input. */
export async function plotBySize(values) {
  const x = { field: 'gigabytes', type: 'quantitative', title: 'input, GB' }
  const panel = (field, title, more = []) => ({
    width: 330,
    height: 220,
    layer: [
      {
        mark: { type: 'line', point: true },
        encoding: {
          x,
          y: { field, type: 'quantitative', title, scale: { zero: true } },
          color: { field: 'way', type: 'nominal', title: null, sort: null },
          strokeDash: { field: 'way', type: 'nominal', title: null, sort: null },
        },
      },
      ...more,
    ],
  })
  const limit = { mark: { type: 'rule', strokeDash: [2, 3] }, encoding: { y: { datum: 300 } } }
  const spec = {
    background: 'white',
    data: { values },
    hconcat: [panel('wall', 'whole analysis, s'), panel('peak', 'peak memory, MB (limit: 300)', [limit])],
  }
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' })
  return view.toSVG()
}
