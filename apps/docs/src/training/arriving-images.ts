import { ArrayDataset, readIdx } from '@featuremap/datasets';
import { DataError } from '@featuremap/errors';

const shape = [28, 28, 1] as const;
const pixelsOf = shape[0] * shape[1];

/** Images that come part by part. */
export class ArrivingImages {
  readonly #images: Uint8Array;
  readonly #labels: Uint8Array;
  readonly #classes = Array.from({ length: 10 }, (_, label) => `${label}`);
  #arrived = 0;

  /** @param capacity how many images there will be. */
  constructor(readonly capacity: number) {
    this.#images = new Uint8Array(capacity * pixelsOf);
    this.#labels = new Uint8Array(capacity);
  }

  /** Fetches a part of Fashion-MNIST from this site and adds it. */
  async fetchPart(name: string): Promise<void> {
    const { shape: rows, data } = await readIdx(await fetchFile(`fashion-mnist/${name}.bin`), { name });
    const [count, rowSize] = rows as [number, number];
    for (let start = 0; start < count * rowSize; start += rowSize) {
      this.#labels[this.#arrived] = data[start]!;
      this.#images.set(data.subarray(start + 1, start + rowSize), this.#arrived * pixelsOf);
      this.#arrived++;
    }
  }

  /** How many images have arrived. */
  get arrived(): number {
    return this.#arrived;
  }

  /** What has arrived by now, or the first `count` of it; nothing is copied. */
  dataset(count = this.#arrived): ArrayDataset {
    return new ArrayDataset(this.#images.subarray(0, count * pixelsOf), this.#labels.subarray(0, count), {
      shape,
      classes: this.#classes,
    });
  }
}

async function fetchFile(path: string): Promise<Uint8Array> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}${path}`);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(`${response.status} ${response.statusText}`);
  } catch (cause) {
    throw new DataError(`${path} cannot be fetched: ${(cause as Error).message}`, { cause });
  }
}
