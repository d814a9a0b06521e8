import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FeaturemapError } from '@featuremap/errors';
import { type GoldenArray, readGolden } from '@featuremap/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Channels, decodeImage, encodeImage, type Pixels, pixels } from './index.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly modes: Readonly<Record<'L' | 'RGB' | 'RGBA', GoldenArray>>;
}

const { cases } = readGolden<readonly Case[]>(new URL('../golden/pil.json', import.meta.url));
const fileOf = (name: string) => Buffer.from(cases.find((item) => item.name === name)!.file, 'base64');

const folder = mkdtempSync(join(tmpdir(), 'featuremap-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (FeaturemapError.is(error)) return `${error.code} ${error.message.replaceAll(folder, 'FOLDER')}`;
  throw error ?? new Error('nothing was thrown');
}

describe("the pixels are PIL's, byte for byte", () => {
  const modes = [
    ['L', 1],
    ['RGB', 3],
    ['RGBA', 4],
  ] as const;
  test.each(cases.flatMap((item) => modes.map(([mode, channels]) => ({ ...item, mode, channels }))))(
    '$name as $mode',
    async ({ file, modes, mode, channels }) => {
      const { data, width, height, ...rest } = await decodeImage(Buffer.from(file, 'base64'), { channels });
      expect([height, width]).toEqual(modes[mode].shape.slice(0, 2));
      expect(rest).toEqual({ channels });
      expect([...data]).toEqual([...modes[mode].data]);
    },
  );
});

test('an image comes from bytes, a Blob, a path or a URL', async () => {
  const bytes = fileOf('PNG colour');
  const path = join(folder, 'colour.png');
  writeFileSync(path, bytes);
  const expected = await decodeImage(bytes);
  const dataUrl = new URL(`data:image/png;base64,${bytes.toString('base64')}`);
  const arrayBuffer = new Uint8Array(bytes).buffer;
  for (const source of [arrayBuffer, new Blob([arrayBuffer]), path, pathToFileURL(path), dataUrl]) {
    expect(await decodeImage(source)).toEqual(expected);
  }
});

test.each([
  ['JPEG 4:2:0', 3],
  ['PNG grey with alpha', 4],
] as const)('pixels of %s go into the room that is given, where it is long enough', async (name, channels) => {
  const file = fileOf(name);
  const { data } = await decodeImage(file, { channels });
  const room = new Uint8Array(data.length + 5);
  const inRoom = (await decodeImage(file, { channels, room })).data;
  expect(inRoom.buffer).toBe(room.buffer);
  expect([...inRoom]).toEqual([...data]);
  const short = new Uint8Array(data.length - 1);
  expect((await decodeImage(file, { channels, room: short })).data).toEqual(data);
  expect(short.every((byte) => byte === 0)).toBe(true);
});

const images: fc.Arbitrary<Pixels> = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.constantFrom<Channels>(1, 3, 4),
    seed: fc.nat(255),
  })
  .map(({ width, height, channels, seed }) =>
    pixels(
      Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37 + seed) ^ (i >> 3)),
      { width, height, channels },
    ),
  );

test('a PNG gives back every byte', async () => {
  await fc.assert(
    fc.asyncProperty(images, async (image) => {
      expect(await decodeImage(await encodeImage(image), { channels: image.channels })).toEqual(image);
    }),
    { numRuns: 40 },
  );
});

describe('files that are no image', () => {
  test.each(['PNG colour', 'JPEG 4:2:0', 'JPEG progressive', 'GIF', 'WebP lossless'])(
    '%s, cut anywhere before its last tenth, is refused',
    async (name) => {
      const bytes = fileOf(name);
      await fc.assert(
        fc.asyncProperty(fc.nat(Math.floor(bytes.length * 0.9)), async (length) => {
          expect(await messageOf(decodeImage(bytes.subarray(0, length)))).toContain('FEATUREMAP_DATA');
        }),
        { numRuns: 40 },
      );
    },
  );

  test('whatever bytes are changed, there is an image or a DataError', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), changes, async ({ file }, list) => {
        const bytes = Buffer.from(file, 'base64');
        for (const [position, value] of list) bytes[position % bytes.length] = value;
        const decoded = await decodeImage(bytes, { maxPixels: 1e6 }).catch((error: unknown) => error);
        if (decoded instanceof Error) expect(decoded).toHaveProperty('code', 'FEATUREMAP_DATA');
        else expect((decoded as Pixels).data.length).toBeLessThanOrEqual(3e6);
      }),
      { numRuns: 150 },
    );
  });

  test('a small file that states a huge image is refused before it is decoded', async () => {
    const bomb = fileOf('PNG grey');
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    // PNG readers want a right checksum of the header, which states the size.
    const { crc32 } = await import('node:zlib');
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const before = process.memoryUsage().rss;
    expect(await messageOf(decodeImage(bomb))).toMatchInlineSnapshot(`
      "FEATUREMAP_DATA decodeImage: the image has 3600000000 pixels, more than 100000000
        Received  width 60000, height 60000
        Rule      width × height <= maxPixels = 100000000
        Try       a larger maxPixels, if the file can be trusted"
    `);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  test('every message', async () => {
    const broken = join(folder, 'cat.jpg');
    writeFileSync(broken, fileOf('JPEG 4:2:0').subarray(0, 700));
    const png = fileOf('PNG colour');
    const messages = [
      decodeImage(broken),
      decodeImage(join(folder, 'missing.jpg')),
      decodeImage(folder),
      decodeImage(new Uint8Array()),
      decodeImage(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
      decodeImage(png, { maxPixels: 100 }),
      decodeImage(png, { maxPixels: 0 }),
      decodeImage(png, { channels: 2 as 3 }),
      decodeImage(png, { jpeg: 'turbo' as 'fast' }),
      decodeImage(png, { channel: 1 } as object),
      decodeImage(png, { room: [] as unknown as Uint8Array }),
      decodeImage([1, 2, 3] as unknown as Uint8Array),
    ];
    expect((await Promise.all(messages.map(messageOf))).join('\n')).toMatchInlineSnapshot(`
      "FEATUREMAP_DATA decodeImage: FOLDER/cat.jpg cannot be decoded: it is truncated, corrupt or no image
        Received  700 bytes; VipsJpeg: premature end of JPEG image
      FEATUREMAP_DATA decodeImage: FOLDER/missing.jpg cannot be read
        Received  ENOENT: no such file or directory, open 'FOLDER/missing.jpg'
      FEATUREMAP_DATA decodeImage: FOLDER cannot be read
        Received  EISDIR: illegal operation on a directory, read
      FEATUREMAP_DATA decodeImage: the image cannot be decoded: it is truncated, corrupt or no image
        Received  0 bytes; Input Bit Array is empty
      FEATUREMAP_DATA decodeImage: the image cannot be decoded: it is truncated, corrupt or no image
        Received  62 bytes; the format is svg, not one of jpeg, png, webp, gif, heif, avif, tiff
      FEATUREMAP_DATA decodeImage: the image has 154 pixels, more than 100
        Received  width 14, height 11
        Rule      width × height <= maxPixels = 100
        Try       a larger maxPixels, if the file can be trusted
      FEATUREMAP_ARGUMENT decodeImage: maxPixels must be an integer of at least 1, not 0
      FEATUREMAP_ARGUMENT decodeImage: channels must be one of 1, 3, 4, not 2
      FEATUREMAP_ARGUMENT decodeImage: jpeg must be one of 'exact', 'fast', not 'turbo'
      FEATUREMAP_ARGUMENT decodeImage: unknown option 'channel'
        Received  { channel: 1 }
        Rule      the options are channels, maxPixels, jpeg, room
        Try       'channels'
      FEATUREMAP_ARGUMENT decodeImage: room must be a Uint8Array, not []
      FEATUREMAP_ARGUMENT decodeImage: the image must be bytes, a Blob, a string or a URL, not [1, 2, 3]"
    `);
  });
});
