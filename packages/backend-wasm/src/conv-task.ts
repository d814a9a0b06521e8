import type { WasmBackend } from './backend.ts';
import { chunkSize } from './backend.ts';
import { type Activation, activationCode, type ConvGeometry, NO_POOL, type PoolGeometry } from './conv-geometry.ts';
import { isWinograd, isWinogradKernel, transformFilter, winogradFilterBytes, winogradScratch } from './winograd.ts';

/** What follows the convolution in the same kernel. */
export interface ConvEpilogue {
  readonly activation: Activation;
  readonly pool: PoolGeometry;
}

export const PLAIN: ConvEpilogue = { activation: 'linear', pool: NO_POOL };

const roundUp = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple;

/** Chunks of images whose filter gradients are summed apart; big filters get fewer, as each chunk has a copy. */
const PARTIAL_BYTES = 1 << 22;

/** Bytes of a packed matrix [k][n]. */
export function packedBytes(k: number, n: number): number {
  return 4 * k * roundUp(n, 8);
}

/** Packs b[k][n] into panels at `to`; strides in numbers. */
export function packMatrix(
  backend: WasmBackend,
  b: { from: number; rows: number; columns: number; rowStride: number; columnStride: number },
  to: number,
): void {
  const panels = Math.ceil(b.columns / 8);
  const { from, rows, columns } = b;
  const fields = { from, to, rows, columns, rowStride: 4 * b.rowStride, columnStride: 4 * b.columnStride };
  backend.launch('pack', panels, chunkSize(panels, { grain: Math.ceil(8192 / (rows + 1)) }), fields);
}

/** y = activation(x * filter + bias), and pooled = pool(y). */
export function convForward(
  backend: WasmBackend,
  g: ConvGeometry,
  epilogue: ConvEpilogue,
  at: { x: number; filter: number; bias: number; y: number; pooled: number },
): void {
  if (isWinograd(g)) {
    backend.withScratch(winogradFilterBytes(g, false), (filter) => {
      transformFilter(backend, g, at.filter, filter, false);
      runImages(backend, 'winogradForward', g, epilogue, { ...at, filter });
    });
    return;
  }
  const taps = g.kH * g.kW * g.inC;
  const planar = isPlanar(g);
  const packed = planar ? 0 : packedBytes(taps, g.outC);
  backend.withScratch(packed, (scratch) => {
    if (!planar) {
      const filter = { from: at.filter, rows: taps, columns: g.outC, rowStride: g.outC, columnStride: 1 };
      packMatrix(backend, filter, scratch);
    }
    runImages(backend, 'convForward', g, epilogue, planar ? at : { ...at, filter: scratch });
  });
}

/** dFilter and dBias (where its address is not 0) from x and the gradient of the last output. */
export function convGradFilter(
  backend: WasmBackend,
  g: ConvGeometry,
  epilogue: ConvEpilogue,
  at: { x: number; y: number; dy: number; dFilter: number; dBias: number },
): void {
  const rows = g.kH * g.kW * g.inC;
  if (g.images === 0) {
    const { float32 } = backend.heap;
    float32.fill(0, at.dFilter >>> 2, (at.dFilter >>> 2) + rows * g.outC);
    if (at.dBias !== 0) float32.fill(0, at.dBias >>> 2, (at.dBias >>> 2) + g.outC);
    return;
  }
  const blockBytes = packedBytes(rows + 1, g.outC);
  const chunks = Math.max(2, Math.min(16, Math.floor(PARTIAL_BYTES / blockBytes)));
  const chunk = chunkSize(g.images, { grain: imageGrain(g), chunks });
  const partials = Math.ceil(g.images / chunk);
  backend.withScratch(blockBytes * partials, (partial) => {
    const kernel = isWinograd(g) ? 'winogradGradFilter' : 'convGradFilter';
    runImages(backend, kernel, g, epilogue, { ...at, partial }, chunk);
    const fields = { partial, partials, rows, columns: g.outC, filter: at.dFilter, bias: at.dBias };
    backend.launch(
      'sumPartials',
      rows + 1,
      chunkSize(rows + 1, { grain: Math.ceil(16_384 / (partials * g.outC)) }),
      fields,
    );
  });
}

/** dx from the filter and the gradient of the last output. */
export function convGradInput(
  backend: WasmBackend,
  g: ConvGeometry,
  epilogue: ConvEpilogue,
  at: { filter: number; y: number; dy: number; dx: number },
): void {
  if (isWinograd(g)) {
    backend.withScratch(winogradFilterBytes(g, true), (filter) => {
      transformFilter(backend, g, at.filter, filter, true);
      runImages(backend, 'winogradGradInput', g, epilogue, { ...at, filter });
    });
    return;
  }
  const rowNumbers = g.kW * g.inC;
  const panels = Math.ceil(rowNumbers / 8);
  backend.withScratch(packedBytes(g.kH * g.outC, rowNumbers), (filter) => {
    const period = g.strideH / greatestCommonDivisor(g.strideH, g.dilationH);
    const fields = { from: at.filter, to: filter, kH: g.kH, rowNumbers, outC: g.outC, period };
    backend.launch('packInput', panels, chunkSize(panels, { grain: Math.ceil(1024 / (g.kH * g.outC)) }), fields);
    runImages(backend, 'convGradInput', g, epilogue, { ...at, filter });
  });
}

/** Launches a kernel over the images of a batch. Addresses that it does not read may be left out. */
export function runImages(
  backend: WasmBackend,
  kernel: string,
  g: ConvGeometry,
  { activation, pool }: ConvEpilogue,
  addresses: Readonly<Record<string, number>>,
  chunk: number = chunkSize(g.images, { grain: imageGrain(g) }),
): void {
  const { fields, bytes } = isWinogradKernel(kernel) ? winogradScratch(g, kernel) : scratchOf(g, kernel);
  backend.withThreadScratch(bytes, (scratch, scratchBytes) => {
    backend.launch(kernel, g.images, chunk, {
      ...NO_ADDRESSES,
      ...g,
      ...pool,
      ...addresses,
      ...fields,
      activation: activationCode[activation],
      planar: isPlanar(g),
      ...{ chunk, scratch, scratchBytes },
    });
  });
}

/** The parts of a thread's scratch, as fields of a task, and its size. */
function scratchOf(g: ConvGeometry, kernel: string) {
  const paddedH = Math.max(g.padTop + g.inH, (g.outH - 1) * g.strideH + (g.kH - 1) * g.dilationH + 1);
  const paddedW = Math.max(g.padLeft + g.inW, (g.outW - 1) * g.strideW + (g.kW - 1) * g.dilationW + 1);
  const isInput = kernel === 'convGradInput';
  const pixels = isInput ? Math.max(GROUP_PIXELS, g.outW) : g.outH * g.outW;
  const dzAt = isInput ? 0 : roundUp(4 * paddedH * paddedW * g.inC + 64, 64);
  const offsetsAt = dzAt + roundUp(4 * g.outH * g.outW * g.outC + 64, 64);
  const rowsAt = offsetsAt + roundUp(4 * pixels + 64, 64);
  const bytes = rowsAt + (isInput ? 4 * pixels * roundUp(g.kW * g.inC, 8) : 0);
  return { fields: { paddedH, paddedW, dzAt, offsetsAt, rowsAt, spreadAt: 0, chunkTiles: 0 }, bytes };
}

const NO_ADDRESSES = { x: 0, filter: 0, bias: 0, y: 0, pooled: 0, dy: 0, dx: 0, partial: 0 };

/** As in assembly/conv-input.ts. */
const GROUP_PIXELS = 64;

/** Images that are worth a chunk: about a quarter of a million multiplications. */
function imageGrain(g: ConvGeometry): number {
  const work = g.outH * g.outW * g.outC * (g.kH * g.kW * g.inC + 16);
  return Math.ceil(262_144 / Math.max(1, work));
}

/** Whether lanes along the width beat lanes along the output channels, of which few would be filled. */
function isPlanar(g: ConvGeometry): boolean {
  return g.inC === 1 && g.outC >= 2 && g.outC < 16 && g.outC % 8 !== 0 && g.strideW === 1 && g.outW >= 4;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
