import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import { denseStrides } from '../strided-copy.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

interface Axis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

const MOST_OUTER_AXES = 4;

/** The axes of the result with both operands' strides, 0 where one is repeated; axes that run on are joined. */
function broadcastAxes(shape: readonly number[], a: readonly number[], b: readonly number[]): Axis[] {
  const stridesOf = (operand: readonly number[]) => {
    const missing = shape.length - operand.length;
    const strides = denseStrides(operand);
    return shape.map((_, axis) => (axis < missing || operand[axis - missing] === 1 ? 0 : strides[axis - missing]!));
  };
  const stridesA = stridesOf(a);
  const stridesB = stridesOf(b);
  const axes: Axis[] = [];
  shape.forEach((size, i) => {
    const axis = { size, a: stridesA[i]!, b: stridesB[i]! };
    const outer = axes.at(-1);
    if (size === 1) return;
    if (outer !== undefined && outer.a === axis.a * size && outer.b === axis.b * size)
      axes[axes.length - 1] = { ...axis, size: outer.size * size };
    else axes.push(axis);
  });
  return axes;
}

/** to = op(a, b) with broadcasting, or false where the shapes need more axes than the kernels have. */
export function applyBinary(
  backend: WasmBackend,
  op: string,
  shape: readonly number[],
  {
    a,
    b,
    to,
    resultBytes = 4,
  }: {
    a: { shape: readonly number[]; at: number };
    b: { shape: readonly number[]; at: number };
    to: number;
    /** Of each element of the result. */
    resultBytes?: number;
  },
): boolean {
  const axes = broadcastAxes(shape, a.shape, b.shape);
  if (axes.length === 1 && axes[0]!.a === 1 && axes[0]!.b === 1)
    return flat(backend, op, axes[0]!.size, { a: a.at, b: b.at, to, resultBytes });
  const inner = axes.pop() ?? { size: 1, a: 1, b: 1 };
  if (axes.length > MOST_OUTER_AXES) return false;
  const fields: Record<string, number> = {};
  for (let i = 0; i < MOST_OUTER_AXES; i++) {
    fields[`size${i}`] = axes[i]?.size ?? 1;
    fields[`strideA${i}`] = axes[i]?.a ?? 0;
    fields[`strideB${i}`] = axes[i]?.b ?? 0;
  }
  const rows = axes.reduce((product, axis) => product * axis.size, 1);
  const chunk = chunkSize(rows, { grain: Math.ceil(16_384 / inner.size) });
  const at = { a: a.at, b: b.at, to, inner: inner.size, innerA: inner.a, innerB: inner.b, rank: axes.length };
  backend.launch(op, rows, chunk, { ...fields, ...at });
  return true;
}

const FLAT_ROW = 1024;

/** Equal shapes: rows of a length of our own choosing, and one shorter row. */
function flat(
  backend: WasmBackend,
  op: string,
  count: number,
  { a, b, to, resultBytes }: { a: number; b: number; to: number; resultBytes: number },
): boolean {
  const rows = Math.floor(count / FLAT_ROW);
  const rest = count % FLAT_ROW;
  const fields: Record<string, number> = {
    innerA: 1,
    innerB: 1,
    rank: 1,
    size0: 1,
    strideA0: FLAT_ROW,
    strideB0: FLAT_ROW,
  };
  for (let i = 1; i < MOST_OUTER_AXES; i++)
    Object.assign(fields, { [`size${i}`]: 1, [`strideA${i}`]: 0, [`strideB${i}`]: 0 });
  if (rows > 0) backend.launch(op, rows, chunkSize(rows, { grain: 16 }), { ...fields, a, b, to, inner: FLAT_ROW });
  const done = rows * FLAT_ROW;
  const behind = { a: a + 4 * done, b: b + 4 * done, to: to + resultBytes * done };
  if (rest > 0) backend.launch(op, 1, 1, { ...fields, ...behind, inner: rest });
  return true;
}

type BinaryCall = KernelCall<{ a: TensorInfo; b: TensorInfo }, unknown>;

function run(op: string, dtype: 'float32' | 'bool', { inputs: { a, b }, backend }: BinaryCall): TensorInfo | undefined {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const output = backend.output(shape, dtype);
  const resultBytes = dtype === 'bool' ? 1 : 4;
  if (util.sizeFromShape(shape) === 0) return output.info;
  const operands = { a: { shape: a.shape, at: backend.pointer(a) }, b: { shape: b.shape, at: backend.pointer(b) } };
  if (applyBinary(backend, op, shape, { ...operands, to: output.pointer, resultBytes })) return output.info;
  backend.disposeIntermediateTensorInfo(output.info);
  return undefined;
}

function binary(name: string, op: string): WasmKernel {
  return {
    name,
    run: (call: BinaryCall) => (areFloats(call.inputs.a, call.inputs.b) ? run(op, 'float32', call) : undefined),
  };
}

/** Of floats or of integers. */
function comparison(name: string, op: string): WasmKernel {
  return {
    name,
    run(call: BinaryCall) {
      const { a, b } = call.inputs;
      if (areFloats(a, b)) return run(op, 'bool', call);
      return a.dtype === 'int32' && b.dtype === 'int32' ? run(`${op}Integers`, 'bool', call) : undefined;
    },
  };
}

/** The sum of several tensors of one shape. */
const addN: WasmKernel = {
  name: 'AddN',
  run({ inputs, backend }: KernelCall<readonly TensorInfo[], unknown>) {
    const [first, ...rest] = inputs;
    if (first === undefined || rest.length === 0 || !areFloats(...inputs)) return undefined;
    const output = backend.output(first.shape);
    const sum = { shape: first.shape, at: output.pointer };
    let a = { shape: first.shape, at: backend.pointer(first) };
    for (const x of rest) {
      applyBinary(backend, 'add', first.shape, { a, b: { shape: first.shape, at: backend.pointer(x) }, to: sum.at });
      a = sum;
    }
    return output.info;
  },
};

/** One row for each op of two tensors: its name in tfjs-core, and the kernel. */
export const binaryKernels: readonly WasmKernel[] = [
  binary('Add', 'add'),
  addN,
  comparison('Equal', 'equal'),
  comparison('Greater', 'greater'),
  comparison('GreaterEqual', 'greaterEqual'),
  comparison('Less', 'less'),
  comparison('LessEqual', 'lessEqual'),
  binary('Maximum', 'maximum'),
  binary('Minimum', 'minimum'),
  binary('Multiply', 'multiply'),
  comparison('NotEqual', 'notEqual'),
  binary('RealDiv', 'divide'),
  binary('SquaredDifference', 'squaredDifference'),
  binary('Sub', 'subtract'),
];
