import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './entry-points.ts';

/** A row of the measured table: a network in training or in use, and the images a second of both sides. */
export interface BenchmarkRow {
  /** As in the README: `LeNet, classic, training`. */
  readonly network: string;
  readonly batch: number;
  readonly oneThread: number;
  readonly twoThreads: number;
  readonly pytorch: number;
  /** The median of the rounds, and the least and the greatest of them. */
  readonly ratio: { readonly median: number; readonly min: number; readonly max: number };
}

/** The table under "Measured" in the README at the root of the repository, which holds the numbers once. */
export function benchmarkRows(): BenchmarkRow[] {
  const section = readFileSync(join(repository, 'README.md'), 'utf8').split('## Measured')[1]!.split('\n## ')[0]!;
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row!.split(' | '));
  return rows.slice(1).flatMap((cells) => {
    if (cells[0]!.startsWith('--')) return [];
    const [batch, oneThread, twoThreads, pytorch] = cells.slice(1, 5).map((cell) => Number(cell.replaceAll(',', '')));
    const [median, min, max] = cells[5]!.match(/[\d.]+/g)!.map(Number);
    const row = { network: cells[0]!, batch, oneThread, twoThreads, pytorch, ratio: { median, min, max } };
    if ([batch, oneThread, twoThreads, pytorch, median, min, max].some((n) => !Number.isFinite(n))) {
      throw new Error(`the README has a row of measurements that cannot be read: ${cells.join(' | ')}`);
    }
    return [row as BenchmarkRow];
  });
}
