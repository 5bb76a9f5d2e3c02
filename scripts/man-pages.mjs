// Man pages of the command line, of its subcommands and of the collectors, from their own help. Written by `npm run docs`.
import { spawnSync } from 'node:child_process'

const HEAD = 'This page is made from the help of the program.'

/** In roff: a backslash, a minus that may be an option, and a control character at the start of a line. */
const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')
    .replaceAll('’', "'")
    .replaceAll('…', '...')

const title = (name, section, version, date) =>
  `.\\" ${HEAD}\n.TH ${name.toUpperCase().replaceAll('-', '\\-')} ${section} ${date} "mglru\\-report ${version}"\n.ad l\n`
const options = (list) =>
  list.map(({ flags, description }) => `.TP\n.B ${roff(flags)}\n${roff(description)}\n`).join('')

/** What stands after the options: examples as they are, the rest in paragraphs. */
function after(text) {
  const parts = text.trim().split(/\n{2,}/)
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [first, ...rest] = part.split('\n')
      const indented = rest.filter((line) => line.startsWith('  '))
      if (!/:$/.test(first) || indented.length === 0) return `.PP\n.nf\n${roff(part)}\n.fi\n`
      const heading = first.slice(0, -1)
      const body = `.nf\n${roff(rest.join('\n'))}\n.fi\n`
      return /^(Examples?|Exit codes)$/.test(heading)
        ? `.SH ${heading === 'Exit codes' ? '"EXIT STATUS"' : 'EXAMPLES'}\n${body}`
        : `.PP\n${roff(first)}\n${body}`
    })
    .join('')
}

/** @param commandLine of dist/cli.js; texts by file name */
export function manPages(commandLine, version, date) {
  let printed = ''
  const sink = { write: (text) => (printed += text), isTTY: false }
  const { program } = commandLine({ stdout: sink, stderr: sink, env: {}, processors: 1 })
  const extra = (command) => {
    printed = ''
    command.outputHelp()
    return printed.slice(command.helpInformation().length)
  }
  const name = program.name()
  const pages = {
    [`${name}.1`]: [
      title(name, 1, version, date),
      `.SH NAME\n${roff(name)} \\- compare settings of the multi-gen LRU from recorded runs\n`,
      `.SH SYNOPSIS\n.B ${roff(name)}\n.I command\n[\n.I options\n]\n`,
      `.SH DESCRIPTION\n${roff(program.description())}\n`,
      '.SH COMMANDS\n',
      ...program.commands.map(
        (one) => `.TP\n.BR ${roff(`${name}-${one.name()}`)} (1)\n${roff(one.description())}\n`,
      ),
      '.SH OPTIONS\n',
      options([...program.options, { flags: '-h, --help', description: 'display help for command' }]),
      after(extra(program)),
      '.SH SEE ALSO\n.BR mglru\\-collect (1),\n.BR mglru\\-experiment (5)\n',
    ].join(''),
  }
  for (const one of program.commands) {
    const usage = one.usage().replace('[options]', '').trim()
    pages[`${name}-${one.name()}.1`] = [
      title(`${name}-${one.name()}`, 1, version, date),
      `.SH NAME\n${roff(`${name}-${one.name()}`)} \\- ${roff(one.description())}\n`,
      `.SH SYNOPSIS\n.B ${roff(`${name} ${one.name()}`)}\n[\n.I options\n]\n${usage === '' ? '' : `${roff(usage)}\n`}`,
      one.registeredArguments.length === 0 ? '' : '.SH ARGUMENTS\n',
      options(
        one.registeredArguments.map((argument) => ({
          flags: argument.name(),
          description: argument.description,
        })),
      ),
      '.SH OPTIONS\n',
      options([...one.options, { flags: '-h, --help', description: 'display help for command' }]),
      after(extra(one)),
      `.SH SEE ALSO\n.BR ${roff(name)} (1)\n`,
    ].join('')
  }
  return pages
}

/** Of the collectors, from `run-experiment --help`. */
export function collectorPage(root, version, date) {
  const { stdout, status } = spawnSync(`${root}collectors/run-experiment`, ['--help'], { encoding: 'utf8' })
  if (status !== 0) throw new Error('collectors/run-experiment --help failed')
  const text = stdout.replaceAll('run-experiment', 'mglru-collect')
  const [first, ...rest] = text.split('\n')
  const sections = rest
    .join('\n')
    .trim()
    .split(/\n(?=\S)/)
  const [usage, ...others] = sections
  return [
    title('mglru-collect', 1, version, date),
    `.SH NAME\nmglru\\-collect \\- ${roff(first.replace(/^mglru-collect: /, '').replace(/\.$/, ''))}\n`,
    `.SH SYNOPSIS\n.nf\n${roff(usage)}\n.fi\n`,
    ...others.map((section) => {
      const [heading, ...lines] = section.split('\n')
      return `.SH ${heading.toUpperCase().includes(' ') ? `"${heading.toUpperCase()}"` : heading.toUpperCase()}\n.nf\n${roff(lines.join('\n'))}\n.fi\n`
    }),
    '.SH SEE ALSO\n.BR mglru\\-report (1),\n.BR mglru\\-experiment (5)\n',
  ].join('')
}

/** The format of an experiment directory, from docs/experiment-directory.md: headings, paragraphs, lists, code and tables. */
export function experimentPage(markdown, version, date) {
  const plain = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
  const out = [
    title('mglru-experiment', 5, version, date),
    '.SH NAME\nmglru\\-experiment \\- directory in which the collectors record an experiment\n',
  ]
  let code = false
  for (const line of markdown.split('\n').slice(1)) {
    if (line.startsWith('```')) {
      code = !code
      out.push(code ? '.PP\n.nf\n' : '.fi\n')
    } else if (code) out.push(`${roff(line)}\n`)
    else if (/^#+ /.test(line)) out.push(`.SH "${roff(plain(line.replace(/^#+ /, '')).toUpperCase())}"\n`)
    else if (/^\|[ :|-]+\|$/.test(line)) continue
    else if (line.startsWith('|')) {
      const [first, ...rest] = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => plain(cell.trim()))
      out.push(`.TP\n.B ${roff(first) || '\\&'}\n${roff(rest.join('; ')) || '\\&'}\n`)
    } else if (/^[-*] /.test(line)) out.push(`.IP \\(bu 2\n${roff(plain(line.slice(2)))}\n`)
    else if (line.trim() === '') out.push(out.at(-1)?.startsWith('.') ? '' : '.PP\n')
    else out.push(`${roff(plain(line.trim()))}\n`)
  }
  // an empty paragraph before a heading or a list is a mistake to man
  return out
    .join('')
    .replace(/(\.PP\n)+(?=\.(SH|IP|PP|TP)|$)/g, '')
    .replace(/\n{2,}/g, '\n')
}
