import { backend_util, type Conv2DAttrs, type FusedConv2DAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { fromConvInfo } from '../conv-geometry.ts';
import { convForward, convGradFilter, convGradInput, PLAIN } from '../conv-task.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';
import { finish, splitActivation } from './fused-activation.ts';

type Shape4 = [number, number, number, number];

interface GradAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** What tfjs-core computes for a convolution, or undefined where the kernels here have no path. */
function convInfo(
  x: readonly number[],
  filter: readonly number[],
  attrs: GradAttrs & { readonly dilations?: number | [number, number] },
): backend_util.Conv2DInfo | undefined {
  if (attrs.dataFormat === 'NCHW' || x[3] !== filter[2]) return undefined;
  const { strides, dilations = 1, pad, dimRoundingMode } = attrs;
  const info = backend_util.computeConv2DInfo(x as Shape4, filter as Shape4, strides, dilations, pad, dimRoundingMode);
  const { padInfo, outShape } = info;
  const isUsual = padInfo.top >= 0 && padInfo.left >= 0;
  return isUsual && util.sizeFromShape(outShape) > 0 && util.sizeFromShape([...filter]) > 0 ? info : undefined;
}

export const conv2d: WasmKernel = {
  name: 'Conv2D',
  run({ inputs: { x, filter }, attrs, backend }: KernelCall<{ x: TensorInfo; filter: TensorInfo }, Conv2DAttrs>) {
    const info = convInfo(x.shape, filter.shape, attrs as GradAttrs);
    if (info === undefined || !areFloats(x, filter)) return undefined;
    const y = backend.output(info.outShape);
    const at = { x: backend.pointer(x), filter: backend.pointer(filter), bias: 0, y: y.pointer, pooled: 0 };
    convForward(backend, fromConvInfo(info), PLAIN, at);
    return y.info;
  },
};

export const fusedConv2d: WasmKernel = {
  name: 'FusedConv2D',
  run({
    inputs: { x, filter, bias, preluActivationWeights },
    attrs,
    backend,
  }: KernelCall<
    { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo; preluActivationWeights?: TensorInfo },
    FusedConv2DAttrs
  >) {
    const info = convInfo(x.shape, filter.shape, attrs as GradAttrs);
    const split = splitActivation(attrs.activation);
    if (info === undefined || split === undefined || preluActivationWeights) return undefined;
    if (!areFloats(x, filter, bias) || (bias && util.sizeFromShape(bias.shape) !== info.outChannels)) return undefined;
    const y = backend.output(info.outShape);
    const at = { x: backend.pointer(x), filter: backend.pointer(filter), bias: bias ? backend.pointer(bias) : 0 };
    const epilogue = { ...PLAIN, activation: split.inside };
    convForward(backend, fromConvInfo(info), epilogue, { ...at, y: y.pointer, pooled: 0 });
    finish(backend, split.later, y.info, attrs.leakyreluAlpha ?? 0);
    return y.info;
  },
};

export const conv2dBackpropFilter: WasmKernel = {
  name: 'Conv2DBackpropFilter',
  run({
    inputs: { x, dy },
    attrs,
    backend,
  }: KernelCall<{ x: TensorInfo; dy: TensorInfo }, GradAttrs & { readonly filterShape: Shape4 }>) {
    const info = convInfo(x.shape, attrs.filterShape, attrs);
    if (info === undefined || !areFloats(x, dy) || !util.arraysEqual(dy.shape, info.outShape)) return undefined;
    const dFilter = backend.output(attrs.filterShape);
    const at = { x: backend.pointer(x), y: 0, dy: backend.pointer(dy), dFilter: dFilter.pointer, dBias: 0 };
    convGradFilter(backend, fromConvInfo(info), PLAIN, at);
    return dFilter.info;
  },
};

export const conv2dBackpropInput: WasmKernel = {
  name: 'Conv2DBackpropInput',
  run({
    inputs: { dy, filter },
    attrs,
    backend,
  }: KernelCall<{ dy: TensorInfo; filter: TensorInfo }, GradAttrs & { readonly inputShape: Shape4 }>) {
    const info = convInfo(attrs.inputShape, filter.shape, attrs);
    if (info === undefined || !areFloats(dy, filter) || !util.arraysEqual(dy.shape, info.outShape)) return undefined;
    const dx = backend.output(attrs.inputShape);
    const at = { filter: backend.pointer(filter), y: 0, dy: backend.pointer(dy), dx: dx.pointer };
    convGradInput(backend, fromConvInfo(info), PLAIN, at);
    return dx.info;
  },
};
