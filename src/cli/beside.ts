/** What the build keeps beside the program. In the one-file executable, `embedded.ts` stands in its place. */
import { readFileSync } from 'node:fs'

export function textBeside(name: string): string {
  return readFileSync(`${__dirname}/${name}`, 'utf8')
}
