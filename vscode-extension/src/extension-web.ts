/** The extension in VS Code for the Web, where everything is one file and the server runs in a worker. */
import type { ExtensionContext } from 'vscode'
import { startExtension } from './start-extension.ts'

export function activate(context: ExtensionContext): void {
  startExtension(context, {
    loadRecogniser: () => import('../../src/bind/recognise.ts'),
    loadClient: () => import('./web-client.ts'),
  })
}
