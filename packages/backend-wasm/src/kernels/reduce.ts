import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';
import { applyUnary } from './unary.ts';

interface ReduceAttrs {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** Numbers that a piece of an axis has when the axis is cut. */
const PIECE = 16_384;

/** [outer][length][inner] -> [outer][inner] at `to`, by way of partial results where the axis is long. */
export function reduceAxis(
  backend: WasmBackend,
  op: string,
  { from, to, outer, length, inner }: { from: number; to: number; outer: number; length: number; inner: number },
): void {
  const pieceLength = Math.ceil(PIECE / inner);
  const pieces = outer >= 32 ? 1 : Math.ceil(length / pieceLength);
  if (pieces === 1) {
    const chunk = chunkSize(outer, { grain: Math.ceil(PIECE / (length * inner)) });
    backend.launch(op, outer, chunk, { from, to, length, inner, pieces, pieceLength: length });
    return;
  }
  backend.withScratch(4 * outer * pieces * inner, (partial) => {
    backend.launch(op, outer * pieces, 1, { from, to: partial, length, inner, pieces, pieceLength });
    reduceAxis(backend, op, { from: partial, to, outer, length: pieces, inner });
  });
}

/** Reduces the axes of what is at `from`, the innermost run of neighbours first. */
function reduceAxes(
  backend: WasmBackend,
  op: string,
  {
    from: start,
    shape: whole,
    axes,
    to,
  }: { from: number; shape: readonly number[]; axes: readonly number[]; to: number },
): void {
  const shape = [...whole];
  const left = [...axes];
  const step = (from: number): void => {
    const last = left.pop()!;
    let first = last;
    while (left.at(-1) === first - 1) first = left.pop()!;
    const outer = util.sizeFromShape(shape.slice(0, first));
    const length = util.sizeFromShape(shape.slice(first, last + 1));
    const inner = util.sizeFromShape(shape.slice(last + 1));
    shape.fill(1, first, last + 1);
    if (left.length === 0) {
      reduceAxis(backend, op, { from, to, outer, length, inner });
      return;
    }
    backend.withScratch(4 * outer * inner, (partial) => {
      reduceAxis(backend, op, { from, to: partial, outer, length, inner });
      step(partial);
    });
  };
  step(start);
}

interface Reduction {
  readonly shape: readonly number[];
  readonly axes: readonly number[];
  /** Of the result. */
  readonly outShape: number[];
  /** Numbers that give one of the result. */
  readonly length: number;
}

/** What is reduced, or undefined where there is nothing. */
function reductionOf(x: TensorInfo, attrs: ReduceAttrs): Reduction | undefined {
  const axes = util.parseAxisParam(attrs.axis ?? attrs.reductionIndices!, x.shape).toSorted((a, b) => a - b);
  if (axes.length === 0 || util.sizeFromShape(x.shape) === 0) return undefined;
  const [rest, reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const outShape = attrs.keepDims ? backend_util.expandShapeToKeepDim(rest, axes) : rest;
  return { shape: x.shape, axes, outShape, length: util.sizeFromShape(reduced) };
}

type ReduceCall = KernelCall<{ x: TensorInfo }, ReduceAttrs>;

function reduceFloats(op: string, { inputs: { x }, attrs, backend }: ReduceCall): TensorInfo | undefined {
  const reduction = areFloats(x) ? reductionOf(x, attrs) : undefined;
  if (reduction === undefined) return undefined;
  const output = backend.output(reduction.outShape);
  reduceAxes(backend, op, { ...reduction, from: backend.pointer(x), to: output.pointer });
  return output.info;
}

/** Integers, and booleans as 0 and 1. */
function sumIntegers({ inputs: { x }, attrs, backend }: ReduceCall): TensorInfo | undefined {
  const reduction = x.dtype === 'int32' || x.dtype === 'bool' ? reductionOf(x, attrs) : undefined;
  if (reduction === undefined) return undefined;
  const output = backend.output(reduction.outShape, 'int32');
  const from = backend.pointer(x);
  const sumAt = (numbers: number) =>
    reduceAxes(backend, 'sumIntegers', { ...reduction, from: numbers, to: output.pointer });
  if (x.dtype === 'int32') sumAt(from);
  else {
    const count = util.sizeFromShape(x.shape);
    backend.withScratch(4 * count, (to) => {
      backend.launch('flagsToInteger', count, chunkSize(count, { grain: PIECE, align: 16 }), { from, to });
      sumAt(to);
    });
  }
  return output.info;
}

function mean(call: ReduceCall): TensorInfo | undefined {
  const { backend, inputs, attrs } = call;
  const info = reduceFloats('sum', call);
  if (info === undefined) return undefined;
  const at = { from: backend.pointer(info), to: backend.pointer(info) };
  const alpha = 1 / reductionOf(inputs.x, attrs)!.length;
  applyUnary(backend, 'scale', util.sizeFromShape(info.shape), { ...at, alpha });
  return info;
}

/** The index of the first largest number along an axis. */
const argMax: WasmKernel = {
  name: 'ArgMax',
  run({ inputs: { x }, attrs, backend }: KernelCall<{ x: TensorInfo }, { readonly axis: number | number[] }>) {
    const axes = util.parseAxisParam(attrs.axis, x.shape);
    const columns = x.shape.at(-1) ?? 0;
    if (!areFloats(x) || axes.length !== 1 || axes[0] !== x.shape.length - 1 || columns === 0) return undefined;
    const rows = util.sizeFromShape(x.shape) / columns;
    const output = backend.output(x.shape.slice(0, -1), 'int32');
    const at = { from: backend.pointer(x), to: output.pointer };
    backend.launch('argMax', rows, chunkSize(rows, { grain: Math.ceil(16_384 / columns) }), { ...at, columns });
    return output.info;
  },
};

/** One row for each reduction: its name in tfjs-core, and how it is done. */
export const reduceKernels: readonly WasmKernel[] = [
  argMax,
  { name: 'Max', run: (call: ReduceCall) => reduceFloats('maximumOf', call) },
  { name: 'Mean', run: mean },
  { name: 'Min', run: (call: ReduceCall) => reduceFloats('minimumOf', call) },
  { name: 'Sum', run: (call: ReduceCall) => reduceFloats('sum', call) ?? sumIntegers(call) },
];
