// The fused kernels in plain loops, as the contract of src/fused-kernels.ts says them: they share nothing with the way
// in which the package composes the same values of tfjs-core ops.
import * as tf from '@tensorflow/tfjs-core';
import type { Conv2dBlockAttrs, FusedActivation, FusedKernels, FusedPool } from '../src/fused-kernels.ts';

/** Numbers with a shape. */
interface Floats {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

type Kernel<Attrs> = (inputs: Record<string, Floats>, attrs: Attrs) => Floats[];

const activations: Record<FusedActivation, (z: number) => number> = {
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
};

/** Slopes from the output. */
const slopes: Record<FusedActivation, (y: number) => number> = {
  linear: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
};

const zeros = (shape: readonly number[]): Floats => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});

const at4 = ([, h, w, c]: readonly number[], n: number, y: number, x: number, k: number) =>
  ((n * h! + y) * w! + x) * c! + k;

/** Calls `visit` for each output pixel, element of the window and the input pixel below it that is inside. */
function eachTap(
  size: readonly [number, number],
  place: {
    kernel: readonly number[];
    strides: readonly number[];
    pads: FusedPool['pads'];
    dilations: readonly number[];
    outSize: readonly number[];
  },
  visit: (oy: number, ox: number, ky: number, kx: number, iy: number, ix: number) => void,
): void {
  for (let oy = 0; oy < place.outSize[0]!; oy++)
    for (let ox = 0; ox < place.outSize[1]!; ox++)
      for (let ky = 0; ky < place.kernel[0]!; ky++)
        for (let kx = 0; kx < place.kernel[1]!; kx++) {
          const iy = oy * place.strides[0]! + ky * place.dilations[0]! - place.pads[0][0];
          const ix = ox * place.strides[1]! + kx * place.dilations[1]! - place.pads[1][0];
          if (iy >= 0 && iy < size[0] && ix >= 0 && ix < size[1]) visit(oy, ox, ky, kx, iy, ix);
        }
}

function eachConvTap(
  xShape: readonly number[],
  filterShape: readonly number[],
  attrs: Conv2dBlockAttrs,
  visit: (x: number, filter: number, z: number) => void,
): void {
  const [n, h, w, inC] = xShape as [number, number, number, number];
  const [kH, kW, , outC] = filterShape as [number, number, number, number];
  const zShape = [n, ...attrs.outSize, outC];
  for (let b = 0; b < n; b++)
    eachTap([h, w], { ...attrs, kernel: [kH, kW] }, (oy, ox, ky, kx, iy, ix) => {
      for (let i = 0; i < inC; i++)
        for (let o = 0; o < outC; o++)
          visit(at4(xShape, b, iy, ix, i), at4(filterShape, ky, kx, i, o), at4(zShape, b, oy, ox, o));
    });
}

function divisor(pool: FusedPool, size: readonly [number, number], oy: number, ox: number): number {
  const along = (axis: 0 | 1, o: number) => {
    const [before, after] = pool.pads[axis];
    const start = o * pool.strides[axis] - before;
    const [from, to] = pool.countIncludePad ? [-before, size[axis] + after] : [0, size[axis]];
    return Math.min(start + pool.kernel[axis], to) - Math.max(start, from);
  };
  return along(0, oy) * along(1, ox);
}

/** Calls `visit` for each pixel of y that a pooled number is made of, with its share. */
function eachShare(y: Floats, pool: FusedPool, visit: (y: number, pooled: number, share: number) => void): void {
  const [n, h, w, c] = y.shape as [number, number, number, number];
  const pooledShape = [n, ...pool.outSize, c];
  for (let b = 0; b < n; b++)
    for (let k = 0; k < c; k++) {
      const best = new Map<number, number>();
      eachTap([h, w], { ...pool, dilations: [1, 1] }, (oy, ox, _ky, _kx, iy, ix) => {
        const from = at4(y.shape, b, iy, ix, k);
        const to = at4(pooledShape, b, oy, ox, k);
        if (pool.kind === 'avg') visit(from, to, 1 / divisor(pool, [h, w], oy, ox));
        else if (!best.has(to) || y.data[from]! > y.data[best.get(to)!]!) best.set(to, from);
      });
      for (const [to, from] of best) visit(from, to, 1);
    }
}

function convBlock({ x, filter, bias }: Record<string, Floats>, attrs: Conv2dBlockAttrs): Floats[] {
  const outC = filter!.shape[3]!;
  const y = zeros([x!.shape[0]!, ...attrs.outSize, outC]);
  eachConvTap(x!.shape, filter!.shape, attrs, (i, f, z) => {
    y.data[z]! += x!.data[i]! * filter!.data[f]!;
  });
  for (let i = 0; i < y.data.length; i++)
    y.data[i] = activations[attrs.activation](y.data[i]! + (bias?.data[i % outC] ?? 0));
  if (attrs.pool === null) return [y];
  const pooled = zeros([x!.shape[0]!, ...attrs.pool.outSize, outC]);
  eachShare(y, attrs.pool, (from, to, share) => {
    pooled.data[to]! += share * y.data[from]!;
  });
  return [y, pooled];
}

/** The gradient before the activation, from that of the block's last output. */
function beforeActivation(y: Floats, dy: Floats, attrs: Pick<Conv2dBlockAttrs, 'activation' | 'pool'>): Floats {
  const dz = zeros(y.shape);
  if (attrs.pool === null) dz.data.set(dy.data);
  else
    eachShare(y, attrs.pool, (from, to, share) => {
      dz.data[from]! += share * dy.data[to]!;
    });
  for (let i = 0; i < dz.data.length; i++) dz.data[i]! *= slopes[attrs.activation](y.data[i]!);
  return dz;
}

function sumLastAxis(dz: Floats): Floats {
  const sums = zeros([dz.shape.at(-1)!]);
  for (let i = 0; i < dz.data.length; i++) sums.data[i % sums.data.length]! += dz.data[i]!;
  return sums;
}

function eachProduct(
  [n, inF]: readonly number[],
  outF: number,
  visit: (x: number, w: number, y: number) => void,
): void {
  for (let b = 0; b < n!; b++)
    for (let i = 0; i < inF!; i++) for (let o = 0; o < outF; o++) visit(b * inF! + i, i * outF + o, b * outF + o);
}

const kernels: { readonly [Name in keyof FusedKernels]: Kernel<FusedKernels[Name]> } = {
  FeaturemapConv2dBlock: convBlock,
  FeaturemapConv2dBlockGradFilter({ x, y, dy }, attrs) {
    const dz = beforeActivation(y!, dy!, attrs);
    const dFilter = zeros(attrs.filterShape);
    eachConvTap(x!.shape, attrs.filterShape, attrs, (i, f, z) => {
      dFilter.data[f]! += x!.data[i]! * dz.data[z]!;
    });
    return attrs.hasBias ? [dFilter, sumLastAxis(dz)] : [dFilter];
  },
  FeaturemapConv2dBlockGradInput({ filter, y, dy }, attrs) {
    const dz = beforeActivation(y!, dy!, attrs);
    const dx = zeros(attrs.inputShape);
    eachConvTap(attrs.inputShape, filter!.shape, attrs, (i, f, z) => {
      dx.data[i]! += filter!.data[f]! * dz.data[z]!;
    });
    return [dx];
  },
  FeaturemapLinear({ x, weight, bias }, { activation }) {
    const outF = weight!.shape[1]!;
    const y = zeros([x!.shape[0]!, outF]);
    eachProduct(x!.shape, outF, (i, w, o) => {
      y.data[o]! += x!.data[i]! * weight!.data[w]!;
    });
    for (let i = 0; i < y.data.length; i++)
      y.data[i] = activations[activation](y.data[i]! + (bias?.data[i % outF] ?? 0));
    return [y];
  },
  FeaturemapLinearGradWeight({ x, y, dy }, { activation, hasBias }) {
    const dz = beforeActivation(y!, dy!, { activation, pool: null });
    const dWeight = zeros([x!.shape[1]!, y!.shape[1]!]);
    eachProduct(x!.shape, y!.shape[1]!, (i, w, o) => {
      dWeight.data[w]! += x!.data[i]! * dz.data[o]!;
    });
    return hasBias ? [dWeight, sumLastAxis(dz)] : [dWeight];
  },
  FeaturemapLinearGradInput({ weight, y, dy }, { activation }) {
    const dz = beforeActivation(y!, dy!, { activation, pool: null });
    const dx = zeros([y!.shape[0]!, weight!.shape[0]!]);
    eachProduct(dx.shape, weight!.shape[1]!, (i, w, o) => {
      dx.data[i]! += weight!.data[w]! * dz.data[o]!;
    });
    return [dx];
  },
  FeaturemapCrossEntropy({ logits, labels, weight }, { labelSmoothing }) {
    const [n, classes] = logits!.shape as [number, number];
    const weights = weight?.data ?? new Float32Array(classes).fill(1);
    const total = labels!.data.reduce((sum, label) => sum + weights[label]!, 0);
    const dLogits = zeros([n, classes]);
    let loss = 0;
    for (let b = 0; b < n; b++) {
      const row = logits!.data.subarray(b * classes, (b + 1) * classes);
      const max = Math.max(...row);
      const logSum = max + Math.log(row.reduce((sum, z) => sum + Math.exp(z - max), 0));
      const target = weights.map(
        (w, c) => w * ((c === labels!.data[b] ? 1 - labelSmoothing : 0) + labelSmoothing / classes),
      );
      const mass = target.reduce((sum, t) => sum + t, 0);
      for (let c = 0; c < classes; c++) {
        if (target[c] !== 0) loss -= target[c]! * (row[c]! - logSum);
        dLogits.data[b * classes + c] = (Math.exp(row[c]! - logSum) * mass - target[c]!) / total;
      }
    }
    return [{ shape: [], data: Float32Array.of(loss / total) }, dLogits];
  },
  FeaturemapSgd(inputs, { count, lr, momentum, dampening, weightDecay, nesterov, first }) {
    return Array.from({ length: count }, (_, i) => {
      const [p, grad, v] = [inputs[`p${i}`]!, inputs[`g${i}`]!, inputs[`v${i}`]];
      const g = grad.data.map((value, j) => value + weightDecay * p.data[j]!);
      const newV = first ? g : g.map((value, j) => momentum * (v?.data[j] ?? 0) + (1 - dampening) * value);
      const direction = momentum === 0 ? g : nesterov ? g.map((value, j) => value + momentum * newV[j]!) : newV;
      const newP = { shape: p.shape, data: p.data.map((value, j) => value - lr * direction[j]!) };
      return momentum === 0 ? [newP] : [newP, { shape: p.shape, data: newV }];
    }).flat();
  },
  FeaturemapAdam(inputs, { count, lr, beta1, beta2, eps, weightDecay, decoupled, step }) {
    return Array.from({ length: count }, (_, i) => {
      const [p, grad, m, v] = ['p', 'g', 'm', 'v'].map((name) => inputs[`${name}${i}`]!) as [
        Floats,
        Floats,
        Floats,
        Floats,
      ];
      const outputs = [zeros(p.shape), zeros(p.shape), zeros(p.shape)] as const;
      for (let j = 0; j < p.data.length; j++) {
        const g = grad.data[j]! + (decoupled ? 0 : weightDecay * p.data[j]!);
        const newM = beta1 * m.data[j]! + (1 - beta1) * g;
        const newV = beta2 * v.data[j]! + (1 - beta2) * g * g;
        const move = newM / (1 - beta1 ** step) / (Math.sqrt(newV / (1 - beta2 ** step)) + eps);
        outputs[0].data[j] = p.data[j]! * (decoupled ? 1 - lr * weightDecay : 1) - lr * move;
        outputs[1].data[j] = newM;
        outputs[2].data[j] = newV;
      }
      return outputs;
    }).flat();
  },
};

/** Lets the CPU backend have the fused kernels. */
export function registerFused(): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName: 'cpu',
      kernelFunc: ({ inputs, attrs }) => {
        const floats = Object.entries(inputs).map(([name, tensor]) => {
          const data = tf.engine().readSync(tensor!.dataId) as Float32Array;
          return [name, { shape: tensor!.shape, data }] as const;
        });
        const outputs = (kernel as Kernel<unknown>)(Object.fromEntries(floats), attrs);
        return outputs.map(({ shape, data }) => {
          const dataId = tf.engine().backend.write(data, [...shape], 'float32');
          return { dataId, shape: [...shape], dtype: 'float32' as const };
        });
      },
    });
  }
}

export function unregisterFused(): void {
  for (const kernelName of Object.keys(kernels)) tf.unregisterKernel(kernelName, 'cpu');
}
