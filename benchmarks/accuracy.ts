// pnpm accuracy [--seeds 0,1,2]: the test accuracy of both recipes, ours beside PyTorch's, seed by seed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { findPython } from '../tools/golden/find-python.ts';

const { seeds } = new Command('accuracy')
  .description('The test accuracy of both recipes, beside that of PyTorch, seed by seed')
  .option('--seeds <list>', 'integers of at least 0 with commas between them', readSeeds, [0, 1, 2])
  .parse()
  .opts<{ seeds: number[] }>();

const recipes = [
  { variant: 'classic', options: [], rule: 'the means differ by at most 0.02' },
  { variant: 'modern', options: ['--optimizer', 'adam', '--lr', '0.001'], rule: 'at least 0.88' },
] as const;
const data = join(import.meta.dirname, '../packages/fashion-mnist/data');
const lenet = join(import.meta.dirname, '../packages/lenet/bin/lenet.js');
const python = findPython('torch');
if (python === undefined) console.log('PyTorch is not here: install python3-torch and libopenblas0-pthread to compare');

let failed = false;
for (const { variant, options, rule } of recipes) {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const seed of seeds) {
    ours.push(trainOurs(variant, seed, options));
    if (python !== undefined) theirs.push(trainTheirs(python, variant, seed));
    console.log(
      `${variant} seed ${seed}: ours ${ours.at(-1)!.toFixed(4)}${python ? `, PyTorch ${theirs.at(-1)!.toFixed(4)}` : ''}`,
    );
  }
  const holds =
    variant === 'modern' ? mean(ours) >= 0.88 : python === undefined || Math.abs(mean(ours) - mean(theirs)) <= 0.02;
  failed ||= !holds;
  console.log(
    `${variant} mean: ours ${mean(ours).toFixed(4)}${python ? `, PyTorch ${mean(theirs).toFixed(4)}` : ''}; ${rule}: ${holds}`,
  );
}
process.exitCode = failed ? 1 : 0;

function trainOurs(variant: string, seed: number, options: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
  try {
    const args = [
      'train',
      '--variant',
      variant,
      '--seed',
      String(seed),
      ...options,
      '--json',
      '--out',
      join(folder, 'run'),
    ];
    const output = execFileSync(process.execPath, [lenet, ...args], { encoding: 'utf8' });
    const { testAccuracy } = JSON.parse(output.trimEnd().split('\n').at(-1)!) as { testAccuracy: number };
    return testAccuracy;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function trainTheirs(command: string, variant: string, seed: number): number {
  const args = [join(import.meta.dirname, 'pytorch/accuracy.py'), data, variant, String(seed)];
  return Number(execFileSync(command, args, { encoding: 'utf8' }));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map(Number);
  if (seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) return seeds;
  throw new InvalidArgumentError('They must be integers of at least 0 with commas between them.');
}
