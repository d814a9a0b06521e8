import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import { type ConvGeometry, fromConvInfo } from '../conv-geometry.ts';
import { PLAIN, packedBytes, runImages } from '../conv-task.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';
import { applyBinary } from './binary.ts';
import { finish, splitActivation } from './fused-activation.ts';
import { applyUnary } from './unary.ts';

type Shape4 = [number, number, number, number];

interface DepthwiseAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: number | [number, number] | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

/** The sizes, or undefined for more than one filter a channel and what else has no path here. */
function geometryOf(x: readonly number[], filter: readonly number[], attrs: DepthwiseAttrs): ConvGeometry | undefined {
  if (attrs.dataFormat === 'NCHW' || x[3] !== filter[2] || filter[3] !== 1) return undefined;
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const shapes = [x as Shape4, filter as Shape4] as const;
  const info = backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode, true);
  return util.sizeFromShape(info.outShape) > 0 ? fromConvInfo(info) : undefined;
}

const outShape = (g: ConvGeometry) => [g.images, g.outH, g.outW, g.outC];

export const depthwiseConv2d: WasmKernel = {
  name: 'DepthwiseConv2dNative',
  run({ inputs: { x, filter }, attrs, backend }: KernelCall<{ x: TensorInfo; filter: TensorInfo }, DepthwiseAttrs>) {
    const g = geometryOf(x.shape, filter.shape, attrs);
    if (g === undefined || !areFloats(x, filter)) return undefined;
    const y = backend.output(outShape(g));
    const at = { x: backend.pointer(x), filter: backend.pointer(filter), y: y.pointer };
    runImages(backend, 'depthwiseForward', g, PLAIN, at);
    return y.info;
  },
};

export const fusedDepthwiseConv2d: WasmKernel = {
  name: 'FusedDepthwiseConv2D',
  run({
    inputs: { x, filter, bias, preluActivationWeights },
    attrs,
    backend,
  }: KernelCall<
    { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo; preluActivationWeights?: TensorInfo },
    DepthwiseAttrs & { readonly activation: string; readonly leakyreluAlpha: number }
  >) {
    const g = geometryOf(x.shape, filter.shape, attrs);
    const split = splitActivation(attrs.activation);
    if (g === undefined || split === undefined || preluActivationWeights || !areFloats(x, filter, bias))
      return undefined;
    if (bias && util.sizeFromShape(bias.shape) !== g.outC) return undefined;
    const y = backend.output(outShape(g));
    const at = { x: backend.pointer(x), filter: backend.pointer(filter), y: y.pointer };
    runImages(backend, 'depthwiseForward', g, PLAIN, at);
    if (bias) addBias(backend, y, bias);
    const size = util.sizeFromShape(y.info.shape);
    if (split.inside !== 'linear') applyUnary(backend, split.inside, size, { from: y.pointer, to: y.pointer });
    finish(backend, split.later, y.info, attrs.leakyreluAlpha);
    return y.info;
  },
};

function addBias(backend: WasmBackend, y: { info: TensorInfo; pointer: number }, bias: TensorInfo): void {
  const { shape } = y.info;
  const operands = { a: { shape, at: y.pointer }, b: { shape: [shape[3]!], at: backend.pointer(bias) } };
  applyBinary(backend, 'add', shape, { ...operands, to: y.pointer });
}

export const depthwiseBackpropFilter: WasmKernel = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  run({
    inputs: { x, dy },
    attrs,
    backend,
  }: KernelCall<{ x: TensorInfo; dy: TensorInfo }, DepthwiseAttrs & { readonly filterShape: Shape4 }>) {
    const g = geometryOf(x.shape, attrs.filterShape, attrs);
    if (g === undefined || !areFloats(x, dy) || !util.arraysEqual(dy.shape, outShape(g))) return undefined;
    const dFilter = backend.output(attrs.filterShape);
    const rows = g.kH * g.kW;
    const chunk = chunkSize(g.images, { chunks: 16 });
    const partials = Math.ceil(g.images / chunk);
    const at = { x: backend.pointer(x), dy: backend.pointer(dy) };
    backend.withScratch(partials * packedBytes(rows + 1, g.outC), (partial) => {
      runImages(backend, 'depthwiseGradFilter', g, PLAIN, { ...at, partial }, chunk);
      const fields = { partial, partials, rows, columns: g.outC, filter: dFilter.pointer, bias: 0 };
      backend.launch('sumPartials', rows, rows, fields);
    });
    return dFilter.info;
  },
};

export const depthwiseBackpropInput: WasmKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  run({
    inputs: { dy, filter },
    attrs,
    backend,
  }: KernelCall<{ dy: TensorInfo; filter: TensorInfo }, DepthwiseAttrs & { readonly inputShape: Shape4 }>) {
    const g = geometryOf(attrs.inputShape, filter.shape, attrs);
    if (g === undefined || !areFloats(dy, filter) || !util.arraysEqual(dy.shape, outShape(g))) return undefined;
    const dx = backend.output(attrs.inputShape);
    const at = { dy: backend.pointer(dy), filter: backend.pointer(filter), dx: dx.pointer };
    runImages(backend, 'depthwiseGradInput', g, PLAIN, at);
    return dx.info;
  },
};
