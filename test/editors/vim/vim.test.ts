/** Vim with the settings of docs/editors.md: with ALE, as packaged by Debian, and without any plugin. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kalint } from '../../run-kalint.ts'
import { documented } from '../documented.ts'
import { allEditors, canRun, type Desk, filesToRecognise, mistypedPeer, newDesk, PATIENCE } from '../run-editor.ts'

const isHere = allEditors && canRun('vim', ['--version'], true)

interface Scenario {
  readonly name: string
  readonly settings: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Vim talks to language servers only on a terminal, which `script` makes. */
function vim(desk: Desk, { name, settings, env = {} }: Scenario): unknown {
  desk.write('settings.vim', settings.map((name) => documented(name)).join('\n'))
  const driver = join(import.meta.dirname, 'driver.vim')
  const command = `vim -N -u NONE -i NONE -n --cmd 'set packpath^=/usr/share/vim/vimfiles' -S '${driver}'`
  return desk.run('script', ['-qec', command, '/dev/null'], { ...env, SCENARIO: name })
}

describe.runIf(isHere)('Vim', { timeout: PATIENCE }, () => {
  it('tells keepalived files by name and by content', () => {
    const desk = newDesk()
    const expected = filesToRecognise(desk)
    const env = { FILES: Object.keys(expected).join('\n') }
    expect(vim(desk, { name: 'filetypes', settings: ['vim-filetype'], env })).toEqual(expected)
  })

  it('uses the server with ALE', () => {
    const desk = newDesk()
    writeFileSync(desk.nodeA, mistypedPeer(desk.read(desk.nodeA)))
    const TITLE = 'Replace 192.0.2.23 by 192.0.2.22'
    const finding = { type: 'E', code: 'unicast-peer-unanswered', linter: 'kalint' }
    expect(vim(desk, { name: 'ale', settings: ['vim-filetype', 'vim-ale'], env: { TITLE } })).toEqual({
      before: { a: [{ ...finding, line: 48, column: 5 }], b: [{ ...finding, line: 46, column: 18 }] },
      old: [3],
      hover: expect.stringContaining('virtual_router_id'),
      definition: { file: 'nodeB.conf', line: 40 },
      titles: expect.arrayContaining([TITLE]),
      after: { a: [], b: [] },
    })
    expect(kalint([join(desk.folder, 'nodes')]).status).toBe(0)
  })

  it('fills the quickfix list without a plugin', () => {
    expect(vim(newDesk(), { name: 'quickfix', settings: ['vim-filetype', 'vim-quickfix'] })).toEqual([
      { file: 'nodeA.conf', line: 46, column: 18, type: 'e', valid: 1 },
    ])
  })
})
