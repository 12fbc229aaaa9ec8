/** Gives the language id of keepalived to any file that is a configuration by its content, whatever it is called. */
import { type Disposable, type LogOutputChannel, languages, type TextDocument, workspace } from 'vscode'
import { LANGUAGE_ID } from './names.ts'

/** Loads the content test, which is larger than the rest of the extension. */
export type LoadRecogniser = () => Promise<{ readonly isKeepalivedConfig: (text: string) => boolean }>

/** Looks at every document that is open, opened or saved. */
export function recogniseByContent(loadRecogniser: LoadRecogniser, output: LogOutputChannel): Disposable[] {
  /** Documents that got the language id here. Whoever changes it to another one afterwards means it. */
  const recognised = new Set<string>()
  const lookAt = async (document: TextDocument): Promise<void> => {
    const address = document.uri.toString()
    if (recognised.has(address) || !mayBeConfig(document)) return
    try {
      const { isKeepalivedConfig } = await loadRecogniser()
      if (document.isClosed || !isKeepalivedConfig(document.getText())) return
      recognised.add(address)
      await languages.setTextDocumentLanguage(document, LANGUAGE_ID)
    } catch (error) {
      output.error(`${document.uri.path} could not be looked at: ${String(error)}`)
    }
  }
  const forget = ({ uri }: TextDocument): void => {
    const address = uri.toString()
    // A document that changes its language is closed and opened at once; one that is closed for good is not there later.
    setTimeout(() => {
      if (!workspace.textDocuments.some((document) => document.uri.toString() === address)) recognised.delete(address)
    }, 0)
  }
  workspace.textDocuments.forEach(lookAt)
  return [
    workspace.onDidOpenTextDocument(lookAt),
    workspace.onDidSaveTextDocument(lookAt),
    workspace.onDidCloseTextDocument(forget),
  ]
}

/** A cheap test that nearly every other file fails. */
function mayBeConfig(document: TextDocument): boolean {
  if (
    document.languageId === LANGUAGE_ID ||
    !CONFIG_NAME.test(document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1))
  )
    return false
  const text = document.getText()
  return text.includes('{') && BLOCK.test(text)
}

const CONFIG_NAME = /\.(?:conf|cfg)(?:\.|$)|\.keepalived$/i

const BLOCK =
  /^[^#!\n\r\u2028\u2029]*\b(?:vrrp|virtual_server|global_defs|static_|bfd_instance|track_|garp_group|SSL|linkbeat_|interface_up)/m
