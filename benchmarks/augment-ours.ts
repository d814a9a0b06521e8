// The chain of the lessons with Featuremap: reads commands from standard input, answers each with one line of JSON.
//
// `rate N P` goes P times through the folder with N workers, after one pass to get warm, and answers images a second;
// `parts` answers the least milliseconds that one image takes to be decoded, warped to 224×224, and coloured and made floats.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { DataLoader } from '@featuremap/datasets';
import { ImageFolder } from '@featuremap/datasets/node';
import { decodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { Compose } from '@featuremap/transforms';
import { chain, decoders, fusedChain, ways } from './augment-work.ts';

const [root, wayName] = process.argv.slice(2) as [string, string];
const { jpeg, transform } = ways.find(({ name }) => name === wayName)!;
const folder = new ImageFolder(root, { transform, jpeg });
const loaders = new Map<number, DataLoader>();

/** The loader with so many workers, which stays warm between the rounds. */
function loaderWith(numWorkers: number): DataLoader {
  const options = { batchSize: 32, shuffle: true, generator: new Generator(0), numWorkers };
  const loader =
    loaders.get(numWorkers) ??
    new DataLoader(folder, numWorkers === 0 ? options : { ...options, persistentWorkers: true });
  loaders.set(numWorkers, loader);
  return loader;
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

async function rate(numWorkers: number, passes: number): Promise<number> {
  const loader = loaderWith(numWorkers);
  await goThrough(loader);
  const start = performance.now();
  let count = 0;
  for (let pass = 0; pass < passes; pass++) count += await goThrough(loader);
  return count / ((performance.now() - start) / 1000);
}

async function parts(): Promise<Record<string, number>> {
  const jpegs = folder.paths.slice(0, 40).map((path) => readFileSync(path));
  const times: Record<string, number> = {};
  for (const [name, decoder] of decoders) {
    const room = new Uint8Array((await decodeImage(jpegs[0]!)).data.length);
    times[`decode (${name})`] = await least(jpegs, (file) => decodeImage(file, { jpeg: decoder, room }));
  }
  const images = await Promise.all(jpegs.map((file) => decodeImage(file)));
  const [flip, rotation, crop, ...colour] = chain.transforms;
  const generator = new Generator(0);
  const warp = new Compose([flip, rotation, crop]);
  times.warp = await least(images, (image) => warp.run(image, generator));
  const fusedWarp = new Compose(warp.transforms, { fuse: true });
  times['warp (fused)'] = await least(images, (image) => fusedWarp.run(image, generator));
  const warped = images.map((image) => warp.run(image, generator));
  const paint = new Compose(colour);
  times.colour = await least(warped, (image) => paint.run(image, generator));
  times.both = await least(images, (image) => chain.run(image, generator));
  times['both (fused)'] = await least(images, (image) => fusedChain.run(image, generator));
  return times;
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

console.log('"ready"');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, workers, passes] = line.split(' ');
  console.log(JSON.stringify(command === 'rate' ? await rate(Number(workers), Number(passes)) : await parts()));
}
for (const loader of loaders.values()) await loader.close();
