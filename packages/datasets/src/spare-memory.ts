import { ArgumentError, show } from '@featuremap/errors';
import type { Batch } from './collate.ts';

/** The memory of batches that are needed no more, for later ones of as many samples. */
export class SpareMemory {
  readonly #samples: number;
  readonly #spare: Float32Array[] = [];

  constructor(samples: number) {
    this.#samples = samples;
  }

  /** Takes the memory out of a batch, whose `images` are empty then. @throws {ArgumentError} */
  takeFrom({ images, shape }: Batch): void {
    const [samples, height, width, channels] = shape;
    const length = samples * height * width * channels;
    if (images.length !== length || images.byteLength !== images.buffer.byteLength) {
      throw new ArgumentError('DataLoader.recycle: the images of the batch are not in memory of their own', {
        received: `${images.length} floats of ${images.buffer.byteLength / 4}, shape ${show(shape)}`,
        rule: 'a batch is given back once, as the loader made it',
      });
    }
    const buffer = images.buffer as ArrayBuffer;
    const room = new Float32Array(structuredClone(buffer, { transfer: [buffer] }));
    if (samples === this.#samples) this.#spare.push(room);
  }

  /** Memory for the images of so many samples, if there is any. */
  room(samples: number): Float32Array | undefined {
    return samples === this.#samples ? this.#spare.pop() : undefined;
  }
}
