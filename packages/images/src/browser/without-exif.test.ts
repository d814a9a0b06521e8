import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutExif } from './without-exif.ts';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

test('only the name of the EXIF segment goes, before the scan', () => {
  const exif = [0xff, 0xe1, 0, 8, ...ascii('Exif'), 0, 0];
  const xmp = [0xff, 0xe1, 0, 8, ...ascii('http'), 0, 0];
  const scan = [0xff, 0xda, 0, 2, ...exif, 9, 9, 9, 9];
  const hidden = [0xff, 0xe1, 0, 8, 0, 0, 0, 0, 0, 0];
  const jpeg = Uint8Array.from([0xff, 0xd8, ...xmp, ...exif, ...scan]);
  expect([...withoutExif(jpeg)]).toEqual([0xff, 0xd8, ...xmp, ...hidden, ...scan]);
  expect([...jpeg.subarray(12, 22)]).toEqual(exif);
});

test('it ends on any bytes, and leaves what is no JPEG as it is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (tail, isJpeg) => {
      const file = isJpeg ? Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, ...tail]) : tail;
      expect(withoutExif(file).length).toBe(file.length);
    }),
  );
  const png = Uint8Array.from([0x89, ...ascii('PNG')]);
  expect(withoutExif(png)).toBe(png);
});
