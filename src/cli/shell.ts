/** What the command line needs of the process around it. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Writes to standard output. */
  write(text: string): void
  /** Writes a line to standard error. */
  tell(line: string): void
  readInput(): Promise<string>
  /** Whether standard output is shown to a person at a terminal. */
  isTerminal(): boolean
}
