/** The report in a format for other programs. What renders a format is loaded only where it is asked for. */
import type { Report } from '../engine/lint.ts'
import type { Rendering } from '../output/rendering.ts'
import type { Format } from './check.ts'
import { sha256 } from './hash.ts'
import { locator, rootOf } from './locate.ts'
import type { Shell } from './shell.ts'
import { version } from './version.ts'

interface Run extends Pick<Rendering, 'notes'> {
  /** The exit code that it ends with. */
  readonly code: number
  readonly environment: Shell['environment']
}

export async function rendered(report: Report, format: Exclude<Format, 'pretty'>, run: Run): Promise<string> {
  const root = rootOf(run.environment)
  const locate = locator(root)
  switch (format) {
    case 'json':
      return (await import('../output/json.ts')).renderJson(report, version)
    case 'compact':
      return (await import('../output/compact.ts')).renderCompact(report)
    case 'github':
      return (await import('../output/github.ts')).renderGithub(report, locate)
    case 'checkstyle':
      return (await import('../output/checkstyle.ts')).renderCheckstyle(report, locate)
    case 'junit':
      return (await import('../output/junit.ts')).renderJunit(report, locate)
    case 'gitlab':
      return (await import('../output/gitlab.ts')).renderGitlab(report, { locate, hash: await sha256() })
    case 'sarif': {
      const { renderSarif } = await import('../output/sarif.ts')
      const { code: exitCode, notes } = run
      const hash = await sha256()
      return renderSarif(report, {
        version,
        locate,
        hash,
        root: locate(root).absolute,
        exitCode,
        notes,
        pageOf: await pages(),
      })
    }
  }
}

/** The documentation of the rules. SARIF is complete without it, so that it may be absent. */
async function pages(): Promise<Rendering['pageOf']> {
  const { explanations } = await import('./explanations.ts')
  try {
    const { rules } = explanations()
    return (rule) => (Object.hasOwn(rules, rule) ? rules[rule] : undefined)
  } catch {
    return () => undefined
  }
}
