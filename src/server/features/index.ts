/** What the server offers beside diagnostics, one file for each request of the protocol. */
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver'
import type { Session } from '../session.ts'
import { codeActions } from './code-actions.ts'
import { codeLens } from './code-lens.ts'
import { commands } from './commands.ts'
import { completion } from './completion.ts'
import { definition } from './definition.ts'
import { documentHighlight } from './document-highlight.ts'
import { documentSymbol } from './document-symbols.ts'
import { failover } from './failover.ts'
import { folding } from './folding.ts'
import { formatting } from './formatting.ts'
import { hover } from './hover.ts'
import { inlayHint } from './inlay-hint.ts'
import { links } from './links.ts'
import { references } from './references.ts'
import { rename } from './rename.ts'
import { selectionRanges } from './selection-ranges.ts'
import { semanticTokens } from './semantic-tokens.ts'
import { signatureHelp } from './signature-help.ts'
import { workspaceSymbols } from './workspace-symbols.ts'

/** Registers handlers, and says what they offer. */
export type Feature = (session: Session, client: ClientCapabilities) => ServerCapabilities

export const features: readonly Feature[] = [
  documentSymbol,
  folding,
  formatting,
  selectionRanges,
  semanticTokens,
  definition,
  references,
  rename,
  workspaceSymbols,
  links,
  codeActions,
  completion,
  signatureHelp,
  hover,
  documentHighlight,
  inlayHint,
  codeLens,
  failover,
  commands,
]
