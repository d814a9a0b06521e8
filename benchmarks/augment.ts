// pnpm --filter @featuremap/benchmarks augment [--rounds 3] [--passes 4] [--images 256] [--json]
//
// The chain of the lessons over a folder of JPEG files of 500×375, in batches of 32, some times over in each round, so that
// the start of a pass and what the other side leaves behind count little: ImageFolder and DataLoader of
// Featuremap beside those of torchvision, each in a process of its own, in turns in one run; and how long the parts take.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeImage } from '@featuremap/images';
import { Command } from 'commander';
import { findPython } from '../tools/golden/find-python.ts';
import { writePhotos } from './augment-images.ts';
import { AugmentSide } from './augment-side.ts';
import { ways } from './augment-work.ts';
import { positiveInteger } from './positive-integer.ts';
import { median } from './statistics.ts';

const { rounds, passes, images, json } = new Command('augment')
  .description('Images per second through decoding and augmentation, beside torchvision')
  .option('--rounds <count>', 'how often each side has its turn', positiveInteger, 3)
  .option('--passes <count>', 'how often a turn goes through the folder', positiveInteger, 4)
  .option('--images <count>', 'files in the folder', positiveInteger, 256)
  .option('--json', 'one line of JSON', false)
  .parse()
  .opts<{ rounds: number; passes: number; images: number; json: boolean }>();
const say = (line: string) => (json ? undefined : console.log(line));

const folder = mkdtempSync(join(tmpdir(), 'featuremap-augment-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const files = await writePhotos(folder, images);

const { mean, most } = await decoderDifference(files[0]!);
say(`jpeg-turbo: bytes off by ${mean.toFixed(2)} levels on average and ${most} at most from those of sharp`);
const python = findPython('torchvision');
if (python === undefined) say('torchvision: not here; install python3-torchvision to compare');
const torchvision =
  python === undefined ? undefined : await AugmentSide.start(python, ['augment-torchvision.py', folder]);
const ours = new Map<string, AugmentSide>();
for (const { name } of ways) {
  ours.set(name, await AugmentSide.start(process.execPath, ['augment-ours.ts', folder, name]));
}

/** Images a second, by contestant, round after round. */
const rates = new Map<string, number[]>();
const record = (name: string, rate: number) => rates.set(name, [...(rates.get(name) ?? []), rate]);
for (let round = 0; round < rounds; round++) {
  for (const workers of [0, 2]) {
    if (torchvision !== undefined) record(`torchvision, ${workers} workers`, await torchvision.rate(workers, passes));
    for (const [name, side] of ours) {
      record(`Featuremap, ${name}, ${workers} workers`, await side.rate(workers, passes));
    }
  }
}
const [anyOfOurs] = ours.values();
const parts = { featuremap: await anyOfOurs!.parts(), ...(torchvision && { torchvision: await torchvision.parts() }) };
for (const side of [torchvision, ...ours.values()]) side?.stop();

const reference = [...rates].filter(([name]) => name.startsWith('torchvision'));
const ratios = [...rates].flatMap(([name, ourRates]) => {
  if (reference.length === 0 || name.startsWith('torchvision')) return [];
  const perRound = ourRates.map((rate, round) => rate / Math.max(...reference.map(([, theirs]) => theirs[round]!)));
  return [[name, perRound] as const];
});

if (json) {
  console.log(JSON.stringify({ rates: Object.fromEntries(rates), ratios: Object.fromEntries(ratios), parts }));
} else {
  console.log(
    `\nimages a second ${passes} times over ${images} images in each of ${rounds} rounds (best; median; ratio to the better of torchvision, each round)`,
  );
  for (const [name, all] of rates) {
    const ratio = ratios.find(([other]) => other === name)?.[1];
    const shown = ratio === undefined ? '' : `  ${ratio.map((r) => `${r.toFixed(2)}x`).join(' ')}`;
    const figures = [Math.max(...all), median(all)].map((rate) => rate.toFixed(1).padStart(7));
    console.log(`${name.padEnd(52)} ${figures.join(' ')}${shown}`);
  }
  console.log('\nmilliseconds an image, one thread, best of all images');
  for (const [side, times] of Object.entries(parts)) {
    const shown = Object.entries(times).map(([part, ms]) => `${part} ${ms.toFixed(2)}`);
    console.log(`${side.padEnd(12)} ${shown.join('   ')}`);
  }
}

/** By how many levels the bytes of the fast decoder are off, on one file: on average and at most. */
async function decoderDifference(file: string): Promise<{ mean: number; most: number }> {
  const jpeg = readFileSync(file);
  const exact = (await decodeImage(jpeg)).data;
  const fast = (await decodeImage(jpeg, { jpeg: 'fast' })).data;
  const differences = Array.from(fast, (byte, i) => Math.abs(byte - exact[i]!));
  const sum = differences.reduce((total, difference) => total + difference, 0);
  return { mean: sum / differences.length, most: differences.reduce((a, b) => Math.max(a, b)) };
}
