/** What the command line needs of the process around it. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Writes to standard output. */
  write(text: string): void
  /** Writes there what must not be changed, because another program reads it as it is; absent where `write` changes nothing. */
  writeAsIs?(text: string): void
  /** Writes a line to standard error. */
  tell(line: string): void
  readInput(): Promise<string>
  /** Whether a stream, standard output unless told otherwise, is shown to a person at a terminal. */
  isTerminal(stream?: 'output' | 'error'): boolean
  /** Writes to standard error what is no line: progress, which is written over. */
  hint?(text: string): void
}
