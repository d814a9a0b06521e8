import { expect, test } from 'vitest';
import type { Batch } from './collate.ts';
import type { Dataset, SampleOut } from './dataset.ts';
import { makeBatch } from './make-batch.ts';

/** Images of 2 floats, of which every third cannot be used; how many are written into their batch is counted. */
class Pairs implements Dataset {
  readonly length = 9;
  readonly classes = ['pair'];
  readonly shape = undefined;
  written = 0;

  get(index: number, _generator: unknown, { out }: SampleOut = {}) {
    if (index % 3 === 2) return { skipped: 'a third one' };
    const data = out?.length === 2 && index !== 3 ? out : new Float32Array(2);
    if (data === out) this.written++;
    data.set([index, -index]);
    return { pixels: { data, width: 1, height: 2, channels: 1 }, label: 0 };
  }
}

test('a batch is the same whether samples write into it or not, at once or one after the other', async () => {
  const [indices, order] = [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8), [] as number[]];
  const pairs = new Pairs();
  const made = await makeBatch<Batch>(pairs, indices, { onRead: (index) => order.push(index) });
  expect(made).toEqual(await makeBatch(pairs, indices));
  expect([...made.batch!.images]).toEqual([0, 1, 3, 4, 6, 7].flatMap((index) => [index, -index]));
  expect(made.skipped.map(([index]) => index)).toEqual([2, 5, 8]);
  expect(pairs.written).toBe(2 * [1, 4, 6, 7].length);
  expect(order).toEqual([...indices, -1]);
});
