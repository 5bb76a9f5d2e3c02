import { visibleJson } from '../base/json-text.js'
import { stableJson } from '../base/stable-json.js'
import type { Report } from '../model/report.js'

export function renderJson(report: Report): string {
  return visibleJson(stableJson(report))
}
