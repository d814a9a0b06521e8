import { chunkSize, type WasmBackend } from './backend.ts';
import type { ConvGeometry } from './conv-geometry.ts';

// How assembly/winograd.ts is called. The 36 products of a 4x4 tile of outputs stand for 144. It was measured from 16 channels
// on (docs/decisions/0020-winograd.md); fewer take the direct path.

const POINTS = 36;
const LEAST_CHANNELS = 16;
const SCRATCH_FOR_TRANSFORMS = 1024;

/** Bytes of the points of a block of tiles: with those of the filter they stay in the second-level cache. */
const BLOCK_BYTES = 1 << 19;
const MOST_TILES = 36;

/** Whether a convolution goes through Winograd's products: 3x3, stride 1, no dilation, channels in fours, 16 or more. */
export function isWinograd(g: ConvGeometry): boolean {
  const isFlat3x3 = g.kH === 3 && g.kW === 3 && g.strideH * g.strideW * g.dilationH * g.dilationW === 1;
  const areChannels = (channels: number) => channels >= LEAST_CHANNELS && channels % 4 === 0;
  const isPadSmall = [g.padTop, g.padLeft, padBottom(g), padRight(g)].every((pad) => pad >= 0 && pad <= 2);
  return isFlat3x3 && isPadSmall && areChannels(g.inC) && areChannels(g.outC) && g.outH >= 4 && g.outW >= 4;
}

const padBottom = (g: ConvGeometry) => g.outH + 2 - g.inH - g.padTop;
const padRight = (g: ConvGeometry) => g.outW + 2 - g.inW - g.padLeft;
const panelled = (channels: number) => Math.ceil(channels / 8) * 8;
/** Numbers from a point to the next: an odd number of cache lines. */
const apart = (numbers: number) => 16 * (Math.ceil(numbers / 16) | 1);
const wholeTiles = (size: number) => Math.ceil(size / 4) * 4;

/** Bytes of a transformed filter. */
export function winogradFilterBytes(g: ConvGeometry, turned: boolean): number {
  return 4 * POINTS * apart(turned ? g.outC * panelled(g.inC) : g.inC * panelled(g.outC));
}

/** Transforms the filter at `from` for the forward pass, or turned by half a turn for the input's gradient. */
export function transformFilter(
  backend: WasmBackend,
  g: ConvGeometry,
  from: number,
  to: number,
  turned: boolean,
): void {
  const panels = Math.ceil((turned ? g.inC : g.outC) / 8);
  backend.withThreadScratch(SCRATCH_FOR_TRANSFORMS, (scratch, scratchBytes) => {
    const fields = { from, to, inC: g.inC, outC: g.outC, turned, scratch, scratchBytes };
    backend.launch('winogradFilter', panels, chunkSize(panels, { grain: 1 }), fields);
  });
}

/** The parts of a thread's scratch, as fields of a task, and its size. */
export function winogradScratch(g: ConvGeometry, kernel: WinogradKernel): { fields: WinogradFields; bytes: number } {
  const isInput = kernel === 'winogradGradInput';
  const [height, width] = isInput ? [g.inH, g.inW] : [g.outH, g.outW];
  const [paddedH, paddedW] = [wholeTiles(height) + 2, wholeTiles(width) + 2];
  const channels = g.inC + g.outC;
  const chunkTiles = Math.max(4, Math.min(MOST_TILES, Math.floor(BLOCK_BYTES / (4 * POINTS * channels))));
  let bytes = 0;
  const part = (numbers: number) => {
    const at = bytes;
    bytes += Math.ceil((4 * numbers + 64) / 64) * 64;
    return at;
  };
  part(paddedH * paddedW * (isInput ? g.outC : g.inC));
  const dzAt = part(g.outH * g.outW * g.outC);
  const offsetsAt = part(chunkTiles);
  const spreadAt = part(kernel === 'winogradGradFilter' ? wholeTiles(g.outH) * wholeTiles(g.outW) * g.outC : 0);
  const sums = kernel === 'winogradGradFilter' ? POINTS * apart(g.inC * panelled(g.outC)) : 0;
  const rowsAt = part(sums + POINTS * (apart(chunkTiles * g.inC) + apart(chunkTiles * g.outC)));
  bytes += SCRATCH_FOR_TRANSFORMS;
  return { fields: { paddedH, paddedW, dzAt, offsetsAt, rowsAt, spreadAt, chunkTiles }, bytes };
}

type WinogradKernel = 'winogradForward' | 'winogradGradFilter' | 'winogradGradInput';

export function isWinogradKernel(kernel: string): kernel is WinogradKernel {
  return kernel.startsWith('winograd');
}

interface WinogradFields {
  readonly paddedH: number;
  readonly paddedW: number;
  readonly dzAt: number;
  readonly offsetsAt: number;
  readonly rowsAt: number;
  readonly spreadAt: number;
  readonly chunkTiles: number;
}
