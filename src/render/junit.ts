import { printable } from '../base/printable.js'

/** One test case of a JUnit file. All outcomes but `passed` carry a message; `text` is what the reader of a log sees of it. */
export interface JunitCase {
  name: string
  classname: string
  outcome: 'passed' | 'failed' | 'error' | 'skipped'
  message: string
  text: string
}

export interface JunitSuite {
  name: string
  properties: readonly (readonly [name: string, value: string])[]
  cases: readonly JunitCase[]
}

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML content and quoted attributes; what XML 1.0 has no character for becomes a visible escape. */
export const escapeXml = (text: string) =>
  printable(text, 4000)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => XML[character] ?? character)

/** JUnit XML as the plugins of CI systems read it (the schema of Jenkins's xunit plugin, junit-10.xsd), without times: nothing was run. */
export function junitXml(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(name)}" ${counts(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n')
}

function counts(cases: readonly JunitCase[]): string {
  const n = (outcome: JunitCase['outcome']) => cases.filter((one) => one.outcome === outcome).length
  return `tests="${cases.length}" failures="${n('failed')}" errors="${n('error')}"`
}

function suiteLines({ name, properties, cases }: JunitSuite): string[] {
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts(cases)} skipped="${skipped}">`,
    ...(properties.length === 0
      ? []
      : [
          '    <properties>',
          ...properties.map(
            ([key, value]) => `      <property name="${escapeXml(key)}" value="${escapeXml(value)}"/>`,
          ),
          '    </properties>',
        ]),
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ]
}

function caseLines({ name, classname, outcome, message, text }: JunitCase): string[] {
  const open = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(classname)}">`
  const body = {
    passed: [],
    failed: [`      <failure message="${escapeXml(message)}">${escapeXml(text)}</failure>`],
    error: [`      <error message="${escapeXml(message)}">${escapeXml(text)}</error>`],
    skipped: [`      <skipped message="${escapeXml(message)}"/>`],
  }[outcome]
  return [open, ...body, `      <system-out>${escapeXml(text)}</system-out>`, '    </testcase>']
}
