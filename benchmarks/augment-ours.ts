import { readFileSync } from 'node:fs';
import { DataLoader } from '@featuremap/datasets';
import { ImageFolder } from '@featuremap/datasets/node';
import { decodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { Compose } from '@featuremap/transforms';
import { chain, decoders, fusedChain, type ways } from './augment-work.ts';

const BATCH_SIZE = 32;

/** The loaders of the lessons over a folder, which stay warm between the rounds. */
export class Ours {
  readonly #loaders = new Map<number, DataLoader>();
  readonly #folder: ImageFolder;

  constructor(root: string, { jpeg, transform }: (typeof ways)[number]) {
    this.#folder = new ImageFolder(root, { transform, jpeg });
  }

  /** Images a second, so many times through the folder, after one pass to get warm. */
  async rate(numWorkers: number, passes: number): Promise<number> {
    const loader = this.#loaders.get(numWorkers) ?? this.#open(numWorkers);
    await goThrough(loader);
    const start = performance.now();
    let count = 0;
    for (let pass = 0; pass < passes; pass++) count += await goThrough(loader);
    return count / ((performance.now() - start) / 1000);
  }

  #open(numWorkers: number): DataLoader {
    const options = { batchSize: BATCH_SIZE, shuffle: true, generator: new Generator(0), numWorkers };
    const loader = new DataLoader(this.#folder, numWorkers === 0 ? options : { ...options, persistentWorkers: true });
    this.#loaders.set(numWorkers, loader);
    return loader;
  }

  async stop(): Promise<void> {
    for (const loader of this.#loaders.values()) await loader.close();
  }
}

/** As `fit` does: the memory of a batch is used again. */
async function goThrough(loader: DataLoader): Promise<number> {
  let count = 0;
  for await (const batch of loader) {
    count += batch.labels.length;
    loader.recycle(batch);
  }
  return count;
}

/** By how many levels the bytes of the fast decoder are off, on one file: on average and at most. */
export async function decoderDifference(file: string): Promise<{ mean: number; most: number }> {
  const jpeg = readFileSync(file);
  const exact = (await decodeImage(jpeg)).data;
  const fast = (await decodeImage(jpeg, { jpeg: 'fast' })).data;
  const differences = Array.from(fast, (byte, i) => Math.abs(byte - exact[i]!));
  const sum = differences.reduce((total, difference) => total + difference, 0);
  return { mean: sum / differences.length, most: differences.reduce((a, b) => Math.max(a, b)) };
}

/** The least milliseconds that one image takes to be decoded, warped to 224×224, and coloured and made floats. */
export async function measureParts(files: readonly string[]): Promise<Record<string, number>> {
  const jpegs = files.slice(0, 40).map((file) => readFileSync(file));
  const parts: Record<string, number> = {};
  for (const [name, jpeg] of decoders) {
    const room = new Uint8Array((await decodeImage(jpegs[0]!)).data.length);
    parts[`decode (${name})`] = await least(jpegs, (file) => decodeImage(file, { jpeg, room }));
  }
  const images = await Promise.all(jpegs.map((jpeg) => decodeImage(jpeg)));
  const [flip, rotation, crop, ...colour] = chain.transforms;
  const generator = new Generator(0);
  const warp = new Compose([flip, rotation, crop]);
  parts.warp = await least(images, (image) => warp.run(image, generator));
  const fusedWarp = new Compose(warp.transforms, { fuse: true });
  parts['warp (fused)'] = await least(images, (image) => fusedWarp.run(image, generator));
  const warped = images.map((image) => warp.run(image, generator));
  const paint = new Compose(colour);
  parts.colour = await least(warped, (image) => paint.run(image, generator));
  parts.both = await least(images, (image) => chain.run(image, generator));
  parts['both (fused)'] = await least(images, (image) => fusedChain.run(image, generator));
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
