import { DataError, FeaturemapError } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import { makeBatch } from './make-batch.ts';
import { reviveDataset } from './revive-dataset.ts';
import type { BatchReply, BatchRequest, WorkerStart } from './worker-messages.ts';

const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { description, reading } = workerData as WorkerStart;

const opened = reviveDataset(description).catch((cause: unknown) => {
  throw new DataError(`DataLoader: a worker cannot make the data set ${description.dataset}`, {
    received: cause instanceof Error ? cause.message : String(cause),
  });
});
opened.catch(() => undefined);

let last: Promise<void> = Promise.resolve();
parentPort!.on('message', (request: BatchRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, indices, epoch }: BatchRequest): Promise<void> {
  try {
    const generator = epoch && new Generator(epoch.seed).fork(...epoch.keys);
    const onRead = (index: number) => Atomics.store(reading, 0, index);
    const made = await makeBatch(await opened, indices, generator, onRead);
    const { batch } = made;
    parentPort!.postMessage(
      { id, made } satisfies BatchReply,
      batch === undefined ? [] : [batch.images.buffer as ArrayBuffer],
    );
  } catch (error) {
    if (!FeaturemapError.is(error)) throw error;
    const { sentence, received, rule, remedy } = error;
    const details = Object.entries({ received, rule, remedy }).filter(([, text]) => text !== undefined);
    parentPort!.postMessage({ id, error: { sentence, ...Object.fromEntries(details) } } satisfies BatchReply);
  }
  Atomics.store(reading, 0, -1);
}
