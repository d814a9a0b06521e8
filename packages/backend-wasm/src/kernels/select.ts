import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize } from '../backend.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

const CUT = { grain: 16_384, align: 16 };

/** t where the condition holds, e elsewhere. */
export const select: WasmKernel = {
  name: 'Select',
  run({
    inputs: { condition, t, e },
    backend,
  }: KernelCall<{ condition: TensorInfo; t: TensorInfo; e: TensorInfo }, unknown>) {
    if (!areFloats(t, e) || condition.dtype !== 'bool' || !util.arraysEqual(condition.shape, t.shape)) return undefined;
    const count = util.sizeFromShape(t.shape);
    const output = backend.output(t.shape);
    const at = { condition: backend.pointer(condition), a: backend.pointer(t), b: backend.pointer(e) };
    backend.launch('select', count, chunkSize(count, CUT), { ...at, to: output.pointer });
    return output.info;
  },
};
