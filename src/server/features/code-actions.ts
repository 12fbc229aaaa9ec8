/** Code actions: what can be done about findings, and what can be made of a configuration. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver'
import {
  type CodeAction as Action,
  findingActions,
  fixAllAction,
  missingPeerActions,
} from '../../service/actions/code-actions.ts'
import { type OtherNode, otherNodes } from '../../service/actions/other-node.ts'
import { linesAt } from '../../service/cursor.ts'
import { baseName, directoryOf } from '../../text/files.ts'
import { findingsIn } from '../diagnostics.ts'
import { newFile, workspaceEdit } from '../edits.ts'
import { pathOf, shownPaths, uriOf } from '../paths.ts'
import { spanOf } from '../positions.ts'
import { guarded, type Request, requested, type Session } from '../session.ts'
import { isRecord } from '../settings.ts'
import type { Feature } from './index.ts'

const FIX_ALL = `${CodeActionKind.SourceFixAll}.kalint`
const GENERATE = `${CodeActionKind.Refactor}.generate`

export const codeActions: Feature = (session, { textDocument }) => {
  const { connection } = session
  if (textDocument?.codeAction?.codeActionLiteralSupport === undefined) return {}
  const isLazy = textDocument.codeAction.resolveSupport?.properties.includes('edit') === true
  const edits = isLazy ? 'later' : 'now'
  connection.onCodeAction(
    guarded(connection, 'codeAction', [], (params): CodeAction[] => {
      const request = requested(session, pathOf(params.textDocument.uri))
      if (request === undefined) return []
      const wanted = wantedKinds(params.context.only)
      const offered = [...actionsIn(session, request, params), ...generated(session, request, { ...params, edits })]
      return offered.filter(({ kind = '' }) => wanted(kind))
    }),
  )
  connection.onCodeActionResolve((action) =>
    guarded(connection, 'codeAction/resolve', action, () => resolved(session, action))(action),
  )
  return {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, GENERATE, FIX_ALL],
      resolveProvider: isLazy,
    },
  }
}

/** A client that asks for a kind means those below it as well. */
function wantedKinds(only: readonly string[] | undefined): (kind: string) => boolean {
  return (kind) => only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`))
}

function actionsIn(session: Session, { file, snapshot }: Request, { range, context }: CodeActionParams): CodeAction[] {
  const { positions } = session
  const start = positions.offset(file, range.start)
  const end = positions.offset(file, range.end)
  const shown = findingsIn(snapshot, file.path).filter(({ at }) => {
    const span = spanOf(snapshot.files, at)
    return span.start <= end && start <= span.end
  })
  const actions = [
    ...findingActions(snapshot, file.path, shown),
    ...missingPeerActions(snapshot, { file, offset: start }),
    ...fixAllAction(snapshot, file.path),
  ]
  return withoutRepetition(actions).map((action) => {
    const at = shown.find(({ finding }) => finding === action.finding)?.at
    const about = at === undefined ? [] : diagnosticsAt(context.diagnostics, positions.range(file, at), action)
    return {
      title: shownPaths(action.title),
      kind: action.kind,
      edit: workspaceEdit(session, snapshot, action.edits),
      ...(about.length === 0 ? {} : { diagnostics: about }),
      ...(action.preferred === true ? { isPreferred: true } : {}),
    }
  })
}

/** Of actions with one title the first: a finding may offer what is offered anyway. */
function withoutRepetition(actions: readonly Action[]): Action[] {
  const byTitle = new Map<string, Action>()
  for (const action of actions) {
    const { title } = action
    const edits = action.edits.map(({ at, newText }) => `${at.start} ${at.end} ${newText}`).join('\n')
    const key = `${title}\n${edits}`
    if (!byTitle.has(key)) byTitle.set(key, action)
  }
  return [...byTitle.values()]
}

/** The diagnostics of the client that show a finding. */
function diagnosticsAt(known: readonly Diagnostic[], { start, end }: Range, { finding }: Action): Diagnostic[] {
  return known.filter(
    ({ code, range }) =>
      code === finding?.rule &&
      range.start.line === start.line &&
      range.start.character === start.character &&
      range.end.line === end.line &&
      range.end.character === end.character,
  )
}

/** The files of other nodes, offered on the line that opens an instance and wherever they are asked for. */
function generated(
  session: Session,
  { file, snapshot }: Request,
  { range, context, edits }: CodeActionParams & { readonly edits: 'now' | 'later' },
): CodeAction[] {
  if (!session.client.createsFiles) return []
  const spot = { file, offset: session.positions.offset(file, range.start) }
  const isAsked = context.only?.some((kind) => kind !== '' && `${GENERATE}.`.startsWith(`${kind}.`)) === true
  if (!isAsked && !linesAt(snapshot, spot).some(({ line, instance }) => line === instance?.block)) return []
  return nodesFor(session, { file, snapshot }).map((node) => ({
    title: titleOf(node, file.path),
    kind: GENERATE,
    ...(edits === 'later'
      ? { data: { generate: uriOf(node.path), from: uriOf(file.path) } }
      : { edit: newFile(node.path, node.text()) }),
  }))
}

function nodesFor({ workspace }: Session, { file, snapshot }: Request): OtherNode[] {
  return otherNodes(snapshot, file.path, (path) => snapshot.files.has(path) || workspace.exists(path))
}

function titleOf({ path, address }: OtherNode, from: string): string {
  const isBeside = directoryOf(path) === directoryOf(from)
  const name = isBeside ? baseName(path) : `${baseName(directoryOf(path).slice(0, -1))}/${baseName(path)}`
  const whose = address === undefined ? 'the other node' : `the node at ${address}`
  return `Create ${shownPaths(name)}, the configuration of ${whose}`
}

/** Fills in the text of a file: it is written only if it is wanted. */
function resolved(session: Session, action: CodeAction): CodeAction {
  const { generate, from } = isRecord(action.data) ? action.data : {}
  if (typeof generate !== 'string' || typeof from !== 'string') return action
  const request = requested(session, pathOf(from))
  if (request === undefined) return action
  const node = nodesFor(session, request).find(({ path }) => uriOf(path) === generate)
  return node === undefined ? action : { ...action, edit: newFile(node.path, node.text()) }
}
