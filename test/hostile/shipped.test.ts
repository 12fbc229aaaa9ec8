/** What is shipped can do no more than it has to, and of whom it comes is known. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { folderWith, kalint } from '../run-kalint.ts'

const project = join(import.meta.dirname, '../..')
const dist = join(project, 'dist')

describe('a bundle', () => {
  it.each([
    // What starts the others, each of which lies beside it.
    ['kalint.cjs', ['node:fs', 'node:vm', "not known: require(name.replace(/^part:(.*)/, './$1.cjs'))"]],
    ['beside.cjs', ['node:fs']],
    // The command line with paths alone: `tty` is for colours.
    [
      'check',
      ['node:fs', 'node:os', 'node:path', 'node:process', 'node:tty', 'part:globs', 'part:more', 'part:settings'],
    ],
    // And with options and commands: `ip` is run for --host.
    [
      'more',
      [
        ...['node:child_process', 'node:crypto', 'node:events', 'node:fs', 'node:os', 'node:path', 'node:process'],
        ...['node:util', 'part:beside', 'part:check', 'part:server', 'part:settings'],
      ],
    ],
    ['globs', ['node:fs']],
    ['settings', ['buffer', 'process']],
    // `net` is for --socket, to this machine.
    [
      'server.cjs',
      [
        ...[
          'buffer',
          'crypto',
          'fs',
          'net',
          'node:fs',
          'node:fs/promises',
          'node:util',
          'os',
          'path',
          'process',
          'url',
        ],
        'util',
      ],
    ],
    ['api.cjs', []],
    ['api.mjs', ['./api.cjs']],
  ])('%s loads nothing of Node but what it needs', (name, modules) => {
    expect(callsIn(name).modules).toEqual(modules)
  })

  it('makes code of no text but its own', () => {
    const making = readdirSync(dist).filter((name) => /js$/.test(name) && callsIn(name).made.length > 0)
    expect(making).toEqual(['kalint.cjs'])
    expect(callsIn('kalint.cjs').made).toEqual(['new Script'])
  })

  it('runs one program, under its own name and without a shell', () => {
    const text = textOf('more')
    expect(text.match(/require\("(?:node:)?child_process"\)/g)).toHaveLength(1)
    expect(text.match(/\bexecFile\b/g)).toHaveLength(1)
    expect(text).toMatch(/\("ip",/)
  })
})

describe('a script that a configuration names', () => {
  it.each([
    [['check']],
    [['--fix']],
    [['fmt']],
    [['failover']],
    [['show', 'config']],
    [['--format', 'json']],
  ])('is not run by %j', (words) => {
    const cwd = folderWith({
      'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n',
      'a.conf': '',
    })
    const script = join(cwd, 'evil.sh')
    const lines = [
      `vrrp_script s {\n script "/bin/sh ${script}"\n}`,
      `vrrp_instance A {\n interface eth0\n notify "/bin/sh ${script}"\n track_script {\n  s\n }\n}`,
      `virtual_server 192.0.2.1 80 {\n real_server 192.0.2.2 80 {\n  MISC_CHECK {\n   misc_path "/bin/sh ${script}"\n  }\n }\n}`,
      `$A=$(/bin/sh ${script})`,
      `include $(/bin/sh ${script})`,
      `include \`/bin/sh ${script}\``,
    ]
    kalint(['--no-settings', ...words, '-'], { cwd, input: lines.join('\n') })
    expect(readdirSync(cwd).sort()).toEqual(['a.conf', 'evil.sh'])
  })
})

describe('what is taken from others', () => {
  const licences = readFileSync(join(project, 'dist/LICENSES.txt'), 'utf8').split(/\n-{80}\n\n/)
  const packages = licences.map((text) => /^(\S+) (\S+) \(([^)\n]*)\)\n\n(.*)$/s.exec(text)?.slice(1) ?? [])

  it('is named with its licence and version', () => {
    for (const [name = '', version, license, text = ''] of packages) {
      const folder = join(project, 'node_modules', name)
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
      expect([name, version, license]).toEqual([name, manifest.version, manifest.license])
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
      expect(text.trim()).toBe(file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim())
      expect([name, text.length > 100]).toEqual([name, true])
    }
  })

  it('may be given away under the licence of kalint', () => {
    const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0']
    expect(packages.filter(([, , license = '']) => !allowed.includes(license))).toEqual([])
  })

  it('is what ARCHITECTURE.md gives reasons for, and what that needs itself', () => {
    const reasons = readFileSync(join(project, 'ARCHITECTURE.md'), 'utf8').replace(/^.*## Dependencies/s, '')
    const explained = [...reasons.matchAll(/^\| ([a-z.-]+) \| .+\. \|$/gm)].map(([, name = '']) => name)
    const named = new Set(packages.map(([name = '']) => name))
    expect(explained.filter((name) => !named.has(name))).toEqual([])
    const needed = new Set<string>()
    const visit = (name: string): void => {
      if (needed.has(name)) return
      needed.add(name)
      const manifest = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as {
        dependencies?: Record<string, string>
      }
      for (const inner of Object.keys(manifest.dependencies ?? {})) visit(inner)
    }
    for (const name of explained) visit(name)
    expect([...named].filter((name) => !needed.has(name))).toEqual([])
    expect(explained.length).toBeLessThanOrEqual(12)
  })
})

describe('the manifest', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
  }

  it('runs nothing where the package is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'preuninstall', 'uninstall', 'postuninstall']
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([])
  })

  it('names versions exactly, and nothing that is installed beside kalint', () => {
    expect(
      Object.values(manifest.devDependencies).filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
    ).toEqual([])
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies']) {
      expect(manifest).not.toHaveProperty(kind)
    }
  })
})

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<
      Record<string, { readonly integrity?: string; readonly resolved?: string; readonly version?: string }>
    >
  }
  const entries = Object.entries(packages).filter(([path]) => path !== '')

  it('knows the content of every package, and takes it from nowhere in particular', () => {
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([])
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })

  it('is what package.json asks for', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    const locked = Object.keys(devDependencies).map((name) => [name, packages[`node_modules/${name}`]?.version])
    expect(Object.fromEntries(locked)).toEqual(devDependencies)
  })
})

/** The text of a file of `dist/`; the names of the parts have a hash in them. */
function textOf(name: string): string {
  const file = readdirSync(dist).find((one) => one === name || (one.startsWith(`${name}-`) && one.endsWith('.js')))
  if (file === undefined) throw new Error(`no ${name} in ${dist}`)
  return readFileSync(join(dist, file), 'latin1')
}

/** What a file loads, and by which calls it makes code. */
function callsIn(name: string): { readonly modules: string[]; readonly made: string[] } {
  const modules = new Set<string>()
  const made: string[] = []
  const tree = ts.createSourceFile(name, textOf(name), ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) modules.add(node.moduleSpecifier.text)
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = node.expression.getText(tree)
      const [first] = node.arguments ?? []
      if (called === 'require' || called === 'import') {
        modules.add(
          first !== undefined && ts.isStringLiteralLike(first) ? first.text : `not known: ${node.getText(tree)}`,
        )
      } else if (
        /^(?:\(0, ?)?(?:globalThis\.|window\.|self\.)?(?:eval|Function)\)?$|\b(?:Script|runInThisContext|runInNewContext|compileFunction)$/.test(
          called,
        )
      ) {
        if (!called.endsWith('runInThisContext')) made.push(ts.isNewExpression(node) ? `new ${called}` : called)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { modules: [...modules].sort(), made }
}
