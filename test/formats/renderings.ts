/** Renders reports on fixtures in the formats for other programs, as from a project at `/project`. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { locator } from '../../src/cli/locate.ts'
import type { Report } from '../../src/engine/lint.ts'
import { renderCheckstyle } from '../../src/output/checkstyle.ts'
import { renderCompact } from '../../src/output/compact.ts'
import { renderGithub } from '../../src/output/github.ts'
import { renderGitlab } from '../../src/output/gitlab.ts'
import { renderJunit } from '../../src/output/junit.ts'
import type { Rendering } from '../../src/output/rendering.ts'
import { renderSarif } from '../../src/output/sarif.ts'

const project = join(import.meta.dirname, '../..')
export const fixtures = join(project, 'fixtures')

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

export const rendering: Rendering = {
  version: '1.2.3',
  root: '/project',
  locate: locator('/project', '/project'),
  hash,
  exitCode: 1,
  notes: [],
  pageOf: (rule) => {
    const page = join(project, 'docs/rules', `${rule}.md`)
    return existsSync(page) ? readFileSync(page, 'utf8') : undefined
  },
}

export const RENDERERS = {
  compact: renderCompact,
  sarif: (report: Report) => renderSarif(report, rendering),
  github: (report: Report) => renderGithub(report, rendering.locate),
  gitlab: (report: Report) => renderGitlab(report, rendering),
  junit: (report: Report) => renderJunit(report, rendering.locate),
  checkstyle: (report: Report) => renderCheckstyle(report, rendering.locate),
} as const

/** All fixtures of rules, healthy clusters and secrets: folders of files that are linted together. */
export function fixtureFolders(): string[] {
  const below = (folder: string): string[] => readdirSync(join(fixtures, folder)).map((name) => `${folder}/${name}`)
  return [...below('rules').flatMap(below), ...below('clusters'), 'secrets', 'formats/pair'].map((one) =>
    join(fixtures, one),
  )
}
