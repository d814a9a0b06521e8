import { EnvironmentError } from '@featuremap/errors';
import { freeAddressSpace } from './address-space.ts';
import type { Heap, Jobs } from './heap.ts';
import { isNode } from './is-node.ts';
import { startThread, type Thread } from './start-thread.ts';
import { CONTROL_WORDS, Control, Job, jobAt, MOST_JOBS, type ParallelKernel, workOnChunk } from './thread-control.ts';

/** Address space that a worker of Node takes, and some more. */
const THREAD_SPACE = 2 ** 30;

/** Milliseconds to wait for workers: one that starts later works from then on. */
const PATIENCE = 2000;

/** Room for the fields of any task. */
const TASK_BYTES = 512;

/** Room for the tasks of all jobs. */
export const TASKS_BYTES = MOST_JOBS * TASK_BYTES;

/**
 * Threads over one shared memory. A job is cut into chunks that do not depend on the number of threads; each thread takes
 * the next chunk until none is left. The calling thread posts jobs ahead and works too when it needs what they give; it
 * never blocks, so that a page may use it, and a thread that has not started yet is not waited for.
 */
export class ThreadPool implements Jobs {
  private readonly heap: Heap;
  private readonly module: WebAssembly.Module;
  private readonly kernels: readonly ParallelKernel[];
  private readonly address: number;
  private readonly tasks: number;
  private readonly control: Int32Array;
  private readonly threads: Thread[] = [];
  private readonly names: readonly string[];
  private readonly index: ReadonlyMap<string, number>;
  posted = 0;
  round = 0;
  /** Why there are fewer threads than asked for. */
  reason: string | undefined;

  constructor(
    heap: Heap,
    module: WebAssembly.Module,
    kernels: Readonly<Record<string, ParallelKernel>>,
    /** The address of `TASKS_BYTES`, which pools may use one after the other. */
    tasks: number,
  ) {
    this.heap = heap;
    this.module = module;
    this.tasks = tasks;
    this.kernels = Object.values(kernels);
    // Never given back: a worker that is being stopped may still look at these words, and at no other pool's.
    this.address = heap.allocate(4 * CONTROL_WORDS);
    this.control = new Int32Array(heap.memory.buffer, this.address, CONTROL_WORDS).fill(0);
    this.names = Object.keys(kernels);
    this.index = new Map(this.names.map((name, i) => [name, i]));
  }

  /** Threads that work, the calling one counted. */
  get size(): number {
    return this.threads.length + 1;
  }

  /** Starts workers until there are `size` threads, or `reason` says why not. */
  start(size: number): void {
    this.reason = size > 1 ? (whyNoThreads() ?? this.whyNotShared()) : undefined;
    if (this.reason !== undefined) return;
    const space = freeAddressSpace();
    const room = 1 + Math.max(0, Math.floor(space / THREAD_SPACE));
    if (room < size) this.reason = `${space} bytes of address space are left, and each thread needs ${THREAD_SPACE}`;
    const { module, names, address: control } = this;
    const { memory } = this.heap;
    for (let thread = 1; thread < Math.min(size, room); thread++) {
      try {
        this.threads.push(startThread({ memory, module, kernels: names, thread, control }, (why) => this.lose(why)));
      } catch (error) {
        this.lose(error instanceof Error ? error.message : String(error));
        return;
      }
    }
  }

  /** Fulfilled when all workers work, or after two seconds. A worker starts only while the page is in its event loop. */
  async started(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
    });
    await Promise.race([Promise.all(this.threads.map((thread) => thread.started)), patience]);
    clearTimeout(timer);
  }

  /** Where the fields of the next job's task belong. */
  get nextTask(): number {
    if (this.posted === MOST_JOBS) this.finish();
    return this.tasks + this.posted * TASK_BYTES;
  }

  /**
   * Runs a kernel over [0, count) in chunks, with the fields at `nextTask`. With more than one thread it may return before
   * that is done, so that the caller goes on while the others work; jobs are done one after the other, and `finish` waits.
   */
  run(kernel: string, count: number, chunk: number): void {
    const index = this.index.get(kernel)!;
    const chunks = Math.ceil(count / chunk);
    if (this.threads.length > 0 && (this.posted > 0 || chunks > 1)) {
      this.post(index, this.nextTask, chunks, count, chunk);
      return;
    }
    const run = this.kernels[index]!;
    for (let start = 0; start < count; start += chunk) run(this.nextTask, start, Math.min(count, start + chunk), 0);
  }

  /** Works until all jobs are done. */
  finish(): void {
    if (this.posted === 0) return;
    const { control } = this;
    while (workOnChunk(control, this.kernels, 0));
    while (Atomics.load(control, Control.done) !== control[Control.end]);
    this.posted = 0;
    this.round++;
    const failed = Atomics.exchange(control, Control.failed, 0);
    if (failed !== 0) throw new EnvironmentError(`backend-wasm: the kernel ${this.names[failed - 1]} failed`);
  }

  /** Stops all workers. The pool then runs on the calling thread for good, as a dying worker must not take a chunk. */
  stop(): void {
    this.finish();
    for (const thread of this.threads.splice(0)) thread.stop();
  }

  private post(kernel: number, task: number, chunks: number, count: number, chunk: number): void {
    const { control } = this;
    const job = jobAt(this.posted++);
    const base = control[Control.end]!;
    const end = (base + chunks) | 0;
    control[job + Job.base] = base;
    control[job + Job.end] = end;
    control[job + Job.kernel] = kernel;
    control[job + Job.task] = task;
    control[job + Job.count] = count;
    control[job + Job.chunk] = chunk;
    Atomics.store(control, Control.end, end);
    if (chunks > 1 && Atomics.load(control, Control.asleep) > 0) Atomics.notify(control, Control.end);
  }

  private whyNotShared(): string | undefined {
    return this.heap.isShared ? undefined : this.heap.reason;
  }

  private lose(why: string): void {
    this.reason = why;
    this.stop();
  }
}

/** Why this environment has no threads, or undefined where it has. */
function whyNoThreads(): string | undefined {
  if (isNode()) return undefined;
  if (typeof Worker === 'undefined') return 'this environment has no Web Workers';
  if (!globalThis.crossOriginIsolated)
    return 'the page is not cross-origin isolated (it needs the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp)';
  return undefined;
}

/** The cores of this machine, at most 16. */
export function defaultThreads(): number {
  const cores = isNode()
    ? process.getBuiltinModule('node:os').availableParallelism()
    : (globalThis.navigator?.hardwareConcurrency ?? 1);
  return Math.min(16, cores);
}
