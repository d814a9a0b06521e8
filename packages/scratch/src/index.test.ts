import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "relu",
      "reluDerivative",
      "sigmoid",
      "sigmoidDerivative",
      "tanh",
      "tanhDerivative",
      "circle",
      "convolve2d",
      "convolve2dSteps",
      "corr2d",
      "corr2dSteps",
      "corr2d1x1",
      "corr2dMultiIn",
      "corr2dMultiInSteps",
      "corr2dMultiInOut",
      "corr2dMultiInOutSteps",
      "extract",
      "flip",
      "kernels",
      "learnKernel",
      "learnKernelSteps",
      "matmul",
      "pixelUsage",
      "fromPlane",
      "toPlane",
      "pool2d",
      "pool2dSteps",
      "pool2dBackward",
      "transpose",
    ]
  `);
});
