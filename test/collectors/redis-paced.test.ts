import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from '@jest/globals'
import { readFigures } from '../../src/workload/read-figures.js'

const PROGRAM = new URL('../../collectors/programs/redis-paced.pl', import.meta.url).pathname
const WORKLOAD = new URL('../../collectors/workloads/redis.sh', import.meta.url).pathname

/** The client against a server that answers each request by `answer`, called with its number; an answer comes in two parts. */
async function asked(words: (string | number)[], answer: (n: number) => Promise<string> | string) {
  const requests: string[] = []
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    let last = Promise.resolve()
    socket.on('error', () => {})
    socket.on('data', (data) => {
      for (const request of data.toString().split('*2\r\n').slice(1)) {
        const n = requests.push(request)
        last = last.then(async () => {
          const text = await answer(n)
          socket.write(text.slice(0, 3))
          setImmediate(() => socket.write(text.slice(3)))
        })
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const program = spawn('perl', [
    PROGRAM,
    String((server.address() as AddressInfo).port),
    ...words.map(String),
  ])
  let [stdout, stderr] = ['', '']
  program.stdout.on('data', (data) => {
    stdout += data
  })
  program.stderr.on('data', (data) => {
    stderr += data
  })
  const [status] = await once(program, 'close')
  server.close()
  const figures = Object.fromEntries(
    readFigures([stdout], null).figures.map(({ name, value }) => [name, value]),
  )
  return { stdout, stderr, status, requests, figures }
}
const VALUE = '$5\r\nhello\r\n'

test('as many as were offered are asked for, four of five of the first fifth, and the keys are the same each time', async () => {
  const first = await asked([50, 2, 1000], (n) => (n % 2 ? VALUE : '$-1\r\n'))
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.requests).toHaveLength(100)
  const keys = first.requests.map((one) => Number(/^\$3\r\nGET\r\n\$16\r\nkey:(\d{12})\r\n$/.exec(one)?.[1]))
  expect(keys.filter((key) => key < 200).length / 100).toBeGreaterThan(0.7)
  expect(keys.some((key) => key >= 200)).toBe(true)
  expect((await asked([50, 1, 1000], () => VALUE)).requests).toEqual(first.requests.slice(0, 50))
  expect(first.figures).toMatchObject({ 'redis-paced.offered': 50 })
  expect(first.figures['redis-paced.p99']).toBeGreaterThanOrEqual(first.figures['redis-paced.p50'] as number)
})

test('what waits behind a late answer is late, too', async () => {
  // one of a hundred takes 0.5 s: those of the half second behind it wait
  const { figures } = await asked([100, 1, 10], async (n) => {
    if (n === 20) await new Promise((done) => setTimeout(done, 500))
    return VALUE
  })
  expect(figures['redis-paced.late']).toBeGreaterThan(0.4)
  expect(figures['redis-paced.p95']).toBeGreaterThan(400)
  expect(figures['redis-paced.p99.9']).toBeGreaterThan(490)
})

test('without a pace it prints how many were answered; what the server refuses, and one that is not there, is said', async () => {
  const { stdout, requests } = await asked([0, 1, 10], () => VALUE)
  expect(Math.abs(Number(stdout) - requests.length) / requests.length).toBeLessThan(0.5)
  expect(await asked([10, 1, 10], () => '-LOADING wait\r\n')).toMatchObject({
    stdout: '',
    stderr: 'redis-paced.pl: the server says LOADING wait\n',
  })
})

/** The workload with a server that warns when it starts, and ends at once if it has a status. */
const withServer = (words: string, status = '') =>
  spawnSync(
    'bash',
    [
      '-c',
      `bin=$(mktemp -d); trap 'rm -rf "$bin"' EXIT
      printf '#!/bin/bash\necho "# WARNING Memory overcommit must be enabled!"; ${status === '' ? 'exec sleep 30' : `exit ${status}`}\n' >"$bin/redis-server"
      printf '#!/bin/bash\nif [[ $5 == ping ]]; then ${status === '' ? 'echo PONG' : 'sleep 0.3'}; else echo OK; fi\n' >"$bin/redis-cli"
      printf '#!/bin/bash\necho 1000\n' >"$bin/perl"
      chmod +x "$bin"/*; PATH=$bin:$PATH TMPDIR=$bin bash ${WORKLOAD} ${words}; status=$?; ls "$bin" | grep -vxE "perl|redis-(cli|server)"; exit $status`,
    ],
    { encoding: 'utf8', timeout: 30_000 },
  )

test('what the server of a trial says is told if the trial fails, and in a run it goes to the standard error that is kept', () => {
  expect(withServer('--paced-rate')).toMatchObject({ status: 0, stdout: '1000\n', stderr: '' })
  const failed = withServer('--paced-rate', '1')
  expect(failed.status).toBe(1)
  expect(failed.stderr).toBe(
    'redis.sh: the server ended before it answered\n# WARNING Memory overcommit must be enabled!\n',
  )
  const run = withServer('100 10 --paced 10 1')
  expect(run).toMatchObject({ status: 0, stderr: '# WARNING Memory overcommit must be enabled!\n' })
})
