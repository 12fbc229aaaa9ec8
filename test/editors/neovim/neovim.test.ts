/** Neovim with the settings of docs/editors.md, as its user sees it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kalint } from '../../run-kalint.ts'
import { documented } from '../documented.ts'
import { canRun, type Desk, filesToRecognise, mistypedPeer, newDesk, PATIENCE } from '../run-editor.ts'

const isHere = canRun('nvim', ['--version'], process.env.CI === 'true')

const ERROR = 1

/** What the driver finds out in a scenario. */
function neovim(desk: Desk, scenario: string, env: Readonly<Record<string, string>> = {}): unknown {
  desk.write('settings.lua', `${documented('neovim-filetype')}\n${documented('neovim-client')}`)
  const driver = join(import.meta.dirname, 'driver.lua')
  const quiet = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n']
  return desk.run('nvim', [...quiet, '-c', `luafile ${driver}`], { ...env, SCENARIO: scenario })
}

describe.runIf(isHere)('Neovim', { timeout: PATIENCE }, () => {
  it('tells keepalived files by name and by content', () => {
    const desk = newDesk()
    const expected = filesToRecognise(desk)
    expect(neovim(desk, 'filetypes', { FILES: Object.keys(expected).join('\n') })).toEqual(expected)
  })

  it('shows a finding in the buffers of both nodes, edits of one node change both, and settings count', () => {
    const finding = { source: 'kalint', code: 'unicast-peer-unanswered', severity: ERROR }
    const both = {
      a: [{ ...finding, line: 46, text: '198.51.100.21' }],
      b: [{ ...finding, line: 46, text: '192.0.2.22' }],
    }
    const old = [{ source: 'kalint', code: 'newer-directive', severity: ERROR, line: 3, text: 'use_symlink_paths' }]
    expect(neovim(newDesk(), 'findings')).toEqual({ before: both, clean: { a: [], b: [] }, again: both, old })
  })

  it('explains the keyword under the cursor', () => {
    expect(neovim(newDesk(), 'hover')).toEqual({ text: expect.stringMatching(/virtual_router_id.*255/s) })
  })

  it('completes keywords of the block and values of the keyword', () => {
    const { keywords, states } = neovim(newDesk(), 'completion') as Record<string, string[]>
    expect(keywords).toContain('advert_int')
    expect(keywords).not.toContain('global_defs')
    expect(states?.slice().sort()).toEqual(['BACKUP', 'MASTER'])
  })

  it('goes to the definition of a script, and from an instance to that of the other node', () => {
    expect(neovim(newDesk(), 'definition')).toEqual({
      instance: expect.arrayContaining([{ other: true, line: 40 }]),
      script: 8,
    })
  })

  it('applies a fix, after which both nodes are clean', () => {
    const desk = newDesk()
    writeFileSync(desk.nodeA, mistypedPeer(desk.read(desk.nodeA)))
    const title = 'Replace 192.0.2.23 by 192.0.2.22'
    expect(neovim(desk, 'actions', { TITLE: title })).toEqual({
      before: {
        a: [expect.objectContaining({ line: 48, text: '192.0.2.23' })],
        b: [expect.objectContaining({ line: 46 })],
      },
      titles: expect.arrayContaining([title]),
      after: { a: [], b: [] },
    })
    expect(desk.read(desk.nodeA).split('\n')[47]).toBe('    192.0.2.22')
    expect(kalint([join(desk.folder, 'nodes')]).status).toBe(0)
  })

  it('formats, and renames', () => {
    const { unformatted, formatted, renamed } = neovim(newDesk(), 'edits') as Record<string, string[]>
    expect(formatted).toHaveLength(unformatted?.length ?? 0)
    expect(formatted?.map((line) => line.search(/\S/))).toEqual(unformatted?.map((line) => line.search(/\S/)))
    expect(renamed).toEqual(['vrrp_instance VI_API {', 'vrrp_instance VI_API {'])
  })

  it('ends the server when it stops the client', () => {
    expect(neovim(newDesk(), 'stop')).toMatchObject({ gone: true })
  })
})
