/** Completions in the shells that they are for, asked as a person asks who presses Tab. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, kalint } from './run-kalint.ts'

const dist = join(import.meta.dirname, '../dist')

type Ask = (line: string) => readonly string[]

const FILES = { 'lb1.conf': '', 'lb2.conf': '', 'folder/lb3.conf': '' }

const BASH = `
source "$1"
line=$2
read -ra COMP_WORDS <<< "\${line//=/ = }"
[[ $line == *' ' || $line == *= ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_kalint
printf '%s\\n' "\${COMPREPLY[@]}"
`

/** A terminal in which the line is typed, then Tab. What the shell would offer is written down, and the terminal goes away. */
const ZSH = `
zmodload zsh/zpty
captured=$3
zpty shell zsh -f -i
zpty -w shell "autoload -U compinit; compinit -u -D; source $1; PROMPT="
zpty -w shell 'compadd() { local -a hits; builtin compadd -O hits "$@"; print -rl -- $hits >> '$captured'; builtin compadd "$@" }'
zpty -w shell 'ask() { zle list-choices; kill -9 $$ }; zle -N ask; bindkey "^I" ask'
zpty -w -n shell "$2"$'\t'
while zpty -r shell line; do :; done
touch $captured
`

const shells: Readonly<Record<string, (cwd: string) => Ask>> = {
  bash: (cwd) => (line) => {
    const { stdout } = spawnSync('bash', ['--norc', '-c', BASH, 'bash', join(dist, 'completions.bash'), line], {
      cwd,
      encoding: 'utf8',
    })
    return stdout.split('\n').filter((word) => word !== '')
  },
  zsh: (cwd) => (line) => {
    const captured = join(cwd, '.captured')
    rmSync(captured, { force: true })
    spawnSync('zsh', ['-f', '-c', ZSH, 'zsh', join(dist, 'completions.zsh'), line, captured], { cwd, timeout: 20_000 })
    const words = readFileSync(captured, 'utf8').split('\n')
    return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))]
  },
  fish: (cwd) => (line) => {
    const command = `source ${join(dist, 'completions.fish')}; complete -C '${line}'`
    const { stdout } = spawnSync('fish', ['--no-config', '-c', command], { cwd, encoding: 'utf8' })
    return stdout
      .split('\n')
      .map((word) => word.replace(/\t.*/, '').replace(/^--[a-z-]+=(?=.)/, ''))
      .filter((word) => word !== '')
  },
}

describe.each(Object.keys(shells))('%s', (shell) => {
  const isInstalled = spawnSync(shell, ['--version']).status === 0
  if (!isInstalled) {
    it(`${shell} is not installed: its completions were not tried`, ({ skip }) => {
      skip(process.env.CI !== 'true')
      expect(isInstalled).toBe(true)
    })
    return
  }
  const ask: Ask = (line) => [...(shells[shell]?.(folderWith(FILES))(line) ?? [])].sort()

  it('completes commands, and files beside them', () => {
    expect(ask('kalint ')).toEqual(
      expect.arrayContaining(['explain', 'failover', 'fmt', 'lb1.conf', 'lb2.conf', 'show']),
    )
    expect(ask('kalint fai')).toEqual(['failover'])
  })

  it('completes the options of a command', () => {
    expect(ask('kalint --max')).toEqual(['--max-warnings'])
    expect(ask('kalint failover --dep')).toEqual(['--depth'])
    expect(ask('kalint --dep')).toEqual([])
    expect(ask('kalint fmt --che')).toEqual(['--check'])
  })

  it('completes what an option takes', () => {
    expect(ask('kalint --format s')).toEqual(['sarif'])
    expect(ask('kalint --format=s')).toEqual(['sarif'])
    expect(ask('kalint failover --format m')).toEqual(['markdown', 'mermaid'])
    expect(ask('kalint --target 2.0')).toEqual(['2.0.20'])
    expect(ask('kalint --fail-on w')).toEqual(['warning'])
  })

  it('completes files behind options and commands, and words where no file is meant', () => {
    expect(ask('kalint --output-file lb1')).toEqual(['lb1.conf'])
    expect(ask('kalint failover lb')).toEqual(['lb1.conf', 'lb2.conf'])
    expect(ask('kalint show effective lb')).toEqual(['lb1.conf', 'lb2.conf'])
    expect(ask('kalint show ef')).toEqual(['effective'])
    expect(ask('kalint explain lb')).not.toContain('lb1.conf')
    expect(ask('kalint completions f')).toEqual(['fish'])
  })

  it('completes the names of rules and directives behind explain', () => {
    expect(ask('kalint explain virtual-router-id-')).toEqual([
      'virtual-router-id-collision',
      'virtual-router-id-mismatch',
    ])
    expect(ask('kalint explain advert_')).toContain('advert_int')
  })
})

it('a shell that has none is told which have', () => {
  const { status, stderr } = kalint(['completions', 'csh'])
  expect(status).toBe(2)
  expect(stderr).toContain('bash, zsh, fish')
})
