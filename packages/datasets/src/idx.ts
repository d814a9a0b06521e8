import { DataError, requireInteger, show } from '@featuremap/errors';

/** The content of an IDX file of unsigned bytes. */
export interface Idx {
  /** The size along each dimension, such as `[60000, 28, 28]`. */
  readonly shape: readonly number[];
  /** The values, row by row. */
  readonly data: Uint8Array;
}

/** How `readIdx` names the file in errors, and how much memory it may take. */
export interface ReadIdxOptions {
  /** Stands in error messages; default `'the IDX data'`. */
  readonly name?: string;
  /** The most bytes that the values may take; default 1 GiB. More is refused before anything is allocated. */
  readonly maxBytes?: number;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of unsigned bytes, the format of the MNIST family, compressed by gzip or not.
 *
 * The format: two zero bytes, the type (8: unsigned byte), the number of dimensions, each size as a big-endian 32-bit
 * integer, then the values. Memory stays below the size that the header states, whatever the compressed data holds.
 *
 * @throws {DataError} when the data is no IDX file of bytes, is truncated, has bytes left over, has a broken gzip stream,
 * or states more than `maxBytes`.
 *
 * @example
 * ```js
 * import { readIdx } from '@featuremap/datasets';
 *
 * const file = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4]);
 * const { shape, data } = await readIdx(file);
 * console.log(shape, data); // [ 3 ] Uint8Array(3) [ 9, 0, 4 ]
 * ```
 *
 * @see http://yann.lecun.com/exdb/mnist/ for the format
 */
export async function readIdx(file: Uint8Array, options: ReadIdxOptions = {}): Promise<Idx> {
  const { name = 'the IDX data', maxBytes = 2 ** 30 } = options;
  requireInteger('readIdx', 'maxBytes', maxBytes, { min: 1 });
  const reader = new IdxReader(name, maxBytes);
  if (file[0] === 0x1f && file[1] === 0x8b) {
    for await (const chunk of gunzip(file, name)) reader.push(chunk);
  } else {
    reader.push(file);
  }
  return reader.end();
}

/** Takes the bytes of an IDX file piece by piece. */
class IdxReader {
  readonly #name: string;
  readonly #maxBytes: number;
  #header = new Uint8Array(0);
  #shape: number[] | undefined;
  #data = new Uint8Array(0);
  #filled = 0;

  constructor(name: string, maxBytes: number) {
    this.#name = name;
    this.#maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): void {
    const values = this.#shape === undefined ? this.#readHeader(chunk) : chunk;
    if (this.#filled + values.length > this.#data.length) {
      throw this.#error(`has bytes after its ${this.#data.length} values`, {
        received: `shape ${show(this.#shape)}, more than ${this.#data.length} values`,
      });
    }
    this.#data.set(values, this.#filled);
    this.#filled += values.length;
  }

  end(): Idx {
    if (this.#shape === undefined) throw this.#truncated(`${this.#header.length} bytes, less than the header`);
    if (this.#filled < this.#data.length) {
      throw this.#truncated(`shape ${show(this.#shape)}, but ${this.#filled} of ${this.#data.length} values`);
    }
    return { shape: this.#shape, data: this.#data };
  }

  /** Adds to the header until it is whole; returns the bytes behind it. */
  #readHeader(chunk: Uint8Array): Uint8Array {
    const header = new Uint8Array(this.#header.length + chunk.length);
    header.set(this.#header);
    header.set(chunk, this.#header.length);
    this.#header = header;
    if (header.length < 4) return new Uint8Array(0);
    const [zero0, zero1, type, dimensions] = header as unknown as [number, number, number, number];
    if (zero0 !== 0 || zero1 !== 0 || type !== UNSIGNED_BYTE || dimensions === 0) {
      throw this.#error('is not an IDX file of unsigned bytes', {
        received: `it begins with the bytes ${show([zero0, zero1, type, dimensions])}`,
        rule: 'an IDX file of bytes begins with 0, 0, 8 and the number of dimensions, at least 1',
      });
    }
    const headerLength = 4 + 4 * dimensions;
    if (header.length < headerLength) return new Uint8Array(0);
    const view = new DataView(header.buffer);
    const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
    const count = shape.reduce((product, size) => product * size, 1);
    if (count > this.#maxBytes) {
      throw this.#error(`states ${count} values, more than the limit of ${this.#maxBytes}`, {
        received: `shape ${show(shape)}`,
        rule: `at most maxBytes = ${this.#maxBytes}`,
        remedy: 'a larger maxBytes if the file is what it says',
      });
    }
    this.#shape = shape;
    this.#data = new Uint8Array(count);
    return header.subarray(headerLength);
  }

  #truncated(received: string): DataError {
    return this.#error('is truncated', { received, remedy: 'get the file again: its end is missing' });
  }

  #error(problem: string, details: { received?: string; rule?: string; remedy?: string }): DataError {
    return new DataError(`readIdx: ${this.#name} ${problem}`, details);
  }
}

/** The decompressed chunks of a gzip file. */
async function* gunzip(file: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const stream = new Blob([file as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new DataError(`readIdx: ${name} is not a whole gzip file`, {
          received: `${file.length} bytes`,
          remedy: 'get the file again: it is truncated or corrupt',
          cause,
        });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
