import type { WasmBackend } from './backend.ts';
import { chunkSize } from './backend.ts';
import { type Activation, activationCode } from './conv-geometry.ts';
import { packedBytes, packMatrix } from './conv-task.ts';

/** c [m][n] = activation(a·b + bias), either factor stored transposed. */
export interface MatMul {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation: Activation;
  /** Addresses; the bias has n numbers, or is 0. */
  readonly a: number;
  readonly b: number;
  readonly bias: number;
  readonly c: number;
}

/** Rows of the kernel's row offsets. */
const ROW_BLOCK = 48;

export function matMul(backend: WasmBackend, product: MatMul): void {
  const { m, n, k, transposeA, transposeB, activation, a, bias, c } = product;
  backend.withScratch(packedBytes(k, n), (b) => {
    const rowStride = transposeB ? 1 : n;
    const columnStride = transposeB ? k : 1;
    packMatrix(backend, { from: product.b, rows: k, columns: n, rowStride, columnStride }, b);
    const chunk = chunkSize(m, { grain: Math.ceil(131_072 / (n * k + 1)), align: 12 });
    backend.withThreadScratch(4 * ROW_BLOCK, (scratch, scratchBytes) => {
      const fields = { a, b, c, bias, m, n, k, transposeA, activation: activationCode[activation] };
      backend.launch('matMul', m, chunk, { ...fields, scratch, scratchBytes });
    });
  });
}

/** The sums of the columns of a matrix [rows][columns]. */
export function columnSums(
  backend: WasmBackend,
  { from, rows, columns, to }: { from: number; rows: number; columns: number; to: number },
): void {
  const chunk = chunkSize(rows, { grain: Math.ceil(16_384 / columns), chunks: 16 });
  const partials = Math.ceil(rows / chunk);
  backend.withScratch(packedBytes(partials, columns), (partial) => {
    backend.launch('columnSums', rows, chunk, { from, partial, columns, chunk });
    backend.launch('sumPartials', 1, 1, { partial, partials, rows: 0, columns, filter: 0, bias: to });
  });
}
