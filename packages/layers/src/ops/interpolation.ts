import type { Weights } from './resample.ts';

/** How numbers between pixels are found: `'nearest'` takes that of the pixel below, `'bilinear'` mixes neighbours. */
export type UpsampleMode = 'nearest' | 'bilinear';

/** Every `UpsampleMode`. */
export const upsampleModes = ['nearest', 'bilinear'] as const satisfies readonly UpsampleMode[];

/** How `n` pixels become `out`. */
interface Axis {
  readonly n: number;
  readonly out: number;
  /** The factor that was asked for, undefined when the size was. */
  readonly factor: number | undefined;
}

/** What each new pixel along an axis takes of each old one. */
export function interpolation({ n, out, factor }: Axis, mode: UpsampleMode, alignCorners: boolean): Weights {
  const step = factor === undefined ? n / out : 1 / factor; // old pixels from one new pixel to the next
  return Array.from({ length: out }, (_, i) => {
    if (mode === 'nearest') return sharesAt(n, nearest(i, n, out, step));
    if (alignCorners) return sharesAt(n, out > 1 ? (i * (n - 1)) / (out - 1) : 0);
    return sharesAt(n, Math.max(0, (i + 0.5) * step - 0.5));
  });
}

/** The pixel whose number is taken, found in float32 as PyTorch finds it. */
function nearest(i: number, n: number, out: number, step: number): number {
  if (out === n) return i;
  if (out === 2 * n) return i >> 1;
  return Math.min(Math.floor(Math.fround(i * Math.fround(step))), n - 1);
}

/** The shares of the two pixels around a position. */
function sharesAt(n: number, position: number): number[] {
  const below = Math.min(Math.floor(position), n - 1);
  const above = Math.min(below + 1, n - 1);
  const share = Math.min(position - below, 1);
  const shares: number[] = Array(n).fill(0);
  shares[below]! += 1 - share;
  shares[above]! += share;
  return shares;
}
