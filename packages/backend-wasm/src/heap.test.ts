import { FeaturemapError } from '@featuremap/errors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';
import { newMemory } from './new-memory.ts';

test('blocks do not overlap, are aligned and have room behind them', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 100_000 }), free: fc.boolean() })), (steps) => {
      const heap = new Heap();
      const live: { address: number; bytes: number }[] = [];
      for (const { bytes, free } of steps) {
        if (free && live.length > 0) {
          const { address, bytes: size } = live.shift()!;
          heap.release(address, size);
        }
        live.push({ address: heap.allocate(bytes), bytes });
      }
      const sorted = live.toSorted((a, b) => a.address - b.address);
      sorted.forEach(({ address, bytes }, i) => {
        expect(address % 64).toBe(0);
        const next = sorted[i + 1]?.address ?? heap.usage.size;
        expect(next - address).toBeGreaterThanOrEqual(bytes + 64);
      });
    }),
    { numRuns: 50 },
  );
});

test('a freed block serves the next of its size', () => {
  const heap = new Heap();
  const first = heap.allocate(10_000);
  heap.release(first, 10_000);
  expect(heap.allocate(9_990)).toBe(first);
});

test('JavaScript gets no block that a posted job may still use, as long as there is room for another', () => {
  const heap = new Heap(newMemory(128));
  const [done, used] = [heap.allocate(3_000_000), heap.allocate(3_000_000)];
  heap.release(done, 3_000_000);
  const jobs = { posted: 1, round: 7, finish: () => void Object.assign(jobs, { posted: 0, round: 8 }) };
  heap.jobs = jobs;
  heap.release(used, 3_000_000);
  expect(heap.allocateIdle(3_000_000)).toBe(done);
  expect(jobs.posted).toBe(1);
  expect(heap.allocateIdle(3_000_000)).toBe(used);
  expect(jobs.posted).toBe(0);
});

test('without room the error says how much was asked for', () => {
  const heap = new Heap(newMemory(128));
  heap.allocate(1_000_000);
  let message = '';
  try {
    heap.allocate(100_000_000);
  } catch (error) {
    if (FeaturemapError.is(error)) message = error.message;
  }
  expect(message).toMatchInlineSnapshot(`
    "backend-wasm: out of memory: no room for 100000000 bytes more
      Received  1048576 bytes in use, 4194304 bytes of WebAssembly memory
      Rule      the memory grows to at most 8388608 bytes
      Try       a smaller batch, or dispose tensors (tf.tidy, tensor.dispose())"
  `);
  expect(() => heap.allocate(1_000_000)).not.toThrow();
});
