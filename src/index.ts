// The library: all that a program which imports this package can reach. docs/api.md lists it, and docs/notebook.md shows it.

import type { CheckDef } from './checks/check.js'
import { CHECKS } from './checks/index.js'
import { METRICS } from './metrics/index.js'
import type { MetricDef } from './metrics/metric.js'
import { STREAMS, type Stream } from './streams/registry.js'

export { InputError, InputErrors } from './base/input-error.js'
export type { CheckDef } from './checks/check.js'
export { evaluate } from './compare/comparison-inputs.js'

export type { ConditionInfo, Experiment, InputFile, RunData } from './experiment/experiment.js'
export { valueOf } from './experiment/experiment.js'
export { type AnalyzeOptions, analyze } from './library/analyze.js'
export type { LoadOptions, Source } from './library/load.js'
export { render } from './library/render.js'
export { loadExperiment, type Tables } from './library/tables.js'
export { defineMetric, type MetricDef } from './metrics/metric.js'
export type { RunValue, Verdict } from './model/comparison.js'
export type { Bucket, Histogram } from './model/histogram.js'
export type { MetricResult } from './model/metric.js'
export type { Report, ReportComparison } from './model/report.js'
export type { Reduction } from './model/stream.js'
export { UNITS as units, type Unit } from './model/units.js'
export type { Warning } from './model/warning.js'
export type { Series } from './reduce/time-series.js'
export type { FormOptions as RenderOptions, OutputFormat } from './render/output-formats.js'
export type { StreamName, StreamValues } from './streams/registry.js'
export { asOf } from './tables/as-of.js'
export type { SampledStream } from './tables/samples.js'

/** Every stream, metric and check that an analysis knows, by id. */
export const streams: readonly Stream[] = Object.freeze([...STREAMS])
export const metrics: readonly MetricDef[] = Object.freeze([...METRICS])
export const checks: readonly CheckDef[] = Object.freeze([...CHECKS])
