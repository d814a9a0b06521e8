import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Generator } from '@featuremap/random';
import { Compose } from '@featuremap/transforms';
import { BATCH_SIZE, chain, type Decode, decoders, emptyBatch, loadBatch } from './augment-work.ts';

interface Settings {
  readonly decoder: keyof Awaited<ReturnType<typeof decoders>>;
  /** 0: all in this thread. */
  readonly workers: number;
  readonly round: number;
}

/** Images a second over all files, once through, with warm workers. */
export async function ours(files: readonly string[], settings: Settings): Promise<number> {
  const { decoder, workers, round } = settings;
  const batches = Array.from({ length: Math.ceil(files.length / BATCH_SIZE) }, (_, i) => ({
    files: files.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE),
    epoch: round,
    first: i * BATCH_SIZE,
  }));
  if (workers > 0) return files.length / (await secondsWithWorkers(batches, workers, decoder));

  const decode = (await decoders())[decoder]!;
  const room = emptyBatch();
  await loadBatch(room, files.slice(0, BATCH_SIZE), [round, 0], decode);
  const start = performance.now();
  for (const { files, epoch, first } of batches) await loadBatch(room, files, [epoch, first], decode);
  return files.length / ((performance.now() - start) / 1000);
}

type Batch = { readonly files: readonly string[]; readonly epoch: number; readonly first: number };

async function secondsWithWorkers(batches: readonly Batch[], count: number, decoder: string): Promise<number> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('augment-worker.ts', import.meta.url), { workerData: { decoder } }),
  );
  await Promise.all(workers.map(nextMessage));
  const rooms = await Promise.all(workers.map((worker) => load(worker, emptyBatch(), batches[0]!)));

  const start = performance.now();
  const queue = batches.values();
  await Promise.all(
    workers.map(async (worker, i) => {
      let room = rooms[i]!;
      for (const batch of queue) room = await load(worker, room, batch);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
}

/** Has a worker fill the room with a batch; the room goes to the worker and comes back. */
function load(worker: Worker, room: Float32Array<ArrayBuffer>, batch: Batch): Promise<Float32Array<ArrayBuffer>> {
  const result = nextMessage(worker);
  worker.postMessage({ batch: room, ...batch }, [room.buffer]);
  return result as Promise<Float32Array<ArrayBuffer>>;
}

function nextMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      worker.off('error', reject);
      resolve(message);
    };
    worker.once('message', onMessage);
    worker.once('error', reject);
  });
}

/** By how much the bytes of the decoders differ at most, on one file. */
export async function decoderDifference(file: string): Promise<number> {
  const [first, ...others] = await Promise.all(
    Object.values(await decoders()).map(async (decode) => (await decode(readFileSync(file))).data),
  );
  return others
    .flatMap((data) => [...data].map((byte, i) => Math.abs(byte - first![i]!)))
    .reduce((a, b) => Math.max(a, b), 0);
}

/** The least milliseconds that one image takes to be decoded, warped to 224×224, and coloured and made floats. */
export async function measureParts(files: readonly string[]): Promise<Record<string, number>> {
  const found = await decoders();
  const jpegs = files.slice(0, 40).map((file) => readFileSync(file));
  const parts: Record<string, number> = {};
  for (const [name, decode] of Object.entries(found) as [string, Decode][]) {
    parts[`decode (${name})`] = await least(jpegs, async (jpeg) => decode(jpeg));
  }
  const images = await Promise.all(jpegs.map((jpeg) => found.sharp(jpeg)));
  const [flip, rotation, crop, ...colour] = chain.transforms;
  const generator = new Generator(0);
  const warp = new Compose([flip, rotation, crop]);
  parts.warp = await least(images, (image) => warp.run(image, generator));
  const warped = images.map((image) => warp.run(image, generator));
  const paint = new Compose(colour);
  parts.colour = await least(warped, (image) => paint.run(image, generator));
  parts.both = await least(images, (image) => chain.run(image, generator));
  return parts;
}

async function least<T>(items: readonly T[], act: (item: T) => unknown): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    for (const item of items) {
      const start = performance.now();
      await act(item);
      best = Math.min(best, performance.now() - start);
    }
  }
  return best;
}
