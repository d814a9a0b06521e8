import { chunkSize, type WasmBackend } from './backend.ts';

/** One axis of a copy: how far its neighbours are apart on both sides, in numbers. */
export interface CopyAxis {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

const MOST_OUTER_AXES = 7;

/** Strides of a dense array in row-major order. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Joins axes that are one run of memory on both sides, and drops axes of size 1. */
function joinAxes(axes: readonly CopyAxis[]): CopyAxis[] {
  const joined: CopyAxis[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const outer = joined.at(-1);
    if (outer !== undefined && outer.from === axis.from * axis.size && outer.to === axis.to * axis.size)
      joined[joined.length - 1] = { ...axis, size: outer.size * axis.size };
    else joined.push(axis);
  }
  return joined;
}

/** Copies along the axes, outermost first; addresses in bytes. At most eight axes after joining. */
export function copyStrided(backend: WasmBackend, from: number, to: number, axes: readonly CopyAxis[]): void {
  const joined = joinAxes(axes);
  const inner = joined.pop() ?? { size: 1, from: 1, to: 1 };
  const fields: Record<string, number> = { from, to, inner: inner.size, innerFrom: inner.from, innerTo: inner.to };
  for (let i = 0; i < MOST_OUTER_AXES; i++) {
    const axis = joined[i];
    fields[`size${i}`] = axis?.size ?? 1;
    fields[`from${i}`] = axis?.from ?? 0;
    fields[`to${i}`] = axis?.to ?? 0;
  }
  const rows = joined.reduce((product, axis) => product * axis.size, 1);
  if (rows * inner.size === 0) return;
  const chunk = chunkSize(rows, { grain: Math.ceil(16_384 / inner.size) });
  backend.launch('copyStrided', rows, chunk, { ...fields, rank: joined.length });
}
