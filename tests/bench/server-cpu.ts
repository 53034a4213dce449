import { readdirSync, readFileSync } from 'node:fs'

/** What Linux counts a second of the processor in. */
const ticksMs = 10

type Usage = { readonly pid: number; readonly parent: number; readonly ms: number }

/** The number of the process that started this one; NaN where nobody tells. */
export function parentOf(pid: number): number {
  return usageOf(pid)[0]?.parent ?? Number.NaN
}

/** How long a process has worked with all that it has started; NaN where nobody tells. */
export function cpuMsOfAll(pid: number): number {
  const own = listProcesses().filter((each) => each.pid === pid || each.parent === pid)
  return own.length === 0 ? Number.NaN : own.reduce((all, { ms }) => all + ms, 0)
}

function listProcesses(): Usage[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? usageOf(Number(name)) : []))
  } catch {
    return []
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: with what its children needed that have ended. */
function usageOf(pid: number): Usage[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const ticks = fields.slice(11, 15).reduce((all, each) => all + each, 0)
    return [{ pid, parent: fields[1] ?? 0, ms: ticks * ticksMs }]
  } catch {
    // It has ended meanwhile.
    return []
  }
}
