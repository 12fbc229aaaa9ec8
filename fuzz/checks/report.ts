/** A report holds what it promises, is the same each time, and can be shown in every format without a secret. */
import { createHash } from 'node:crypto'
import { locator } from '../../src/cli/locate.ts'
import type { Report } from '../../src/engine/lint.ts'
import { baselineOf, readBaseline, renderBaseline, withoutKnown } from '../../src/output/baseline.ts'
import { renderCheckstyle } from '../../src/output/checkstyle.ts'
import { renderCompact } from '../../src/output/compact.ts'
import { renderGithub } from '../../src/output/github.ts'
import { renderGitlab } from '../../src/output/gitlab.ts'
import { renderJson, reportRecord } from '../../src/output/json.ts'
import { renderJunit } from '../../src/output/junit.ts'
import { noColour, renderPretty } from '../../src/output/pretty.ts'
import { renderSarif } from '../../src/output/sarif.ts'
import { holds, same, Violation } from '../failure.ts'
import { linted, optionsOf, type World, worldFrom } from '../world.ts'
import { checkPlaces } from './places.ts'
import { checkSecrets, passwordsIn } from './secrets.ts'

export function checkReport(world: World): void {
  const report = linted(world)
  checkPlaces(report)
  const { target, configIds, sharedLan } = world.options
  const again = linted(worldFrom(world.texts, { ...optionsOf(0), target, configIds, sharedLan }))
  same('the same texts have the same findings', reportRecord(again), reportRecord(report))
  const passwords = passwordsIn(Object.values(world.texts))
  for (const [format, render] of Object.entries(FORMATS)) {
    const text = render(report)
    checkSecrets(passwords, text, format)
    holds(`${format} is text`, typeof text === 'string')
  }
  checkBaseline(report)
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const locate = locator('/project', '/project')

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  pretty: (report) => renderPretty(report, noColour),
  compact: renderCompact,
  json: (report) => parsable('json', renderJson(report, '1')),
  sarif: (report) =>
    parsable(
      'sarif',
      renderSarif(report, {
        version: '1',
        root: '/project',
        locate,
        hash,
        exitCode: 1,
        notes: [],
        pageOf: () => undefined,
      }),
    ),
  github: (report) => renderGithub(report, locate),
  gitlab: (report) => parsable('gitlab', renderGitlab(report, { locate, hash })),
  junit: (report) => renderJunit(report, locate),
  checkstyle: (report) => renderCheckstyle(report, locate),
}

function parsable(format: string, text: string): string {
  try {
    JSON.parse(text)
  } catch (error) {
    holds(`${format} is JSON`, false, () => String(error))
  }
  return text
}

/** What a baseline lists is left out with it, all of it and nothing else. */
function checkBaseline(report: Report): void {
  const comparison = { nameOf: (path: string) => path, hash }
  const baseline = readBaseline(renderBaseline(baselineOf(report, comparison)))
  if (typeof baseline === 'string') throw new Violation('a baseline can be read', baseline)
  const { report: left, leftOut } = withoutKnown(report, baseline, comparison)
  holds(
    'a baseline leaves out what it lists',
    left.diagnostics.length === 0 && leftOut === report.diagnostics.length,
    () => left.diagnostics.map(({ rule }) => rule).join(),
  )
}
