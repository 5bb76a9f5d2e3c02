// Commands in documents exist, with every option that is shown: of mglru-report, of the collectors, of the lab, of npm and make.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { commandLine } from '../../dist/cli.js'
import { problem } from './pages.mjs'

const quiet = { write: () => {} }
const { program } = commandLine({ stdout: quiet, stderr: quiet })
const optionsIn = (text) => new Set(text.match(/(?<![\w-])--?[a-z][a-z-]*/g))
const helpOf = (path) => optionsIn(spawnSync(path, ['--help'], { encoding: 'utf8' }).stdout)
const optionsOf = (command) =>
  new Set([...command.options.flatMap(({ short, long }) => [short, long]), '-h', '--help'])

/** What stands in code: lines of blocks of shell, joined where they go on, and code within sentences; with where it stands. */
function* code(text) {
  const blocks = /^```(?:sh|yaml|)[^\n]*\n([\s\S]*?)^```$/gm
  for (const { 1: body, 0: all, index } of text.matchAll(blocks)) {
    const start = index + all.indexOf('\n') + 1
    let at = 0
    for (const line of body.replace(/\\\n/g, '  ').split('\n')) {
      yield { line: line.replace(/\s#.*$/, ''), index: start + at }
      at += line.length + 1
    }
  }
  const prose = text.replace(/^```[\s\S]*?^```$/gm, (all) => all.replace(/[^\n]/g, ' '))
  for (const { 1: line, index } of prose.matchAll(/`([^`]+)`/g))
    yield { line: line.replaceAll('\n', ' '), index }
  for (const { 0: line, index } of prose.matchAll(/^ {4}\S.*$/gm))
    yield { line: line.replace(/\s#.*$/, ''), index }
}

/** @param {Record<string, string>} pages */
export function commands(pages) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const targets = readFileSync('collectors/Makefile', 'utf8').match(/^[a-z]+(?=:)/gm)
  const collect = helpOf('collectors/run-experiment')
  const lab = helpOf('collectors/lab/lab')
  const known = (all, options) =>
    (options.match(/(?<=\s)--?[a-zA-Z][\w-]*/g) ?? []).find((one) => !all.has(one))
  const wrong = (line) => {
    const own =
      /(?:^|[\s;|("=])(?:mglru-report(?: --)?|node dist\/main\.js) ([a-z][\w-]*)((?:[^;|&>]|&&)*)/.exec(line)
    if (own !== null && !/--cov|^mglru-report\b.*:/.test(line)) {
      const command = program.commands.find((one) => one.name() === own[1])
      if (command === undefined)
        return own[1] === 'help' ? null : `expected a command of mglru-report, found ${own[1]}`
      const option = known(optionsOf(command), own[2])
      if (option !== undefined) return `expected an option of mglru-report ${own[1]}, found ${option}`
    }
    const recorded = /(?:^|[\s/])(?:run-experiment|mglru-collect)(\s[^;|&>]*?)(?:\s--\s|$)/.exec(line)
    const experiment = recorded && known(collect, recorded[1])
    if (experiment != null) return `expected an option of the collectors, found ${experiment}`
    const guest = /(?:collectors\/lab\/lab|npm run lab --)(\s[^;|&>]*?)(?:\s--\s|$)/.exec(line)
    const labOption = guest && known(lab, guest[1])
    if (labOption != null) return `expected an option of the lab, found ${labOption}`
    const [, script] = /\bnpm run (?:--silent )?([\w:-]+)/.exec(line) ?? []
    if (script !== undefined && scripts[script] === undefined)
      return `expected a script of package.json, found ${script}`
    const [, target] = /\bmake (?:-s )?-C collectors ([a-z]+)/.exec(line) ?? []
    if (target !== undefined && !targets.includes(target))
      return `expected a target of collectors/Makefile, found ${target}`
    for (const [path] of line.matchAll(
      /(?<![\w./-])(?:collectors|scripts|fixtures|bench|test|src|docs)\/[\w./*-]*[\w*]/g,
    ))
      if (!existsSync(path) && !/[A-Z]{3}|[*]/.test(path) && !/X$/.test(path))
        return `expected a file, found no ${path}`
    return null
  }
  return Object.entries(pages)
    .filter(([path]) => path !== 'CHANGELOG.md') // of it only what is now is tried, which other pages say
    .flatMap(([path, text]) =>
      [...code(text)].flatMap(({ line, index }) => {
        const what = wrong(line)
        return what === null ? [] : [problem(path, text, index, what)]
      }),
    )
}
