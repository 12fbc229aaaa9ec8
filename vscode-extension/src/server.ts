/** The language server as the rest of the extension sees it: started when needed, asked politely, never in the user's way. */
import {
  type CancellationToken,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed'

/** What a client tells of itself once it runs. */
export interface ClientListener {
  /** The server was lost more often than it makes sense to start it again. */
  readonly gaveUp: () => void
  readonly isRunning: (isRunning: boolean) => void
}

/** Loads the client, which is large. */
export type LoadClient = () => Promise<{
  readonly createClient: (
    context: ExtensionContext,
    output: LogOutputChannel,
    listener: ClientListener,
  ) => BaseLanguageClient
}>

export interface Server extends Disposable {
  readonly state: ServerState
  readonly onDidChangeState: Event<ServerState>
  start(): Promise<void>
  restart(): Promise<void>
  restartIfRunning(): void
  /** The answer of a command of the server; `undefined` where there is none. */
  ask<Answer>(command: string, ...args: unknown[]): Promise<Answer | undefined>
  /** The answer to a request of our own; `undefined` where there is none, or where it is not wanted any more. */
  request<Answer>(method: string, params: unknown, token?: CancellationToken): Promise<Answer | undefined>
}

export function languageServer(context: ExtensionContext, loadClient: LoadClient, output: LogOutputChannel): Server {
  const changed = new EventEmitter<ServerState>()
  let state: ServerState = 'stopped'
  let client: BaseLanguageClient | undefined
  let starting: Promise<void> | undefined
  const become = (next: ServerState): void => {
    if (next === state) return
    state = next
    changed.fire(state)
  }
  const listener: ClientListener = {
    gaveUp: () => become('failed'),
    isRunning: (isRunning) => {
      if (isRunning) become('running')
      else if (state === 'running') become('starting')
    },
  }

  const start = async (): Promise<void> => {
    become('starting')
    try {
      const { createClient } = await loadClient()
      client = createClient(context, output, listener)
      await client.start()
      become('running')
    } catch (error) {
      output.error(`The language server could not be started: ${String(error)}`)
      become('failed')
    }
  }
  const stop = async (): Promise<void> => {
    await starting
    starting = undefined
    try {
      await client?.dispose()
    } catch (error) {
      output.warn(`The language server did not stop in time: ${String(error)}`)
    }
    client = undefined
    become('stopped')
  }
  const startOnce = (): Promise<void> => {
    starting ??= start()
    return starting
  }
  const restart = async (): Promise<void> => {
    await stop()
    await startOnce()
  }

  const request = async <Answer>(
    method: string,
    params: unknown,
    token?: CancellationToken,
  ): Promise<Answer | undefined> => {
    await startOnce()
    if (state !== 'running' || client === undefined) return undefined
    try {
      // A token that is absent must not be passed on: it would be taken for a parameter.
      const tokens = token === undefined ? [] : [token]
      return (await client.sendRequest<Answer | null>(method, params, ...tokens)) ?? undefined
    } catch (error) {
      if (token?.isCancellationRequested !== true) output.error(`${method} failed: ${String(error)}`)
      return undefined
    }
  }

  return {
    get state() {
      return state
    },
    onDidChangeState: changed.event,
    start: startOnce,
    restart,
    restartIfRunning: () => {
      if (starting !== undefined) void restart()
    },
    ask: (command, ...args) => request('workspace/executeCommand', { command, arguments: args }),
    request,
    dispose: () => {
      void stop()
      changed.dispose()
    },
  }
}
