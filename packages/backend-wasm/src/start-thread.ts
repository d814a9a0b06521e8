import { threadProgram } from '#wasm-code';
import { isNode } from './is-node.ts';
import type { ThreadStart } from './thread.ts';

/** A worker that has been asked for. */
export interface Thread {
  /** Fulfilled when it works, or when it is clear that it never will. */
  readonly started: Promise<void>;
  stop(): void;
}

/** Starts a worker; `onLoss` hears why it could not be started or has died. */
export function startThread(start: ThreadStart, onLoss: (why: string) => void): Thread {
  let settle!: () => void;
  const started = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const lose = (why: string) => {
    onLoss(why);
    settle();
  };
  const terminate = isNode() ? startInNode(start, settle, lose) : startInPage(start, settle, lose);
  return {
    started,
    stop: () => {
      terminate();
      settle();
    },
  };
}

function startInNode(start: ThreadStart, onStart: () => void, onLoss: (why: string) => void): () => void {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(threadProgram, { eval: true, workerData: start, execArgv: [], stdout: false });
  worker.unref();
  worker.once('online', onStart);
  worker.on('error', (error) => onLoss(error instanceof Error ? error.message : String(error)));
  return () => void worker.terminate();
}

function startInPage(start: ThreadStart, onStart: () => void, onLoss: (why: string) => void): () => void {
  const url = URL.createObjectURL(new Blob([threadProgram], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = onStart;
  worker.onerror = (event) => {
    event.preventDefault();
    onLoss(event.message || 'the worker could not be started (a content security policy may forbid blob: workers)');
  };
  worker.postMessage(start);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
}
