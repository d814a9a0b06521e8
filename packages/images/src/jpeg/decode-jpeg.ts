import type { Pixels } from '../pixels.ts';
import { jpegKernels } from './jpeg-kernels.ts';
import { putHuffmanTables } from './put-huffman-tables.ts';
import type { JpegHeader } from './read-header.ts';

/** Larger images and files are left to another decoder: the memory that one takes here stays taken. */
const MOST_PIXELS = 1 << 24;
const MOST_BYTES = 1 << 26;
/** A code for the first coefficient and one for the end of the block. */
const FEWEST_BITS_A_BLOCK = 2;
/** More than the longest MCU takes: 6 blocks of 64 codes of at most 31 bits. */
const MOST_BYTES_AN_MCU = 2048;

/** The place in a block of each coefficient as the file orders them: from corner to corner in diagonals. */
const zigzag = Array.from({ length: 64 }, (_, k) => k).sort((p, q) => {
  const [diagonalP, diagonalQ] = [(p >> 3) + (p & 7), (q >> 3) + (q & 7)];
  return diagonalP - diagonalQ || (diagonalP % 2 === 0 ? (p & 7) - (q & 7) : (p >> 3) - (q >> 3));
});

/**
 * Decodes a JPEG whose header was read, to the bytes of libjpeg: grey or 3 channels, in `room` if it is long enough. Undefined when there is no
 * WebAssembly, for samplings other than 4:4:4, 4:2:2 and 4:2:0, and when anything is wrong with the file.
 */
export function decodeJpeg(file: Uint8Array, header: JpegHeader, room?: Uint8Array): Pixels | undefined {
  const { width, height, components, restartInterval, scanStart } = header;
  const { across: xScale, down: yScale } = components[0]!;
  const isScaled = xScale === 2 && (yScale === 1 || yScale === 2) && width > 4; // libjpeg treats narrower ones otherwise
  const isKnown = isScaled || (xScale === 1 && yScale === 1);
  if (!isKnown || components.slice(1).some(({ across, down }) => across !== 1 || down !== 1)) return undefined;
  const mcusAcross = Math.ceil(width / (8 * xScale));
  const mcusDown = Math.ceil(height / (8 * yScale));
  const blocks = mcusAcross * mcusDown * components.reduce((sum, { across, down }) => sum + across * down, 0);
  const scanLength = file.length - scanStart;
  const isPossible = blocks > 0 && blocks * FEWEST_BITS_A_BLOCK <= scanLength * 8;
  const isSmall = width * height <= MOST_PIXELS && scanLength <= MOST_BYTES;
  const found = isPossible && isSmall ? jpegKernels() : null;
  if (found === null) return undefined;

  found.reset();
  const { run } = found;
  const tables = putHuffmanTables(found, components);
  if (tables === undefined) return undefined;
  const planes = components.map(({ across, down }) => {
    const stride = mcusAcross * across * 8;
    const from = found.allocate(stride * mcusDown * down * 8);
    return { from, stride, width: Math.ceil((width * across) / xScale), height: Math.ceil((height * down) / yScale) };
  });
  const orders = components.map(({ quanta }) => found.put(orderOf(quanta)));
  const scan = found.put(file.subarray(scanStart));
  // A scan may be read beyond its end, which is where it begins.
  const stream = found.allocate(MOST_BYTES_AN_MCU + scanLength) + MOST_BYTES_AN_MCU + scanLength;
  const frame = found.put(
    Int32Array.of(
      ...[mcusAcross, mcusAcross * mcusDown, restartInterval, components.length, stream],
      ...components.flatMap(({ across, down }, i) => {
        const { from, stride } = planes[i]!;
        return [across, down, from, stride, orders[i]!, tables[i]!.dc, tables[i]!.ac, 0];
      }),
    ),
  );
  if (!run.decodeScan(frame, scan, scan + scanLength)) return undefined;

  const channels = components.length === 1 ? 1 : 3;
  const planeList = found.put(Int32Array.from(planes.flatMap((p) => [p.from, p.stride, p.width, p.height])));
  const rows = found.allocate(width * 10 + 1024);
  const out = found.allocate(width * height * channels);
  if (channels === 1) run.greyPixels(planeList, out);
  else run.colourPixels(planeList, xScale, yScale, rows, out);
  return { data: found.bytes(out, width * height * channels, room), width, height, channels };
}

/** For the place k of a coefficient in the file: quantum << 16 | byte in the block; from 64 on a byte behind the block. */
function orderOf(quanta: Uint16Array): Int32Array {
  const order = new Int32Array(192).fill(128);
  for (const [k, place] of zigzag.entries()) order[k] = (quanta[k]! << 16) | (place * 2);
  return order;
}
