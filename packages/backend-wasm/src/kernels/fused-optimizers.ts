import { type TensorInfo, util } from '@tensorflow/tfjs-core';
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

/** [p0', (v0'), p1', (v1'), ...]. */
export const sgd: WasmKernel = {
  name: 'FeaturemapSgd',
  run({ inputs, attrs, backend }: KernelCall<Inputs, SgdAttrs>) {
    const { count, lr, momentum, dampening, weightDecay, nesterov, first } = attrs;
    const hasVelocity = momentum !== 0;
    const outputs: TensorInfo[] = [];
    for (let i = 0; i < count; i++) {
      const parameter = inputs[`p${i}`]!;
      const newParameter = backend.output(parameter.shape);
      const newVelocity = hasVelocity ? backend.output(parameter.shape) : undefined;
      const size = util.sizeFromShape(parameter.shape);
      backend.launch('sgd', size, chunkSize(size, CUT), {
        ...{ parameter: backend.pointer(parameter), gradient: backend.pointer(inputs[`g${i}`]!) },
        velocity: hasVelocity && !first ? backend.pointer(inputs[`v${i}`]!) : 0,
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
  const [newParameter, newMean, newSquare] = [0, 1, 2].map(() => backend.output(parameter.shape)) as [
    ReturnType<WasmBackend['output']>,
    ReturnType<WasmBackend['output']>,
    ReturnType<WasmBackend['output']>,
  ];
  const size = util.sizeFromShape(parameter.shape);
  backend.launch('adam', size, chunkSize(size, CUT), {
    ...{ parameter: backend.pointer(parameter), gradient: backend.pointer(inputs[`g${i}`]!) },
    ...{ mean: backend.pointer(inputs[`m${i}`]!), square: backend.pointer(inputs[`v${i}`]!) },
    ...{ newParameter: newParameter.pointer, newMean: newMean.pointer, newSquare: newSquare.pointer },
    rate: lr / (1 - beta1 ** step),
    squareScale: 1 / Math.sqrt(1 - beta2 ** step),
    ...{ beta1, fresh1: 1 - beta1, beta2, fresh2: 1 - beta2, eps },
    decay: decoupled ? 0 : weightDecay,
    shrink: decoupled ? 1 - lr * weightDecay : 1,
  });
  return [newParameter.info, newMean.info, newSquare.info];
}
