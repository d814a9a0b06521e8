/**
 * The words in shared memory by which the threads of a pool agree, as indices into an Int32Array. `next`, `end` and `done`
 * count chunks since the start and wrap around; a thread that moves `next` forward owns that chunk.
 */
export const Control = {
  /** Number of the next chunk to take. */
  next: 0,
  /** Chunk number behind the last one there is; threads sleep on it. */
  end: 1,
  /** Chunks finished. */
  done: 2,
  /** Threads asleep. */
  asleep: 3,
  /** 1 + the index of a kernel that failed, or 0. */
  failed: 4,
} as const;

/** The words of a job, which is a kernel over [0, count). */
export const Job = {
  /** Chunk numbers of its first chunk and behind its last one. */
  base: 0,
  end: 1,
  /** Index of the kernel. */
  kernel: 2,
  task: 3,
  count: 4,
  chunk: 5,
} as const;

/** How many jobs may be posted at a time: two training steps of LeNet, and some more. */
export const MOST_JOBS = 64;

const JOBS_AT = 8;
const JOB_WORDS = 6;
export const CONTROL_WORDS = JOBS_AT + MOST_JOBS * JOB_WORDS;

/** Where the words of job number `job` are. */
export const jobAt = (job: number) => JOBS_AT + job * JOB_WORDS;

/** A kernel: works on the items [start, end) of a task, as thread number `thread`. */
export type ParallelKernel = (task: number, start: number, end: number, thread: number) => void;

/**
 * Takes the next chunk and works on it, once the jobs before its own are done.
 *
 * @returns false when there was no chunk to take.
 */
export function workOnChunk(control: Int32Array, kernels: readonly ParallelKernel[], thread: number): boolean {
  const chunk = Atomics.load(control, Control.next);
  if (chunk === Atomics.load(control, Control.end)) return false;
  if (Atomics.compareExchange(control, Control.next, chunk, (chunk + 1) | 0) !== chunk) return true;
  let job = jobAt(0);
  while (((chunk - control[job + Job.end]!) | 0) >= 0) job += JOB_WORDS;
  const base = control[job + Job.base]!;
  const size = control[job + Job.chunk]!;
  const start = ((chunk - base) | 0) * size;
  const kernel = control[job + Job.kernel]!;
  while (((Atomics.load(control, Control.done) - base) | 0) < 0);
  try {
    kernels[kernel]!(control[job + Job.task]!, start, Math.min(control[job + Job.count]!, start + size), thread);
  } catch {
    Atomics.store(control, Control.failed, kernel + 1);
  }
  Atomics.add(control, Control.done, 1);
  return true;
}
