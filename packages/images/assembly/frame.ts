/** A component of a frame; the host writes it. Pointers are byte offsets. */
@unmanaged
export class Component {
  /** Blocks of an MCU: how many lie side by side, and how many below each other. */
  across: i32;
  down: i32;
  /** The samples, `stride` bytes a row, room for whole MCUs. */
  plane: usize;
  stride: i32;
  /** For the place k of a coefficient in the file: quantum << 16 | its byte in a block; from 64 on a byte behind it. */
  order: usize;
  /** Huffman tables, see `huffman.ts`. */
  dc: usize;
  ac: usize;
  /** The last DC coefficient, unquantized. */
  lastDc: i32;
}

/** A frame of one scan, followed by its components. */
@unmanaged
export class Frame {
  mcusAcross: i32;
  mcus: i32;
  /** MCUs between two restart markers; 0 without. */
  restartInterval: i32;
  componentCount: i32;
  /** Room for the bytes of the scan, which are written from the end of that room downwards. */
  streamEnd: usize;
}
