/** The extension where there is a disk: VS Code on a desktop, or on a remote machine. */
import type { ExtensionContext } from 'vscode'
import { startExtension } from './start-extension.ts'

/** Both modules are files of their own beside this one, so that neither is read before it is needed. */
export function activate(context: ExtensionContext): void {
  startExtension(context, {
    loadRecogniser: () => import('../../src/bind/recognise.ts'),
    loadClient: () => import('./node-client.ts'),
  })
}
