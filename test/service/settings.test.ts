/** What is offered and explained in a settings file, also while it is being typed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { settingsCompletions } from '../../src/service/settings/settings-completions.ts'
import { settingsHover } from '../../src/service/settings/settings-hover.ts'
import { readSettings } from '../../src/settings/read.ts'
import { fixtures } from './texts.ts'

const PATHS = ['hosts/lb1.conf', 'hosts/lb 2.conf']

/** What is offered where the bar stands, and the text after each was taken. */
function offered(marked: string) {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { items, replaced } = settingsCompletions(text, offset, PATHS)
  return {
    labels: items.map(({ label }) => label),
    taken: (label: string) => {
      const item = items.find((one) => one.label === label)
      return item === undefined
        ? undefined
        : text.slice(0, replaced.start) + item.insert.text + text.slice(replaced.end)
    },
  }
}

function explained(marked: string): string | undefined {
  const hover = settingsHover(marked.replace('|', ''), marked.indexOf('|'))
  return hover?.blocks.map((block) => (block.kind === 'list' ? block.items.join('; ') : block.text)).join(' ')
}

describe('completion', () => {
  it.each([
    ['an empty file', '|'],
    ['a word that is begun', 'tar|'],
    ['the line above other keys', '|\nrules: {}\n'],
    ['the line between other keys', 'shared-lan: true\ntar|\nrules: {}\n'],
    ['quotes', "'tar|'"],
  ])('offers all keys in %s', (_, marked) => {
    expect(offered(marked).labels).toEqual(expect.arrayContaining(['target', 'clusters', 'fail-on', 'config-ids']))
  })

  it('offers no key twice', () => {
    expect(offered('target: 2.2.7\n|').labels).not.toContain('target')
    const node = 'clusters:\n  web:\n    nodes:\n      - file: a.conf\n        |'
    expect(offered(node).labels).toEqual(['config-id', 'name', 'facts'])
  })

  it.each([
    ['in a list', 'clusters:\n  web:\n    - |'],
    ['in brackets', 'clusters:\n  web: [a.conf, |]'],
    ['below nodes', 'clusters:\n  web:\n    nodes:\n      - |'],
    ['as the file of a node', 'clusters:\n  web:\n    nodes:\n      - name: a\n        file: |'],
  ])('offers the configurations that there are %s', (_, marked) => {
    expect(offered(marked).labels).toEqual(expect.arrayContaining(PATHS))
  })

  it.each([
    ['several-masters: |'],
    ['several-masters: war|n'],
    ['"several-masters": |  # why'],
  ])('offers severities for a rule: %s', (line) => {
    expect(offered(`rules:\n  ${line}\n  equal-priority: off\n`).labels).toEqual(['off', 'info', 'warning', 'error'])
  })

  it('offers releases, the newest first', () => {
    expect(offered('target: |').labels[0]).toBe('2.4.3')
  })

  it.each([
    ['in a comment', '# tar|'],
    ['for the name of a cluster', 'clusters:\n  |'],
    ['for a name', 'clusters:\n  web:\n    nodes:\n      - name: |'],
    ['for a map on the line of its key', 'rules: |'],
    ['below an unknown key', 'nonsense:\n  |'],
    ['for patterns', 'ignore:\n  - |'],
  ])('offers nothing %s', (_, marked) => {
    expect(offered(marked).labels).toEqual([])
  })

  it.each([
    ['tar|', 'target', 'target: '],
    ['|: 2.2.7', 'target', 'target: 2.2.7'],
    ['ru|', 'rules', 'rules:\n  '],
    ['ign|', 'ignore', 'ignore:\n  - '],
    ['target: 2.4|.3', '2.2.7', 'target: 2.2.7'],
    ["fail-on: '|'", 'warning', "fail-on: 'warning'"],
    ['clusters:\n  web:\n    - ho|', 'hosts/lb 2.conf', "clusters:\n  web:\n    - 'hosts/lb 2.conf'"],
  ])('takes %j with %s', (marked, label, text) => {
    expect(offered(marked).taken(label)).toBe(text)
  })

  it('offers only what kalint reads', () => {
    for (const marked of ['target: |', 'fail-on: |', 'shared-lan: |', 'rules:\n  several-masters: |']) {
      const { labels, taken } = offered(marked)
      expect(labels).not.toEqual([])
      for (const label of labels) expect(readSettings(taken(label) ?? '').problems).toBeUndefined()
    }
    const { labels, taken } = offered('rules:\n  |')
    for (const label of labels) expect(parse(taken(label) ?? '')).toEqual({ rules: { [label]: null } })
  })
})

describe('hover', () => {
  it.each([
    ['ru|les: {}', 'What the findings of a rule count as, by the name of the rule.'],
    [
      'rules:\n  several-masters: of|f',
      'Several nodes of a virtual router have `state MASTER`. Unless told otherwise: `warning`.',
    ],
    ['fail-on: err|or', 'The least severity that makes a run fail. Unless told otherwise: `error`.'],
    ['clusters:\n  web:\n    - |lb1.conf', 'A machine that runs keepalived'],
  ])('explains %j', (marked, text) => {
    expect(explained(marked)).toContain(text)
  })

  it.each(['non|sense: 1', '# tar|get', 'target: 2.2.7\n|', ''])('says nothing about %j', (marked) => {
    expect(explained(marked.includes('|') ? marked : `|${marked}`)).toBeUndefined()
  })
})

it('nothing goes wrong anywhere in any file, be it whole or half written', () => {
  const folder = join(fixtures, 'settings/bad')
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const pieces = fc.constantFrom(
    ...texts.flatMap((text) => text.match(/\w+|\s+|./g) ?? []),
    '&a',
    '*a',
    '<<: *a',
    '? ',
    '|\n',
    '---\n',
  )
  const text = fc.oneof(
    fc.constantFrom(...texts),
    fc.array(pieces, { maxLength: 25 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, fc.nat(), (one, at) => {
      const offset = at % (one.length + 1)
      const { replaced } = settingsCompletions(one, offset, PATHS)
      expect(replaced.start <= offset && offset <= replaced.end).toBe(true)
      settingsHover(one, offset)
    }),
    { seed: 7, numRuns: 600 },
  )
})
