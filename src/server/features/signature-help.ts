/** `textDocument/signatureHelp`. */
import {
  MarkupKind,
  type ParameterInformation,
  type SignatureHelp,
  type SignatureInformation,
} from 'vscode-languageserver'
import { type Parameter, type Signature, signatureAt } from '../../service/completion/signature.ts'
import { asMarkup } from '../markup.ts'
import { guarded, requestedAt } from '../session.ts'
import type { Feature } from './index.ts'

export const signatureHelp: Feature = (session, client) => {
  const info = client.textDocument?.signatureHelp?.signatureInformation
  const style: Style = {
    markup:
      info?.documentationFormat?.includes(MarkupKind.Markdown) === true ? MarkupKind.Markdown : MarkupKind.PlainText,
    offsets: info?.parameterInformation?.labelOffsetSupport === true,
  }
  session.connection.onSignatureHelp(
    guarded(session.connection, 'signatureHelp', null, (params): SignatureHelp | null => {
      const request = requestedAt(session, params)
      if (request === undefined) return null
      const help = signatureAt(request.snapshot, request.spot)
      if (help === undefined) return null
      const active = help.signatures[help.active]
      return {
        signatures: help.signatures.map((one) => informationFor(one, style)),
        activeSignature: help.active,
        // Behind the last parameter none is active, which clients know from a number that is too large.
        activeParameter: active?.active ?? active?.parameters.length ?? 0,
      }
    }),
  )
  return { signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: [' '] } }
}

/** What the client can show of a signature. */
interface Style {
  readonly markup: MarkupKind
  readonly offsets: boolean
}

function informationFor({ label, documentation, parameters }: Signature, style: Style): SignatureInformation {
  return {
    label,
    documentation: asMarkup(documentation, style.markup),
    parameters: parameters.map((one) => parameterFor(one, label, style)),
  }
}

function parameterFor({ start, end, documentation }: Parameter, label: string, style: Style): ParameterInformation {
  return {
    label: style.offsets ? [start, end] : label.slice(start, end),
    documentation: asMarkup(documentation, style.markup),
  }
}
