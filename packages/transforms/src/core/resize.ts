import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';
import type { Interpolation } from '../interpolation.ts';
import { clampByte } from './clamp-byte.ts';
import { warp } from './warp.ts';

/** Coefficients are integers: this many bits stand for 1. */
const PRECISION_BITS = 22;

interface Kernel {
  /** Beyond this distance the kernel is 0. */
  readonly support: number;
  readonly weight: (distance: number) => number;
}

const kernels: Record<Exclude<Interpolation, 'nearest'>, Kernel> = {
  bilinear: { support: 1, weight: (x) => (x < 1 ? 1 - x : 0) },
  bicubic: {
    support: 2,
    weight: (x) => {
      const a = -0.5;
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    },
  },
};

/** For each output position of one axis: the first input position it needs, how many, and their integer weights. */
export interface AxisWeights {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** `stride` numbers for each output position. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/** The weights of an antialiased resize of one axis: the kernel is as wide as the input that one output pixel covers. */
export function axisWeights(inSize: number, outSize: number, interpolation: 'bilinear' | 'bicubic'): AxisWeights {
  const { support, weight } = kernels[interpolation];
  const scale = inSize / outSize;
  const stretch = Math.max(1, scale);
  const reach = support * stretch;
  const stride = Math.ceil(reach) * 2 + 1;
  const starts = new Int32Array(outSize);
  const counts = new Int32Array(outSize);
  const weights = new Int32Array(outSize * stride);
  const raw = new Float64Array(stride);
  for (let o = 0; o < outSize; o++) {
    const center = (o + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - reach + 0.5));
    const count = Math.min(inSize, Math.trunc(center + reach + 0.5)) - start;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      raw[i] = weight(Math.abs((i + start - center + 0.5) * (1 / stretch)));
      sum += raw[i]!;
    }
    for (let i = 0; i < count; i++) {
      const w = (raw[i]! / sum) * 2 ** PRECISION_BITS;
      weights[o * stride + i] = w < 0 ? w - 0.5 : w + 0.5;
    }
    starts[o] = start;
    counts[o] = count;
  }
  return { starts, counts, weights, stride };
}

/** The image at another size, antialiased as PIL does it: across first, then down, with bytes between. */
export function resize(pixels: Pixels, height: number, width: number, interpolation: Interpolation): Pixels {
  if (pixels.height === height && pixels.width === width) return pixels;
  if (interpolation === 'nearest') {
    const matrix = [pixels.width / width, 0, 0, 0, pixels.height / height, 0] as const;
    return warp(pixels, matrix, height, width, 'nearest', new Uint8Array(pixels.channels));
  }
  const across = pixels.width === width ? pixels : resizeAcross(pixels, width, interpolation);
  return pixels.height === height ? across : resizeDown(across, height, interpolation);
}

function resizeAcross(pixels: Pixels, width: number, interpolation: 'bilinear' | 'bicubic'): Pixels {
  const { data, height, channels } = pixels;
  const { starts, counts, weights, stride } = axisWeights(pixels.width, width, interpolation);
  const out = blankPixels(height, width, channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * pixels.width + starts[x]!) * channels;
      for (let k = 0; k < channels; k++) {
        out.data[at++] = weightedByte(data, from + k, channels, weights, x * stride, counts[x]!);
      }
    }
  }
  return out;
}

function resizeDown(pixels: Pixels, height: number, interpolation: 'bilinear' | 'bicubic'): Pixels {
  const { data, width, channels } = pixels;
  const { starts, counts, weights, stride } = axisWeights(pixels.height, height, interpolation);
  const rowLength = width * channels;
  const out = blankPixels(height, width, channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let i = 0; i < rowLength; i++) {
      out.data[at++] = weightedByte(data, starts[y]! * rowLength + i, rowLength, weights, y * stride, counts[y]!);
    }
  }
  return out;
}

/** The weighted sum of `count` bytes that lie `step` apart, rounded and cut to a byte. */
function weightedByte(
  data: Uint8Array | Uint8ClampedArray,
  from: number,
  step: number,
  weights: Int32Array,
  firstWeight: number,
  count: number,
): number {
  let sum = 1 << (PRECISION_BITS - 1);
  for (let i = 0; i < count; i++) sum = (sum + data[from + i * step]! * weights[firstWeight + i]!) | 0;
  return clampByte(sum >> PRECISION_BITS);
}
