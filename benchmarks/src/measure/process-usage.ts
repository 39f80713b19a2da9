import { readFile } from 'node:fs/promises';

/** What a process has used since its start. null where the system does not tell (no /proc). */
export type ProcessUsage = {
  readonly name: string;
  /** Largest resident set so far. */
  readonly peakBytes: number | null;
  readonly cpuSeconds: number | null;
};
export type WatchedProcess = { readonly name: string; readonly pid: number };

/** USER_HZ: 100 on every Linux that Node runs on, whatever the kernel's own tick. */
const TICKS_A_SECOND = 100;

export async function readUsage({ name, pid }: WatchedProcess): Promise<ProcessUsage> {
  const status = await readProc(pid, 'status');
  const stat = await readProc(pid, 'stat');
  return { name, peakBytes: toPeakBytes(status), cpuSeconds: toCpuSeconds(stat) };
}

const readProc = (pid: number, file: string): Promise<string | null> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null);

function toPeakBytes(status: string | null): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** utime and stime, the 14th and 15th field; the 2nd is a name in parentheses that may hold blanks. */
function toCpuSeconds(stat: string | null): number | null {
  if (stat === null) return null;
  const fromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fromThird[11]) + Number(fromThird[12])) / TICKS_A_SECOND;
}
