// tfjs-core's own specifications, on this backend: what passes on the stock CPU backend passes here.
import { expect, test } from 'vitest';
import { runSuite } from './run-suite.ts';

/** Specifications that fail here on purpose, and why. */
const exceptions: Readonly<Record<string, string>> = {};

const variants = [
  {
    name: '1 thread',
    setUp: "import '@featuremap/backend-wasm'; export const backendName = 'featuremap-wasm';",
  },
];

test.each(variants)('$name', { timeout: 120_000 }, async ({ setUp }) => {
  const { passed, failed } = await runSuite(setUp);
  expect(passed).toBeGreaterThan(4200);
  expect(Object.keys(failed)).toEqual(Object.keys(exceptions));
});
