/** The commands that print something of the files, in each of their formats; `check` has its own. */
export const PRINTING_COMMANDS: readonly (readonly string[])[] = [
  ...['tree', 'effective', 'config', 'cluster'].flatMap((what) => [
    ['show', what],
    ['show', what, '--format', 'json'],
  ]),
  ...['pretty', 'json', 'markdown', 'mermaid', 'html'].map((format) => ['failover', '--format', format]),
  ['--fix', '--diff'],
  ['--fix-unsafe', '--diff'],
  ['fmt', '--check'],
  ['facts'],
]
