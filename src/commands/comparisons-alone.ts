import type { PublishedReport } from '../model/report.js'

/** What an answer over many reports needs of each: the rest of a thousand of them would fill the memory. */
export const comparisonsAlone = (report: PublishedReport): PublishedReport => ({
  ...report,
  timelines: [],
  distributions: [],
  counters: [],
  glossary: [],
  inputs: [],
  runs: [],
  checks: [],
  methods: [],
  warnings: [],
})
