import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './backend.ts';

/** A call of a kernel by tfjs-core. */
export interface KernelCall<Inputs, Attrs> {
  readonly inputs: Inputs;
  readonly attrs: Attrs;
  readonly backend: WasmBackend;
}

/** One row of the kernel list. */
export interface WasmKernel {
  readonly name: string;
  /** The result, or undefined to leave this call to the CPU backend's kernel of the same name. */
  // biome-ignore lint/suspicious/noExplicitAny: each kernel has inputs and attributes of its own
  readonly run: (call: KernelCall<any, any>) => TensorInfo | TensorInfo[] | undefined;
}

/** Whether all the tensors are float32. */
export function areFloats(...tensors: readonly (TensorInfo | null | undefined)[]): boolean {
  return tensors.every((tensor) => tensor === null || tensor === undefined || tensor.dtype === 'float32');
}
