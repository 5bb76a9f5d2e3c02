import { visibleJson } from '../base/json-text.js'
import { stableJson } from '../base/stable-json.js'
import type { PublishedReport } from '../model/report.js'

export function renderJson(report: PublishedReport): string {
  return visibleJson(stableJson(report))
}
