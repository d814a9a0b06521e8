import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize } from '../backend.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

/** e^x / sum of e^x along the last axis. */
export const softmax: WasmKernel = {
  name: 'Softmax',
  run({ inputs: { logits }, attrs: { dim }, backend }: KernelCall<{ logits: TensorInfo }, { readonly dim: number }>) {
    const { shape } = logits;
    const columns = shape.at(-1) ?? 0;
    if (!areFloats(logits) || columns === 0 || (dim !== -1 && dim !== shape.length - 1)) return undefined;
    const rows = util.sizeFromShape(shape) / columns;
    const output = backend.output(shape);
    const at = { from: backend.pointer(logits), to: output.pointer };
    backend.launch('softmax', rows, chunkSize(rows, { grain: Math.ceil(4096 / columns) }), { ...at, columns });
    return output.info;
  },
};
