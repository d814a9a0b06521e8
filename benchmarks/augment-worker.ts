import { parentPort, workerData } from 'node:worker_threads';
import { decoders, loadBatch } from './augment-work.ts';

const decode = (await decoders())[workerData.decoder as 'sharp']!;

interface Task {
  readonly batch: Float32Array<ArrayBuffer>;
  readonly files: string[];
  readonly epoch: number;
  readonly first: number;
}

parentPort!.on('message', async ({ batch, files, epoch, first }: Task) => {
  await loadBatch(batch, files, [epoch, first], decode);
  parentPort!.postMessage(batch, [batch.buffer]);
});
parentPort!.postMessage('ready');
