// What happens where an engine gives less memory than 4 GB for all threads: in processes of their own, whose engine
// refuses some memories or whose address space is short.
import { expect, test } from 'vitest';
import { runProgram } from '../test/run-program.ts';
import { newMemory } from './new-memory.ts';

/** An engine that refuses a memory of more than `maxPages`, or any shared one. */
const refusing = (maxPages: number, allowsShared: boolean) => `
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(limits) {
      if (limits.shared && !${allowsShared}) throw new TypeError('no shared memory here');
      if (limits.maximum > ${maxPages}) throw new RangeError('could not allocate memory');
      super(limits);
    }
  };
`;

/** Prints the sum of results of several kernels, with growth of the memory between them, and how the backend runs. */
const work = `
  const tf = await import('@tensorflow/tfjs-core');
  const { backendInfo, setThreads } = await import('@featuremap/backend-wasm');
  setThreads(2);
  await tf.setBackend('featuremap-wasm');
  const x = tf.randomUniform([32, 28, 28, 3], -1, 1, 'float32', 1);
  const filter = tf.randomUniform([3, 3, 3, 32], -1, 1, 'float32', 2);
  const y = tf.relu(tf.conv2d(x, filter, 1, 'same'));
  const pooled = tf.maxPool(y, 2, 2, 'valid');
  const grown = tf.ones([1 << 22]);
  const z = tf.softmax(tf.matMul(tf.reshape(pooled, [32 * 196, 32]), tf.ones([32, 64])));
  const { values } = tf.topk(tf.mul(tf.sum(grown), z), 2); // topk runs on plain JavaScript
  let bits = 0;
  for (const word of new Int32Array(values.dataSync().buffer)) bits = (Math.imul(bits, 31) + word) | 0;
  const { threads, reason } = backendInfo();
  console.log(JSON.stringify({ bits, threads, reason }));
`;

interface Outcome {
  readonly bits: number;
  readonly threads: number;
  readonly reason?: string;
}

const runWork = (name: string, before: string, limit?: number) =>
  JSON.parse(runProgram(name, before + work, limit)) as Outcome;

const { bits } = runWork('plain', '');

test('an engine that gives 1 GB: all threads, and a reason', () => {
  const outcome = runWork('smaller', refusing(20_000, true));
  expect(outcome).toMatchObject({ bits, threads: 2 });
  expect(outcome.reason).toMatchInlineSnapshot(
    `"this engine gives at most 1073741824 bytes of WebAssembly memory (could not allocate memory)"`,
  );
});

test('an engine without shared memory: one thread, the same bits, and a reason', () => {
  const outcome = runWork('unshared', refusing(65_536, false));
  expect(outcome).toMatchObject({ bits, threads: 1 });
  expect(outcome.reason).toMatchInlineSnapshot(
    `"this engine gives only unshared WebAssembly memory, which threads cannot use (no shared memory here)"`,
  );
});

test('an engine with little and unshared memory', () => {
  const outcome = runWork('little', refusing(4096, false));
  expect(outcome).toMatchObject({ bits, threads: 1 });
  expect(outcome.reason).toMatchInlineSnapshot(
    `"this engine gives at most 268435456 bytes of unshared WebAssembly memory, which threads cannot use (no shared memory here)"`,
  );
});

test('an engine that gives no memory at all', () => {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class {
    constructor() {
      throw new RangeError('could not allocate memory');
    }
  } as unknown as typeof Memory;
  try {
    expect(() => newMemory()).toThrowErrorMatchingInlineSnapshot(`
      [EnvironmentError: backend-wasm: this engine gives no WebAssembly memory
        Received  could not allocate memory
        Rule      at least 268435456 bytes of address space are needed
        Try       raise the limit of the process, or close other pages]
    `);
  } finally {
    WebAssembly.Memory = Memory;
  }
});

const isLinux = process.platform === 'linux';

test.skipIf(!isLinux)('a process with 6 GB of address space: all threads over less memory', () => {
  const outcome = runWork('limited', '', 6_000_000);
  expect(outcome).toMatchObject({ bits, threads: 2 });
  expect(outcome.reason).toMatch(
    /^this engine gives at most 2147483648 bytes of .+ has \d+ bytes of address space left/,
  );
});

test.skipIf(!isLinux)('a process with 2.6 GB of address space has no room for a second thread', () => {
  const outcome = runWork('short', '', 2_600_000);
  expect(outcome).toMatchObject({ bits, threads: 1 });
  expect(outcome.reason).toMatch(/^\d+ bytes of address space are left, and each thread needs 1073741824$/);
});

test.skipIf(!isLinux)('it says how much was asked for when that is too much', () => {
  const program = `
    import * as tf from '@tensorflow/tfjs-core';
    import '@featuremap/backend-wasm';
    await tf.setBackend('featuremap-wasm');
    const kept = [];
    try {
      for (;;) kept.push(tf.fill([1 << 27], kept.length));
    } catch (error) {
      console.log(error.message.split('\\n')[0]);
    }
    tf.dispose(kept);
    console.log(tf.sum(tf.ones([1000])).dataSync()[0]);
  `;
  expect(runProgram('too-much', program, 6_000_000)).toMatchInlineSnapshot(`
    "backend-wasm: out of memory: no room for 536870912 bytes more
    1000"
  `);
});
