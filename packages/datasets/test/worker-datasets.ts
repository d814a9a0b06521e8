import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { Transform } from '@featuremap/transforms';
import type { Dataset, IndexedSample, Sample, SampleOut, WorkerDataset } from '../src/index.ts';

/** Images of one pixel: the byte is drawn. Some of them make trouble, each in its own way. */
export class Troubled implements Dataset {
  readonly length = 12;
  readonly classes = ['a'];
  readonly shape = undefined;
  readonly trouble: Readonly<Record<number, 'throw' | 'exit' | 'crash' | 'skip' | 'wait' | 'spin'>>;

  constructor(trouble: Troubled['trouble'] = {}) {
    this.trouble = trouble;
  }

  get(index: number, generator?: Generator): ReturnType<Dataset['get']> {
    const trouble = this.trouble[index];
    if (trouble === 'throw') throw new Error(`no image ${index}`);
    if (trouble === 'skip') return { skipped: `image ${index} is torn` };
    if (trouble === 'wait') return new Promise(() => undefined);
    for (; trouble === 'spin'; );
    if (trouble === 'exit') process.exit(7);
    if (trouble === 'crash') {
      return new Promise(() => {
        setImmediate(() => {
          throw new RangeError('out of the blue');
        });
      });
    }
    const data = Uint8Array.of(index, (generator?.random() ?? 0) * 256);
    return { pixels: { data, width: 2, height: 1, channels: 1 }, label: 0 };
  }

  toWorker(): WorkerDataset {
    return { dataset: 'Troubled', args: [this.trouble], module: import.meta.url };
  }
}

/** Cannot be made in a worker: the module has no such class. */
export class Misnamed extends Troubled {
  override toWorker(): WorkerDataset {
    return { ...super.toWorker(), dataset: 'Troubles' };
  }
}

/** Images of two floats, which stay what they were in the memory that they get. */
export class Untouched implements Dataset {
  readonly length = 8;
  readonly classes = ['a'];
  readonly shape = undefined;

  get(_index: number, _generator?: Generator, { out }: SampleOut = {}): Sample {
    return { pixels: { data: out ?? new Float32Array(2), width: 2, height: 1, channels: 1 }, label: 0 };
  }

  toWorker(): WorkerDataset {
    return { dataset: 'Untouched', args: [], module: import.meta.url };
  }
}

/** An own transform, in a module of its own. */
export class Invert {
  run(image: Sample['pixels']): Sample['pixels'] {
    return { ...image, data: image.data.map((byte: number) => 255 - byte) } as Sample['pixels'];
  }

  toJSON() {
    return { transform: 'Invert', args: [], module: import.meta.url };
  }
}

/** An own transform that draws, for use among those of @featuremap/transforms. */
export class Darken extends Transform<Pixels, Pixels, number> {
  readonly most: number;

  constructor(most: number) {
    super('Darken');
    this.most = most;
  }

  override params(_shape: unknown, generator: Generator): number {
    return Math.floor(generator.random() * this.most);
  }

  override apply(image: Pixels, amount: number): Pixels {
    return { ...image, data: image.data.map((byte) => byte - Math.min(byte, amount)) };
  }

  protected override args(): readonly unknown[] {
    return [this.most];
  }

  override toJSON() {
    return { ...super.toJSON(), module: import.meta.url };
  }
}

/** A batch of images that differ in width, each filled up on its right. */
export interface Row {
  readonly rows: readonly (readonly number[])[];
  readonly indices: readonly number[];
}

/** A collate function: every image as a row of bytes, as long as the longest. */
export function padded(samples: readonly IndexedSample[], filling = 0): Row {
  const longest = Math.max(...samples.map(({ pixels }) => pixels.data.length));
  const fill = (data: readonly number[]) => [...data, ...new Array<number>(longest - data.length).fill(filling)];
  return {
    rows: samples.map(({ pixels }) => fill([...pixels.data])),
    indices: samples.map(({ index }) => index),
  };
}

/** A collate function that gives what cannot leave a thread. */
export function closures(samples: readonly IndexedSample[]) {
  return samples.map(
    ({ index }) =>
      () =>
        index,
  );
}
