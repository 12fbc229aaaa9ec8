/** The server in a Web Worker: files come from the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import type { FileContent } from '../text/files.ts'
import { sourceFile } from '../text/source-file.ts'
import { pathOf, uriOf } from './paths.ts'
import { connectionOptions, serve } from './serve.ts'

declare const KALINT_VERSION: string

const connection = createConnection(
  new BrowserMessageReader(globalThis as never),
  new BrowserMessageWriter(globalThis as never),
  connectionOptions,
)

/** What the client answers to `kalint/readFile`. */
type ReadFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: Exclude<FileContent['kind'], 'text'> }

serve(
  connection,
  {
    read: async (path) => {
      const content = await connection.sendRequest<ReadFile>('kalint/readFile', { uri: uriOf(path) })
      return content.kind === 'text' ? { kind: 'text', file: sourceFile(path, content.text) } : content
    },
    glob: () => [],
    async *find() {
      const { uris } = await connection.sendRequest<{ uris: string[] }>('kalint/findFiles', {})
      yield* uris.map(pathOf)
    },
  },
  { name: 'kalint', version: KALINT_VERSION },
)
