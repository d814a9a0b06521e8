import { FeaturemapError } from '@featuremap/errors';
import { messageOf } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type Safetensors } from './safetensors.ts';

const small: Safetensors = {
  tensors: new Map([
    ['0.weight', { shape: [2, 1], data: Float32Array.of(1, -2) }],
    ['0.bias', { shape: [], data: Float32Array.of(0.5) }],
    ['empty', { shape: [0, 3], data: new Float32Array() }],
  ]),
  metadata: new Map([['format', 'pt']]),
};

/** A file with the given header text and so many bytes of data. */
function fileOf(header: string, dataBytes = 0): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const messageFor = (bytes: Uint8Array) => messageOf(() => decodeSafetensors(bytes, 'a.safetensors'));

test('the bytes are those of the format', () => {
  const bytes = encodeSafetensors({
    tensors: new Map([['w', { shape: [2], data: Float32Array.of(1, 2) }]]),
    metadata: new Map(),
  });
  const header = '{"__metadata__":{},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  expect(header.length % 8).toBe(0);
  expect(Buffer.from(bytes).toString('latin1')).toBe(`\x48\0\0\0\0\0\0\0${header}\0\0\x80\x3f\0\0\0\x40`);
});

test('what was written is read back, also at an odd address', () => {
  const bytes = encodeSafetensors(small);
  expect(decodeSafetensors(bytes, 'a')).toEqual(small);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  expect(decodeSafetensors(shifted.subarray(1), 'a')).toEqual(small);
});

test('any tensors and names survive', () => {
  const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data }));
  });
  const names = fc.string().filter((name) => name !== '__metadata__');
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(names, tensor), { selector: ([name]) => name }), (entries) => {
      const file = { tensors: new Map(entries), metadata: new Map([['a', 'b']]) };
      const { tensors } = decodeSafetensors(encodeSafetensors(file), 'a');
      expect(new Map([...tensors].sort())).toEqual(new Map([...file.tensors].sort()));
    }),
  );
});

test('a damaged file is read or refused with a DataError, never anything else', () => {
  const good = encodeSafetensors(small);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(good.length),
      (changes, length) => {
        const bytes = good.slice(0, length % 3 === 0 ? length : good.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          decodeSafetensors(bytes, 'a');
        } catch (error) {
          expect(FeaturemapError.is(error) && error.code).toBe('FEATUREMAP_DATA');
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('a header of any JSON is read or refused with a DataError', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(32), (header, dataBytes) => {
      try {
        decodeSafetensors(fileOf(JSON.stringify(header), dataBytes), 'a');
      } catch (error) {
        expect(FeaturemapError.is(error) && error.code).toBe('FEATUREMAP_DATA');
      }
    }),
    { numRuns: 1000 },
  );
});

test('errors', () => {
  const w = (entry: object) => JSON.stringify({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...entry } });
  expect(messageFor(new Uint8Array(7))).toMatchInlineSnapshot(
    `"a.safetensors is not a safetensors file that can be read: 7 bytes are too few for the length of the header"`,
  );
  expect(messageFor(fileOf('{}').subarray(0, 9))).toMatchInlineSnapshot(
    `"a.safetensors is not a safetensors file that can be read: the header should have 2 bytes, but the file has 9"`,
  );
  expect(messageFor(fileOf('{'))).toMatchInlineSnapshot(
    `"a.safetensors is not a safetensors file that can be read: its header is not JSON"`,
  );
  expect(messageFor(fileOf('[]'))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: its header is not an object
      Received  []"
  `);
  expect(messageFor(fileOf('{"__metadata__":{"a":1}}'))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: its metadata must be text
      Received  { a: 1 }"
  `);
  expect(messageFor(fileOf(w({ dtype: 'F16' }), 4))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: tensor 'w' must have dtype 'F32'
      Received  'F16'"
  `);
  expect(messageFor(fileOf(w({ shape: [1.5] }), 4))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: tensor 'w' must have a shape and two offsets
      Received  { dtype: 'F32', shape: [1.5], data_offsets: [0, 4] }"
  `);
  expect(messageFor(fileOf(w({ shape: [2] }), 4))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: the offsets of tensor 'w' do not fit its shape or the file
      Received  { dtype: 'F32', shape: [2], data_offsets: [0, 4] }"
  `);
  expect(messageFor(fileOf(w({ data_offsets: [0, 4] }), 0))).toMatchInlineSnapshot(`
    "a.safetensors is not a safetensors file that can be read: the offsets of tensor 'w' do not fit its shape or the file
      Received  { dtype: 'F32', shape: [1], data_offsets: [0, 4] }"
  `);
  expect(messageFor(fileOf(w({ data_offsets: [4, 8] }), 8))).toMatchInlineSnapshot(
    `"a.safetensors is not a safetensors file that can be read: its tensors overlap or leave a gap at byte 4"`,
  );
  expect(messageFor(fileOf(w({}), 6))).toMatchInlineSnapshot(
    `"a.safetensors is not a safetensors file that can be read: 2 bytes belong to no tensor"`,
  );
});
