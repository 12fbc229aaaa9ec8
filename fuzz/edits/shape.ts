/** Fuzzing over edit sequences: whatever is done in an editor, the server keeps up, and says what a fresh one would say. */
import type { Diagnostic } from 'vscode-languageserver'
import { readSettings } from '../../src/settings/read.ts'
import { same, Violation } from '../failure.ts'
import { configFolders, longFiles, settingsTexts } from '../fixture-texts.ts'
import type { Shape, Sources } from '../shape.ts'
import { checkAnswer } from './answers.ts'
import { type Editor, editorOf } from './editor.ts'
import { type Introduction, type Server, startServer, uriOf } from './in-process.ts'
import { mutatedSteps } from './mutations.ts'
import { type Desk, perform, type Step, textsOf } from './steps.ts'

/** A folder on the disk, and what somebody does with it. */
export interface EditsInput extends Introduction {
  /** By path; bytes as Latin-1. */
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export function editsShape(sources: Sources): Shape<EditsInput> {
  let known: readonly EditsInput[] | undefined
  let settings: readonly string[] | undefined
  return {
    seeds: () => {
      if (known === undefined) {
        const folders = configFolders(sources)
        known = [...folders, ...longFiles(folders)].map((files): EditsInput => {
          const steps = Object.keys(files).map((file): Step => ({ do: 'open', file }))
          return { files, steps, encoding: 'utf-16', isTrusted: true }
        })
      }
      return known
    },
    mutated: (input, random, another) => {
      settings ??= settingsTexts(sources)
      const { files } = random.percent(10) ? another() : input
      return {
        files: random.percent(5) ? { ...files, 'kalint.yaml': random.pick(settings) } : files,
        steps: mutatedSteps(input.steps, Object.keys(files), random),
        encoding: random.percent(80) ? input.encoding : random.pick(['utf-8', 'utf-16']),
        isTrusted: random.percent(95),
      }
    },
    check,
    allowance: ({ steps, files }) =>
      (steps.length + 10) * (/~\s*(SEQ|LST)/.test(JSON.stringify([files, steps])) ? 3000 : 400),
  }
}

async function check({ files, steps, ...introduction }: EditsInput): Promise<void> {
  const disk = new Map(Object.entries(files))
  const server = await startServer(disk, introduction)
  try {
    const editor = editorOf(server, introduction)
    const desk: Desk = { server, editor, disk, introduction }
    for (const step of steps) {
      await perform(step, desk)
      checkLog(server)
    }
    await checkAsFresh(desk)
    await undoAll(editor)
    await checkAsFresh(desk)
  } finally {
    await server.stop()
  }
}

async function undoAll(editor: Editor): Promise<void> {
  for (const [path, { undo }] of editor.open) while (undo.length > 0) await editor.undoes(path)
}

/** Its findings are those of a server that starts now, and those that it published last. */
async function checkAsFresh(desk: Desk): Promise<void> {
  const { server, editor } = desk
  await server.settle()
  const found = await allFindings(desk)
  if (!hasBrokenSettings(desk)) await checkAgainstFresh(desk, found)
  const published = Object.fromEntries(
    [...editor.open.keys()].map((path) => [path, server.published.get(uriOf(path)) ?? []]),
  )
  same('what was published last is what was found', published, found)
  checkLog(server)
}

/** While settings are broken, those that held before hold on: a server that starts then has none. */
function hasBrokenSettings(desk: Desk): boolean {
  const text = textsOf(desk).get('kalint.yaml')
  return text !== undefined && readSettings(text).settings === undefined
}

async function checkAgainstFresh({ server, editor, ...desk }: Desk, found: unknown): Promise<void> {
  const { disk, introduction } = desk
  const fresh = await startServer(disk, introduction)
  try {
    fresh.settings = server.settings
    await fresh.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} })
    const afresh = editorOf(fresh, introduction)
    for (const [path, { text }] of editor.open) await afresh.opens(path, text)
    await fresh.settle()
    same(
      'an edited document has the findings of a fresh one',
      found,
      await allFindings({ ...desk, editor, server: fresh }),
    )
  } finally {
    await fresh.stop()
  }
  checkLog(fresh)
}

async function allFindings(desk: Desk): Promise<Record<string, readonly Diagnostic[]>> {
  const found: Record<string, readonly Diagnostic[]> = {}
  for (const path of desk.editor.open.keys()) {
    const method = 'textDocument/diagnostic'
    const textDocument = { uri: uriOf(path) }
    const answer = await desk.server.connection.sendRequest<{ items: Diagnostic[] }>(method, { textDocument })
    checkAnswer(method, path, answer, { texts: textsOf(desk), encoding: desk.introduction.encoding })
    found[path] = answer.items
  }
  return found
}

/** A handler that fails is logged with its place. */
function checkLog({ errors }: Server): void {
  const [first] = errors
  if (first === undefined) return
  const frame = /^\s+at (?:async )?([\w.$]+)/m.exec(first)?.[1] ?? ''
  throw new Violation(`the server logs no error: ${first.split('\n')[0]} in ${frame}`, first)
}
