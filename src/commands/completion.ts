import type { Command, Option } from 'commander'
import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { EXIT, type Io } from './io.js'

const SHELLS: Readonly<Record<string, (program: Command) => string>> = { bash, zsh, fish }

/** Prints the completion of every command and option, made from the command line itself. */
export function completion(shell: string, program: Command, io: Io): number {
  const make = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined
  if (make === undefined)
    throw new InputError({
      path: 'completion',
      expected: `one of ${Object.keys(SHELLS).join(', ')}`,
      found: `"${printable(shell, 40)}"`,
      remedy: 'name a shell',
    })
  io.stdout.write(make(program))
  return EXIT.ok
}

const flags = (command: Command) => [...command.options.map(flagsOf), ['-h', '--help']].flat().sort()
const flagsOf = ({ short, long }: Option) => [short, long].flatMap((flag) => (flag == null ? [] : [flag]))
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
const names = (program: Command) => [...program.commands.map((one) => one.name()), 'help']

function bash(program: Command): string {
  const cases = program.commands.map((one) => `    ${one.name()}) words=${quoted(flags(one).join(' '))} ;;`)
  return `# bash completion of ${program.name()}: files, and the options of the command
_mglru_report() {
  local word=\${COMP_WORDS[COMP_CWORD]} words
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W ${quoted([...names(program), ...flags(program)].join(' '))} -- "$word")
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
    *) words= ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -F _mglru_report ${program.name()}
`
}

function zsh(program: Command): string {
  const commands = program.commands.map((one) => `    ${quoted(`${one.name()}:${one.description()}`)}`)
  const cases = program.commands.map((one) => {
    const list = one.options.flatMap((option) =>
      flagsOf(option).map((flag) => {
        const value = option.required || option.optional ? ':value:_files' : ''
        return quoted(`${flag}[${option.description.replace(/[[\]:]/g, '\\$&')}]${value}`)
      }),
    )
    return `    ${one.name()}) _arguments ${[...list, quoted('*:file:_files')].join(' ')} ;;`
  })
  return `#compdef ${program.name()}
# zsh completion of ${program.name()}: files, and the options of the command
_mglru_report() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _mglru_report ]; then _mglru_report "$@"; else compdef _mglru_report ${program.name()}; fi
`
}

function fish(program: Command): string {
  const name = program.name()
  const lines = program.commands.flatMap((one) => [
    `complete -c ${name} -n __fish_use_subcommand -f -a ${one.name()} -d ${fishQuoted(one.description())}`,
    ...one.options.map((option) => {
      const short = option.short == null ? '' : ` -s ${option.short.slice(1)}`
      const long = option.long == null ? '' : ` -l ${option.long.slice(2)}`
      const value = option.required || option.optional ? ' -r' : ''
      return `complete -c ${name} -n '__fish_seen_subcommand_from ${one.name()}'${short}${long}${value} -d ${fishQuoted(option.description)}`
    }),
  ])
  return `# fish completion of ${name}\n${lines.join('\n')}\n`
}

const fishQuoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
