import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize } from '../backend.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

function overRows(name: string, kernel: string): WasmKernel {
  return {
    name,
    run({
      inputs: { logits },
      attrs: { dim, axis },
      backend,
    }: KernelCall<{ logits: TensorInfo }, { readonly dim?: number; readonly axis?: number }>) {
      const { shape } = logits;
      const along = dim ?? axis ?? -1;
      const columns = shape.at(-1) ?? 0;
      if (!areFloats(logits) || columns === 0 || (along !== -1 && along !== shape.length - 1)) return undefined;
      const rows = util.sizeFromShape(shape) / columns;
      const output = backend.output(shape);
      const at = { from: backend.pointer(logits), to: output.pointer };
      backend.launch(kernel, rows, chunkSize(rows, { grain: Math.ceil(4096 / columns) }), { ...at, columns });
      return output.info;
    },
  };
}

export const softmax: WasmKernel = overRows('Softmax', 'softmax');
export const logSoftmax: WasmKernel = overRows('LogSoftmax', 'logSoftmax');
