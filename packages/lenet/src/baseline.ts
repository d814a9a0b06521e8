import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@featuremap/errors';
import { decodeMetrics, type EpochLine } from './metrics.ts';
import { reasonOf } from './reason-of.ts';
import { metricsName } from './run-folder.ts';
import { type LeNet, readWeights } from './weights-file.ts';

/** An earlier run, to be shown beside a new one. */
export interface Baseline {
  /** Its folder. */
  readonly run: string;
  readonly net: LeNet;
  readonly epochs: readonly EpochLine[];
}

/**
 * Reads the weights and the metrics of a run.
 *
 * @throws {DataError} when the folder is not that of a run.
 */
export function readBaseline(run: string): Baseline {
  const { net } = readWeights(run);
  const file = join(run, metricsName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DataError(`${file} cannot be read: ${reasonOf(cause)}`, {
      remedy: "--baseline with the folder of a run of 'lenet train'",
      cause,
    });
  }
  return { run, net, epochs: decodeMetrics(text, file) };
}
