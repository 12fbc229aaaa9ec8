/** The rules that the code keeps: who may import whom, how a file looks, and that what is generated is fresh. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/program.ts'

const project = join(import.meta.dirname, '..')

/** From what everything may use to what nothing may use; those of one row do not know each other. */
const ORDER = [
  ['grammar'],
  ['src/text'],
  ['src/diagnostics'],
  ['src/expand'],
  ['src/bind'],
  ['src/facts'],
  ['src/model'],
  ['src/cluster'],
  ['src/failover'],
  ['src/rules'],
  ['src/settings'],
  ['src/engine'],
  ['src/service', 'src/output'],
  ['src/server', 'src/api'],
  ['src/cli', 'vscode-extension'],
]

/** The folders that may import a package; any other package may be imported by all of `src`. */
const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['grammar'],
  commander: ['src/cli'],
  chalk: ['src/cli'],
  node: ['src/cli'],
  'vscode-languageserver': ['src/server'],
  'vscode-uri': ['src/server'],
  'vscode-languageclient': ['vscode-extension'],
  vscode: ['vscode-extension'],
}

const MAX_LINES = 350

/** For a busy machine, in milliseconds. */
const PATIENCE = 60_000

const sources = filesBelow('').filter((path) => /^(src|grammar|vscode-extension\/src)\/.*\.ts$/.test(path))
const scripts = filesBelow('').filter((path) =>
  /^(test|parity|fuzz|validation|scripts|bench)\/.*\.m?ts$|^scripts\/.*\.mjs$/.test(path),
)
const pages = filesBelow('').filter((path) => path.endsWith('.md'))

describe('imports', () => {
  it('point one way', () => {
    const wrong = sources.flatMap((path) =>
      importsOf(path)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(path), name))
        .filter((target) => !mayImport(path, target))
        .map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('are of packages only where these are at home', () => {
    const wrong = sources.flatMap((path) =>
      packagesOf(path)
        .filter((name) => !isAtHome(name, folderOf(path)))
        .map((name) => `${path} imports ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('are of packages that package.json names', () => {
    const { devDependencies: dependencies } = manifest()
    const installed = sources.filter((path) => folderOf(path) !== 'vscode-extension')
    const used = new Set(installed.flatMap(packagesOf).filter((name) => name !== 'node'))
    expect([...used].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([])
  })

  it('stay in folders that have a place in the order', () => {
    const folders = new Set(sources.map(folderOf))
    expect([...folders].filter((folder) => !ORDER.flat().includes(folder))).toEqual([])
  })
})

describe('a source file', { timeout: PATIENCE }, () => {
  it('opens with a sentence that says what it is for', () => {
    const wrong = [...sources, ...scripts.filter((path) => path.endsWith('.ts'))].filter(
      (path) => !/^\/\*\* [A-Z`].*[^.]\. \*\/\n/.test(text(path)),
    )
    expect(wrong).toEqual([])
  })

  it('is short enough to read, unless it is a table', () => {
    const readable = sources.filter((path) => !path.startsWith('grammar/directives/') && path !== 'src/rules/index.ts')
    const long = readable.map((path) => ({ path, lines: text(path).trimEnd().split('\n').length }))
    expect(long.filter(({ lines }) => lines > MAX_LINES)).toEqual([])
  })

  it('has no default export and no `any`', () => {
    const wrong = sources.filter((path) =>
      nodesOf(path).some((node) => isDefaultExport(node) || node.kind === ts.SyntaxKind.AnyKeyword),
    )
    expect(wrong).toEqual([])
  })

  it('leaves nothing to be done', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].map((mark) => `\\b${mark}\\b`).join('|'))
    expect([...sources, ...scripts, ...pages].filter((path) => marks.test(text(path)))).toEqual([])
  })

  it('is named for what it does', () => {
    const vague = /^(utils?|helpers?|misc|common-?utils?)(\.|$)/
    expect(filesBelow('').filter((path) => path.split('/').some((part) => vague.test(part)))).toEqual([])
  })
})

describe('a rule', () => {
  const names = sources
    .filter((path) => dirname(path) === 'src/rules')
    .map((path) => basename(path, '.ts'))
    .filter((name) => name !== 'rule' && name !== 'index')

  it.each(names)('%s is the one export of its file, and named like it', async (name) => {
    const module = (await import(`../src/rules/${name}.ts`)) as Record<string, { name: string }>
    expect(Object.keys(module)).toEqual([name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())])
    expect(Object.values(module).map((rule) => rule.name)).toEqual([name])
  })
})

describe('what is generated', { timeout: PATIENCE }, () => {
  it('is what `npm run generate` would write', () => {
    const stale = execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(stale).toBe('')
  })
})

describe('a page', () => {
  it('links to what is there', () => {
    const broken = pages.flatMap((path) =>
      linksOf(path)
        .filter((link) => !leadsSomewhere(path, link))
        .map((link) => `${path}: ${link}`),
    )
    expect(broken).toEqual([])
  })

  it('gives the reason for every dependency', () => {
    const used = new Set(sources.filter((path) => folderOf(path) !== 'vscode-extension').flatMap(packagesOf))
    const reasons = text('ARCHITECTURE.md').replace(/^.*## Dependencies/s, '')
    const explained = [...reasons.matchAll(/^\| ([a-z.-]+) \| .+\. \|$/gm)].map(([, name]) => name)
    expect(explained.sort()).toEqual([...used].filter((name) => name !== 'node').sort())
  })

  it('explains every option', async () => {
    let help = ''
    const write = (part: string): void => {
      help += part
    }
    const ignored = { environment: {}, tell: () => {}, readInput: async () => '', isTerminal: () => false }
    await run(['--help'], { ...ignored, write })
    await run(['failover', '--help'], { ...ignored, write })
    const optionsIn = (page: string): string[] => [...new Set(page.match(/(?<= )--[a-z-]+/g))].sort()
    const general = ['--help', '--version']
    const readme = [...text('README.md').matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option = '']) => option)
    expect([...new Set([...readme, ...general])].sort()).toEqual(optionsIn(help))
  })
})

function manifest(): { readonly devDependencies: Readonly<Record<string, string>> } {
  return JSON.parse(text('package.json')) as { devDependencies: Record<string, string> }
}

/** Paths of the files of the project below a folder, with `/`. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory())
      return /^(node_modules|dist|dist-binary|coverage|\.git)$/.test(entry.name) ? [] : filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

function text(path: string): string {
  return readFileSync(join(project, path), 'utf8')
}

function folderOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('src/') ? 2 : 1)
    .join('/')
}

function importsOf(path: string): string[] {
  return ts.preProcessFile(text(path), true, true).importedFiles.map((file) => file.fileName)
}

function packagesOf(path: string): string[] {
  return importsOf(path)
    .filter((name) => !name.startsWith('.'))
    .map((name) => (name.startsWith('node:') ? 'node' : (/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)))
}

function mayImport(from: string, target: string): boolean {
  const own = ORDER.findIndex((row) => row.includes(folderOf(from)))
  const other = ORDER.findIndex((row) => row.includes(folderOf(target)))
  return folderOf(from) === folderOf(target) || (other !== -1 && other < own)
}

function isAtHome(name: string, folder: string): boolean {
  const homes = PACKAGE_HOMES[name]
  return homes === undefined ? folder !== 'grammar' : homes.includes(folder)
}

function nodesOf(path: string): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text(path), ts.ScriptTarget.ESNext))
  return nodes
}

function isDefaultExport(node: ts.Node): boolean {
  return ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword
}

/** The targets of the links and images of a page that are no addresses on the web. */
function linksOf(path: string): string[] {
  const prose = text(path)
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(path: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? path : relative(project, join(project, dirname(path), decodeURI(file)))
  if (!existsSync(join(project, target))) return false
  return anchor === undefined || headingsOf(target).includes(anchor)
}

function headingsOf(path: string): string[] {
  return [...text(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
