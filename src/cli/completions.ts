/** `kalint completions`: what makes a shell complete commands, options, their words and the names of rules. */
import type { Command } from 'commander'
import { type ArgumentShape, type CommandShape, type KnownWords, type OptionShape, shapesOf } from './command-shape.ts'

export const COMPLETED_SHELLS = ['bash', 'zsh', 'fish'] as const
export type CompletedShell = (typeof COMPLETED_SHELLS)[number]

/** The text that a shell reads at its start. */
export function completions(shell: CompletedShell, program: Command, known: KnownWords): string {
  const shapes = shapesOf(program, known)
  switch (shell) {
    case 'bash':
      return forBash(shapes)
    case 'zsh':
      return forZsh(shapes)
    case 'fish':
      return forFish(shapes)
  }
}

function forBash(shapes: readonly CommandShape[]): string {
  const names = subcommandsOf(shapes)
  const values = shapes.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      if (option.words.length > 0) return `    '${name} ${option.name}') words='${option.words.join(' ')}' ;;`
      return takesWord(option) ? `    '${name} ${option.name}') kind=${option.takesFile ? 'file' : 'anything'} ;;` : []
    }),
  )
  const rest = shapes.map(({ name, options, arguments: [first, ...others] }) => {
    const flags = options.map((option) => option.name).join(' ')
    const more = others.some(({ takesFile }) => takesFile) ? 'file' : 'nothing'
    return `      ${name}) flags='${flags}' first='${wordsAt(name, first, names)}' kind=${kindOf(first)} more=${more} ;;`
  })
  return `# Completions of kalint for bash. Source this file, or put it into /usr/share/bash-completion/completions/kalint.
_kalint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command=check words='' kind='' flags='' first='' more=''
  local i given=0
  [[ $prev == '=' ]] && prev=\${COMP_WORDS[COMP_CWORD - 2]}
  [[ $cur == '=' ]] && cur=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${names.join(' | ')}) command=\${COMP_WORDS[i]} given=0 ;;
      -*) ;;
      *) ((given += 1)) ;;
    esac
  done
  case "$command $prev" in
${values.join('\n')}
  esac
  if [[ -z $words && -z $kind ]]; then
    case $command in
${rest.join('\n')}
    esac
    if [[ $cur == -* ]]; then
      words=$flags kind=''
    elif ((given == 0)); then
      words=$first
    elif [[ $more == file ]]; then
      kind=file
    fi
  fi
  COMPREPLY=()
  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  if [[ $kind == file ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _kalint kalint
`
}

/** What stands where the first argument is expected: commands as well, where none was given yet. */
function wordsAt(command: string, first: ArgumentShape | undefined, names: readonly string[]): string {
  return [...(command === 'check' ? names : []), ...(first?.words ?? [])].join(' ')
}

function kindOf(first: ArgumentShape | undefined): string {
  return first?.takesFile === true ? 'file' : 'nothing'
}

function forZsh(shapes: readonly CommandShape[]): string {
  const names = subcommandsOf(shapes)
  const cases = shapes.map((shape) => {
    const options = shape.options.map(zshOption)
    const isCheck = shape.name === 'check'
    const offset = isCheck ? 0 : 1
    const positionals = shape.arguments.map((argument, index) => zshArgument(argument, index + 1 + offset))
    const lead = isCheck ? ["'1: :_kalint_first'"] : ["'1: :'"]
    return `    (${shape.name})\n      _arguments ${[...options, ...lead, ...positionals].join(' \\\n        ')} ;;`
  })
  const described = shapes.slice(1).map(({ name, description }) => zshQuoted(`${name}:${description}`))
  return `#compdef kalint
# Completions of kalint for zsh. Put this file into a folder of $fpath, with the name _kalint.
_kalint_first() {
  local -a commands=(${described.join(' ')})
  _describe -t commands command commands
  _files
}
_kalint() {
  local command=check i
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      (${names.join('|')}) command=$words[i]; break ;;
    esac
  done
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _kalint ]; then _kalint "$@"; else compdef _kalint kalint; fi
`
}

function zshOption(option: OptionShape): string {
  const about = `[${option.description.replace(/[[\]\\]/g, '\\$&')}]`
  if (option.value === '') return zshQuoted(`${option.name}${about}`)
  const what = option.value.replace(/[<>[\]]/g, '')
  const action = option.words.length > 0 ? `(${option.words.join(' ')})` : option.takesFile ? '_files' : ' '
  return zshQuoted(`*${option.name}=${about}${option.value.startsWith('[') ? '::' : ':'}${what}:${action}`)
}

function zshArgument({ name, words, takesFile, variadic }: ArgumentShape, position: number): string {
  const action = words.length > 0 ? `(${words.join(' ')})` : takesFile ? '_files' : ' '
  return zshQuoted(`${variadic ? '*' : position}:${name}:${action}`)
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function forFish(shapes: readonly CommandShape[]): string {
  const names = subcommandsOf(shapes)
  const lines = shapes.flatMap(({ name, options, arguments: [first] }) => {
    const when = `complete -c kalint -n '__kalint_in ${name}'`
    const files = first?.takesFile === true || name === 'show' ? [] : [`${when} -f`]
    const words =
      first === undefined || first.words.length === 0
        ? []
        : [`${when} -n '__kalint_first ${name}' -f -a ${fishQuoted(first.words.join(' '))}`]
    return [...files, ...words, ...options.map((option) => `${when} ${fishOption(option)}`)]
  })
  const commands = shapes
    .slice(1)
    .map(
      ({ name, description }) =>
        `complete -c kalint -n '__kalint_in check' -n '__kalint_first check' -a ${name} -d ${fishQuoted(description)}`,
    )
  return `# Completions of kalint for fish. Put this file into ~/.config/fish/completions/kalint.fish.
function __kalint_command
    for word in (commandline -opc)[2..]
        if contains -- $word ${names.join(' ')}
            echo $word
            return
        end
    end
    echo check
end
function __kalint_in
    test (__kalint_command) = $argv[1]
end
function __kalint_first
    set -l words (string match -v -- '-*' (commandline -opc))
    if test $argv[1] = check
        test (count $words) -eq 1
    else
        test (count $words) -eq 2
    end
end
${[...commands, ...lines].join('\n')}
`
}

function fishOption({ name, value, description, words, takesFile }: OptionShape): string {
  const long = `-l ${name.slice(2)}`
  const takes = value.startsWith('<') ? [takesFile && words.length === 0 ? '-r' : '-x'] : []
  const choices = words.length === 0 ? [] : [`-a ${fishQuoted(words.join(' '))}`]
  return [long, ...takes, ...choices, `-d ${fishQuoted(description)}`].join(' ')
}

function fishQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}

function subcommandsOf(shapes: readonly CommandShape[]): string[] {
  return shapes.slice(1).map(({ name }) => name)
}

/** Where the value may be left out, the word behind the option is most often something else. */
function takesWord({ value }: OptionShape): boolean {
  return value.startsWith('<')
}
