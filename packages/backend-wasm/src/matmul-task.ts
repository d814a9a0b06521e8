import type { WasmBackend } from './backend.ts';
import { chunkSize } from './backend.ts';
import { type Activation, activationCode } from './conv-geometry.ts';
import { packedBytes, packMatrix } from './conv-task.ts';
import type { PackedCopy } from './packed-copy.ts';

/** c [m][n] = activation(a·b + bias), either factor stored transposed. */
export interface MatMul {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation: Activation;
  /** Where b, of which no part is left out, may be kept packed. */
  readonly packed?: PackedCopy;
  /** Addresses; the bias has n numbers, or is 0. */
  readonly a: number;
  readonly b: number;
  readonly bias: number;
  readonly c: number;
}

/** As in assembly/: rows or columns of a block, and up to which k its columns are copied together. */
const BLOCK = 48;
const COPIED_K = 512;
const WIDE = 48;
/** Bytes of the lists of a thread: they should stay in the second-level cache. */
const MOST_LISTS = 1 << 18;
/** The most rows of b that are packed at a time: with a few rows of a they stay in the second-level cache. */
const MOST_PACKED = 200;

export function matMul(backend: WasmBackend, product: MatMul): void {
  const { m, n, k, transposeA, c } = product;
  if (k === 0) backend.heap.float32.fill(0, c >>> 2, (c >>> 2) + m * n);
  if (m * n * k === 0) return;
  if (!transposeA && k >= 2048 && m * n <= 65_536) splitProduct(backend, product);
  else if (!transposeA && n >= 1024 && m <= 256 && k <= 4096) panelProduct(backend, product);
  else packedProduct(backend, product);
}

/** The usual case: all of b is packed, and the rows of c are cut into chunks. */
function packedProduct(backend: WasmBackend, product: MatMul): void {
  const { m, n, k, transposeA, transposeB, activation, a, bias, c } = product;
  backend.withScratch(packedBytes(k, n), (b) => {
    const rowStride = transposeB ? 1 : n;
    const columnStride = transposeB ? k : 1;
    packMatrix(backend, { from: product.b, rows: k, columns: n, rowStride, columnStride }, b);
    const chunk = chunkSize(m, { grain: Math.ceil(131_072 / (n * k + 1)), align: 12 });
    const scratchNumbers = transposeA && k <= COPIED_K ? BLOCK * k : BLOCK;
    const listsAt = isListed(product) ? 4 * scratchNumbers : 0;
    const lists = listsAt === 0 ? 0 : n * listBytes(k) + 4 * n * Math.max(k, WIDE);
    backend.withThreadScratch(4 * scratchNumbers + lists, (scratch, scratchBytes) => {
      const fields = { a, b, c, bias, m, n, k, transposeA, listsAt, activation: activationCode[activation] };
      backend.launch('matMul', m, chunk, { ...fields, scratch, scratchBytes });
    });
  });
}

/** Whether to look for zeros in b: in the gradient of large weights it is the gradient behind ReLU and dropout. */
function isListed({ m, n, k, transposeA, bias }: MatMul): boolean {
  const areQuads = [m, n, k].every((size) => size % 4 === 0);
  return (
    transposeA && bias === 0 && areQuads && k <= COPIED_K && m >= 1024 && n >= 16 && n * listBytes(k) <= MOST_LISTS
  );
}

/** As in assembly/matmul-skinny.ts. */
const entriesBytes = (rows: number, length: number) => 16 * Math.ceil(rows / 2) * (length + 5);

/** As in assembly/sparse.ts. */
const listBytes = (length: number) => 48 + 8 * length;

/** For a long k and a small result: equal chunks of k give partial products, which are added up in their order. */
function splitProduct(backend: WasmBackend, product: MatMul): void {
  const { m, n, k, packed } = product;
  const chunk = chunkSize(k, { grain: MOST_PACKED, align: 4, chunks: 16 });
  const block = 4 * Math.ceil(chunk / Math.ceil(chunk / MOST_PACKED) / 4);
  const partials = Math.ceil(k / chunk);
  const launch = (kernel: string, c: number, packedB: number) =>
    launchSkinny(backend, kernel, product, k, { chunk, block, c, packedB, packedRows: block, columns: n });
  const packedB = packed?.of(k, packedBytes(k, n), (to) => launch('packBlocks', 0, to)) ?? 0;
  backend.withScratch(partials * packedBytes(m + 1, n), (partial) => {
    launch('matMulSplit', partial, packedB);
    const fields = { partial, partials, rows: m, columns: n, filter: product.c, bias: 0 };
    backend.launch('sumPartials', m, chunkSize(m, { grain: Math.ceil(8192 / n) }), fields);
  });
  activateResult(backend, product);
}

/** For few rows and many columns: chunks of eight columns, whose part of b is packed just before it is used. */
function panelProduct(backend: WasmBackend, product: MatMul): void {
  const panels = Math.ceil(product.n / 8);
  const chunk = chunkSize(panels, { grain: 4 });
  const place = { chunk, block: 0, c: product.c, packedB: 0, packedRows: product.k, columns: 8 };
  launchSkinny(backend, 'matMulPanels', product, panels, place);
  activateResult(backend, product);
}

interface SkinnyPlace {
  readonly chunk: number;
  readonly block: number;
  readonly c: number;
  readonly packedB: number;
  /** How much of b a thread packs at a time. */
  readonly packedRows: number;
  readonly columns: number;
}

function launchSkinny(
  backend: WasmBackend,
  kernel: string,
  { m, n, k, a, b, bias, transposeB }: MatMul,
  count: number,
  { packedRows, columns, ...place }: SkinnyPlace,
): void {
  const rowStride = 4 * (transposeB ? 1 : n);
  const columnStride = 4 * (transposeB ? k : 1);
  const packed = packedBytes(packedRows, WIDE * Math.ceil(columns / WIDE));
  const lists = Math.max(m * listBytes(packedRows), entriesBytes(m, packedRows));
  const listsAt = lists <= MOST_LISTS ? 4 * BLOCK + 64 + packed : 0;
  backend.withThreadScratch(4 * BLOCK + 64 + packed + lists, (scratch, scratchBytes) => {
    const fields = { a, b, bias, m, n, k, rowStride, columnStride, listsAt, scratch, scratchBytes, ...place };
    backend.launch(kernel, count, place.chunk, fields);
  });
}

function activateResult(backend: WasmBackend, { m, n, c, activation }: MatMul): void {
  if (activation === 'linear') return;
  const fields = { from: c, to: c, activation: activationCode[activation] };
  backend.launch('activationForward', m * n, chunkSize(m * n, { grain: 16_384, align: 16 }), fields);
}

/** The sums of the columns of a matrix [rows][columns]. */
export function columnSums(
  backend: WasmBackend,
  { from, rows, columns, to }: { from: number; rows: number; columns: number; to: number },
): void {
  if (rows === 0) {
    backend.heap.float32.fill(0, to >>> 2, (to >>> 2) + columns);
    return;
  }
  const chunk = chunkSize(rows, { grain: Math.ceil(16_384 / columns), chunks: 16 });
  const partials = Math.ceil(rows / chunk);
  backend.withScratch(packedBytes(partials, columns), (partial) => {
    backend.launch('columnSums', rows, chunk, { from, partial, columns, chunk });
    backend.launch('sumPartials', 1, 1, { partial, partials, rows: 0, columns, filter: 0, bias: to });
  });
}
