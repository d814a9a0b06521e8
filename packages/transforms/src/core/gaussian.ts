/** A bell curve of `size` weights that sum to 1, with the standard deviation `sigma` in pixels. */
export function gaussianKernel(size: number, sigma: number): Float64Array {
  const half = (size - 1) / 2;
  const weights = Float64Array.from({ length: size }, (_, i) => Math.exp(-0.5 * ((i - half) / sigma) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * A plane of numbers with each replaced by the weighted mean of its neighbourhood, across and then down. Beyond the edge
 * the plane is mirrored without repeating its edge, so half a kernel must be shorter than a side.
 */
export function blurPlane(
  plane: ArrayLike<number>,
  size: { readonly height: number; readonly width: number },
  across: Float64Array,
  down: Float64Array,
): Float64Array {
  const { height, width } = size;
  const middle = blurLines(plane, across, { lines: height, lineStep: width, count: width, step: 1 });
  return blurLines(middle, down, { lines: width, lineStep: 1, count: height, step: width });
}

/** How a plane is cut into lines: their number and distance, and the number and distance of the elements of one. */
interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  readonly count: number;
  readonly step: number;
}

function blurLines(plane: ArrayLike<number>, kernel: Float64Array, lines: Lines): Float64Array {
  const { lineStep, count, step } = lines;
  const half = kernel.length >> 1;
  const out = new Float64Array(plane.length);
  for (let line = 0; line < lines.lines; line++) {
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        const j = Math.abs(i + k - half);
        sum += kernel[k]! * plane[line * lineStep + (j < count ? j : 2 * (count - 1) - j) * step]!;
      }
      out[line * lineStep + i * step] = sum;
    }
  }
  return out;
}
