import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { ConvGeometry, PoolGeometry } from '../conv-geometry.ts';
import { PLAIN, runImages } from '../conv-task.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

interface PoolAttrs {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Kind = 'max' | 'avg';

/** Pooling as the epilogue of a convolution that leaves its input as it is. */
function poolOf(
  kind: Kind,
  shape: readonly number[],
  attrs: PoolAttrs,
  countIncludePad: boolean,
): { g: ConvGeometry; pool: PoolGeometry } | undefined {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  // With padding a window of one pixel may hold nothing at all.
  if (info.filterHeight === 1 && info.filterWidth === 1) return undefined;
  const { padInfo } = info;
  const sizes = { images: info.batchSize, inC: info.inChannels, outC: info.inChannels };
  const image = { inH: info.inHeight, inW: info.inWidth, outH: info.inHeight, outW: info.inWidth };
  const one = { kH: 1, kW: 1, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, padTop: 0, padLeft: 0 };
  return {
    g: { ...sizes, ...image, ...one },
    pool: {
      poolKind: kind === 'max' ? 1 : 2,
      ...{ poolH: info.outHeight, poolW: info.outWidth },
      ...{ poolKH: info.filterHeight, poolKW: info.filterWidth },
      ...{ poolStrideH: info.strideHeight, poolStrideW: info.strideWidth },
      ...{ poolTop: padInfo.top, poolBottom: padInfo.bottom, poolLeft: padInfo.left, poolRight: padInfo.right },
      countIncludePad,
    },
  };
}

function forward(name: string, kind: Kind): WasmKernel {
  return {
    name,
    run({ inputs: { x }, attrs, backend }: KernelCall<{ x: TensorInfo }, PoolAttrs>) {
      if (!areFloats(x) || util.sizeFromShape(x.shape) === 0) return undefined;
      // tfjs-core leaves the padding out of the mean.
      const geometry = poolOf(kind, x.shape, attrs, false);
      if (geometry === undefined) return undefined;
      const { g, pool } = geometry;
      const y = backend.output([g.images, pool.poolH, pool.poolW, g.outC]);
      runImages(backend, 'poolForward', g, { ...PLAIN, pool }, { y: backend.pointer(x), pooled: y.pointer });
      return y.info;
    },
  };
}

function backward(name: string, kind: Kind): WasmKernel {
  return {
    name,
    run({ inputs: { dy, input }, attrs, backend }: KernelCall<{ dy: TensorInfo; input: TensorInfo }, PoolAttrs>) {
      if (!areFloats(dy, input)) return undefined;
      // tfjs-core's gradient of the mean divides by the whole window, padding or not.
      const geometry = poolOf(kind, input.shape, attrs, true);
      if (geometry === undefined) return undefined;
      const { g, pool } = geometry;
      const outShape = [g.images, pool.poolH, pool.poolW, g.outC];
      if (!util.arraysEqual(dy.shape, outShape) || util.sizeFromShape(outShape) === 0) return undefined;
      const dx = backend.output(input.shape);
      const at = { y: backend.pointer(input), dy: backend.pointer(dy), dx: dx.pointer };
      runImages(backend, 'poolBackward', g, { ...PLAIN, pool }, at);
      return dx.info;
    },
  };
}

export const avgPool: WasmKernel = forward('AvgPool', 'avg');
export const maxPool: WasmKernel = forward('MaxPool', 'max');
export const avgPoolGrad: WasmKernel = backward('AvgPoolGrad', 'avg');
/** The gradient goes to the first maximum of a window. */
export const maxPoolGrad: WasmKernel = backward('MaxPoolGrad', 'max');
