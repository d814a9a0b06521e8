// The program of a worker: takes chunks of the jobs until there are none, waits a moment, then sleeps.
import { CONTROL_WORDS, Control, type ParallelKernel, workOnChunk } from './thread-control.ts';

/** What a new thread is given. */
export interface ThreadStart {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly kernels: readonly string[];
  readonly thread: number;
  /** Where the pool's control words are. */
  readonly control: number;
}

/**
 * Looks at the counter this often (some 0.3 ms) before going to sleep. Waking a worker takes about 20 µs, and between two
 * kernels of a training step there are a few tenths of a millisecond of JavaScript.
 */
const PATIENCE = 150_000;

function work({ memory, module, kernels, thread, control: address }: ThreadStart): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort() {} } });
  const run = kernels.map((name) => exports[name] as ParallelKernel);
  const control = new Int32Array(memory.buffer, address, CONTROL_WORDS);
  for (let idle = 0; ; ) {
    if (workOnChunk(control, run, thread)) idle = 0;
    else if (++idle >= PATIENCE) {
      sleep(control);
      idle = 0;
    }
  }
}

/** Until there is another chunk. */
function sleep(control: Int32Array): void {
  const end = Atomics.load(control, Control.end);
  if (Atomics.load(control, Control.next) !== end) return;
  Atomics.add(control, Control.asleep, 1);
  Atomics.wait(control, Control.end, end);
  Atomics.sub(control, Control.asleep, 1);
}

if (typeof process === 'object' && typeof process.getBuiltinModule === 'function') {
  work(process.getBuiltinModule('node:worker_threads').workerData);
} else {
  self.onmessage = ({ data }) => {
    self.postMessage('started');
    work(data);
  };
}
