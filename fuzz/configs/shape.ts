/** Fuzzing over mutated configurations: every command of kalint keeps its promises on folders that people nearly have. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkSecrets, passwordsIn } from '../checks/secrets.ts'
import { holds, same } from '../failure.ts'
import { configFolders, factsTexts, settingsTexts } from '../fixture-texts.ts'
import type { Random } from '../random.ts'
import type { Shape, Sources } from '../shape.ts'
import { CHANGING, someCommand } from './commands.ts'
import { type Files, mutatedFiles } from './mutations.ts'
import { type CommandResult, runAfresh, runCommand } from './run-command.ts'

/** A folder, and a command that is run in it. */
export interface ConfigsInput {
  readonly files: Files
  readonly command: readonly string[]
}

/** Inputs do not grow beyond that. */
const LONGEST = 30_000

/** One of so many inputs is run in a fresh process too. */
const AFRESH = 60

export function configsShape(sources: Sources): Shape<ConfigsInput> {
  let known: readonly ConfigsInput[] | undefined
  let kinds: { settings: string[]; facts: string[] } | undefined
  return {
    seeds: () => {
      known ??= configFolders(sources).map(
        (files): ConfigsInput => ({ files, command: Object.keys(files).filter(isEntry) }),
      )
      return known
    },
    mutated: (input, random, another) => {
      kinds ??= { settings: settingsTexts(sources), facts: factsTexts(sources) }
      const elsewhere = { ...kinds, another: () => another().files }
      let { files } = input
      for (let changes = 1 + random.below(3); changes > 0; changes--) files = mutatedFiles(files, random, elsewhere)
      if (sizeOf(files) > LONGEST) files = input.files
      return { files, command: commandFor(files, random) }
    },
    check: ({ files, command }) => inFolder(files, (folder) => checkCommand(folder, files, command)),
    allowance: ({ files }) => (/~\s*(SEQ|LST)/.test(Object.values(files).join('\n')) ? 60_000 : 10_000),
  }
}

function commandFor(files: Files, random: Random): string[] {
  return someCommand(Object.keys(files), 'facts.json' in files ? 'facts.json' : undefined, random)
}

function isEntry(path: string): boolean {
  return !path.endsWith('.inc')
}

function sizeOf(files: Files): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0)
}

/** With the files on the disk, and the process in their folder. */
async function inFolder(files: Files, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-fuzz-'))
  const before = process.cwd()
  try {
    mkdirSync(join(folder, '.git'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text, 'latin1')
    }
    process.chdir(folder)
    await work(folder)
  } finally {
    process.chdir(before)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function checkCommand(folder: string, files: Files, command: readonly string[]): Promise<void> {
  const first = await runCommand(command)
  checkResult(first, command)
  const passwords = passwordsIn(Object.values(files))
  checkSecrets(passwords, `${first.output}${first.errors}`, `kalint ${command[0]}`)
  const after = filesIn(folder)
  const changing = command.find((word) => CHANGING.has(word))
  if (changing === undefined || command.includes('--diff') || command.includes('--check')) {
    same('a command that only looks changes no file', after, sorted(files))
    same('a command prints the same each time', await runCommand(command), first)
    if (sizeOf(files) % AFRESH === 0) checkAfresh(command, first)
  } else {
    checkChanges(changing, files, after)
    await checkAgain(changing, command, folder, after)
  }
}

function checkResult({ code, output, errors }: CommandResult, command: readonly string[]): void {
  holds('a command ends with 0, 1 or 2', code === 0 || code === 1 || code === 2, () => `${code}`)
  // The signature tells one such error from another.
  const unexpected = /unexpected error: (.*?) Please report/.exec(errors)?.[1]
  holds(
    `no command fails unexpectedly: ${unexpected?.replace(/[\d'"`].*/, '')}`,
    unexpected === undefined,
    () => errors,
  )
  holds('who cannot work says why', code !== 2 || errors.includes('kalint: '), () => output)
  if (code === 2 || !command.includes('--format')) return
  const format = command[command.indexOf('--format') + 1] ?? ''
  if (['json', 'sarif', 'gitlab'].includes(format)) {
    try {
      JSON.parse(output)
    } catch (error) {
      holds(`${format} is JSON`, false, () => String(error))
    }
  }
}

/** No file goes away, and none changes in another way than its command says. */
function checkChanges(changing: string, before: Files, after: Files): void {
  for (const [path, text] of Object.entries(before)) {
    const now = after[path]
    holds('no file goes away', now !== undefined, () => path)
    if (now === text || now === undefined) continue
    const isFixed = changing.startsWith('--fix') && !/\.(yaml|json)$/.test(path)
    const isLaidOut = changing === 'fmt' && now.replace(/\s+/g, '') === text.replace(/\s+/g, '')
    const isBaseline = changing === '--write-baseline' && path === 'kalint-baseline.json'
    holds(`${changing} changes only what it says`, isFixed || isLaidOut || isBaseline, () => path)
  }
  const made = Object.keys(after).filter((path) => !(path in before))
  const mayMake =
    changing === 'init' ? ['kalint.yaml'] : changing === '--write-baseline' ? ['kalint-baseline.json'] : []
  holds(
    `${changing} makes no other file`,
    made.every((path) => mayMake.includes(path)),
    () => made.join(),
  )
}

/** What has been changed needs no change a second time. */
async function checkAgain(changing: string, command: readonly string[], folder: string, after: Files): Promise<void> {
  const result = await runCommand(command)
  checkResult(result, command)
  // An include by wildcard reads the new baseline as well, and that is found the second time.
  const { 'kalint-baseline.json': _, ...others } = after
  const mayReadBaseline = Object.values(others).some((text) => /include.*[*?[]/.test(text))
  if (changing === '--write-baseline' && mayReadBaseline) return
  same(`${changing} a second time changes nothing`, filesIn(folder), after)
}

/** The program of this process, if it is the worker: it can run a command in a fresh process. */
function checkAfresh(command: readonly string[], before: CommandResult): void {
  const program = process.argv[1] ?? ''
  if (!program.endsWith('worker.cjs')) return
  const afresh = runAfresh(program, command)
  if (afresh !== undefined) same('a fresh process prints the same', afresh, before)
}

function sorted(files: Files): Files {
  return Object.fromEntries(
    Object.keys(files)
      .sort()
      .map((path) => [path, files[path] ?? '']),
  )
}

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const names = paths.filter((path) => statSync(join(folder, path)).isFile()).sort()
  return Object.fromEntries(names.map((path) => [path, readFileSync(join(folder, path), 'latin1')]))
}
