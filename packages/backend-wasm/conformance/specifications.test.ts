// tfjs-core's own specifications, on this backend: what passes on the stock CPU backend passes here.
import { expect, test } from 'vitest';
import { runSuite } from './run-suite.ts';

/** Specifications that fail here on purpose, and why. There are none. */
const exceptions: Readonly<Record<string, string>> = {};

const variants = [
  { name: 'relaxed SIMD, 2 threads', threads: 2, deterministic: false },
  { name: 'plain SIMD, 1 thread', threads: 1, deterministic: true },
];

test.each(variants)('$name', async ({ threads, deterministic }) => {
  const { passed, failed } = await runSuite(`
    import { BACKEND_NAME, setDeterministic, setThreads } from '@featuremap/backend-wasm';
    setThreads(${threads});
    void setDeterministic(${deterministic});
    export const backendName = BACKEND_NAME;
  `);
  expect(passed).toBeGreaterThan(4200);
  expect(Object.keys(failed)).toEqual(Object.keys(exceptions));
});
