/** What the server offers beside diagnostics, one file for each request of the protocol. */
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver'
import type { Session } from '../session.ts'

/** Registers handlers, and says what they offer. */
export type Feature = (session: Session, client: ClientCapabilities) => ServerCapabilities

export const features: readonly Feature[] = []
