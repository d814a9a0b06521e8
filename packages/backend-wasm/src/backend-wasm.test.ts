import { expect, test } from 'vitest';
import * as api from './index.ts';

const { backendInfo, kernelCoverage, setDeterministic, setThreads } = api;

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "backendInfo",
      "kernelCoverage",
      "BACKEND_NAME",
      "setDeterministic",
      "setThreads",
    ]
  `);
});

test('arguments that are not allowed', async () => {
  expect(() => setThreads(0)).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: setThreads: threads must be an integer from 1 to 64, not 0]`,
  );
  for (const value of [-1, 1.5, Number.NaN, 65, '2', null, undefined])
    expect(() => setThreads(value as never)).toThrow('setThreads: threads must be an integer from 1 to 64');
  await expect(setDeterministic('yes' as never)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: setDeterministic: deterministic must be true or false, not 'yes']`,
  );
});

test('coverage names each kernel once, and what is left to plain JavaScript', () => {
  const { wasm, cpu } = kernelCoverage();
  expect(new Set([...wasm, ...cpu]).size).toBe(wasm.length + cpu.length);
  expect(wasm).toContain('FeaturemapConv2dBlock');
  expect(cpu).toContain('FFT');
});

test('the engine of the workspace has relaxed SIMD, and determinism gives it up', async () => {
  expect(backendInfo()).toMatchObject({ simd: 'relaxed', reason: undefined });
  await setDeterministic(true);
  expect(backendInfo()).toMatchObject({ simd: 'plain', reason: undefined });
  await setDeterministic(false);
});
