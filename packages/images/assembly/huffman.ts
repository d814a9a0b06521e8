// A Huffman table in memory is, in bytes:
//   0       lookup   LOOKUP entries of 64 bits, for the next LOOKUP_BITS bits of the stream
//   LIMITS  limits   for each length 1 to 16, 32 bits: the first 16 bits that no code of at most that length begins
//   + 64    offsets  for each length, 32 bits: the first symbol's place in `symbols` minus the first code
//   + 128   symbols  256 bytes: run << 4 | size
//
// An entry of the lookup describes one coefficient, or two when the bits hold two codes with their values:
//   byte 0  bits that all take together; 0 says that the bits do not hold even one
//   byte 1  bits that the first takes
//   byte 2  by how many places the first advances: the zeros before it and itself; END for the end of the block
//   byte 3  by how many places the second advances; 0 when there is no second
//   16 bits the first value, 16 bits the second value; without a second the first again

export const LOOKUP_BITS: i32 = 11;
const LIMITS: usize = 8 << LOOKUP_BITS;
const OFFSETS: usize = LIMITS + 64;
const SYMBOLS: usize = LIMITS + 128;
/** More places than a block has. */
export const END: i32 = 128;

/** The length of the first code of `bits`, of which the shortest possible is known; above 16 when there is none. */
// @ts-ignore: decorator
@inline
function codeLength(table: usize, bits: u64, shortest: i32): i32 {
  const next = <i32>(bits >> 48);
  let length = shortest;
  while (length <= 16 && next >= load<i32>(table + (length << 2), LIMITS - 4)) length++;
  return length;
}

/** The entry for the first code, which has `length` bits, and its value. */
function entryFor(table: usize, bits: u64, length: i32, isDc: bool): u64 {
  const place = <i32>(bits >> (64 - length)) + load<i32>(table + (length << 2), OFFSETS - 4);
  const symbol = <i32>load<u8>(table + <usize>(place & 255), SYMBOLS);
  const size = symbol & 15;
  const run = symbol >> 4;
  if (size === 0) {
    if (isDc ? run > 0 : run > 0 && run < 15) return 0;
    return entryOf(length, !isDc && run === 0 ? END : run + 1, 0);
  }
  if (isDc && run > 0) return 0;
  // A value that begins with a 0 bit is negative: the bits minus 2^size - 1.
  const raw = <i32>((bits << length) >> (64 - size));
  return entryOf(length + size, run + 1, raw >> (size - 1) === 0 ? raw - (1 << size) + 1 : raw);
}

/** The entry for the first code and value of `bits`, whatever their length, or 0 when no code begins like this. */
export function decodeSlowly(table: usize, bits: u64, isDc: bool): u64 {
  const length = codeLength(table, bits, 1);
  return length > 16 ? 0 : entryFor(table, bits, length, isDc);
}

// @ts-ignore: decorator
@inline
function entryOf(length: u64, advance: u64, value: i32): u64 {
  const bits = <u64>(<u16>value);
  return (bits << 48) | (bits << 32) | (advance << 16) | (length << 8) | length;
}

/** Fills the lookup of a table that has its limits, offsets and symbols. */
export function fillLookup(table: usize, isDc: bool): void {
  let length = 1;
  for (let i = 0; i < 1 << LOOKUP_BITS; i++) {
    const bits = (<u64>i) << (64 - LOOKUP_BITS);
    length = codeLength(table, bits, length);
    const entry = length > LOOKUP_BITS ? 0 : entryFor(table, bits, length, isDc);
    store<u64>(table + (i << 3), <i32>(entry & 255) > LOOKUP_BITS ? 0 : entry);
  }
  if (!isDc) for (let i = 0; i < 1 << LOOKUP_BITS; i++) addSecond(table, i);
}

/** Adds to an entry of one coefficient the one that follows, if the bits hold it. */
// @ts-ignore: decorator
@inline
function addSecond(table: usize, index: i32): void {
  const first = load<u64>(table + (index << 3));
  const firstLength = (first >> 8) & 255;
  if (firstLength === 0 || ((first >> 16) & 255) === END) return;
  const rest = (index << <i32>firstLength) & ((1 << LOOKUP_BITS) - 1);
  const second = load<u64>(table + (rest << 3));
  const secondLength = (second >> 8) & 255;
  const length = firstLength + secondLength;
  if (secondLength === 0 || <i32>length > LOOKUP_BITS) return;
  const advance = (second >> 16) & 255;
  const value = (second >> 32) & 0xffff;
  store<u64>(table + (index << 3), (value << 48) | (first & 0xffff00ffff00) | (advance << 24) | length);
}
