import * as tf from '@tensorflow/tfjs-core';

/** Loss and accuracy of one batch, as they come from the device. */
export interface BatchMeans {
  /** Samples in the batch. */
  readonly samples: number;
  /** Mean loss of the batch. */
  readonly loss: number;
  /** Share of the batch that is right, 0 to 1. */
  readonly accuracy: number;
}

/**
 * Loss and accuracy over many batches, each weighted by its number of samples. What a batch gives stays on the device
 * until `read`, which fetches all of them at once.
 */
export class SampleMeans {
  #waiting: { samples: number; loss: tf.Tensor; correct: tf.Tensor }[] = [];
  #samples = 0;
  #loss = 0;
  #correct = 0;

  /** Counts a batch. Takes over its mean loss, which is disposed of here; the outputs stay the caller's. */
  add(loss: tf.Tensor, outputs: tf.Tensor, labels: tf.Tensor1D): void {
    const correct = tf.tidy(() => tf.sum(tf.equal(tf.argMax(outputs, -1), labels)));
    this.#waiting.push({ samples: labels.size, loss, correct });
  }

  /** Fetches the batches added since the last call. */
  async read(): Promise<BatchMeans[]> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return [];
    this.#waiting = [];
    const together = tf.tidy(() => {
      const numbers = waiting.flatMap(({ loss, correct }) => [tf.cast(loss, 'float32'), tf.cast(correct, 'float32')]);
      return tf.stack(numbers);
    });
    for (const { loss, correct } of waiting) tf.dispose([loss, correct]);
    const numbers = await together.data();
    together.dispose();
    return waiting.map(({ samples }, i) => {
      const loss = numbers[2 * i]!;
      const correct = numbers[2 * i + 1]!;
      this.#samples += samples;
      this.#loss += loss * samples;
      this.#correct += correct;
      return { samples, loss, accuracy: correct / samples };
    });
  }

  /** Samples read so far. */
  get samples(): number {
    return this.#samples;
  }

  /** Mean loss of the samples read so far. */
  get loss(): number {
    return this.#loss / this.#samples;
  }

  /** Share of the samples read so far that are right. */
  get accuracy(): number {
    return this.#correct / this.#samples;
  }

  /** Lets go of what was not read. */
  dispose(): void {
    for (const { loss, correct } of this.#waiting) tf.dispose([loss, correct]);
    this.#waiting = [];
  }
}
