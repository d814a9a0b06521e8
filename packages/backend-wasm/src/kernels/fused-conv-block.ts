import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Activation, type ConvGeometry, NO_POOL, type PoolGeometry } from '../conv-geometry.ts';
import { convForward, convGradFilter, convGradInput } from '../conv-task.ts';
import type { KernelCall, WasmKernel } from '../wasm-kernel.ts';

type Pair = readonly [number, number];

/** Attributes of the three block kernels, as @featuremap/layers hands them over. */
interface BlockAttrs {
  readonly strides: Pair;
  readonly pads: readonly [Pair, Pair];
  readonly dilations: Pair;
  readonly outSize: Pair;
  readonly activation: Activation;
  readonly pool: {
    readonly kind: 'max' | 'avg';
    readonly kernel: Pair;
    readonly strides: Pair;
    readonly pads: readonly [Pair, Pair];
    readonly countIncludePad: boolean;
    readonly outSize: Pair;
  } | null;
}

type Shape = readonly number[];

function geometryOf(xShape: Shape, filterShape: Shape, attrs: BlockAttrs): ConvGeometry {
  const [images, inH, inW, inC] = xShape as [number, number, number, number];
  const [kH, kW, , outC] = filterShape as [number, number, number, number];
  const [outH, outW] = attrs.outSize;
  const [strideH, strideW] = attrs.strides;
  const [dilationH, dilationW] = attrs.dilations;
  const [[padTop], [padLeft]] = attrs.pads;
  const sizes = { images, inH, inW, inC, outH, outW, outC, kH, kW };
  return { ...sizes, strideH, strideW, dilationH, dilationW, padTop, padLeft };
}

function poolOf({ pool }: BlockAttrs): PoolGeometry {
  if (pool === null) return NO_POOL;
  const [[poolTop, poolBottom], [poolLeft, poolRight]] = pool.pads;
  return {
    poolKind: pool.kind === 'max' ? 1 : 2,
    ...{ poolH: pool.outSize[0], poolW: pool.outSize[1] },
    ...{ poolKH: pool.kernel[0], poolKW: pool.kernel[1] },
    ...{ poolStrideH: pool.strides[0], poolStrideW: pool.strides[1] },
    ...{ poolTop, poolBottom, poolLeft, poolRight },
    countIncludePad: pool.countIncludePad,
  };
}

/** [y, pooled], or the last one alone where there is no pool or `onlyLast` is asked for. */
export const conv2dBlock: WasmKernel = {
  name: 'FeaturemapConv2dBlock',
  run({
    inputs,
    attrs,
    backend,
  }: KernelCall<
    { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo },
    BlockAttrs & { readonly onlyLast?: boolean }
  >) {
    const { x, filter, bias } = inputs;
    const g = geometryOf(x.shape, filter.shape, attrs);
    const pool = poolOf(attrs);
    const isKept = attrs.pool === null || attrs.onlyLast !== true;
    const y = isKept ? backend.output([g.images, g.outH, g.outW, g.outC]) : undefined;
    const pooled = attrs.pool === null ? undefined : backend.output([g.images, pool.poolH, pool.poolW, g.outC]);
    const at = { x: backend.pointer(x), filter: backend.pointer(filter), bias: bias ? backend.pointer(bias) : 0 };
    const epilogue = { activation: attrs.activation, pool };
    convForward(backend, g, epilogue, { ...at, y: y?.pointer ?? 0, pooled: pooled?.pointer ?? 0 });
    return [y, pooled].filter((output) => output !== undefined).map(({ info }) => info);
  },
};

/** [dFilter], or [dFilter, dBias]. */
export const conv2dBlockGradFilter: WasmKernel = {
  name: 'FeaturemapConv2dBlockGradFilter',
  run({
    inputs: { x, y, dy },
    attrs,
    backend,
  }: KernelCall<
    { x: TensorInfo; y: TensorInfo; dy: TensorInfo },
    BlockAttrs & { readonly filterShape: Shape; readonly hasBias: boolean }
  >) {
    const g = geometryOf(x.shape, attrs.filterShape, attrs);
    const dFilter = backend.output(attrs.filterShape);
    const dBias = attrs.hasBias ? backend.output([g.outC]) : undefined;
    const at = { x: backend.pointer(x), y: backend.pointer(y), dy: backend.pointer(dy) };
    const epilogue = { activation: attrs.activation, pool: poolOf(attrs) };
    convGradFilter(backend, g, epilogue, { ...at, dFilter: dFilter.pointer, dBias: dBias?.pointer ?? 0 });
    return dBias === undefined ? [dFilter.info] : [dFilter.info, dBias.info];
  },
};

/** [dx]. */
export const conv2dBlockGradInput: WasmKernel = {
  name: 'FeaturemapConv2dBlockGradInput',
  run({
    inputs: { filter, y, dy },
    attrs,
    backend,
  }: KernelCall<{ filter: TensorInfo; y: TensorInfo; dy: TensorInfo }, BlockAttrs & { readonly inputShape: Shape }>) {
    const g = geometryOf(attrs.inputShape, filter.shape, attrs);
    const dx = backend.output(attrs.inputShape);
    if (util.sizeFromShape(dx.info.shape) === 0) return [dx.info];
    const at = { filter: backend.pointer(filter), y: backend.pointer(y), dy: backend.pointer(dy), dx: dx.pointer };
    convGradInput(backend, g, { activation: attrs.activation, pool: poolOf(attrs) }, at);
    return [dx.info];
  },
};
