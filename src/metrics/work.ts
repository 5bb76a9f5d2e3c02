/** The workload's own figures of which runs can collapse, in the order of preference. */
export const WORKLOAD_METRICS = ['bogo-ops-rate']
/** The row of runs that collapsed, counted on such a figure. */
export const COLLAPSED_RUNS = 'collapsed-runs'
/** One run more or less of a dozen is no smaller effect than any other. */
export const COLLAPSED_EFFECT = { smallestEffect: { relative: 0.05, absolute: 0 } }

/** `workload:NAME` is a figure that the workload printed. */
export const WORKLOAD_PREFIX = 'workload:'
/** Name of a figure of one of several stressors of stress-ng: it stands for its part of bogo-ops-rate. */
export const STRESSOR_PREFIX = 'stress-ng.'

/** Whether a metric is the workload's own figure of its progress. */
export const isWorkFigure = (id: string) => WORKLOAD_METRICS.includes(id) || id.startsWith(WORKLOAD_PREFIX)
