import * as z from 'zod'
import { own } from './own.js'

const bytes = z.number().nullable()

/** One kill of a process for its memory, as the log of the kernel tells it; null: the log does not. */
const KillSchema = z.object({
  at: z.number().nullable().describe('seconds since the measured window began'),
  by: own().describe('kernel, systemd-oomd, lmkd or earlyoom'),
  asker: z.string().nullable().describe('the task whose allocation failed, or kswapd'),
  why: own()
    .nullable()
    .describe('allocation: it failed; min_ttl_ms: every generation was younger; SysRq: a person asked'),
  victim: z.string().nullable(),
  pid: z.int().nullable(),
  role: z
    .enum(['hog', 'bystander', 'unknown'])
    .describe(
      'hog: in the cgroup of the workload, or else named like its program; bystander: in another cgroup',
    ),
  bytes: bytes.describe('what the victim had in memory'),
  rank: z.int().nullable().describe('1: no listed task had more in memory and swap'),
  tasks: z.int().nullable().describe('tasks in the list of the kernel'),
  scope: z.enum(['machine', 'cgroup']).nullable().describe('where memory was short'),
  freeBytes: bytes.describe('free on the machine, or left under the limit of the cgroup'),
  swapFreeBytes: bytes,
  pageCacheBytes: bytes,
  availableBytes: bytes.describe('MemAvailable in that second, of meminfo'),
  stallSeconds: z
    .number()
    .nullable()
    .describe('memory.full pressure from the start of the measured window to the kill'),
})

export const KillsSchema = z
  .array(
    z.object({
      run: z.string(),
      kills: z.int().describe('victims in the measured window: traced, or else logged'),
      victims: z.array(z.string()).describe('names, most frequent first'),
      firstSeconds: z
        .number()
        .nullable()
        .describe('from the start of the measured window to the first; null: not recorded'),
      rows: z.array(KillSchema).default([]).describe('each of them as the log tells it, at most 100'),
    }),
  )
  .default([])
  .describe('of each included run in which a process was killed for its memory')
