import type { backend_util } from '@tensorflow/tfjs-core';

export type Activation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** As in assembly/activation.ts. */
export const activationCode: Readonly<Record<Activation, number>> = { linear: 0, relu: 1, sigmoid: 2, tanh: 3 };

/** Sizes of a convolution [N, H, W, C] -> [N, outH, outW, outC] with an HWIO filter; padding before the first pixel. */
export interface ConvGeometry {
  readonly images: number;
  readonly inH: number;
  readonly inW: number;
  readonly inC: number;
  readonly outH: number;
  readonly outW: number;
  readonly outC: number;
  readonly kH: number;
  readonly kW: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly dilationH: number;
  readonly dilationW: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/** Pooling behind a convolution, as fields of a task. */
export interface PoolGeometry {
  /** 0 none, 1 max, 2 average. */
  readonly poolKind: number;
  readonly poolH: number;
  readonly poolW: number;
  readonly poolKH: number;
  readonly poolKW: number;
  readonly poolStrideH: number;
  readonly poolStrideW: number;
  readonly poolTop: number;
  readonly poolBottom: number;
  readonly poolLeft: number;
  readonly poolRight: number;
  readonly countIncludePad: boolean;
}

export const NO_POOL: PoolGeometry = {
  poolKind: 0,
  poolH: 0,
  poolW: 0,
  poolKH: 1,
  poolKW: 1,
  poolStrideH: 1,
  poolStrideW: 1,
  poolTop: 0,
  poolBottom: 0,
  poolLeft: 0,
  poolRight: 0,
  countIncludePad: false,
};

/** From what tfjs-core computes for a convolution. */
export function fromConvInfo(info: backend_util.Conv2DInfo): ConvGeometry {
  return {
    images: info.batchSize,
    inH: info.inHeight,
    inW: info.inWidth,
    inC: info.inChannels,
    outH: info.outHeight,
    outW: info.outWidth,
    outC: info.outChannels,
    kH: info.filterHeight,
    kW: info.filterWidth,
    strideH: info.strideHeight,
    strideW: info.strideWidth,
    dilationH: info.dilationHeight,
    dilationW: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}
