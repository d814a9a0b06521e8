import { conv2dBlock, conv2dBlockGradFilter, conv2dBlockGradInput } from './kernels/fused-conv-block.ts';
import { crossEntropy } from './kernels/fused-cross-entropy.ts';
import { linear, linearGradInput, linearGradWeight } from './kernels/fused-linear.ts';
import { adam, sgd } from './kernels/fused-optimizers.ts';
import type { WasmKernel } from './wasm-kernel.ts';

/** Every kernel that runs on WebAssembly: registration, tests and benchmarks read this one list. */
export const kernelList: readonly WasmKernel[] = [
  conv2dBlock,
  conv2dBlockGradFilter,
  conv2dBlockGradInput,
  linear,
  linearGradWeight,
  linearGradInput,
  crossEntropy,
  sgd,
  adam,
];
