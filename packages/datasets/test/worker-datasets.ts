import type { Generator } from '@featuremap/random';
import type { Dataset, Sample, WorkerDataset } from '../src/index.ts';

/** Images of one pixel: the byte is drawn. Some of them make trouble, each in its own way. */
export class Troubled implements Dataset {
  readonly length = 12;
  readonly classes = ['a'];
  readonly shape = undefined;
  readonly trouble: Readonly<Record<number, 'throw' | 'exit' | 'crash' | 'skip'>>;

  constructor(trouble: Troubled['trouble'] = {}) {
    this.trouble = trouble;
  }

  get(index: number, generator?: Generator): ReturnType<Dataset['get']> {
    const trouble = this.trouble[index];
    if (trouble === 'throw') throw new Error(`no image ${index}`);
    if (trouble === 'skip') return { skipped: `image ${index} is torn` };
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

/** An own transform, in a module of its own. */
export class Invert {
  run(image: Sample['pixels']): Sample['pixels'] {
    return { ...image, data: image.data.map((byte: number) => 255 - byte) } as Sample['pixels'];
  }

  toJSON() {
    return { transform: 'Invert', args: [], module: import.meta.url };
  }
}
