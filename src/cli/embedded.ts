/** What the build put into the one-file executable, where `beside.ts` is for all others. */
import { getAsset } from 'node:sea'

export function textBeside(name: string): string {
  return getAsset(name, 'utf8')
}
