/** Its first line, with -I a heading; simpleperf's begins likewise. The date that -o writes stands before JSON, too. */
const TITLE =
  /^ ?Performance counter (?:stats for |statistics)|^#\s+time\s+(?:\S+\s+)?(?:cpus\s+)?counts\s+unit\s+events/
const SEPARATOR = String.raw`[,;|\t]`
const NUMBER = String.raw`\d{1,20}(?:[.,]\d{1,9})?`
/** [time] [summary] [processor, or socket and its number of processors] value unit event [cgroup] [variance] runtime percentage, by -x. */
const SEPARATED = new RegExp(
  String.raw`^\s*(?:\d{1,9}[.,]\d{9}${SEPARATOR})?(?:summary${SEPARATOR})?(?:(?:CPU|[SDNC])\d[\w-]{0,20}${SEPARATOR}(?:\d{1,6}${SEPARATOR})?)?` +
    String.raw`(?:${NUMBER}|<not \w{1,12}>)${SEPARATOR}[A-Za-z]{0,12}${SEPARATOR}[A-Za-z][\w:./-]{0,80}(?: \[software\])?${SEPARATOR}` +
    String.raw`(?:[^,;|\t]{0,80}${SEPARATOR}){0,3}\d{1,20}${SEPARATOR}\d{1,3}[.,]\d\d\b`,
)
/** A row of the table without its title, of the events that a report needs. */
const ROW =
  /^\s*(?:\d{1,9}[.,]\d{9} +)?(?:CPU\d+ +)?(?:\d{1,3}(?:[,.]\d{3})*|\d{1,20}|<not (?:counted|supported)>) {2,}(?:(?:page|minor|major)-faults|faults|context-switches|cpu-migrations|cycles|instructions)(?::[a-z]{1,4})?(?:\s|$)/

/** Whether a line is one of perf stat's output, not as JSON. */
export const perfStatLine = (line: string): boolean =>
  TITLE.test(line) || SEPARATED.test(line) || ROW.test(line)
