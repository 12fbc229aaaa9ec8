/** How the client behaves, on a desktop and in a browser alike. */
import { type LogOutputChannel, workspace } from 'vscode'
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient'
import { LANGUAGE_ID, SECTION, SETTINGS_FILES } from './names.ts'
import type { ClientListener } from './server.ts'
import { findFiles, readFile } from './workspace-files.ts'

/** A server that is lost more often than this within the given time is left alone. */
const MAX_RESTARTS = 4
const RESTARTS_WITHIN_MS = 180_000

/**
 * The server itself asks for changes of files and settings.
 * Nothing ever opens by itself: what goes wrong stands in the output and at the status item.
 */
export function clientOptions(output: LogOutputChannel, listener: ClientListener): LanguageClientOptions {
  const losses: number[] = []
  return {
    documentSelector: [{ language: LANGUAGE_ID }, { pattern: SETTINGS_FILES }],
    initializationOptions: {
      // The settings come with functions, which cannot be sent to a worker.
      ...JSON.parse(JSON.stringify(workspace.getConfiguration(SECTION))),
      isTrusted: workspace.isTrusted,
      failoverPage: true,
    },
    diagnosticCollectionName: SECTION,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: (error) => {
      output.error(`The language server could not be initialized: ${String(error)}`)
      return false
    },
    errorHandler: {
      error: (error) => {
        output.warn(`A message between editor and language server was lost: ${String(error)}`)
        return { action: ErrorAction.Continue, handled: true }
      },
      closed: () => {
        const now = Date.now()
        losses.push(now)
        if (losses.filter((time) => now - time < RESTARTS_WITHIN_MS).length <= MAX_RESTARTS) {
          output.warn('The language server was lost and is started again.')
          return { action: CloseAction.Restart, handled: true }
        }
        output.error(
          'The language server was lost too often. The command "kalint: Restart Language Server" tries again.',
        )
        listener.gaveUp()
        return { action: CloseAction.DoNotRestart, handled: true }
      },
    },
  }
}

/** Answers what a server without a disk asks, and listens to how it is. */
export function connect(client: BaseLanguageClient, listener: ClientListener): void {
  client.onRequest('kalint/readFile', ({ uri }: { readonly uri: string }) => readFile(uri))
  client.onRequest('kalint/findFiles', findFiles)
  client.onDidChangeState(({ newState }) => listener.isRunning(newState === State.Running))
}
