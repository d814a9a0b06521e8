import { expect } from 'vitest';

/** How far two numbers may be apart: `|actual - expected| <= atol + rtol·|expected|`, as in `torch.allclose`. */
export interface Tolerance {
  /** Absolute part; default 1e-6. */
  readonly atol?: number;
  /** Relative part; default 1e-5. */
  readonly rtol?: number;
}

/** Asserts that two lists of numbers have one length and agree within the tolerance; NaN agrees with NaN. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance = {}): void {
  const { atol = 1e-6, rtol = 1e-5 } = tolerance;
  expect(actual.length, 'length').toBe(expected.length);
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i]!;
    const e = expected[i]!;
    if (Object.is(a, e) || a === e) continue;
    const excess = Math.abs(a - e) - (atol + rtol * Math.abs(e));
    if (excess <= 0) continue;
    if (worst < 0 || Number.isNaN(excess) || excess > worstExcess) {
      worst = i;
      worstExcess = excess;
    }
  }
  if (worst >= 0) {
    expect.fail(`element ${worst} is ${actual[worst]}, expected ${expected[worst]} (atol ${atol}, rtol ${rtol})`);
  }
}
