import { FeaturemapError } from '@featuremap/errors';
import { type GoldenArray, readGolden } from '@featuremap/testing';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage, type Pixels } from './index.ts';
import { readJpegFrame } from './jpeg-frame.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly modes: Readonly<Record<'L' | 'RGB' | 'RGBA', GoldenArray>>;
}

const { cases } = readGolden<readonly Case[]>(new URL('../golden/pil.json', import.meta.url));
const fileOf = (name: string) => Buffer.from(cases.find((item) => item.name === name)!.file, 'base64');

/** By how much the fast transform may be off, in levels of 255, up to this quality; above it the quanta are too fine for it. */
const LEVELS = 4;
const HIGHEST_QUALITY = 85;

const fast = (file: Uint8Array) => decodeImage(file, { jpeg: 'fast' });

function mostApart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, byte, i) => Math.max(most, Math.abs(byte - b[i]!)), 0);
}

/** Waves with noise, in a JPEG of the common kind. */
const photos = fc.record({
  width: fc.integer({ min: 1, max: 80 }),
  height: fc.integer({ min: 1, max: 40 }),
  noise: fc.constantFrom(0, 15, 30),
  quality: fc.integer({ min: 1, max: HIGHEST_QUALITY }),
  chromaSubsampling: fc.constantFrom('4:2:0', '4:4:4'),
  colourspace: fc.constantFrom('srgb', 'b-w'),
});

function encode(photo: typeof photos extends fc.Arbitrary<infer T> ? T : never): Promise<Buffer> {
  const { width, height, noise, colourspace, ...options } = photo;
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
    return 110 + 50 * Math.sin(x / 9 + c) * Math.cos(y / 7 - c) + (((i * 7919) >> 3) % (noise + 1));
  });
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  return image.toColourspace(colourspace).jpeg(options).toBuffer();
}

test(`up to quality ${HIGHEST_QUALITY} the bytes are within ${LEVELS} levels of sharp's, in colour and in grey`, async () => {
  let most = 0;
  const close = fc.asyncProperty(photos, async (photo) => {
    const file = await encode(photo);
    expect(readJpegFrame(file)).toMatchObject({ width: photo.width, height: photo.height });
    for (const channels of [1, 3, 4] as const) {
      const { data, ...size } = await decodeImage(file, { jpeg: 'fast', channels });
      const exact = await decodeImage(file, { channels });
      expect({ ...exact, data }).toEqual({ data, ...size });
      const apart = mostApart(data, exact.data);
      expect(apart).toBeLessThanOrEqual(LEVELS);
      most = Math.max(most, apart);
    }
  });
  await fc.assert(close, { numRuns: 150 });
  expect(most, 'nothing was decoded in another way').toBeGreaterThan(0);
});

test('at quality 100 they are further apart, as the documentation says', async () => {
  const photo = { width: 80, height: 40, noise: 30, quality: 100, colourspace: 'srgb' } as const;
  for (const chromaSubsampling of ['4:2:0', '4:4:4'] as const) {
    const file = await encode({ ...photo, chromaSubsampling });
    const apart = mostApart((await fast(file)).data, (await decodeImage(file)).data);
    expect(apart).toBeGreaterThan(LEVELS);
    expect(apart).toBeLessThanOrEqual(16);
  }
});

test.each(cases)('$name is PIL’s, a JPEG of the common kind within the levels', async ({ file, modes }) => {
  const bytes = Buffer.from(file, 'base64');
  const { data, width, height } = await fast(bytes);
  expect([height, width, 3]).toEqual(modes.RGB.shape);
  const apart = mostApart(data, modes.RGB.data);
  expect(apart).toBeLessThanOrEqual(readJpegFrame(bytes) === undefined ? 0 : LEVELS);
});

test('CMYK is left to sharp', async () => {
  const file = await sharp(Buffer.alloc(300, 80), { raw: { width: 10, height: 10, channels: 3 } })
    .toColourspace('cmyk')
    .jpeg()
    .toBuffer();
  expect(readJpegFrame(file)).toBeUndefined();
  expect(await fast(file)).toEqual(await decodeImage(file));
});

test('pixels go into the room that is given, where it is long enough', async () => {
  const file = fileOf('JPEG 4:2:0');
  const { data } = await fast(file);
  const room = new Uint8Array(data.length + 5);
  const inRoom = (await decodeImage(file, { jpeg: 'fast', room })).data;
  expect(inRoom.buffer).toBe(room.buffer);
  expect([...inRoom]).toEqual([...data]);
  const short = new Uint8Array(data.length - 1);
  expect((await decodeImage(file, { jpeg: 'fast', room: short })).data).toEqual(data);
  expect(short.every((byte) => byte === 0)).toBe(true);
});

describe('damaged files', () => {
  const common = ['JPEG 4:2:0', 'JPEG 4:2:2', 'JPEG 4:4:4', 'JPEG grey'];

  test.each(common)('%s, cut anywhere before its last tenth, is refused', async (name) => {
    const file = fileOf(name);
    const lengths = fc.nat(Math.floor(file.length * 0.9));
    const refused = fc.asyncProperty(lengths, async (length) => {
      await expect(fast(file.subarray(0, length))).rejects.toHaveProperty('code', 'FEATUREMAP_DATA');
    });
    await fc.assert(refused, { numRuns: 40 });
  });

  test('whatever bytes are changed, there is an image or a DataError', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const ends = fc.asyncProperty(fc.constantFrom(...common), changes, async (name, list) => {
      const file = fileOf(name);
      for (const [position, value] of list) file[position % file.length] = value;
      const decoded = await decodeImage(file, { jpeg: 'fast', maxPixels: 1e6 }).catch((error: unknown) => error);
      if (FeaturemapError.is(decoded)) expect(decoded.code).toBe('FEATUREMAP_DATA');
      else expect((decoded as Pixels).data.length).toBeLessThanOrEqual(3e6);
    });
    await fc.assert(ends, { numRuns: 300 });
  });

  test('a small file that states a huge image is refused before it is decoded', async () => {
    const bomb = fileOf('JPEG 4:2:0');
    const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(60_000, frame + 5);
    bomb.writeUInt16BE(60_000, frame + 7);
    expect(readJpegFrame(bomb)).toEqual({ width: 60_000, height: 60_000, components: 3 });
    const before = process.memoryUsage().rss;
    await expect(fast(bomb)).rejects.toThrow('the image has 3600000000 pixels, more than 100000000');
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});
