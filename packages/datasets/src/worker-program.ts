import { DataError, FeaturemapError } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import type { Batch } from './collate.ts';
import { openCollate } from './collate-module.ts';
import { makeBatch } from './make-batch.ts';
import { reviveDataset } from './revive-dataset.ts';
import type { BatchReply, BatchRequest, WorkerStart } from './worker-messages.ts';
import { WorkerProgress } from './worker-progress.ts';

const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { description, collate, progress: memory } = workerData as WorkerStart;
const progress = new WorkerProgress(memory);

const opened = open();
opened.catch(() => undefined);

let last: Promise<void> = Promise.resolve();
parentPort!.on('message', (request: BatchRequest) => {
  last = last.then(() => answer(request));
});

async function open() {
  const dataset = await reviveDataset(description).catch((cause: unknown) => {
    throw new DataError(`DataLoader: a worker cannot make the data set ${description.dataset}`, {
      received: cause instanceof Error ? cause.message : String(cause),
    });
  });
  const ownCollate = await openCollate<unknown>(collate).catch((cause: unknown) => {
    throw new DataError(`DataLoader: a worker cannot load the collate function ${collate!.name}`, {
      received: cause instanceof Error ? cause.message : String(cause),
    });
  });
  return { dataset, ownCollate };
}

async function answer({ id, indices, epoch: seed, room }: BatchRequest): Promise<void> {
  try {
    const { dataset, ownCollate } = await opened;
    const epoch = seed && new Generator(seed.seed).fork(...seed.keys);
    const onRead = (index: number) => progress.begin(index);
    const made = await makeBatch(dataset, indices, { epoch, collate: ownCollate, room, onRead });
    // What an own function gives may share the memory of the data set, so that one is copied.
    const moved = ownCollate === undefined && made.batch !== undefined ? [(made.batch as Batch).images.buffer] : [];
    send({ id, made }, moved as ArrayBuffer[]);
  } catch (error) {
    if (!FeaturemapError.is(error)) throw error;
    const { sentence, received, rule, remedy } = error;
    const details = Object.entries({ received, rule, remedy }).filter(([, text]) => text !== undefined);
    send({ id, error: { sentence, ...Object.fromEntries(details) } });
  }
  progress.answer();
}

function send(reply: BatchReply, moved: ArrayBuffer[] = []): void {
  try {
    parentPort!.postMessage(reply, moved);
  } catch (cause) {
    throw new DataError('DataLoader: what collate gives cannot leave the worker thread', {
      received: cause instanceof Error ? cause.message : String(cause),
      rule: 'a batch from a worker is plain data and typed arrays',
    });
  }
}
