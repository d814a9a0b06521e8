/** A Huffman table as in the file: how many codes of each length 1 to 16, and their symbols. */
export interface HuffmanTable {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

/** A component of a JPEG: its blocks in an MCU, its quanta in the file's order, and its tables. */
export interface JpegComponent {
  readonly across: number;
  readonly down: number;
  readonly quanta: Uint16Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

/** What comes before the coded pixels of a JPEG with one scan. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
  /** MCUs between two restart markers; 0 without. */
  readonly restartInterval: number;
  /** Where the coded pixels begin. */
  readonly scanStart: number;
}

const [EXTENDED, HUFFMAN_TABLES, START_OF_IMAGE, START_OF_SCAN] = [0xc1, 0xc4, 0xd8, 0xda];
const [BASELINE, QUANTA, RESTART_INTERVAL, APP0, APP14, COMMENT] = [0xc0, 0xdb, 0xdd, 0xe0, 0xee, 0xfe];
const ADOBE = 0x41646f62; // 'Adob'
const JFIF = 0x4a464946;

/**
 * The header of a JPEG of the common kind: 8 bits, sequential, Huffman codes, all components in one scan, grey or YCbCr.
 * Undefined for others, and for what is damaged.
 */
export function readJpegHeader(file: Uint8Array): JpegHeader | undefined {
  try {
    return parse(new DataView(file.buffer, file.byteOffset, file.length));
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the file ends too early
    throw error;
  }
}

interface FrameComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quanta: number;
}

function parse(view: DataView): JpegHeader | undefined {
  if (view.getUint16(0) !== 0xff00 + START_OF_IMAGE) return undefined;
  const quanta: Uint16Array[] = [];
  const tables: HuffmanTable[] = [];
  let frame: { width: number; height: number; components: FrameComponent[] } | undefined;
  let restartInterval = 0;
  let isJfif = false;
  let colourTransform: number | undefined;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const start = at + 4;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < start) return undefined;
    if (marker === QUANTA) {
      if (!readQuanta(view, start, end, quanta)) return undefined;
    } else if (marker === HUFFMAN_TABLES) {
      if (!readTables(view, start, end, tables)) return undefined;
    } else if (marker === BASELINE || marker === EXTENDED) {
      if (frame !== undefined || view.getUint8(start) !== 8) return undefined;
      frame = readFrame(view, start);
    } else if (marker === RESTART_INTERVAL) {
      restartInterval = view.getUint16(start);
    } else if (marker === APP0) {
      isJfif ||= end - start >= 14 && view.getUint32(start) === JFIF && view.getUint8(start + 4) === 0;
    } else if (marker === APP14) {
      if (end - start >= 12 && view.getUint32(start) === ADOBE) colourTransform = view.getUint8(start + 11);
    } else if (marker === START_OF_SCAN) {
      if (frame === undefined || !isYCbCr(frame.components, isJfif, colourTransform)) return undefined;
      const components = readScan(view, start, frame.components, quanta, tables);
      if (components === undefined) return undefined;
      return { width: frame.width, height: frame.height, components, restartInterval, scanStart: end };
    } else if (marker !== COMMENT && !(marker > APP0 && marker < APP0 + 16)) {
      return undefined;
    }
    at = end;
  }
}

function readQuanta(view: DataView, start: number, end: number, quanta: Uint16Array[]): boolean {
  let at = start;
  while (at < end) {
    const [isWide, id] = [view.getUint8(at) >> 4, view.getUint8(at) & 15];
    if (isWide > 1 || id > 3) return false;
    at += 1;
    const list = new Uint16Array(64);
    for (let k = 0; k < 64; k++) list[k] = isWide === 1 ? view.getUint16(at + 2 * k) : view.getUint8(at + k);
    quanta[id] = list;
    at += 64 << isWide;
  }
  return at === end;
}

/** Reads Huffman tables; that of class c (0 for DC, 1 for AC) and number n goes to `tables[4c + n]`. */
function readTables(view: DataView, start: number, end: number, tables: HuffmanTable[]): boolean {
  let at = start;
  while (at < end) {
    const [kind, id] = [view.getUint8(at) >> 4, view.getUint8(at) & 15];
    if (kind > 1 || id > 3 || at + 17 > end) return false;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 1, end - at - 1);
    const counts = bytes.slice(0, 16);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256 || 16 + total > bytes.length) return false;
    tables[4 * kind + id] = { counts, symbols: bytes.slice(16, 16 + total) };
    at += 17 + total;
  }
  return at === end;
}

function readFrame(view: DataView, start: number) {
  const components = Array.from({ length: view.getUint8(start + 5) }, (_, i): FrameComponent => {
    const at = start + 6 + 3 * i;
    const sampling = view.getUint8(at + 1);
    return { id: view.getUint8(at), across: sampling >> 4, down: sampling & 15, quanta: view.getUint8(at + 2) };
  });
  return { height: view.getUint16(start + 1), width: view.getUint16(start + 3), components };
}

/** Whether libjpeg takes the components for grey or YCbCr. */
function isYCbCr(components: readonly FrameComponent[], isJfif: boolean, colourTransform: number | undefined): boolean {
  if (components.length === 1) return true;
  if (components.length !== 3) return false;
  if (isJfif) return true;
  if (colourTransform !== undefined) return colourTransform === 1;
  return components.every(({ id }, i) => id === i + 1);
}

function readScan(
  view: DataView,
  start: number,
  frame: readonly FrameComponent[],
  quanta: readonly (Uint16Array | undefined)[],
  tables: readonly (HuffmanTable | undefined)[],
): JpegComponent[] | undefined {
  const count = view.getUint8(start);
  const spectrum = start + 1 + 2 * count;
  const isWhole =
    view.getUint8(spectrum) === 0 && view.getUint8(spectrum + 1) === 63 && view.getUint8(spectrum + 2) === 0;
  if (count !== frame.length || !isWhole) return undefined;
  const components: JpegComponent[] = [];
  for (const [i, { id, across, down, quanta: quantaId }] of frame.entries()) {
    const at = start + 1 + 2 * i;
    const ids = view.getUint8(at + 1);
    const [dc, ac] = [tables[ids >> 4], tables[4 + (ids & 15)]];
    const ownQuanta = quanta[quantaId];
    if (view.getUint8(at) !== id || ids >> 4 > 3 || !dc || !ac || !ownQuanta) return undefined;
    // A single component has no MCUs of several blocks, whatever its sampling says.
    const alone = count === 1;
    components.push({ across: alone ? 1 : across, down: alone ? 1 : down, quanta: ownQuanta, dc, ac });
  }
  return components;
}
