import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJpegFrame } from './jpeg-frame.ts';

const segment = (marker: number, bytes: readonly number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes];
const start = [0xff, 0xd8];
const frame = (components: number) => segment(0xc0, [8, 1, 4, 2, 5, components]);
const scan = (components: number) => segment(0xda, [components]);
const comment = segment(0xfe, [1, 2, 3]);

test('width, height and components of a file of the common kind', () => {
  const grey = [...start, ...segment(0xe0, [1]), ...frame(1), ...segment(0xc4, []), ...comment, ...scan(1), 9, 9];
  expect(readJpegFrame(Uint8Array.from(grey))).toEqual({ width: 517, height: 260, components: 1 });
  const colour = [...start, ...segment(0xc1, [8, 0, 2, 0, 3, 3, 9, 9]), ...scan(3)];
  expect(readJpegFrame(Uint8Array.from(colour))).toEqual({ width: 3, height: 2, components: 3 });
});

describe('no frame is seen in', () => {
  const others: Record<string, number[]> = {
    'another file': [0x89, 0x50, ...frame(3), ...scan(3)],
    'a progressive file': [...start, ...segment(0xc2, [8, 1, 4, 2, 5, 3]), ...scan(3)],
    'a file of four components': [...start, ...frame(4), ...scan(4)],
    'a file of several scans': [...start, ...frame(3), ...scan(1)],
    'a file of two frames': [...start, ...frame(1), ...frame(1), ...scan(1)],
    'a file whose scan states its height': [...start, ...segment(0xc0, [8, 0, 0, 2, 5, 1]), ...scan(1)],
    'a file with bytes between two segments': [...start, ...comment, 0, ...frame(1), ...scan(1)],
    'a file with a marker that has no length': [...start, 0xff, 0x01, ...frame(1), ...scan(1)],
    'a file with a segment shorter than its length': [...start, 0xff, 0xfe, 0, 1, ...frame(1), ...scan(1)],
    'a file without a scan': [...start, ...frame(1), ...comment],
  };
  test.each(Object.entries(others))('%s', (_name, bytes) => {
    expect(readJpegFrame(Uint8Array.from(bytes))).toBeUndefined();
  });

  test('a file that is cut before its pixels', () => {
    const whole = Uint8Array.from([...start, ...comment, ...frame(3), ...scan(3)]);
    expect(readJpegFrame(whole)).toBeDefined();
    for (let length = 0; length < whole.length; length++) {
      expect(readJpegFrame(whole.subarray(0, length))).toBeUndefined();
    }
  });
});

test('it ends on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (tail) => {
      const found = readJpegFrame(Uint8Array.from([...start, 0xff, ...tail]));
      if (found !== undefined) expect(found.width * found.height).toBeGreaterThan(0);
    }),
  );
});
