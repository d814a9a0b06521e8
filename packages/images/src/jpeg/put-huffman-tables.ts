import type { JpegKernels } from './jpeg-kernels.ts';
import type { HuffmanTable, JpegComponent } from './read-header.ts';

const LOOKUP_BYTES = 8 * 2 ** 11;
const TABLE_BYTES = LOOKUP_BYTES + 64 + 64 + 256;

/**
 * Puts the Huffman tables of all components into the memory of the kernels, as `assembly/huffman.ts` describes them.
 * Undefined when one is no prefix code.
 */
export function putHuffmanTables(
  kernels: JpegKernels,
  components: readonly JpegComponent[],
): { dc: number; ac: number }[] | undefined {
  const places = new Map<HuffmanTable, number>();
  for (const { dc, ac } of components) {
    for (const table of [dc, ac]) {
      if (places.has(table)) continue;
      const place = putTable(kernels, table, table === dc);
      if (place === undefined) return undefined;
      places.set(table, place);
    }
  }
  return components.map(({ dc, ac }) => ({ dc: places.get(dc)!, ac: places.get(ac)! }));
}

/** Puts a Huffman table into the memory of the kernels as they want it. */
function putTable(kernels: JpegKernels, { counts, symbols }: HuffmanTable, isDc: boolean): number | undefined {
  if (isDc && symbols.some((symbol) => symbol > 15)) return undefined;
  const limits = new Int32Array(16);
  const offsets = new Int32Array(16);
  for (let length = 1, code = 0, place = 0; length <= 16; length++, code *= 2) {
    const count = counts[length - 1]!;
    offsets[length - 1] = place - code;
    code += count;
    place += count;
    if (code >= 2 ** length) return undefined;
    limits[length - 1] = code * 2 ** (16 - length);
  }
  const bytes = new Uint8Array(TABLE_BYTES);
  bytes.set(new Uint8Array(limits.buffer), LOOKUP_BYTES);
  bytes.set(new Uint8Array(offsets.buffer), LOOKUP_BYTES + 64);
  bytes.set(symbols, LOOKUP_BYTES + 128);
  const pointer = kernels.put(bytes);
  kernels.run.fillLookup(pointer, isDc);
  return pointer;
}
