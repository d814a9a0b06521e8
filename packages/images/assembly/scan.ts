import { Component, Frame } from './frame';
import { decodeSlowly, END, LOOKUP_BITS } from './huffman';
import { inverseDct, flatBlock } from './inverse-dct';

const SHIFT: u64 = 64 - LOOKUP_BITS;

/** 64 coefficients of 16 bits, and one that nobody reads. */
const block = memory.data(144, 16);

// The stream: its bytes lie backwards in memory, so that a load of 8 bytes gives the next 64 bits in order.
let at: usize; // behind the next byte
let bits: u64; // the next bits, from the highest
let count: i32; // how many of them there are, at least

/** Decodes the next block of a component into `to`. Returns false when the stream holds no such block. */
function decodeBlock(component: Component, to: usize): bool {
  let next = bits;
  let have = count;
  let end = at;
  next |= load<u64>(end - 8) >> have;
  end -= (63 - have) >> 3;
  have |= 56;

  const dc = component.dc;
  let entry = load<u64>(dc + ((<usize>(next >> SHIFT)) << 3));
  if ((entry & 255) === 0) {
    entry = decodeSlowly(dc, next, true);
    if (entry === 0) return false;
  }
  next <<= entry;
  have -= <i32>entry & 255;
  const order = component.order;
  component.lastDc += <i32>(<i64>entry >> 48);
  store<i16>(block, component.lastDc * (load<i32>(order) >> 16));

  const ac = component.ac;
  let k = 1;
  while (true) {
    next |= load<u64>(end - 8) >> have;
    end -= (63 - have) >> 3;
    have |= 56;
    entry = load<u64>(ac + ((<usize>(next >> SHIFT)) << 3));
    if ((entry & 255) === 0) {
      entry = decodeSlowly(ac, next, false);
      if (entry === 0) return false;
    }
    k += <i32>(entry >> 16) & 255;
    let place = load<i32>(order + (k << 2) - 4);
    store<i16>(block + (place & 0xffff), (<i32>(entry >> 32)) * (place >> 16));
    if (k > 63) {
      next <<= (entry >> 8) & 255;
      have -= <i32>(entry >> 8) & 255;
      break;
    }
    next <<= entry;
    have -= <i32>entry & 255;
    k += <i32>(entry >> 24) & 255;
    place = load<i32>(order + (k << 2) - 4);
    store<i16>(block + (place & 0xffff), <i32>(<i64>entry >> 48) * (place >> 16));
    if (k > 63) break;
  }
  bits = next;
  count = have;
  at = end;
  if (k > 64 && k < END) return false; // a coefficient behind the last one
  if (k === END + 1) flatBlock(block, to, component.stride);
  else inverseDct(block, to, component.stride);
  return true;
}

/**
 * Copies the bytes of a scan from `from` on, up to the next marker, so that they lie backwards below `to`, without the
 * zeros that follow each 0xff. Returns where the marker is, or `end`.
 */
function unstuff(from: usize, end: usize, to: usize): usize {
  while (from < end) {
    const bytes = v128.load(from);
    v128.store(to - 16, i8x16.shuffle(bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    const found = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(-1)));
    if (found === 0) {
      from += 16;
      to -= 16;
      continue;
    }
    const taken = <usize>ctz(found) + 1;
    from += taken;
    to -= taken;
    if (load<u8>(from) !== 0) {
      lastByte = to + 1;
      return from - 1;
    }
    from++;
  }
  lastByte = to;
  return end;
}

let lastByte: usize;

/**
 * Decodes a scan, the bytes from `from` to `end`, into the planes of the components. Returns whether it went without any
 * oddity: the right bytes to the last, then the marker of the end of the image.
 */
export function decodeScan(frame: Frame, from: usize, end: usize): bool {
  const components = changetype<usize>(frame) + offsetof<Frame>();
  const interval = frame.restartInterval === 0 ? frame.mcus : frame.restartInterval;
  memory.fill(block, 0, 144);
  let restarts = 0;
  for (let first = 0; first < frame.mcus; first += interval) {
    from = unstuff(from, end, frame.streamEnd);
    const isLast = first + interval >= frame.mcus;
    const marker = isLast ? 0xd9 : 0xd0 + (restarts++ & 7);
    if (from + 2 > end || <i32>load<u8>(from, 1) !== marker) return false;
    from += 2;
    at = frame.streamEnd;
    bits = 0;
    count = 0;
    for (let c = 0; c < frame.componentCount; c++) component(components, c).lastDc = 0;
    const behind = min(first + interval, frame.mcus);
    for (let mcu = first; mcu < behind; mcu++) {
      const row = mcu / frame.mcusAcross;
      const column = mcu - row * frame.mcusAcross;
      for (let c = 0; c < frame.componentCount; c++) {
        const it = component(components, c);
        const corner = it.plane + <usize>((row * it.down * it.stride + column * it.across) << 3);
        for (let y = 0; y < it.down; y++) {
          for (let x = 0; x < it.across; x++) {
            if (!decodeBlock(it, corner + <usize>((y * it.stride + x) << 3))) return false;
          }
        }
      }
      if (at + 8 < lastByte) return false; // far behind the end
    }
    // What is left are bits that fill the last byte.
    const left = ((<i32>at - <i32>lastByte) << 3) + count;
    if (left < 0 || left > 7) return false;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function component(first: usize, index: i32): Component {
  return changetype<Component>(first + <usize>index * offsetof<Component>());
}
