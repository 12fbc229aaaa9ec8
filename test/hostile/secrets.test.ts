/** No command prints a password of any fixture, in whatever form it is asked. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../src/cli/check.ts'
import { run } from '../../src/cli/program.ts'
import { fixtureFolders } from '../formats/renderings.ts'
import { PRINTING_COMMANDS } from '../printing-commands.ts'
import { folderWith } from '../run-kalint.ts'

const project = join(import.meta.dirname, '../..')

/** What the daemon takes for a password or key, found without the help of what masks them. */
const PASSWORD = /^[ \t]*(?:auth_pass|(?:auth_hmac[ \t]+)?key[ \t]+\d+|password)[ \t]+"?([^\s"#$]{5,})/gm

/** The folders that hold passwords which stand nowhere else in them. */
const cases = fixtureFolders().flatMap((name) => {
  const folder = name.startsWith('/') ? name : join(project, name)
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:conf|inc)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  const open = texts.join('\n').replace(PASSWORD, (line, password: string) => line.replace(password, ''))
  const passwords = texts.flatMap((text) => [...text.matchAll(PASSWORD)].map(([, password = '']) => password))
  const unique = [...new Set(passwords)].filter((password) => !open.includes(password) && !folder.includes(password))
  return unique.length === 0 ? [] : [{ folder, passwords: unique }]
})

const COMMANDS = [
  ...FORMATS.map((format) => ['check', '--format', format]),
  ...PRINTING_COMMANDS,
  ['fmt', '--diff'],
  ['--host', 'nobody'],
  ['--config-id', 'nobody'],
  ['--settings', 'SELF'],
  ['--baseline', 'SELF'],
  ['--facts', 'a=SELF'],
]

it('the fixtures with passwords are many', () => {
  expect(cases.length).toBeGreaterThan(30)
})

describe.each(COMMANDS.map((command) => [command.join(' '), command] as const))('kalint %s', (_, command) => {
  it('prints none of them', { timeout: 120_000 }, async () => {
    let printed = 0
    const shown: string[] = []
    for (const { folder, passwords } of cases) {
      const [first = ''] = readdirSync(folder).filter((name) => name.endsWith('.conf'))
      const words = command.map((word) => word.replace('SELF', join(folder, first)))
      const settings = command.includes('--settings') ? [] : ['--no-settings']
      const text = await printedBy([...settings, ...words, folder])
      printed += text.length
      shown.push(...passwords.filter((one) => text.includes(one)).map((one) => `${folder}: ${one}`))
    }
    expect(printed).toBeGreaterThan(0)
    expect(shown).toEqual([])
  })
})

it('a baseline holds none of them', { timeout: 120_000 }, async () => {
  const shown: string[] = []
  for (const { folder, passwords } of cases) {
    const file = join(folderWith({}), 'baseline.json')
    await printedBy(['--no-settings', `--write-baseline=${file}`, folder])
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('"findings"')
    shown.push(...passwords.filter((one) => text.includes(one)))
  }
  expect(shown).toEqual([])
})

/** What a run writes and tells, with what an unexpected error would print. */
async function printedBy(words: readonly string[]): Promise<string> {
  let text = ''
  const add = (part: string): void => {
    text += `${part}\n`
  }
  const environment = { KALINT_DEBUG: '1', FORCE_COLOR: '1' }
  await run(words, { environment, write: add, tell: add, hint: add, readInput: async () => '', isTerminal: () => true })
  return text
}
