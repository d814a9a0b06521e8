import { fitsSampling, joinWarps, noWarp, type OneWarp } from './core/one-warp.ts';
import type { ImageShape } from './image.ts';
import type { Transform } from './transform.ts';

/** Neighbouring transforms that are one warp. */
export interface FusedRun {
  readonly warp: OneWarp;
  /** How many they are. */
  readonly count: number;
}

/**
 * The transforms from `start` on that can be one warp. Undefined when fewer than two of them make values between pixels:
 * the steps one by one are exact then, and no slower.
 */
export function fusedRun(
  transforms: readonly Transform[],
  params: readonly unknown[],
  start: number,
  shape: ImageShape,
): FusedRun | undefined {
  let warp = noWarp(shape);
  let count = 0;
  let resampled = 0;
  for (let i = start; i < transforms.length; i++) {
    const { height, width } = warp;
    const step = transforms[i]!.warpStep?.({ height, width, channels: shape.channels }, params[i]);
    const joined = step && joinWarps(warp, step);
    if (step === undefined || joined === undefined || !fitsSampling(joined)) break;
    warp = joined;
    count++;
    if (step.interpolation !== null) resampled++;
  }
  return resampled < 2 ? undefined : { warp, count };
}
