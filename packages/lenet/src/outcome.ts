import type { Batch } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs-core';

/** A sample that was taken for another class. */
export interface Mistake {
  /** Where it stands in the data set. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** What the network gave the predicted class, 0 to 1. */
  readonly probability: number;
}

/** What the network made of each sample of an evaluation: hand `add` to `evaluate` as `onBatch`. */
export class Outcome {
  /** `counts[label][predicted]` */
  readonly counts: readonly number[][];
  readonly #mistakes: Mistake[] = [];

  constructor(classes: number) {
    this.counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  }

  readonly add = async ({ labels, indices }: Batch, outputs: tf.Tensor): Promise<void> => {
    const probabilities = tf.tidy(() => tf.softmax(outputs));
    const values = await probabilities.data<'float32'>();
    probabilities.dispose();
    const classes = this.counts.length;
    labels.forEach((label, i) => {
      const ofSample = values.subarray(i * classes, (i + 1) * classes);
      const probability = ofSample.reduce((most, value) => Math.max(most, value), -Infinity);
      const predicted = Math.max(0, ofSample.indexOf(probability)); // 0 when all are NaN, as argMax says
      this.counts[label]![predicted]!++;
      if (predicted !== label) this.#mistakes.push({ index: indices[i]!, label, predicted, probability });
    });
  };

  /** The `count` mistakes that the network was surest of, the surest first. */
  mistakes(count: number): Mistake[] {
    return this.#mistakes
      .filter(({ probability }) => Number.isFinite(probability))
      .sort((a, b) => b.probability - a.probability || a.index - b.index)
      .slice(0, count);
  }
}
