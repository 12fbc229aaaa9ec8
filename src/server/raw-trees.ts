/** The raw tree of a file, made once for each version of it. */
import { type RawTree, rawTree } from '../service/syntax/raw-tree.ts'
import { remembered } from '../text/remembered.ts'
import type { SourceFile } from '../text/source-file.ts'

export const rawTreeOf: (file: SourceFile) => RawTree = remembered(rawTree)
