/** Templates: what is told about them is true of what they render, and of what may be rendered in several ways nothing is told. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noColour, renderPretty } from '../src/output/pretty.ts'
import { editedFile, withChange } from '../src/text/sections.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { lintedFiles, shownDiagnostics } from './edited-files.ts'
import { lintFolder } from './lint-folder.ts'
import { folderWith, kalint } from './run-kalint.ts'
import { branched, random, rendered } from './templates/renderings.ts'

const fixtures = join(import.meta.dirname, '../fixtures/templates')
const corpus = join(import.meta.dirname, '../../shared/corpus/templates')

/** What is told, as `line rule`. */
function told(path: string, text: string): string[] {
  const file = sourceFile(path, text)
  return lintedFiles([file]).diagnostics.map(({ rule, at }) => `${text.slice(0, at.start).split('\n').length} ${rule}`)
}

describe.each(readdirSync(fixtures))('%s', (name) => {
  const report = lintFolder(join(fixtures, name))

  it(name.endsWith('-good') ? 'is silent' : 'is told as expected', async () => {
    if (name.endsWith('-good')) expect(report.diagnostics.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
    else await expect(renderPretty(report, noColour)).toMatchFileSnapshot(join(fixtures, name, 'expected.txt'))
  })

  it('claims nothing about the config test and changes nothing', () => {
    expect(report.diagnostics.filter(({ configTest, fixes }) => configTest || fixes.length > 0)).toEqual([])
  })

  it('holds nothing that stands for what is not known', () => {
    expect(renderPretty(report, noColour)).not.toMatch(/\uE000/)
  })
})

describe('what is told of a template', () => {
  const values = {
    name: 'web',
    'check.name': 'web',
    'check.socket': '/run/web',
    'check.interval': '2',
    vip: '192.0.2.7',
  }
  const text = readFileSync(join(fixtures, 'jinja-bad/keepalived.conf.j2'), 'utf8')

  it.each(Array.from({ length: 20 }, (_, seed) => seed))('is told of what it renders, seed %i', (seed) => {
    const { text: made, lines } = rendered(text, values, random(seed))
    const inRendering = told('keepalived.conf', made).map((one) => {
      const [line = '', rule = ''] = one.split(' ')
      return `${lines[Number(line) - 1]} ${rule}`
    })
    const expected = told('keepalived.conf.j2', text).filter((one) => lines.includes(Number(one.split(' ')[0])))
    expect(expected.length).toBeGreaterThan(3)
    expect(inRendering).toEqual(expect.arrayContaining(expected))
  })
})

const GOOD = `global_defs {
    router_id lb1
    enable_script_security
    script_user root
}
vrrp_script check {
    script "/usr/bin/test -S /run/web"
    interval 2
    weight 20
}
vrrp_instance web {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 100
    advert_int 1
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    authentication {
        auth_type PASS
        auth_pass fixture1
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
        192.0.2.11/24
    }
    track_script {
        check
    }
}
virtual_server 192.0.2.10 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`

describe('tags in a good configuration', () => {
  it('is silent without them', () => {
    expect(told('keepalived.conf', GOOD)).toEqual([])
  })

  for (const language of ['jinja', 'erb', 'go'] as const) {
    it.each(Array.from({ length: 60 }, (_, seed) => seed))(`change nothing: ${language}, seed %i`, (seed) => {
      const { path, text } = branched(GOOD, language, random(seed))
      expect({ text, told: told(path, text) }).toEqual({ text, told: [] })
    })
  }
})

describe('a template in an editor', () => {
  it('is found to have what is found in its text, after every edit', () => {
    const path = 'keepalived.conf'
    const steps = ['{', '{ name', ' }', '}']
    let file = editedFile(path, GOOD.replace('vrrp_instance web', 'vrrp_instance '))
    let offset = file.text.indexOf('vrrp_instance ') + 'vrrp_instance '.length
    for (const newText of steps) {
      file = withChange(file, { start: offset, end: offset, newText })
      offset += newText.length
      const whole = sourceFile(path, file.template?.written ?? file.text)
      expect(shownDiagnostics(lintedFiles([file]), [file])).toEqual(shownDiagnostics(lintedFiles([whole]), [whole]))
    }
    expect(file.template?.written).toContain('vrrp_instance {{ name }} {')
    expect(lintedFiles([file]).diagnostics).toEqual([])
  })
})

describe('on the command line', () => {
  const bad = readFileSync(join(fixtures, 'jinja-bad/keepalived.conf.j2'), 'utf8')
  const good = readFileSync(join(fixtures, 'erb-good/keepalived.conf.erb'), 'utf8')

  it('a directory is searched for templates, and each is a node by itself', () => {
    const cwd = folderWith({ 'roles/lb/templates/keepalived.conf.j2': bad, 'roles/lb/templates/other.erb': good })
    const { stdout, status } = kalint(['roles', '--format', 'compact'], { cwd })
    expect(status).toBe(1)
    expect(stdout).toContain('roles/lb/templates/keepalived.conf.j2:4:5: error: ')
    expect(stdout).not.toContain('other.erb')
    expect(stdout).not.toContain('hunter2')
  })

  it('a template whose tags do not pair up is said not to be looked at', () => {
    const cwd = folderWith({ 'keepalived.conf.j2': `{% if x %}\n${bad}` })
    const { stderr, status } = kalint(['keepalived.conf.j2'], { cwd })
    expect(status).toBe(0)
    expect(stderr).toContain('keepalived.conf.j2: not looked at: the tags of this template do not pair up.')
  })

  it('no failover is foretold for a template', () => {
    const cwd = folderWith({ 'keepalived.conf.j2': good })
    const { stderr, status } = kalint(['failover', 'keepalived.conf.j2'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toContain('nobody knows which nodes are made of a template.')
  })

  it('fix and fmt leave a template as it is', () => {
    const cwd = folderWith({ 'keepalived.conf.j2': bad })
    kalint(['--fix', '--fix-unsafe', 'keepalived.conf.j2'], { cwd })
    expect(kalint(['fmt', 'keepalived.conf.j2'], { cwd }).stderr).toContain('it is a template')
    expect(readFileSync(join(cwd, 'keepalived.conf.j2'), 'utf8')).toBe(bad)
  })

  it('what is piped through fmt comes out with its tags', () => {
    const { stdout } = kalint(['fmt', '--stdin-name', 'keepalived.conf.j2', '-'], { input: bad })
    expect(stdout).toBe(bad)
  })
})

describe('files that are no templates', () => {
  it.each([
    [
      'a command with braces in quotes',
      'vrrp_script a {\n    script "docker inspect -f \'{{.State.Running}}\' a"\n}\n',
    ],
    ['a tag in a comment', '# {{ made_by }}\nvrrp_script a {\n    script "/bin/true"\n}\n'],
    ['braces that nothing closes', 'vrrp_instance a {{\n    state MASTER\n}\n'],
  ])('%s', (_, text) => {
    expect(sourceFile('keepalived.conf', text)).toEqual({ path: 'keepalived.conf', text })
  })
})

/** Rules whose findings in the corpus were looked at, and are right. */
const SEEN_TO_BE_RIGHT = new Set([
  'deprecated-directive',
  'duplicate-name',
  'invalid-value',
  'relative-command',
  'script-instead-of-process',
  'script-security-off',
])

describe.skipIf(!existsSync(corpus))('templates that people have', () => {
  const folders = existsSync(corpus) ? readdirSync(corpus) : []
  it.each(folders)('%s: nothing is told that is not so', (folder) => {
    for (const name of readdirSync(join(corpus, folder))) {
      const found = told(name, readFileSync(join(corpus, folder, name), 'utf8'))
      expect(found.filter((one) => !SEEN_TO_BE_RIGHT.has(one.split(' ')[1] ?? ''))).toEqual([])
    }
  })
})
