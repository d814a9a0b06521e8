import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../backend.ts';
import type { Activation } from '../conv-geometry.ts';
import { matMul } from '../matmul-task.ts';
import { copyStrided } from '../strided-copy.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';
import { finish, splitActivation } from './fused-activation.ts';

interface MatMulAttrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/** The products of each pair of matrices of a batch, or undefined where there is nothing to multiply. */
function multiply(
  backend: WasmBackend,
  { a, b }: Factors,
  { transposeA, transposeB }: MatMulAttrs,
  activation: Activation,
  bias?: TensorInfo,
): TensorInfo | undefined {
  if (!areFloats(a, b, bias) || a.shape.length < 2 || b.shape.length < 2) return undefined;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [n, inner] = transposeB ? [rowsB, columnsB] : [columnsB, rowsB];
  const batchA = util.sizeFromShape(a.shape.slice(0, -2));
  const batchB = util.sizeFromShape(b.shape.slice(0, -2));
  const isRepeated = batchA === batchB || batchA === 1 || batchB === 1;
  if (k !== inner || !isRepeated || m * n * k * batchA * batchB === 0) return undefined;
  if (bias && util.sizeFromShape(bias.shape) !== n) return undefined;
  const lead = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = backend.output([...lead, m, n]);
  const [atA, atB, atBias] = [backend.pointer(a), backend.pointer(b), bias ? backend.pointer(bias) : 0];
  const product = (aAt: number, i: number) =>
    matMul(backend, {
      ...{ m, n, k, activation, transposeA: transposeA && !transposeB, transposeB, bias: atBias },
      ...{ a: aAt, b: atB + (batchB === 1 ? 0 : 4 * i * n * k), c: output.pointer + 4 * i * m * n },
    });
  for (let i = 0; i < Math.max(batchA, batchB); i++) {
    const aAt = atA + (batchA === 1 ? 0 : 4 * i * m * k);
    if (transposeA && transposeB) withTransposed(backend, aAt, k, m, (at) => product(at, i));
    else product(aAt, i);
  }
  return output.info;
}

/** Calls `use` with the address of the transpose of a matrix [rows][columns]. */
function withTransposed(
  backend: WasmBackend,
  from: number,
  rows: number,
  columns: number,
  use: (at: number) => void,
): void {
  backend.withScratch(4 * rows * columns, (to) => {
    const axes = [
      { size: columns, from: 1, to: rows },
      { size: rows, from: columns, to: 1 },
    ];
    copyStrided(backend, from, to, axes);
    use(to);
  });
}

export const batchMatMul: WasmKernel = {
  name: 'BatchMatMul',
  run({ inputs, attrs, backend }: KernelCall<Factors, MatMulAttrs>) {
    return multiply(backend, inputs, attrs, 'linear');
  },
};

export const fusedMatMul: WasmKernel = {
  name: '_FusedMatMul',
  run({
    inputs: { a, b, bias, preluActivationWeights },
    attrs,
    backend,
  }: KernelCall<
    Factors & { readonly bias?: TensorInfo; readonly preluActivationWeights?: TensorInfo },
    MatMulAttrs & { readonly activation: string; readonly leakyreluAlpha: number }
  >) {
    const split = splitActivation(attrs.activation);
    if (split === undefined || preluActivationWeights) return undefined;
    const y = multiply(backend, { a, b }, attrs, split.inside, bias);
    if (y !== undefined) finish(backend, split.later, y, attrs.leakyreluAlpha);
    return y;
  },
};
