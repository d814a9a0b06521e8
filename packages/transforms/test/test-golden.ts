import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { readGolden } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { transformFromJSON } from '../src/from-json.ts';
import type { FloatImage, ImageShape } from '../src/image.ts';
import type { TransformJSON } from '../src/transform.ts';

interface GoldenImage {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
  /** Bytes, or float32 numbers, as base64. */
  readonly bytes?: string;
  readonly floats?: string;
}

interface GoldenCases {
  readonly images: Readonly<Record<string, GoldenImage>>;
  readonly transforms: Readonly<
    Record<
      string,
      {
        /** What torchvision makes of an image when it is given the parameters. */
        readonly applied: readonly {
          readonly json: TransformJSON;
          readonly image: string;
          readonly params: unknown;
          readonly output: GoldenImage | readonly GoldenImage[];
        }[];
        /** What torchvision draws, several times from one seed. */
        readonly drawn: readonly {
          readonly json: TransformJSON;
          readonly shape: ImageShape;
          readonly seed: number;
          readonly params: readonly unknown[];
        }[];
        /** What torchvision makes of an image, several times from one seed. */
        readonly ran: readonly {
          readonly json: TransformJSON;
          readonly image: string;
          readonly seed: number;
          readonly outputs: readonly GoldenImage[];
        }[];
      }
    >
  >;
  /** What the chain of the lessons gives, image after image, from one seed. */
  readonly chain: { readonly image: string; readonly seed: number; readonly outputs: readonly GoldenImage[] };
}

const { cases } = readGolden<GoldenCases>(new URL('../golden/transforms.json', import.meta.url));

interface GoldenOptions {
  /** How far a value may be from torchvision's. Default 0. */
  readonly tolerance?: number;
  /** The share of the values that may be farther away. Default 0. */
  readonly strays?: number;
}

/** Defines the tests of a transform against torchvision's values. */
export function testGolden(name: string, options: GoldenOptions = {}): void {
  const golden = cases.transforms[name]!;
  describe('as torchvision', () => {
    test.each(golden.applied)('$json.args on $image with $params', ({ json, image, params, output }) => {
      const input = decode(cases.images[image]!);
      const before = input.data.slice();
      const actual = transformFromJSON(json).apply(input, params);
      const expected = (Array.isArray(output) ? output : [output]) as GoldenImage[];
      const images = (Array.isArray(actual) ? actual : [actual]) as (Pixels | FloatImage)[];
      expect(images).toHaveLength(expected.length);
      images.forEach((result, i) => {
        expectImage(result, decode(expected[i]!), options);
      });
      expect(input.data).toEqual(before);
    });
    test.each(golden.drawn)('draws of $json.args for $shape', ({ json, shape, seed, params }) => {
      const generator = new Generator(seed);
      const transform = transformFromJSON(json);
      expect(params.map(() => JSON.parse(JSON.stringify(transform.params(shape, generator))))).toEqual(params);
    });
    test.each(golden.ran)('runs of $json.args on $image', ({ json, image, seed, outputs }) => {
      const generator = new Generator(seed);
      const transform = transformFromJSON(json);
      const input = decode(cases.images[image]!);
      for (const output of outputs) {
        expectImage(transform.run(input, generator) as Pixels | FloatImage, decode(output), options);
      }
    });
  });
}

/** A golden image by name, for tests beyond the golden cases. */
export function goldenImage(name: string): Pixels {
  return decode(cases.images[name]!) as Pixels;
}

/** The golden run of the chain of the lessons. */
export function goldenChain(): { image: Pixels; seed: number; outputs: (Pixels | FloatImage)[] } {
  const { image, seed, outputs } = cases.chain;
  return { image: goldenImage(image), seed, outputs: outputs.map(decode) };
}

function decode({ height, width, channels, bytes, floats }: GoldenImage): Pixels | FloatImage {
  const data = new Uint8Array(Buffer.from((bytes ?? floats)!, 'base64'));
  const size = { height, width, channels };
  return bytes === undefined ? { data: new Float32Array(data.buffer), ...size } : { data, ...size };
}

/** Asserts one size, and values that agree. */
export function expectImage(
  actual: Pixels | FloatImage,
  expected: Pixels | FloatImage,
  options: GoldenOptions = {},
): void {
  const { tolerance = 0, strays = 0 } = options;
  const size = ({ height, width, channels }: ImageShape) => ({ height, width, channels });
  expect(size(actual)).toEqual(size(expected));
  expect(actual.data.length).toBe(expected.data.length);
  const differences = Array.from(expected.data, (value, i) => Math.abs(actual.data[i]! - value));
  const far = differences.filter((difference) => !(difference <= tolerance));
  expect(far.length, `${far.length} values are apart, by up to ${Math.max(...far)}`).toBeLessThanOrEqual(
    strays * differences.length,
  );
}
