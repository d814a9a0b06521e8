import { gzipSync } from 'node:zlib';
import { FeaturemapError } from '@featuremap/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthOf, mutationsOf } from '../test/mutations.ts';
import { type ReadIdxOptions, readIdx } from './idx.ts';

/** An IDX file of the given sizes and values. */
function idx(sizes: readonly number[], values: readonly number[], type = 8): Uint8Array {
  const sizeBytes = sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, sizes.length, ...sizeBytes, ...values]);
}

async function messageOf(file: Uint8Array, options: ReadIdxOptions = { name: 'labels.gz' }): Promise<string> {
  const error = await readIdx(file, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (FeaturemapError.is(error)) return error.message;
  throw new Error(`expected an error of Featuremap, not ${error}`);
}

describe.each([
  ['raw', (file: Uint8Array) => file],
  ['gzip', (file: Uint8Array) => new Uint8Array(gzipSync(file))],
])('%s', (_name, pack) => {
  test('round trip', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), async (shape, stream) => {
        const values = [...stream.take(shape.reduce((a, b) => a * b, 1))];
        expect(await readIdx(pack(idx(shape, values)))).toEqual({ shape, data: Uint8Array.from(values) });
      }),
      { numRuns: 50 },
    );
  });

  test('a header or values cut short, and bytes left over', async () => {
    const whole = idx([2, 3], [1, 2, 3, 4, 5, 6]);
    for (let length = 0; length < whole.length; length++) {
      expect(await messageOf(pack(whole.subarray(0, length)))).toContain('readIdx: labels.gz is truncated');
    }
    expect(await messageOf(pack(idx([2, 3], [1, 2, 3, 4, 5, 6, 7])))).toContain('has bytes after its 6 values');
  });
});

test('a gzip stream that is cut short or corrupt', async () => {
  const whole = new Uint8Array(
    gzipSync(
      idx(
        [100],
        Array.from({ length: 100 }, (_, i) => (i * 37) % 256),
      ),
    ),
  );
  expect(await messageOf(whole.subarray(0, 60))).toMatchInlineSnapshot(`
    "readIdx: labels.gz is not a whole gzip file
      Received  60 bytes
      Try       get the file again: it is truncated or corrupt"
  `);
  const corrupt = whole.slice();
  corrupt[40]! ^= 0xff;
  expect(await messageOf(corrupt)).toContain('readIdx: labels.gz');
});

test('what is no IDX file of bytes', async () => {
  expect(await messageOf(new TextEncoder().encode('<!DOCTYPE html>'))).toMatchInlineSnapshot(`
    "readIdx: labels.gz is not an IDX file of unsigned bytes
      Received  it begins with the bytes [60, 33, 68, 79]
      Rule      an IDX file of bytes begins with 0, 0, 8 and the number of dimensions, at least 1"
  `);
  expect(await messageOf(idx([1], [0, 0, 0, 0], 0x0d))).toContain('is not an IDX file of unsigned bytes');
  expect(await messageOf(idx([], []))).toContain('is not an IDX file of unsigned bytes');
  expect(await messageOf(new Uint8Array(0), {})).toMatchInlineSnapshot(`
    "readIdx: the IDX data is truncated
      Received  0 bytes, less than the header
      Try       get the file again: its end is missing"
  `);
});

test('a size beyond the limit is refused before it is allocated', async () => {
  expect(await messageOf(idx([0xffffffff, 0xffffffff], []))).toMatchInlineSnapshot(`
    "readIdx: labels.gz states 18446744065119617000 values, more than the limit of 1073741824
      Received  shape [4294967295, 4294967295]
      Rule      at most maxBytes = 1073741824
      Try       a larger maxBytes if the file is what it says"
  `);
  expect(await messageOf(idx([11], []), { maxBytes: 10 })).toContain('more than the limit of 10');
});

test('a gzip bomb takes no more memory than its header states', async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.concat([idx([10], []), Buffer.alloc(1 << 27)])));
  const before = process.memoryUsage().arrayBuffers;
  expect(await messageOf(bomb)).toContain('has bytes after its 10 values');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 26);
});

test('no bytes make it crash without a message', async () => {
  const header = fc.constantFrom([0, 0, 8, 1], [0, 0, 8, 3], [0x1f, 0x8b, 8, 0], []);
  await fc.assert(
    fc.asyncProperty(header, fc.uint8Array({ maxLength: 64 }), async (start, rest) => {
      await readIdx(Uint8Array.from([...start, ...rest]), { maxBytes: 1 << 20 }).catch((error: unknown) => {
        expect(FeaturemapError.is(error)).toBe(true);
      });
    }),
    { numRuns: 500 },
  );
});

test('a changed file is read or refused, and takes no more memory than it may', async () => {
  const images = idx(
    [3, 8, 8],
    Array.from({ length: 192 }, (_, i) => i),
  );
  const maxBytes = 1 << 20;
  const growth = await growthOf(() =>
    fc.assert(
      fc.asyncProperty(mutationsOf(images, gzipSync(images)), async (file) => {
        const result = await readIdx(file, { maxBytes }).catch((error: unknown) => error);
        if (FeaturemapError.is(result)) return;
        if (result instanceof Error) throw result;
        const { shape, data } = result as Awaited<ReturnType<typeof readIdx>>;
        expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
        expect(data.length).toBeLessThanOrEqual(maxBytes);
      }),
      { numRuns: 1000 },
    ),
  );
  expect(growth).toBeLessThan(300e6);
});
