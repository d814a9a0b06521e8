import type { Interpolation } from '../interpolation.ts';
import type { Box } from './crop.ts';
import type { Matrix } from './warp.ts';

type AffineMatrix = Matrix & { length: 6 };

/** What a step that only moves pixels about does to an image. */
export interface WarpStep {
  /** From a point of the output to that of the input. */
  readonly matrix: AffineMatrix;
  /** The size of the output. */
  readonly height: number;
  readonly width: number;
  /** How values between pixels are made; null where every pixel of the output is one of the input. */
  readonly interpolation: 'nearest' | 'bilinear' | null;
  /** The colour of what the input does not cover; null where it covers all. */
  readonly fill: Uint8Array | null;
}

/** Several steps as one. */
export interface OneWarp extends WarpStep {
  /** The part of the source that may be seen, which is all unless there is a fill: [left, top, right, bottom]. */
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

/** Cuts out a box and gives it another size; undefined for what is more than a blend of neighbours. */
export function boxStep(box: Box, height: number, width: number, interpolation: Interpolation): WarpStep | undefined {
  if (interpolation === 'bicubic') return undefined;
  const matrix = [box.width / width, 0, box.left, 0, box.height / height, box.top] as const;
  const isSameSize = box.height === height && box.width === width;
  return { matrix, height, width, interpolation: isSameSize ? null : interpolation, fill: null };
}

const EVERYWHERE = [-(2 ** 20), -(2 ** 20), 2 ** 20, 2 ** 20] as const;

/** The warp that leaves an image of that size as it is. */
export function noWarp({ height, width }: { readonly height: number; readonly width: number }): OneWarp {
  return { matrix: [1, 0, 0, 0, 1, 0], height, width, interpolation: null, fill: null, box: EVERYWHERE };
}

/** A warp and the step after it, as one; undefined when both leave a part of their output uncovered. */
export function joinWarps(first: OneWarp, step: WarpStep): OneWarp | undefined {
  if (first.fill !== null && step.fill !== null) return undefined;
  const { height, width } = step;
  const interpolations = [first.interpolation, step.interpolation];
  return {
    matrix: product(first.matrix, step.matrix),
    height,
    width,
    interpolation: interpolations.includes('bilinear') ? 'bilinear' : (first.interpolation ?? step.interpolation),
    fill: first.fill ?? step.fill,
    box: step.fill === null ? first.box : frameOf(first),
  };
}

/** Whether fixed point can hold all places that a warp asks for. */
export function fitsSampling({ matrix: [a, b, c, d, e, f], height, width }: OneWarp): boolean {
  return [0, width].every((x) =>
    [0, height].every((y) => Math.abs(x * a + y * b + c) < 2 ** 20 && Math.abs(x * d + y * e + f) < 2 ** 20),
  );
}

/** Where the output of an upright warp lies in its source. */
function frameOf({ matrix: [a, , c, , e, f], height, width }: OneWarp): OneWarp['box'] {
  const [right, bottom] = [a * width + c, e * height + f];
  return [Math.min(c, right), Math.min(f, bottom), Math.max(c, right), Math.max(f, bottom)];
}

/** First the right matrix, then the left one. */
function product(left: AffineMatrix, right: AffineMatrix): AffineMatrix {
  const [a, b, c, d, e, f] = left;
  const [p, q, r, s, t, u] = right;
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f];
}
