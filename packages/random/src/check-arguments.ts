import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import type { GeneratorState } from './generator.ts';

/** The range of finite float32 numbers. */
export const FLOAT32 = { min: -3.4028234663852886e38, max: 3.4028234663852886e38 } as const;

/** A seed as `torch.Generator.manual_seed` takes it. */
export function requireSeed(seed: unknown): bigint {
  if (Number.isSafeInteger(seed)) return BigInt(seed as number);
  if (typeof seed === 'bigint' && seed >= -(2n ** 63n) && seed < 2n ** 64n) return seed;
  throw new ArgumentError(`Generator: the seed must be an integer from -2^63 to 2^64 - 1, not ${show(seed)}`, {
    rule: 'a number is at most 2^53 - 1 in magnitude; beyond, a bigint says exactly which seed is meant',
  });
}

/** How many numbers to draw. */
export function requireLength(caller: string, n: unknown): number {
  return requireInteger(caller, 'n', n, { min: 0, max: 2 ** 31 - 1 });
}

export function requireFloat32Array(caller: string, out: unknown): void {
  if (out instanceof Float32Array) return;
  throw new ArgumentError(`${caller}: out must be a Float32Array, not ${show(out)}`);
}

export function requireState(state: GeneratorState): void {
  const isSound =
    /^\d{1,20}$/.test(state?.seed) &&
    BigInt(state.seed) < 2n ** 64n &&
    isListOf(state.keys, Number.isSafeInteger) &&
    isListOf(state.words, (word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32) &&
    state.words.length === 624 &&
    Number.isInteger(state.position) &&
    state.position >= 0 &&
    state.position <= 624 &&
    (state.nextNormal === null || Number.isFinite(state.nextNormal));
  if (isSound) return;
  throw new ArgumentError('Generator.fromState: this is not the state of a generator', {
    received: show(state),
    rule: '{ seed: decimal, keys: integers, words: 624 integers below 2^32, position: 0 to 624, nextNormal: number or null }',
  });
}

function isListOf(list: unknown, holds: (item: number) => boolean): boolean {
  return Array.isArray(list) && list.every(holds);
}
