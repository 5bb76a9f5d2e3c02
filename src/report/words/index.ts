import { KERNEL } from './kernel.js'
import { SEVERAL } from './several.js'
import { STATISTICS } from './statistics.js'
import { TOOL } from './tool.js'
import type { Word } from './word.js'

export type { Word } from './word.js'

export const WORDS: readonly Word[] = [...STATISTICS, ...KERNEL, ...TOOL, ...SEVERAL]
