import { rejectionOf } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as browser from './browser.ts';
import * as api from './index.ts';

const { decodeImage, encodeImage, pixels, withChannels } = api;

test('the public API, the same in Node and in a browser', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "decodeImage",
      "encodeImage",
      "pixels",
      "withChannels",
    ]
  `);
  expect(Object.keys(browser)).toEqual(Object.keys(api));
  browser satisfies typeof api;
});

const image = pixels(new Uint8Array([10, 20, 30, 40, 50, 60, 70, 80]), { width: 2, height: 1, channels: 4 });

test('withChannels keeps what it can', () => {
  expect([...withChannels(image, 3).data]).toEqual([10, 20, 30, 50, 60, 70]);
  expect([...withChannels(image, 1).data]).toEqual([18, 58]);
  expect(withChannels(image, 4)).toBe(image);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.constantFrom<3 | 4>(3, 4), (data, channels) => {
      const grey = pixels(data, { width: data.length, height: 1, channels: 1 });
      expect(withChannels(withChannels(grey, channels), 1)).toEqual(grey);
    }),
  );
});

test('a JPEG is close to the image, the more the higher its quality', async () => {
  const data = Uint8Array.from({ length: 32 * 32 }, (_, i) => 128 + 100 * Math.sin(i / 9));
  const waves = pixels(data, { width: 32, height: 32, channels: 1 });
  const errorAt = async (quality: number) => {
    const decoded = await decodeImage(await encodeImage(waves, { format: 'jpeg', quality }), { channels: 1 });
    return data.reduce((sum, value, i) => sum + Math.abs(value - decoded.data[i]!), 0) / data.length;
  };
  expect(await errorAt(95)).toBeLessThan(2);
  expect(await errorAt(20)).toBeGreaterThan(await errorAt(95));
});

test('every message of pixels, withChannels and encodeImage', async () => {
  const size = { width: 2, height: 2, channels: 3 } as const;
  const messages = [
    () => pixels([1, 2, 3] as unknown as Uint8Array, size),
    () => pixels(new Uint8Array(11), size),
    () => pixels(new Uint8Array(12), { ...size, width: 0 }),
    () => pixels(new Uint8Array(12), { ...size, height: Number.NaN }),
    () => pixels(new Uint8Array(8), { ...size, channels: 2 as 3 }),
    () => pixels(new Uint8Array(12), { ...size, depth: 8 } as typeof size),
    () => withChannels(image, 2 as 3),
    () => encodeImage({ ...image, width: 3 }),
    () => encodeImage(image, { format: 'gif' as 'png' }),
    () => encodeImage(image, { quality: 80 }),
    () => encodeImage(image, { format: 'jpeg' }),
    () => encodeImage(withChannels(image, 3), { format: 'jpeg', quality: 0 }),
    () => encodeImage(image, { fomat: 'png' } as object),
  ];
  expect((await Promise.all(messages.map(rejectionOf))).join('\n')).toMatchInlineSnapshot(`
    "pixels: data must be a Uint8Array or a Uint8ClampedArray, not [1, 2, 3]
    pixels: 11 bytes are not an image of 2x2x3
      Received  data Uint8Array(11), width 2, height 2, channels 3
      Rule      height × width × channels bytes: 2 × 2 × 3 = 12
    pixels: width must be an integer of at least 1, not 0
    pixels: height must be an integer of at least 1, not NaN
    pixels: channels must be one of 1, 3, 4, not 2
    pixels: unknown option 'depth'
      Received  { width: 2, height: 2, channels: 3, depth: 8 }
      Rule      the options are width, height, channels
    withChannels: channels must be one of 1, 3, 4, not 2
    pixels: 8 bytes are not an image of 1x3x4
      Received  data Uint8Array(8), width 3, height 1, channels 4
      Rule      height × width × channels bytes: 1 × 3 × 4 = 12
    encodeImage: format must be one of 'png', 'jpeg', not 'gif'
    encodeImage: a PNG has no quality
      Try       { format: 'jpeg', quality: 80 }
    encodeImage: a JPEG has no alpha, and the image has 4 channels
      Try       withChannels(image, 3), or format: 'png'
    encodeImage: quality must be an integer from 1 to 100, not 0
    encodeImage: unknown option 'fomat'
      Received  { fomat: 'png' }
      Rule      the options are format, quality
      Try       'format'"
  `);
});
