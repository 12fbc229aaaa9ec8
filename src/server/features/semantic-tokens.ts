/** `textDocument/semanticTokens`: whole files, changes of them, and what is visible of long ones. */
import { SemanticTokensBuilder } from 'vscode-languageserver'
import {
  type SemanticToken,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
  type TokenType,
  semanticTokens as tokensIn,
} from '../../service/syntax/semantic-tokens.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { pathOf } from '../paths.ts'
import { rawTreeOf } from '../raw-trees.ts'
import { fileAt, guarded } from '../session.ts'
import type { Feature } from './index.ts'

export const semanticTokens: Feature = (session) => {
  const { connection, workspace, positions, settings } = session
  const builders = new Map<string, SemanticTokensBuilder>()
  const builderFor = (uri: string): SemanticTokensBuilder => {
    for (const known of builders.keys()) if (!workspace.open.has(pathOf(known))) builders.delete(known)
    const builder = builders.get(uri) ?? new SemanticTokensBuilder()
    builders.set(uri, builder)
    return builder
  }
  const fill = (builder: SemanticTokensBuilder, file: SourceFile, tokens: readonly SemanticToken[]): void => {
    for (const token of tokens) {
      const { start, end } = positions.span(file, token)
      const modifiers = token.modifiers.reduce((bits, one) => bits | (1 << TOKEN_MODIFIERS.indexOf(one)), 0)
      builder.push(
        start.line,
        start.character,
        end.character - start.character,
        TOKEN_TYPES.indexOf(token.type),
        modifiers,
      )
    }
  }
  connection.languages.semanticTokens.on(
    guarded(connection, 'semantic tokens', { data: [] as number[] }, ({ textDocument: { uri } }) => {
      const file = fileAt(session, pathOf(uri))
      const builder = builderFor(uri)
      builder.previousResult('')
      if (file !== undefined) fill(builder, file, tokensIn(rawTreeOf(file), settings().target))
      return builder.build()
    }),
  )
  connection.languages.semanticTokens.onDelta(
    guarded(connection, 'semantic tokens delta', { edits: [] }, ({ textDocument: { uri }, previousResultId }) => {
      const file = fileAt(session, pathOf(uri))
      const builder = builderFor(uri)
      builder.previousResult(previousResultId)
      if (file !== undefined) fill(builder, file, tokensIn(rawTreeOf(file), settings().target))
      return builder.buildEdits()
    }),
  )
  connection.languages.semanticTokens.onRange(
    guarded(connection, 'semantic tokens of a range', { data: [] as number[] }, ({ textDocument: { uri }, range }) => {
      const file = fileAt(session, pathOf(uri))
      const builder = new SemanticTokensBuilder()
      if (file === undefined) return builder.build()
      const span = { start: positions.offset(file, range.start), end: positions.offset(file, range.end) }
      fill(builder, file, tokensIn(rawTreeOf(file), settings().target, span))
      return builder.build()
    }),
  )
  const legend = { tokenTypes: TOKEN_TYPES.map((type) => STANDARD[type]), tokenModifiers: [...TOKEN_MODIFIERS] }
  return { semanticTokensProvider: { legend, full: { delta: true }, range: true } }
}

/** The types that colour themes know. */
const STANDARD: Readonly<Record<TokenType, string>> = {
  block: 'keyword',
  property: 'property',
  option: 'parameter',
  number: 'number',
  boolean: 'enumMember',
  choice: 'enumMember',
  address: 'number',
  interface: 'variable',
  reference: 'class',
  string: 'string',
  command: 'string',
  path: 'string',
  definition: 'macro',
  condition: 'decorator',
  sequence: 'macro',
  include: 'keyword',
  comment: 'comment',
}
