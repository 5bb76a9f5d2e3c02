import { describe, expect, test } from '@jest/globals'
import { ask, of, outcome, reportOf, sound, verdict } from './sound-experiment.js'

/** The sound experiment with this setting as the only difference between its conditions. */
function only(name: string, asked: [string, string], found: [string, string] = asked) {
  const all = sound()
  ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
  ask(all, name, asked, found)
  return all
}

describe('any setting can be the treatment', () => {
  test.each<[string, [string, string], [string, string]?]>([
    ['vm.swappiness', ['10', '180']],
    ['zswap.enabled', ['0', '1'], ['N', 'Y']],
    ['zswap.compressor', ['lz4', 'zstd']],
    ['lru_gen.min_ttl_ms', ['0', '1000']],
    ['thp.enabled', ['never', 'always'], ['always madvise [never]', '[always] madvise never']],
    ['mthp-64k', ['never', 'inherit'], ['always inherit madvise [never]', 'always [inherit] madvise never']],
    ['vm.watermark_scale_factor', ['10', '200']],
    ['vm.page-cluster', ['0', '3']],
    ['memory.max', ['200M', '400M'], ['209715200', '419430400']],
    ['memory.zswap.writeback', ['0', '1']],
    ['sysctl:vm.dirty_ratio', ['10', '40']],
    ['sysctl:vm.lowmem_reserve_ratio', ['256 256 32', '64 64 32'], ['256\t256\t32\t0', '64\t64\t32']],
    ['file:/sys/block/sda/queue/read_ahead_kb', ['128', '0']],
    ['file:/sys/block/sda/queue/scheduler', ['none', 'bfq'], ['[none] bfq', 'none [bfq]']],
  ])('%s', async (name, asked, found = asked) => {
    const report = await reportOf(only(name, asked, found))
    if (name === 'sysctl:vm.lowmem_reserve_ratio') {
      // the kernel answered with more than was asked for: the runs of that condition are not proven
      expect(outcome(report, 'settings-held')).toBe('invalidates')
      return
    }
    expect(outcome(report, 'settings-held')).toBe('pass')
    expect(report.checks.find(({ id }) => id === 'settings-held')?.text).toContain(`${name} matched the plan`)
    expect(verdict(report)).toBe('improved')
    expect(report.conditions.map(({ settings }) => settings?.[name])).toEqual(asked)
    expect(report.experiment.comparison).toBe('settings')
  })
})

describe('what contradicts it', () => {
  test('read back as something else', async () => {
    const report = await reportOf(only('sysctl:vm.dirty_ratio', ['10', '40'], ['10', '20']))
    expect(outcome(report, 'settings-held')).toBe('invalidates')
    expect(verdict(report)).toBe('not-comparable')
  })

  test('two names of one file are one setting, and no confounder', async () => {
    const all = only('sysctl:vm.swappiness', ['10', '180'])
    for (const condition of [0, 1] as const)
      for (const run of of(all, condition))
        for (const when of ['before', 'after']) run.settings[when]['vm.swappiness'] = ['10', '180'][condition]
    for (const run of all.runs)
      run.environment = {
        '/proc/sys/vm/swappiness': run.condition === all.experiment.conditions[0].id ? '10' : '180',
      }
    const report = await reportOf(all)
    expect(outcome(report, 'settings-held')).toBe('pass')
    expect(report.environment?.differences).toEqual([])
  })

  test('a limit that is half a page less is the limit; one that is a megabyte less is not', async () => {
    const near = await reportOf(only('memory.max', ['200000001', '400M'], ['199999488', '419430400']))
    expect(outcome(near, 'settings-held')).toBe('pass')
    const far = await reportOf(only('memory.max', ['200M', '400M'], ['208666624', '419430400']))
    expect(outcome(far, 'settings-held')).toBe('invalidates')
  })

  test('a setting that differs undeclared is a caution with its values', async () => {
    const all = only('vm.swappiness', ['10', '180'])
    for (const condition of [0, 1] as const)
      for (const run of of(all, condition))
        for (const when of ['before', 'after'])
          run.settings[when]['zswap.compressor'] = ['lz4', 'zstd'][condition]
    const report = await reportOf(all)
    expect(outcome(report, 'settings-held')).toBe('caution')
    expect(report.checks.find(({ id }) => id === 'settings-held')?.text).toMatch(
      /zswap.compressor \(lz4 vs. zstd\)/,
    )
  })
})
