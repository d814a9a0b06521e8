import { readFileSync } from 'node:fs';
import { DataLoader } from '@featuremap/datasets';
import { ImageFolder } from '@featuremap/datasets/node';
import { Generator } from '@featuremap/random';
import { Compose } from '@featuremap/transforms';
import { chain, decoders } from './augment-work.ts';

const BATCH_SIZE = 32;

/** The loaders of the lessons over a folder, which stay warm between the rounds. */
export class Ours {
  readonly #loaders = new Map<number, DataLoader>();
  readonly #folder: ImageFolder;

  constructor(root: string) {
    this.#folder = new ImageFolder(root, { transform: chain });
  }

  /** Images a second, once through the folder. */
  async rate(numWorkers: number): Promise<number> {
    const loader = this.#loaders.get(numWorkers) ?? (await this.#open(numWorkers));
    const start = performance.now();
    const count = await goThrough(loader);
    return count / ((performance.now() - start) / 1000);
  }

  async #open(numWorkers: number): Promise<DataLoader> {
    const options = { batchSize: BATCH_SIZE, shuffle: true, generator: new Generator(0), numWorkers };
    const loader = new DataLoader(this.#folder, numWorkers === 0 ? options : { ...options, persistentWorkers: true });
    this.#loaders.set(numWorkers, loader);
    await goThrough(loader);
    return loader;
  }

  async stop(): Promise<void> {
    for (const loader of this.#loaders.values()) await loader.close();
  }
}

async function goThrough(loader: DataLoader): Promise<number> {
  let count = 0;
  for await (const { labels } of loader) count += labels.length;
  return count;
}

/** By how much the bytes of a native decoder differ from ours at most, on one file. */
export async function decoderDifferences(file: string): Promise<Record<string, number>> {
  const { featuremap, ...natives } = await decoders();
  const jpeg = readFileSync(file);
  const ours = (await featuremap!(jpeg)).data;
  const differences: Record<string, number> = {};
  for (const [name, decode] of Object.entries(natives)) {
    const bytes = Array.from((await decode(jpeg)).data);
    differences[name] = bytes.reduce((most, byte, i) => Math.max(most, Math.abs(byte - ours[i]!)), 0);
  }
  return differences;
}

/** The least milliseconds that one image takes to be decoded, warped to 224×224, and coloured and made floats. */
export async function measureParts(files: readonly string[]): Promise<Record<string, number>> {
  const found = await decoders();
  const jpegs = files.slice(0, 40).map((file) => readFileSync(file));
  const parts: Record<string, number> = {};
  for (const [name, decode] of Object.entries(found)) {
    parts[name === 'featuremap' ? 'decode' : `decode (${name})`] = await least(jpegs, async (jpeg) => decode(jpeg));
  }
  const images = await Promise.all(jpegs.map((jpeg) => found.featuremap!(jpeg)));
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
