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
function reduceAxis(
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

/** Reduces the axes, the innermost run of neighbours first, and returns the address of the last result. */
function reduceAxes(backend: WasmBackend, op: string, x: TensorInfo, axes: readonly number[], to: number): void {
  const shape = [...x.shape];
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
  step(backend.pointer(x));
}

function reduction(name: string, op: string, isMean = false): WasmKernel {
  return {
    name,
    run({ inputs: { x }, attrs, backend }: KernelCall<{ x: TensorInfo }, ReduceAttrs>) {
      const size = util.sizeFromShape(x.shape);
      if (!areFloats(x) || size === 0) return undefined;
      const axes = util.parseAxisParam(attrs.axis ?? attrs.reductionIndices!, x.shape).toSorted((a, b) => a - b);
      if (axes.length === 0) return undefined;
      const [outShape, reduceShape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
      const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(outShape, axes) : outShape;
      const output = backend.output(shape);
      reduceAxes(backend, op, x, axes, output.pointer);
      if (isMean) {
        const at = { from: output.pointer, to: output.pointer };
        applyUnary(backend, 'scale', util.sizeFromShape(shape), { ...at, alpha: 1 / util.sizeFromShape(reduceShape) });
      }
      return output.info;
    },
  };
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

/** One row for each reduction: its name in tfjs-core, and the kernel. */
export const reduceKernels: readonly WasmKernel[] = [
  argMax,
  reduction('Max', 'maximumOf'),
  reduction('Mean', 'sum', true),
  reduction('Min', 'minimumOf'),
  reduction('Sum', 'sum'),
];
