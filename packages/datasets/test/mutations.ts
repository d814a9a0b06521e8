import fc from 'fast-check';

/** Changes to the bytes of a file: single bytes, numbers of four bytes, parts that are missing, doubled, or cut off. */
type Change = (bytes: Uint8Array) => Uint8Array;

const at = fc.noBias(fc.nat(2 ** 24));
const extreme = fc.constantFrom(0, 1, 0x7f, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(at, fc.nat(255)).map(([position, value]) => (bytes: Uint8Array) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[position % copy.length] = value;
    return copy;
  }),
  fc.tuple(at, extreme).map(([position, value]) => (bytes: Uint8Array) => {
    const copy = bytes.slice();
    if (copy.length >= 4) new DataView(copy.buffer).setUint32(position % (copy.length - 3), value, true);
    return copy;
  }),
  at.map((position) => (bytes: Uint8Array) => bytes.slice(0, position % (bytes.length + 1))),
  fc.tuple(at, fc.nat(40)).map(([position, length]) => (bytes: Uint8Array) => {
    const from = position % (bytes.length + 1);
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + length)]);
  }),
  fc.tuple(at, fc.nat(40)).map(([position, length]) => (bytes: Uint8Array) => {
    const from = position % (bytes.length + 1);
    return Uint8Array.from([...bytes.subarray(0, from + length), ...bytes.subarray(from)]);
  }),
);

/** Files that are almost `original`, and some that are nothing like it. */
export function mutationsOf(...originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const changed = fc
    .tuple(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([original, changes]) => changes.reduce((bytes, apply) => apply(bytes), original));
  return fc
    .oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) })
    .map((bytes) => new Uint8Array(bytes));
}

/** By how many bytes the memory of the process has grown when `act` is done. */
export async function growthOf(act: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss;
  await act();
  return process.memoryUsage().rss - before;
}
