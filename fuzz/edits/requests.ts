/** The requests of editors, and what they are sent with. */
import type { Position } from 'vscode-languageserver'

/** Where somebody asks. */
export interface AskedAt {
  readonly uri: string
  readonly position: Position
  /** The end of the document. */
  readonly end: Position
}

const START: Position = { line: 0, character: 0 }

type Params = (at: AskedAt) => unknown

const document: Params = ({ uri }) => ({ textDocument: { uri } })
const atPosition: Params = ({ uri, position }) => ({ textDocument: { uri }, position })
const inRange: Params = ({ uri, end }) => ({ textDocument: { uri }, range: { start: START, end } })

const OPTIONS = { tabSize: 4, insertSpaces: true }

/** Those that only look. */
const LOOKING: Readonly<Record<string, Params>> = {
  'textDocument/completion': atPosition,
  'textDocument/hover': atPosition,
  'textDocument/signatureHelp': atPosition,
  'textDocument/definition': atPosition,
  'textDocument/declaration': atPosition,
  'textDocument/references': (at) => ({ ...(atPosition(at) as object), context: { includeDeclaration: true } }),
  'textDocument/documentHighlight': atPosition,
  'textDocument/prepareRename': atPosition,
  'textDocument/documentSymbol': document,
  'textDocument/foldingRange': document,
  'textDocument/documentLink': document,
  'textDocument/codeLens': document,
  'textDocument/inlayHint': inRange,
  'textDocument/selectionRange': ({ uri, position }) => ({ textDocument: { uri }, positions: [position] }),
  'textDocument/semanticTokens/full': document,
  'textDocument/semanticTokens/full/delta': (at) => ({ ...(document(at) as object), previousResultId: '1' }),
  'textDocument/semanticTokens/range': inRange,
  'textDocument/diagnostic': document,
  'workspace/diagnostic': () => ({ previousResultIds: [] }),
  'workspace/symbol': () => ({ query: 'v' }),
  'kalint/failover': ({ uri }) => ({ uri }),
  'workspace/executeCommand': ({ uri, position }) => ({
    command: COMMANDS[position.character % COMMANDS.length],
    arguments: [uri],
  }),
}

const COMMANDS = ['otherNode', 'showCluster', 'showEffective', 'lintWorkspace'].map((name) => `kalint.server.${name}`)

/** Those whose answers are edits. */
const EDITING: Readonly<Record<string, Params>> = {
  'textDocument/formatting': ({ uri }) => ({ textDocument: { uri }, options: OPTIONS }),
  'textDocument/rangeFormatting': ({ uri, position, end }) => ({
    textDocument: { uri },
    range: { start: position, end },
    options: OPTIONS,
  }),
  'textDocument/onTypeFormatting': ({ uri, position }) => ({
    textDocument: { uri },
    position,
    ch: position.character % 2 === 0 ? '\n' : '}',
    options: OPTIONS,
  }),
  'textDocument/rename': (at) => ({ ...(atPosition(at) as object), newName: 'renamed' }),
  'textDocument/codeAction': ({ uri, position }) => ({
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  }),
}

export const LOOKING_METHODS: readonly string[] = Object.keys(LOOKING)
export const EDITING_METHODS: readonly string[] = Object.keys(EDITING)

/** The parameters of a request; throws where nobody knows it. */
export function paramsOf(method: string, at: AskedAt): unknown {
  const params = LOOKING[method] ?? EDITING[method]
  if (params === undefined) throw new RangeError(`no request is called ${method}`)
  return params(at)
}
