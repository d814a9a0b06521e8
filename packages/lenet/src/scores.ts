import { DataLoader } from '@featuremap/datasets';
import { type Evaluation, evaluate } from '@featuremap/trainer';
import type { ByteDataset } from './augmented-dataset.ts';
import type { Data } from './load-data.ts';
import type { LeNet } from './weights-file.ts';

/** What a trained network makes of the images as they are, without augmentation. */
export interface Scores {
  readonly train: Evaluation;
  /** Undefined where no images are kept for validation. */
  readonly validation: Evaluation | undefined;
  readonly test: Evaluation;
}

/** Images of an evaluation step. */
export const evaluationBatch = 500;

/** Evaluates a network on each part of the data. */
export async function scoresOf(net: LeNet, { train, validation, test }: Data, signal: AbortSignal): Promise<Scores> {
  const score = (part: ByteDataset) => evaluate(net, new DataLoader(part, { batchSize: evaluationBatch }), { signal });
  return {
    train: await score(train),
    validation: validation && (await score(validation)),
    test: await score(test),
  };
}
