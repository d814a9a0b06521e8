export {
  type Elementwise,
  relu,
  reluDerivative,
  sigmoid,
  sigmoidDerivative,
  tanh,
  tanhDerivative,
} from './activations.ts';
export { type CircleOptions, circle } from './circle.ts';
export { convolve2d, convolve2dSteps } from './convolve2d.ts';
export { type Corr2dOptions, type Corr2dStep, corr2d, corr2dSteps } from './corr2d.ts';
export { corr2d1x1 } from './corr2d-1x1.ts';
export { type Corr2dMultiInStep, corr2dMultiIn, corr2dMultiInSteps } from './corr2d-multi-in.ts';
export {
  type Corr2dMultiInOutOptions,
  type Corr2dMultiInOutStep,
  corr2dMultiInOut,
  corr2dMultiInOutSteps,
} from './corr2d-multi-in-out.ts';
export { type Extraction, type ExtractOptions, extract } from './extract.ts';
export { flip } from './flip.ts';
export { kernels } from './kernels.ts';
export { type LearnKernelOptions, type LearnKernelStep, learnKernel, learnKernelSteps } from './learn-kernel.ts';
export { matmul } from './matmul.ts';
export type { Matrix, Size2, Volume } from './matrix.ts';
export { type PixelUsageOptions, pixelUsage } from './pixel-usage.ts';
export { fromPlane, type Plane, toPlane } from './plane.ts';
export { type Pool2dOptions, type Pool2dStep, pool2d, pool2dSteps } from './pool2d.ts';
export { pool2dBackward } from './pool2d-backward.ts';
export { transpose } from './transpose.ts';
export type { Padding, Pair, WindowOptions, WindowPlace } from './window.ts';
