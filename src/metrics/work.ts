/** The workload's own figures of which runs can collapse, in the order of preference. */
export const WORKLOAD_METRICS = ['bogo-ops-rate']
/** The row of runs that collapsed, counted on such a figure. */
export const COLLAPSED_RUNS = 'collapsed-runs'
/** One run more or less of a dozen is no smaller effect than any other. */
export const COLLAPSED_EFFECT = { smallestEffect: { relative: 0.05, absolute: 0 } }
