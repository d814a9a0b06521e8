import { type TensorInfo, util, Variable } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import type { KernelCall, WasmKernel } from '../wasm-kernel.ts';

type Inputs = Readonly<Record<string, TensorInfo>>;

interface SgdAttrs {
  readonly count: number;
  readonly lr: number;
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
  readonly nesterov: boolean;
  /** Whether there are no velocities yet. */
  readonly first: boolean;
}

interface AdamAttrs {
  readonly count: number;
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly weightDecay: number;
  /** AdamW: the decay shrinks the parameter instead of adding to the gradient. */
  readonly decoupled: boolean;
  /** 1 on the first step. */
  readonly step: number;
}

/** Numbers that are worth a chunk: an update is bound by memory. */
const CUT = { grain: 32_768, align: 16 };

/** Where new values go: over those of a variable that shares them with no other tensor, else to a new tensor. */
function updated(backend: WasmBackend, old: TensorInfo): { info: TensorInfo; pointer: number } {
  if (!(old instanceof Variable) || backend.refCount(old.dataId) > 1) return backend.output(old.shape);
  backend.incRef(old.dataId);
  backend.data.get(old.dataId).packed.release();
  return { info: { dataId: old.dataId, shape: old.shape, dtype: old.dtype }, pointer: backend.pointer(old) };
}

/** [p0', (v0'), p1', (v1'), ...]. */
export const sgd: WasmKernel = {
  name: 'FeaturemapSgd',
  run({ inputs, attrs, backend }: KernelCall<Inputs, SgdAttrs>) {
    const { count, lr, momentum, dampening, weightDecay, nesterov } = attrs;
    const hasVelocity = momentum !== 0;
    const outputs: TensorInfo[] = [];
    for (let i = 0; i < count; i++) {
      const parameter = inputs[`p${i}`]!;
      const velocity = inputs[`v${i}`];
      const newParameter = updated(backend, parameter);
      const newVelocity = hasVelocity
        ? ((velocity && updated(backend, velocity)) ?? backend.output(parameter.shape))
        : undefined;
      const size = util.sizeFromShape(parameter.shape);
      backend.launch('sgd', size, chunkSize(size, CUT), {
        ...{ parameter: backend.pointer(parameter), gradient: backend.pointer(inputs[`g${i}`]!) },
        velocity: velocity === undefined ? 0 : backend.pointer(velocity),
        ...{ newParameter: newParameter.pointer, newVelocity: newVelocity?.pointer ?? 0 },
        ...{ lr, momentum, dampening, weightDecay, nesterov },
      });
      outputs.push(newParameter.info);
      if (newVelocity !== undefined) outputs.push(newVelocity.info);
    }
    return outputs;
  },
};

/** [p0', m0', v0', p1', m1', v1', ...]. */
export const adam: WasmKernel = {
  name: 'FeaturemapAdam',
  run({ inputs, attrs, backend }: KernelCall<Inputs, AdamAttrs>) {
    const outputs: TensorInfo[] = [];
    for (let i = 0; i < attrs.count; i++) outputs.push(...adamStep(backend, inputs, i, attrs));
    return outputs;
  },
};

function adamStep(backend: WasmBackend, inputs: Inputs, i: number, attrs: AdamAttrs): TensorInfo[] {
  const { lr, beta1, beta2, eps, weightDecay, decoupled, step } = attrs;
  const parameter = inputs[`p${i}`]!;
  const [mean, square] = [inputs[`m${i}`]!, inputs[`v${i}`]!];
  const newParameter = updated(backend, parameter);
  const newMean = updated(backend, mean);
  const newSquare = updated(backend, square);
  const size = util.sizeFromShape(parameter.shape);
  backend.launch('adam', size, chunkSize(size, CUT), {
    ...{ parameter: backend.pointer(parameter), gradient: backend.pointer(inputs[`g${i}`]!) },
    ...{ mean: backend.pointer(mean), square: backend.pointer(square) },
    ...{ newParameter: newParameter.pointer, newMean: newMean.pointer, newSquare: newSquare.pointer },
    rate: lr / (1 - beta1 ** step),
    squareScale: 1 / Math.sqrt(1 - beta2 ** step),
    ...{ beta1, fresh1: 1 - beta1, beta2, fresh2: 1 - beta2, eps },
    decay: decoupled ? 0 : weightDecay,
    shrink: decoupled ? 1 - lr * weightDecay : 1,
  });
  return [newParameter.info, newMean.info, newSquare.info];
}
