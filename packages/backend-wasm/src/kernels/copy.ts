import {
  backend_util,
  type DataType,
  type PadV2Attrs,
  slice_util,
  type TensorInfo,
  type TransposeAttrs,
  util,
} from '@tensorflow/tfjs-core';
import { chunkSize } from '../backend.ts';
import { copyStrided, denseStrides } from '../strided-copy.ts';
import type { KernelCall, WasmKernel } from '../wasm-kernel.ts';

const MOST_AXES = 8;
const FLOAT_CUT = { grain: 16_384, align: 16 };

/** Whether a tensor's numbers can be in WebAssembly memory. */
function isNumeric(tensor: TensorInfo): tensor is TensorInfo & { dtype: 'float32' | 'int32' } {
  return tensor.dtype === 'float32' || tensor.dtype === 'int32';
}

/** The axes of `x` in a new order. */
export const transpose: WasmKernel = {
  name: 'Transpose',
  run({ inputs: { x }, attrs: { perm }, backend }: KernelCall<{ x: TensorInfo }, TransposeAttrs>) {
    if (!isNumeric(x) || x.shape.length > MOST_AXES) return undefined;
    const strides = denseStrides(x.shape);
    const shape = perm.map((axis) => x.shape[axis]!);
    const to = denseStrides(shape);
    const output = backend.output(shape, x.dtype);
    const axes = perm.map((axis, i) => ({ size: x.shape[axis]!, from: strides[axis]!, to: to[i]! }));
    copyStrided(backend, backend.pointer(x), output.pointer, axes);
    return output.info;
  },
};

/** The part of `x` from `begin` on, `size` long along each axis. */
export const slice: WasmKernel = {
  name: 'Slice',
  run({
    inputs: { x },
    attrs: { begin, size },
    backend,
  }: KernelCall<{ x: TensorInfo }, { begin: number | number[]; size: number | number[] }>) {
    if (!isNumeric(x) || x.shape.length > MOST_AXES) return undefined;
    const [start, shape] = slice_util.parseSliceParams(x as never, begin, size) as [number[], number[]];
    slice_util.assertParamsValid(x as never, start, shape);
    const from = denseStrides(x.shape);
    const to = denseStrides(shape);
    const output = backend.output(shape, x.dtype);
    const offset = start.reduce((sum, position, axis) => sum + position * from[axis]!, 0);
    const axes = shape.map((n, axis) => ({ size: n, from: from[axis]!, to: to[axis]! }));
    copyStrided(backend, backend.pointer(x) + 4 * offset, output.pointer, axes);
    return output.info;
  },
};

/** `x` with a constant around it. */
export const pad: WasmKernel = {
  name: 'PadV2',
  run({ inputs: { x }, attrs: { paddings, constantValue }, backend }: KernelCall<{ x: TensorInfo }, PadV2Attrs>) {
    if (!isNumeric(x) || x.shape.length > MOST_AXES) return undefined;
    const shape = x.shape.map((n, axis) => n + paddings[axis]![0] + paddings[axis]![1]);
    const from = denseStrides(x.shape);
    const to = denseStrides(shape);
    const output = backend.output(shape, x.dtype);
    const numbers = x.dtype === 'int32' ? backend.heap.int32 : backend.heap.float32;
    numbers.fill(constantValue, output.pointer >>> 2, (output.pointer >>> 2) + util.sizeFromShape(shape));
    const offset = paddings.reduce((sum, [before], axis) => sum + before * to[axis]!, 0);
    const axes = x.shape.map((n, axis) => ({ size: n, from: from[axis]!, to: to[axis]! }));
    copyStrided(backend, backend.pointer(x), output.pointer + 4 * offset, axes);
    return output.info;
  },
};

/** Tensors one behind the other along an axis. */
export const concat: WasmKernel = {
  name: 'Concat',
  run({ inputs, attrs, backend }: KernelCall<readonly TensorInfo[], { readonly axis: number }>) {
    const dtype = inputs[0]!.dtype;
    if (!inputs.every((x) => isNumeric(x) && x.dtype === dtype)) return undefined;
    const axis = util.parseAxisParam(attrs.axis, inputs[0]!.shape)[0]!;
    const shapes = inputs.map((x) => x.shape);
    backend_util.assertParamsConsistent(shapes, axis);
    const shape = backend_util.computeOutShape(shapes, axis);
    const output = backend.output(shape, dtype as 'float32' | 'int32');
    const outer = util.sizeFromShape(shape.slice(0, axis));
    const row = util.sizeFromShape(shape.slice(axis));
    let offset = 0;
    for (const x of inputs) {
      const part = util.sizeFromShape(x.shape.slice(axis));
      const axes = [
        { size: outer, from: part, to: row },
        { size: part, from: 1, to: 1 },
      ];
      copyStrided(backend, backend.pointer(x), output.pointer + 4 * offset, axes);
      offset += part;
    }
    return output.info;
  },
};

/** `x` repeated along each axis. */
export const tile: WasmKernel = {
  name: 'Tile',
  run({
    inputs: { x },
    attrs: { reps },
    backend,
  }: KernelCall<{ x: TensorInfo }, { readonly reps: readonly number[] }>) {
    if (!isNumeric(x) || x.shape.length > MOST_AXES / 2 || reps.length !== x.shape.length) return undefined;
    const shape = x.shape.map((n, axis) => n * reps[axis]!);
    const from = denseStrides(x.shape);
    const to = denseStrides(shape);
    const output = backend.output(shape, x.dtype);
    const axes = x.shape.flatMap((n, axis) => [
      { size: reps[axis]!, from: 0, to: n * to[axis]! },
      { size: n, from: from[axis]!, to: to[axis]! },
    ]);
    copyStrided(backend, backend.pointer(x), output.pointer, axes);
    return output.info;
  },
};

/** Rows of `x` along an axis, by index. */
export const gather: WasmKernel = {
  name: 'GatherV2',
  run({
    inputs: { x, indices },
    attrs: { axis, batchDims },
    backend,
  }: KernelCall<{ x: TensorInfo; indices: TensorInfo }, { readonly axis: number; readonly batchDims: number }>) {
    if (!isNumeric(x) || indices.dtype !== 'int32' || (batchDims ?? 0) !== 0) return undefined;
    const along = util.parseAxisParam(axis, x.shape)[0]!;
    const length = x.shape[along]!;
    const inner = util.sizeFromShape(x.shape.slice(along + 1));
    const outer = util.sizeFromShape(x.shape.slice(0, along));
    const values = backend.data.get(indices.dataId).values as Int32Array;
    for (const index of values)
      util.assert(
        index >= 0 && index < length,
        () => `GatherV2: the index value ${index} is not in [0, ${length - 1}]`,
      );
    const count = values.length;
    const output = backend.output([...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)], x.dtype);
    const rows = outer * count;
    const at = { from: backend.pointer(x), to: output.pointer, indices: backend.pointer(indices) };
    backend.launch('gather', rows, chunkSize(rows, { grain: Math.ceil(16_384 / (inner + 1)) }), {
      ...at,
      ...{ count, length, inner },
    });
    return output.info;
  },
};

/** Rows of `depth` numbers, `onValue` at their index. */
export const oneHot: WasmKernel = {
  name: 'OneHot',
  run({
    inputs: { indices },
    attrs: { depth, onValue, offValue, dtype },
    backend,
  }: KernelCall<
    { indices: TensorInfo },
    { readonly depth: number; readonly onValue: number; readonly offValue: number; readonly dtype: DataType }
  >) {
    if (indices.dtype !== 'int32' || dtype !== 'float32') return undefined;
    const rows = util.sizeFromShape(indices.shape);
    const output = backend.output([...indices.shape, depth]);
    const at = { indices: backend.pointer(indices), to: output.pointer };
    const chunk = chunkSize(rows, { grain: Math.ceil(16_384 / (depth + 1)) });
    backend.launch('oneHot', rows, chunk, { ...at, depth, on: onValue, off: offValue });
    return output.info;
  },
};

/** The kernel from one type to another. */
const casts: Readonly<Record<string, string>> = {
  'bool float32': 'flagsToFloat',
  'bool int32': 'flagsToInteger',
  'float32 int32': 'toInteger',
  'int32 float32': 'toFloat',
};

/** The same numbers in another type. */
export const cast: WasmKernel = {
  name: 'Cast',
  run({ inputs: { x }, attrs: { dtype }, backend }: KernelCall<{ x: TensorInfo }, { readonly dtype: DataType }>) {
    const kernel = casts[`${x.dtype} ${dtype}`];
    if (kernel === undefined) return undefined;
    const count = util.sizeFromShape(x.shape);
    const output = backend.output(x.shape, dtype as 'float32' | 'int32');
    const at = { from: backend.pointer(x), to: output.pointer };
    backend.launch(kernel, count, chunkSize(count, FLOAT_CUT), at);
    return output.info;
  },
};

/** A tensor of one value. */
export const fill: WasmKernel = {
  name: 'Fill',
  run({
    attrs: { shape, value, dtype },
    backend,
  }: KernelCall<unknown, { readonly shape: readonly number[]; readonly value: unknown; readonly dtype?: DataType }>) {
    if (typeof value !== 'number' || (dtype ?? 'float32') !== 'float32') return undefined;
    const output = backend.output(shape);
    const first = output.pointer >>> 2;
    backend.heap.float32.fill(value, first, first + util.sizeFromShape([...shape]));
    return output.info;
  },
};
