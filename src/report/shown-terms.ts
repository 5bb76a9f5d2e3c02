import { type Experiment, valueOf } from '../experiment/experiment.js'
import { metricsOf } from '../metrics/of-workload.js'
import { SCOPE_LABELS, scopeOf } from '../metrics/scope.js'
import type { Report } from '../model/report.js'
import { caveatsOf, STREAMS } from '../streams/registry.js'
import { GLOSSARY } from './glossary.js'

type Shown = Pick<Report, 'comparisons' | 'timelines' | 'distributions'>

/** The metrics that a report shows, the streams that a run has, and the terms that belong to them: `explain` has all. */
export function shownTerms(
  experiment: Experiment,
  { comparisons, timelines, distributions }: Shown,
): Report['glossary'] {
  const named = [...comparisons, ...timelines, ...distributions].flatMap(({ metric }) => metric ?? [])
  const metrics = metricsOf(experiment).filter(({ id }) => named.includes(id))
  const streams = STREAMS.filter(({ id }) => experiment.runs.some((run) => valueOf(run, id) !== null))
  const shown = new Set<string>([...metrics, ...streams].map(({ id }) => id))
  return [
    ...GLOSSARY.filter(({ see }) => see.some((id) => shown.has(id))).map(({ id, title, what, see }) => ({
      id: `word:${id}`,
      title,
      why: what,
      how: `See ${see.join(', ')}.`,
    })),
    ...metrics.map((metric) => ({
      id: metric.id,
      title: metric.title,
      why: metric.why,
      how: `${metric.how} Scope: ${SCOPE_LABELS[scopeOf(metric)]}.`,
      scope: scopeOf(metric),
    })),
    ...streams.map((stream) => ({
      id: `stream:${stream.id}`,
      title: stream.title,
      why: stream.what,
      how: caveatsOf(stream),
    })),
  ]
}
