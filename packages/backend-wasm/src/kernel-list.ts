import { batchMatMul, fusedMatMul } from './kernels/batch-matmul.ts';
import { binaryKernels } from './kernels/binary.ts';
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, fusedConv2d } from './kernels/conv2d.ts';
import { cast, concat, fill, gather, oneHot, pad, slice, tile, transpose } from './kernels/copy.ts';
import {
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
  fusedDepthwiseConv2d,
} from './kernels/depthwise.ts';
import { conv2dBlock, conv2dBlockGradFilter, conv2dBlockGradInput } from './kernels/fused-conv-block.ts';
import { crossEntropy } from './kernels/fused-cross-entropy.ts';
import { linear, linearGradInput, linearGradWeight } from './kernels/fused-linear.ts';
import { adam, sgd } from './kernels/fused-optimizers.ts';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './kernels/pool.ts';
import { reduceKernels } from './kernels/reduce.ts';
import { select } from './kernels/select.ts';
import { softmax } from './kernels/softmax.ts';
import { unaryKernels } from './kernels/unary.ts';
import type { WasmKernel } from './wasm-kernel.ts';

/** Every kernel that runs on WebAssembly: registration, tests and benchmarks read this one list. */
export const kernelList: readonly WasmKernel[] = [
  // what @featuremap/layers asks for by name
  conv2dBlock,
  conv2dBlockGradFilter,
  conv2dBlockGradInput,
  linear,
  linearGradWeight,
  linearGradInput,
  crossEntropy,
  sgd,
  adam,
  // tfjs-core's own
  conv2d,
  fusedConv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseConv2d,
  fusedDepthwiseConv2d,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  batchMatMul,
  fusedMatMul,
  avgPool,
  avgPoolGrad,
  maxPool,
  maxPoolGrad,
  select,
  softmax,
  ...unaryKernels,
  ...binaryKernels,
  ...reduceKernels,
  transpose,
  slice,
  pad,
  concat,
  tile,
  gather,
  oneHot,
  cast,
  fill,
];
