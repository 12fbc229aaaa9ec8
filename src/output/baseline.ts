/** The findings that a team knows already: they are written down once, and left out of the report from then on. */
import type { Report } from '../engine/lint.ts'
import { compareTexts } from '../text/compare.ts'
import { harmlessJson } from '../text/harmless.ts'
import { fingerprinted, type Hash } from './fingerprint.ts'

/** What is known: nothing of it tells what stands in a file. */
export interface Baseline {
  readonly findings: readonly KnownFinding[]
}

/** Findings that cannot be told apart, and how many they are. */
export interface KnownFinding {
  /** The path from the directory of the baseline, with `/`. */
  readonly file: string
  readonly rule: string
  readonly fingerprint: string
  readonly count: number
}

/** How a report is compared with a baseline. */
interface Comparison {
  /** The path of a file of the report as the baseline writes it. */
  readonly nameOf: (path: string) => string
  readonly hash: Hash
}

/** All findings of a report, in an order that does not depend on that of the files. */
export function baselineOf(report: Report, { nameOf, hash }: Comparison): Baseline {
  const known = new Map<string, KnownFinding>()
  for (const { diagnostic, fingerprint, occurrence } of fingerprinted(report, nameOf, hash)) {
    const file = nameOf(diagnostic.at.file.path)
    known.set(fingerprint, { file, rule: diagnostic.rule, fingerprint, count: occurrence + 1 })
  }
  const keyOf = ({ file, rule, fingerprint }: KnownFinding): string => `${file}\n${rule}\n${fingerprint}`
  return { findings: [...known.values()].sort((one, other) => compareTexts(keyOf(one), keyOf(other))) }
}

export interface Compared {
  /** The report without what is known. */
  readonly report: Report
  readonly leftOut: number
  /** What was not found, with the number of findings that are missing. */
  readonly gone: readonly KnownFinding[]
}

/** Leaves out what is known. Of findings that cannot be told apart, those further down are new. */
export function withoutKnown(report: Report, { findings }: Baseline, { nameOf, hash }: Comparison): Compared {
  const left = new Map<string, number>()
  for (const { fingerprint, count } of findings) left.set(fingerprint, (left.get(fingerprint) ?? 0) + count)
  const isKnown = new Set(
    fingerprinted(report, nameOf, hash).flatMap(({ diagnostic, fingerprint }) => {
      const count = left.get(fingerprint) ?? 0
      left.set(fingerprint, count - 1)
      return count > 0 ? [diagnostic] : []
    }),
  )
  const gone = findings.flatMap((one) => {
    const count = Math.max(0, left.get(one.fingerprint) ?? 0)
    left.set(one.fingerprint, 0)
    return count > 0 ? [{ ...one, count }] : []
  })
  const diagnostics = report.diagnostics.filter((diagnostic) => !isKnown.has(diagnostic))
  return { report: { ...report, diagnostics }, leftOut: isKnown.size, gone }
}

const VERSION = 1

/** A line for each known finding, so that changes of the file are easy to review and to merge. */
export function renderBaseline({ findings }: Baseline): string {
  const lines = findings.map((one) => `    ${harmlessJson(JSON.stringify(one))}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`
}

/** The baseline that a text holds, or what is wrong with it, which repeats nothing of the text. */
export function readBaseline(text: string): Baseline | string {
  const value = parsed(text)
  if (!isRecord(value)) return 'it is no JSON object'
  const { version, findings } = value
  if (!Array.isArray(findings) || version === undefined) return 'it has no "version" and "findings"'
  if (version !== VERSION) return `its "version" is not ${VERSION}, the only one that this kalint reads`
  const wrong = findings.findIndex((one) => !isKnownFinding(one))
  if (wrong !== -1) return `findings[${wrong}] is not of the form { "file", "rule", "fingerprint", "count" }`
  return { findings: findings.filter(isKnownFinding) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (!isRecord(value)) return false
  const { file, rule, fingerprint, count } = value
  return (
    [file, rule, fingerprint].every((one) => typeof one === 'string') && Number.isInteger(count) && Number(count) > 0
  )
}
