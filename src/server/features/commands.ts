/** `workspace/executeCommand`: the commands of the server, which code lenses and extensions of editors call. */
import type { ExecuteCommandParams, Location, Range } from 'vscode-languageserver'
import type { Cluster } from '../../cluster/cluster.ts'
import { type Batch, entriesOf, withFiles } from '../../engine/batches.ts'
import { clustersOf } from '../../engine/lint.ts'
import { secretsOf } from '../../engine/secrets.ts'
import { renderCluster } from '../../output/show-cluster.ts'
import { renderEffective } from '../../output/show-effective.ts'
import { type Counts, countBySeverity } from '../../output/summary.ts'
import { nodesReading } from '../../service/snapshot.ts'
import type { Files } from '../../text/files.ts'
import { type SourceFile, sourceFile } from '../../text/source-file.ts'
import { pathOf, shownPaths, uriOf } from '../paths.ts'
import { guarded, type Session } from '../session.ts'
import { isRecord } from '../settings.ts'
import type { Feature } from './index.ts'

/** Opens a document: its URI and a range of it. */
export const OPEN_COMMAND = 'kalint.server.open'

export const commands: Feature = (session) => {
  const { connection } = session
  const answer = ({ command, arguments: given = [] }: ExecuteCommandParams): unknown =>
    Object.hasOwn(COMMANDS, command) ? (COMMANDS[command]?.(session, given) ?? null) : null
  connection.onExecuteCommand(guarded(connection, 'command', null, answer))
  return { executeCommandProvider: { commands: Object.keys(COMMANDS) } }
}

type Command = (session: Session, given: readonly unknown[]) => unknown

const COMMANDS: Readonly<Record<string, Command>> = {
  [OPEN_COMMAND]: open,
  'kalint.server.otherNode': otherNode,
  'kalint.server.showCluster': (session, [uri]) => withCluster(session, uri, ({ clusters }) => renderCluster(clusters)),
  'kalint.server.showEffective': (session, [uri]) =>
    withCluster(session, uri, ({ clusters, path }) => {
      const nodes = clusters.flatMap((cluster) => cluster.nodes)
      const reading = nodes.filter((node) => node.reading.files.some((file) => file.path === path))
      return renderEffective(reading, secretsOf(nodes))
    }),
  'kalint.server.lintWorkspace': lintWorkspace,
}

async function open({ connection, client }: Session, [uri, range]: readonly unknown[]): Promise<boolean> {
  if (typeof uri !== 'string' || !client.showDocument) return false
  const selection = isRange(range) ? { selection: range } : {}
  const { success } = await connection.window.showDocument({ uri, takeFocus: true, ...selection })
  return success
}

/** The file of the next node of the cluster, after the last one that of the first. */
function otherNode(session: Session, [uri]: readonly unknown[]): Location | undefined {
  const snapshot = session.workspace.snapshot()
  if (typeof uri !== 'string' || snapshot === undefined) return undefined
  const [here] = nodesReading(snapshot, pathOf(uri))
  if (here === undefined) return undefined
  const files = [...new Set(here.cluster.nodes.map((node) => node.file))]
  const next = files[(files.indexOf(here.node.file) + 1) % files.length]
  if (next === undefined || next === here.node.file) return undefined
  const start = { line: 0, character: 0 }
  return { uri: uriOf(next.path), range: { start, end: start } }
}

/** Findings are always up to date; the command says how many there are. */
function lintWorkspace(session: Session): (Counts & { readonly files: number }) | undefined {
  const snapshot = session.workspace.snapshot()
  if (snapshot === undefined) return undefined
  return { files: snapshot.files.size, ...countBySeverity(snapshot.report.diagnostics) }
}

/** What a rendering starts from. */
interface Shown {
  readonly clusters: ReturnType<typeof clustersOf>
  readonly path: string
}

/** Renders the cluster that a document belongs to. Its files are read as a whole: places are counted from their start. */
function withCluster(session: Session, uri: unknown, render: (shown: Shown) => string): string | undefined {
  const snapshot = session.workspace.snapshot()
  if (typeof uri !== 'string' || snapshot === undefined) return undefined
  const path = pathOf(uri)
  const [here] = nodesReading(snapshot, path)
  if (here === undefined) return undefined
  const { target, configIds, sharedLan } = session.settings()
  const files = wholeFiles(session.workspace.files)
  const options = { files, target, configIds, sharedLan, secrets: 'masked' } as const
  const clusters = clustersOf([withFiles(batchOf(here.cluster, snapshot.batches), wholeFile)], options)
  return shownPaths(render({ clusters, path }))
}

/** The nodes of a cluster as they were found: together by what settings say, or as if the user had named them together. */
function batchOf({ name, nodes }: Cluster, batches: readonly Batch[]): Batch {
  const own = new Set(nodes.map((node) => node.file))
  const from = batches.filter((batch) => entriesOf(batch).some((file) => own.has(file)))
  const declared = from.find((batch) => batch.how === 'declared' && batch.name === name)
  if (declared !== undefined) return declared
  const scope = from[0]?.scope
  return { entries: [...own], how: 'named', ...(scope === undefined ? {} : { scope }) }
}

function wholeFiles(files: Files): Files {
  return {
    ...files,
    read: (path) => {
      const content = files.read(path)
      return content.kind === 'text' ? { kind: 'text', file: wholeFile(content.file) } : content
    },
  }
}

function wholeFile({ path, text }: SourceFile): SourceFile {
  return sourceFile(path, text)
}

function isRange(value: unknown): value is Range {
  return isRecord(value) && isPosition(value.start) && isPosition(value.end)
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number'
}
