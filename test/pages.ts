import { renderHtml } from '../src/render/html.js'
import { reportOf } from './fixtures.js'
import { madeOnce } from './made-once.js'

/** The page of a fixture's report, made once for all tests. */
export async function pageOf(directory: string, options: { static: boolean }): Promise<string> {
  const both = async () => {
    const report = await reportOf(directory)
    return JSON.stringify([await renderHtml(report), await renderHtml(report, { static: true })])
  }
  const [alive, still] = JSON.parse(await madeOnce('pages', [directory, 'dist/page.js'], both))
  return options.static ? still : alive
}
