// A process that answers in turn and is ended when it runs on, counted in CPU time since the machine may be busy.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** MB beyond which a process is replaced, and after which one that a change makes grow ends by itself. */
const [FULL, MAX_HEAP] = [1200, 2500]
/** Milliseconds between looks, and seconds without any CPU time after which nothing more is expected. */
const [LOOK, IDLE] = [250, 40]

export function worker(module) {
  let child = null
  let waiting = null
  let next = 0

  function start() {
    child = fork(module, [], {
      execArgv: [`--max-old-space-size=${MAX_HEAP}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const own = child
    child.on('message', (answer) => {
      if (waiting?.id === answer.id) waiting.resolve(answer)
    })
    child.on('exit', () => {
      if (child === own) child = null
      waiting?.resolve({ ended: true })
    })
  }

  return {
    /** @returns { result }, { ended: true } where the process died, or { stopped: true } after `seconds` of CPU time */
    async ask(work, seconds) {
      if (child === null) start()
      const own = child
      const id = next++
      const answer = await new Promise((resolve) => {
        let [from, last, idle] = [spent(own.pid), 0, 0]
        const timer = setInterval(() => {
          const now = spent(own.pid) - from
          idle = now > last ? 0 : idle + LOOK / 1000
          last = now
          if (now > seconds || idle > IDLE) waiting.resolve({ stopped: true })
        }, LOOK)
        waiting = {
          id,
          resolve: (value) => {
            clearInterval(timer)
            waiting = null
            resolve(value)
          },
        }
        own.send({ id, work })
      })
      if (answer.error !== undefined) throw new Error(answer.error)
      if (answer.stopped || answer.megabytes > FULL) this.end()
      return answer
    },
    end() {
      const own = child
      child = null
      own?.kill('SIGKILL')
    },
  }
}

/** Seconds of CPU of a process and of its children that ended. */
function spent(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / 100
  } catch {
    return 0
  }
}
