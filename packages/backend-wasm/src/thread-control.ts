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
  /** Not 0 once a thread failed. */
  failed: 4,
  /** Chunk number of the job's first chunk. */
  base: 5,
  /** Index of the kernel. */
  kernel: 6,
  task: 7,
  count: 8,
  chunk: 9,
} as const;

export const CONTROL_WORDS = 16;

/** A kernel: works on the items [start, end) of a task, as thread number `thread`. */
export type ParallelKernel = (task: number, start: number, end: number, thread: number) => void;
