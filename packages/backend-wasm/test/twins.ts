// Scalar twins of the fused kernels: the formulas in plain loops and double precision.
import type { Activation } from '../src/conv-geometry.ts';

export type Pair = readonly [number, number];

export interface PoolAttrs {
  readonly kind: 'max' | 'avg';
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly pads: readonly [Pair, Pair];
  readonly countIncludePad: boolean;
  readonly outSize: Pair;
}

export interface BlockAttrs {
  readonly strides: Pair;
  readonly pads: readonly [Pair, Pair];
  readonly dilations: Pair;
  readonly outSize: Pair;
  readonly activation: Activation;
  readonly pool: PoolAttrs | null;
}

export type Shape4 = readonly [n: number, h: number, w: number, c: number];

const activations: Readonly<Record<Activation, (z: number) => number>> = {
  linear: (z) => z,
  relu: (z) => Math.max(0, z),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
};

/** activation'(z), told from y = activation(z). */
const slopes: Readonly<Record<Activation, (y: number) => number>> = {
  linear: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
};

const at = ([, h, w, c]: Shape4, n: number, y: number, x: number, channel: number) =>
  ((n * h + y) * w + x) * c + channel;

/** Calls `visit` for each product of a convolution, with the indices into x, filter and y. */
function eachTap(
  x: Shape4,
  [kH, kW, inC, outC]: Shape4,
  { strides, pads, dilations, outSize }: BlockAttrs,
  visit: (x: number, filter: number, y: number) => void,
): void {
  const out: Shape4 = [x[0], ...outSize, outC];
  for (let n = 0; n < x[0]; n++)
    for (let oy = 0; oy < outSize[0]; oy++)
      for (let ox = 0; ox < outSize[1]; ox++)
        for (let ky = 0; ky < kH; ky++)
          for (let kx = 0; kx < kW; kx++) {
            const iy = oy * strides[0] - pads[0][0] + ky * dilations[0];
            const ix = ox * strides[1] - pads[1][0] + kx * dilations[1];
            if (iy < 0 || iy >= x[1] || ix < 0 || ix >= x[2]) continue;
            for (let i = 0; i < inC; i++)
              for (let o = 0; o < outC; o++)
                visit(at(x, n, iy, ix, i), ((ky * kW + kx) * inC + i) * outC + o, at(out, n, oy, ox, o));
          }
}

/** Calls `visit` for each window of a pooling: the index of its result, its elements, and what a mean divides by. */
function eachWindow(
  y: Shape4,
  pool: PoolAttrs,
  visit: (pooled: number, elements: readonly number[], size: number) => void,
): void {
  const [n, h, w, c] = y;
  const [[top, bottom], [left, right]] = pool.pads;
  const [pH, pW] = pool.outSize;
  for (let i = 0; i < n; i++)
    for (let py = 0; py < pH; py++)
      for (let px = 0; px < pW; px++)
        for (let channel = 0; channel < c; channel++) {
          const y0 = py * pool.strides[0] - top;
          const x0 = px * pool.strides[1] - left;
          const elements: number[] = [];
          for (let iy = Math.max(0, y0); iy < Math.min(h, y0 + pool.kernel[0]); iy++)
            for (let ix = Math.max(0, x0); ix < Math.min(w, x0 + pool.kernel[1]); ix++)
              elements.push(at(y, i, iy, ix, channel));
          const padded =
            (Math.min(y0 + pool.kernel[0], h + bottom) - y0) * (Math.min(x0 + pool.kernel[1], w + right) - x0);
          visit(((i * pH + py) * pW + px) * c + channel, elements, pool.countIncludePad ? padded : elements.length);
        }
}

/** y = activation(conv(x) + bias), and pooled where there is a pool. */
export function blockTwin(
  x: { shape: Shape4; data: ArrayLike<number> },
  filter: { shape: Shape4; data: ArrayLike<number> },
  bias: ArrayLike<number> | undefined,
  attrs: BlockAttrs,
): { y: Float64Array; pooled: Float64Array } {
  const outC = filter.shape[3];
  const outShape: Shape4 = [x.shape[0], ...attrs.outSize, outC];
  const z = new Float64Array(outShape[0] * outShape[1] * outShape[2] * outC);
  if (bias !== undefined) for (let i = 0; i < z.length; i++) z[i] = bias[i % outC]!;
  eachTap(x.shape, filter.shape, attrs, (xi, fi, yi) => {
    z[yi] = z[yi]! + x.data[xi]! * filter.data[fi]!;
  });
  const y = z.map(activations[attrs.activation]);
  if (attrs.pool === null) return { y, pooled: y };
  const { kind, outSize } = attrs.pool;
  const pooled = new Float64Array(outShape[0] * outSize[0] * outSize[1] * outC);
  eachWindow(outShape, attrs.pool, (pi, elements, size) => {
    const values = elements.map((i) => y[i]!);
    pooled[pi] = kind === 'max' ? Math.max(...values) : values.reduce((sum, v) => sum + v, 0) / size;
  });
  return { y, pooled };
}

/** dFilter, dBias and dx of a block from y and the gradient of its last output. */
export function blockGradientTwin(
  x: { shape: Shape4; data: ArrayLike<number> },
  filter: { shape: Shape4; data: ArrayLike<number> },
  y: ArrayLike<number>,
  dy: ArrayLike<number>,
  attrs: BlockAttrs,
): { dFilter: Float64Array; dBias: Float64Array; dx: Float64Array } {
  const outC = filter.shape[3];
  const dz = new Float64Array(y.length);
  if (attrs.pool === null) dz.set(Array.from(dy));
  else
    eachWindow([x.shape[0], ...attrs.outSize, outC], attrs.pool, (pi, elements, size) => {
      const isMax = attrs.pool!.kind === 'max';
      const top = Math.max(...elements.map((i) => y[i]!));
      const first = elements.find((i) => y[i] === top);
      for (const i of isMax ? [first!] : elements) dz[i] = dz[i]! + dy[pi]! / (isMax ? 1 : size);
    });
  for (let i = 0; i < dz.length; i++) dz[i] = dz[i]! * slopes[attrs.activation](y[i]!);
  const dFilter = new Float64Array(filter.data.length);
  const dBias = new Float64Array(outC);
  const dx = new Float64Array(x.data.length);
  for (let i = 0; i < dz.length; i++) dBias[i % outC] = dBias[i % outC]! + dz[i]!;
  eachTap(x.shape, filter.shape, attrs, (xi, fi, yi) => {
    dFilter[fi] = dFilter[fi]! + x.data[xi]! * dz[yi]!;
    dx[xi] = dx[xi]! + filter.data[fi]! * dz[yi]!;
  });
  return { dFilter, dBias, dx };
}

/** activation(a·b + bias), a [m, k], b [k, n]. */
export function linearTwin(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  bias: ArrayLike<number> | undefined,
  [m, k, n]: readonly [number, number, number],
  activation: Activation,
): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = bias?.[j] ?? 0;
      for (let l = 0; l < k; l++) sum += a[i * k + l]! * b[l * n + j]!;
      c[i * n + j] = activations[activation](sum);
    }
  return c;
}

/** dz = dy·activation'(z) told from y. */
export function slopeTwin(y: ArrayLike<number>, dy: ArrayLike<number>, activation: Activation): Float64Array {
  return Float64Array.from(y, (value, i) => dy[i]! * slopes[activation](value));
}

export function transposed(a: ArrayLike<number>, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => a[(i % rows) * columns + Math.floor(i / rows)]!);
}

/** The mean cross entropy and its gradient, by the definition. */
export function crossEntropyTwin(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  smoothing: number,
  weight: ArrayLike<number> | undefined,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(logits.length);
  const weightOf = (c: number) => weight?.[c] ?? 1;
  const mass = Array.from(labels).reduce((sum, label) => sum + weightOf(label), 0);
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = Array.from({ length: classes }, (_, c) => logits[row * classes + c]!);
    const top = Math.max(...z);
    const total = z.reduce((sum, v) => sum + Math.exp(v - top), 0);
    const t = z.map((_, c) => weightOf(c) * ((c === labels[row] ? 1 - smoothing : 0) + smoothing / classes));
    const rowMass = t.reduce((sum, v) => sum + v, 0);
    z.forEach((v, c) => {
      loss -= (t[c]! * (v - top - Math.log(total))) / mass;
      gradient[row * classes + c] = ((Math.exp(v - top) / total) * rowMass - t[c]!) / mass;
    });
  }
  return { loss, gradient };
}
