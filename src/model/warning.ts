import * as z from 'zod'
import { own } from './own.js'

export const WarningSchema = z.object({
  id: own(),
  severity: z.enum(['note', 'caution', 'invalidates']),
  text: z.string(),
  subject: z.string().nullable().describe('the run, metric or file that it is about'),
})

/** What is to be known before relying on a number; its subject is null for the whole experiment. */
export type Warning = z.infer<typeof WarningSchema>
export type Severity = Warning['severity']
