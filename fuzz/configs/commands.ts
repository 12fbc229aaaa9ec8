/** The commands that are run over mutated configurations, all that there are but the server. */
import { RELEASES } from '../../grammar/releases.ts'
import { FORMATS } from '../../src/cli/check.ts'
import { SHOWN } from '../../src/cli/show.ts'
import type { Random } from '../random.ts'

/** What changes files; all other commands leave every file as it is. */
export const CHANGING: ReadonlySet<string> = new Set(['--fix', '--fix-unsafe', 'fmt', 'init', '--write-baseline'])

const FAILOVER_FORMATS = ['pretty', 'json', 'markdown', 'mermaid', 'html']

/** Commands without their paths. */
const COMMANDS: readonly (readonly string[])[] = [
  ...FORMATS.map((format) => ['--format', format]),
  ...SHOWN.flatMap((what) => [
    ['show', what],
    ['show', what, '--format', 'json'],
  ]),
  ...FAILOVER_FORMATS.map((format) => ['failover', '--format', format]),
  ['--fix'],
  ['--fix-unsafe'],
  ['--diff'],
  ['--fix-unsafe', '--diff'],
  ['fmt'],
  ['fmt', '--check'],
  ['fmt', '--diff'],
  ['--baseline'],
  ['--write-baseline'],
  ['--with-siblings'],
  ['facts'],
  ['init'],
]

/** A command with options and paths; without paths it is about the settings, or about all that is here. */
export function someCommand(paths: readonly string[], facts: string | undefined, random: Random): string[] {
  const [first = '', ...rest] = random.pick(COMMANDS)
  if (first === 'init') return [first]
  const isConfig = (path: string): boolean => !/\.(inc|yaml|json)$/.test(path)
  const configs = paths.filter(isConfig)
  const some = random.percent(80) ? configs : random.percent(50) ? ['.'] : []
  const options = [
    ...(random.percent(15) ? ['--shared-lan'] : []),
    ...(random.percent(15) ? ['--target', random.pick(RELEASES)] : []),
    ...(random.percent(10) ? ['--config-id', 'a'] : []),
    ...(random.percent(10) ? ['--fail-on', random.pick(['error', 'warning', 'info'])] : []),
    ...(random.percent(10) ? ['--no-settings'] : []),
    ...(facts !== undefined && configs.length > 0 ? ['--facts', `${stem(random.pick(configs))}=${facts}`] : []),
  ]
  return first === 'facts' || first === 'fmt' ? [first, ...rest, ...some] : [first, ...rest, ...options, ...some]
}

function stem(path: string): string {
  return path.replace(/^.*\//, '').replace(/\..*$/, '')
}
