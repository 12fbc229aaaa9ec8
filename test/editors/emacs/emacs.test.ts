/** Emacs with the settings of docs/editors.md: Eglot and lsp-mode, as packaged by Debian. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kalint } from '../../run-kalint.ts'
import { documented } from '../documented.ts'
import { allEditors, canRun, type Desk, filesToRecognise, mistypedPeer, newDesk, PATIENCE } from '../run-editor.ts'

const isHere = allEditors && canRun('emacs', ['--version'], true)

/** Emacs without the settings of the machine does not know where Debian puts its packages. */
const elpa = '/usr/share/emacs/site-lisp/elpa'
const packages = isHere ? readdirSync(elpa).flatMap((name) => ['-L', join(elpa, name)]) : []

function emacs(desk: Desk, script: string, settings: string, env: Readonly<Record<string, string>> = {}): unknown {
  const files = [join(import.meta.dirname, 'driver.el'), desk.write('settings.el', settings)]
  const loaded = [...files, join(import.meta.dirname, script)].flatMap((file) => ['-l', file])
  return desk.run('emacs', ['-Q', '--batch', ...packages, ...loaded], env)
}

const TITLE = 'Replace 192.0.2.23 by 192.0.2.22'

describe.runIf(isHere)('Emacs', { timeout: PATIENCE }, () => {
  it('tells keepalived files by name and by content', () => {
    const desk = newDesk()
    const expected = filesToRecognise(desk)
    const files = { FILES: Object.keys(expected).join('\n') }
    expect(emacs(desk, 'filetypes.el', documented('emacs-mode'), files)).toEqual(expected)
  })

  it('uses the server with Eglot', () => {
    const desk = newDesk()
    writeFileSync(desk.nodeA, mistypedPeer(desk.read(desk.nodeA)))
    const settings = `${documented('emacs-mode')}\n${documented('emacs-eglot')}`
    expect(emacs(desk, 'eglot.el', settings, { TITLE })).toEqual({
      before: { a: [{ line: 48, text: '192.0.2.23' }], b: [{ line: 46, text: '192.0.2.22' }] },
      old: [3],
      hover: expect.stringContaining('virtual_router_id'),
      definition: [{ file: 'nodeB.conf', line: 40 }],
      completion: expect.arrayContaining(['advert_int']),
      titles: expect.arrayContaining([TITLE]),
      after: { a: [], b: [] },
    })
    expect(kalint([join(desk.folder, 'nodes')]).status).toBe(0)
  })

  it('uses the server with lsp-mode', () => {
    const desk = newDesk()
    writeFileSync(desk.nodeA, mistypedPeer(desk.read(desk.nodeA)))
    const settings = `${documented('emacs-mode')}\n${documented('emacs-lsp-mode')}`
    const code = 'unicast-peer-unanswered'
    expect(emacs(desk, 'lsp-mode.el', settings, { TITLE })).toEqual({
      before: { a: [{ line: 48, code }], b: [{ line: 46, code }] },
      old: [3],
      hover: expect.stringContaining('virtual_router_id'),
      definition: [{ file: 'nodeB.conf', line: 40 }],
      titles: expect.arrayContaining([TITLE]),
      after: { a: [], b: [] },
    })
    expect(kalint([join(desk.folder, 'nodes')]).status).toBe(0)
  })
})
