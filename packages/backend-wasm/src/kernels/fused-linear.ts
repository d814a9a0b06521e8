import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import { type Activation, activationCode } from '../conv-geometry.ts';
import { columnSums, matMul } from '../matmul-task.ts';
import type { KernelCall, WasmKernel } from '../wasm-kernel.ts';

interface ActivationAttrs {
  readonly activation: Activation;
}

/** [y], y = activation(x·weight + bias). */
export const linear: WasmKernel = {
  name: 'FeaturemapLinear',
  run({
    inputs: { x, weight, bias },
    attrs: { activation },
    backend,
  }: KernelCall<{ x: TensorInfo; weight: TensorInfo; bias?: TensorInfo }, ActivationAttrs>) {
    const [m, k] = x.shape as [number, number];
    const n = weight.shape[1]!;
    const y = backend.output([m, n]);
    const at = {
      a: backend.pointer(x),
      b: backend.pointer(weight),
      bias: bias ? backend.pointer(bias) : 0,
      c: y.pointer,
    };
    const { packed } = backend.data.get(weight.dataId);
    matMul(backend, { m, n, k, transposeA: false, transposeB: false, activation, packed, ...at });
    return [y.info];
  },
};

/** [dWeight], or [dWeight, dBias]. */
export const linearGradWeight: WasmKernel = {
  name: 'FeaturemapLinearGradWeight',
  run({
    inputs: { x, y, dy },
    attrs: { activation, hasBias },
    backend,
  }: KernelCall<{ x: TensorInfo; y: TensorInfo; dy: TensorInfo }, ActivationAttrs & { readonly hasBias: boolean }>) {
    const [batch, m] = x.shape as [number, number];
    const n = y.shape[1]!;
    const dWeight = backend.output([m, n]);
    const dBias = hasBias ? backend.output([n]) : undefined;
    withGradient(backend, activation, y, dy, (dz) => {
      const at = { a: backend.pointer(x), b: dz, bias: 0, c: dWeight.pointer };
      matMul(backend, { m, n, k: batch, transposeA: true, transposeB: false, activation: 'linear', ...at });
      if (dBias !== undefined) columnSums(backend, { from: dz, rows: batch, columns: n, to: dBias.pointer });
    });
    return dBias === undefined ? [dWeight.info] : [dWeight.info, dBias.info];
  },
};

/** [dx]. */
export const linearGradInput: WasmKernel = {
  name: 'FeaturemapLinearGradInput',
  run({
    inputs: { weight, y, dy },
    attrs: { activation },
    backend,
  }: KernelCall<{ weight: TensorInfo; y: TensorInfo; dy: TensorInfo }, ActivationAttrs>) {
    const [m, k] = y.shape as [number, number];
    const n = weight.shape[0]!;
    const dx = backend.output([m, n]);
    withGradient(backend, activation, y, dy, (dz) => {
      const at = { a: dz, b: backend.pointer(weight), bias: 0, c: dx.pointer };
      matMul(backend, { m, n, k, transposeA: false, transposeB: true, activation: 'linear', ...at });
    });
    return [dx.info];
  },
};

/** Calls `use` with the address of dz = dy·activation'(y). */
function withGradient(
  backend: WasmBackend,
  activation: Activation,
  y: TensorInfo,
  dy: TensorInfo,
  use: (dz: number) => void,
): void {
  if (activation === 'linear') {
    use(backend.pointer(dy));
    return;
  }
  const size = util.sizeFromShape(y.shape);
  backend.withScratch(4 * size, (dz) => {
    const fields = { y: backend.pointer(y), dy: backend.pointer(dy), dz, activation: activationCode[activation] };
    backend.launch('activationBackward', size, chunkSize(size, { grain: 16_384, align: 16 }), fields);
    use(dz);
  });
}
