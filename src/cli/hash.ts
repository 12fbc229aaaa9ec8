/** SHA-256, for fingerprints. */
import type { Hash } from '../output/fingerprint.ts'

/** The first half of it, in hexadecimal digits. What computes it is loaded only where it is asked for. */
export async function sha256(): Promise<Hash> {
  const { createHash } = await import('node:crypto')
  return (text) => createHash('sha256').update(text).digest('hex').slice(0, 32)
}
