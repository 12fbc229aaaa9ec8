/** What the build keeps beside the program. It is a module of its own, in whose place `embedded.ts` stands in the one-file executable. */
import { readFileSync } from 'node:fs'

export function textBeside(name: string): string {
  return readFileSync(`${__dirname}/${name}`, 'utf8')
}
