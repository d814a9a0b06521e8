import { readGolden } from '@featuremap/testing';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Pixels } from '../pixels.ts';
import { withChannels } from '../with-channels.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { readJpegHeader } from './read-header.ts';

const { cases } = readGolden<readonly { name: string; file: string }[]>(
  new URL('../../golden/pil.json', import.meta.url),
);
const fileOf = (name: string) => Buffer.from(cases.find((item) => item.name === name)!.file, 'base64');

function decode(file: Uint8Array): Pixels | undefined {
  const header = readJpegHeader(file);
  return header && decodeJpeg(file, header);
}

async function expectAsSharp(file: Uint8Array, options = {}): Promise<void> {
  const image = decode(file);
  expect(image).toBeDefined();
  const expected = await sharp(file, options).raw().toBuffer();
  expect(Buffer.from(withChannels(image!, 3).data).equals(expected)).toBe(true);
}

/** Slopes, some with noise. */
const photos = fc.record({
  width: fc.integer({ min: 5, max: 80 }),
  height: fc.integer({ min: 1, max: 40 }),
  noise: fc.constantFrom(0, 15, 255),
  quality: fc.integer({ min: 1, max: 100 }),
  chromaSubsampling: fc.constantFrom('4:2:0', '4:4:4'),
  optimiseCoding: fc.boolean(),
  colourspace: fc.constantFrom('srgb', 'b-w'),
});

function encode(photo: typeof photos extends fc.Arbitrary<infer T> ? T : never): Promise<Buffer> {
  const { width, height, noise, colourspace, ...options } = photo;
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
    return 2 * x + 3 * y * c + (((i * 7919) >> 3) % (noise + 1));
  });
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  return image.toColourspace(colourspace).jpeg(options).toBuffer();
}

test("every byte is that of libjpeg, which is sharp's decoder", async () => {
  const same = fc.asyncProperty(photos, async (photo) => expectAsSharp(await encode(photo)));
  await fc.assert(same, { numRuns: 150 });
});

test('4:2:2 too', () => expectAsSharp(fileOf('JPEG 4:2:2')));

/** A grey JPEG of flat blocks side by side, with a restart marker after every second one. */
function flatBlocks(differences: readonly number[]): Uint8Array {
  const segment = (marker: number, bytes: readonly number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes];
  const file = [
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...new Array(64).fill(8)]),
    ...segment(0xc0, [8, 0, 8, 0, 8 * differences.length, 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, 0, 1, ...new Array(14).fill(0), 7]), // 00: a difference of 7 bits
    ...segment(0xc4, [0x10, 1, ...new Array(15).fill(0), 0]), // 0: the end of the block
    ...segment(0xdd, [0, 2]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
  ];
  const bitsOf = (difference: number) => (difference > 0 ? difference : difference + 127).toString(2).padStart(7, '0');
  for (let i = 0; i < differences.length; i += 2) {
    if (i > 0) file.push(0xff, 0xd0 + ((i / 2 - 1) % 8));
    const bits = differences.slice(i, i + 2).map((difference) => `00${bitsOf(difference)}0`);
    const padded = bits.join('').padEnd(24, '1');
    for (let j = 0; j < 24 && j < bits.join('').length; j += 8) {
      const byte = Number.parseInt(padded.slice(j, j + 8), 2);
      file.push(byte);
      if (byte === 0xff) file.push(0);
    }
  }
  return Uint8Array.from([...file, 0xff, 0xd9]);
}

test('at a restart marker the differences begin anew', async () => {
  const differences = Array.from({ length: 23 }, (_, i) => (i % 2 === 0 ? 64 + i : -127 + i));
  await expectAsSharp(flatBlocks(differences));
  const levels = differences.map((_, i) => decode(flatBlocks(differences))!.data[8 * i]);
  expect(levels).toEqual(
    differences.map((d, i) => Math.min(255, Math.max(0, 128 + (i % 2 === 0 ? d : d + differences[i - 1]!)))),
  );
});

test.each(['PNG colour', 'JPEG progressive', 'WebP lossless'])('%s is left to sharp', (name) => {
  expect(decode(fileOf(name))).toBeUndefined();
});

test.each(['JPEG 4:2:0', 'JPEG grey', 'JPEG turned by EXIF'])('%s, cut anywhere, is left to sharp', (name) => {
  const file = fileOf(name);
  for (let length = 0; length < file.length; length++) expect(decode(file.subarray(0, length))).toBeUndefined();
  expect(decode(file)).toBeDefined();
});

test('whatever bytes are changed, it ends, with an image of the stated size or none', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom('JPEG 4:2:0', 'JPEG 4:2:2', 'JPEG grey'), changes, (name, list) => {
      const file = fileOf(name);
      for (const [position, value] of list) file[position % file.length] = value;
      const image = decode(file);
      if (image !== undefined) expect(image.data.length).toBe(image.width * image.height * image.channels);
    }),
    { numRuns: 500 },
  );
});
