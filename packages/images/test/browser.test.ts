// The package as a bundler for browsers takes it, and the same program in Chromium.
import {
  bundleForBrowser,
  findChromium,
  type GoldenArray,
  readGolden,
  reportOfChromium,
  skipWithout,
} from '@featuremap/testing';
import { expect, test } from 'vitest';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly modes: Readonly<Record<'L' | 'RGB' | 'RGBA', GoldenArray>>;
}

const { cases } = readGolden<readonly Case[]>(new URL('../golden/pil.json', import.meta.url));
/** A canvas stores colours multiplied by alpha, and no browser decodes TIFF. */
const exact = cases.filter(({ name }) => !/alpha|transparent|TIFF/.test(name));
const program = `
  import { decodeImage, encodeImage, pixels } from '@featuremap/images';
  const files = ${JSON.stringify(exact.map(({ file }) => file))};
  const report = { decoded: [], again: [], errors: [] };
  for (const file of files) {
    const image = await decodeImage('data:;base64,' + file);
    report.decoded.push([image.height, image.width, ...image.data]);
    const grey = await decodeImage(Uint8Array.from(atob(file), (c) => c.charCodeAt(0)), { channels: 1 });
    report.again.push([...(await decodeImage(await encodeImage(image))).data].join() === [...image.data].join());
    report.decoded.push([grey.height, grey.width, ...grey.data]);
  }
  for (const act of [
    () => decodeImage(new Uint8Array(50)),
    () => decodeImage('/missing.png'),
    () => decodeImage('data:;base64,' + files[0], { maxPixels: 10 }),
    () => decodeImage('data:;base64,' + files[0], { jpeg: 'fast' }),
    () => encodeImage(pixels(new Uint8Array(4), { width: 1, height: 1, channels: 4 }), { format: 'jpeg' }),
  ]) {
    await act().catch((error) => report.errors.push(error.code + ' ' + error.sentence));
  }
  await fetch('/report', { method: 'POST', body: JSON.stringify(report) });
`;

const bundle = () => bundleForBrowser(program, `${import.meta.dirname}/..`);

test('a bundle for browsers holds neither sharp nor jpeg-turbo nor a module of Node', async () => {
  const code = await bundle();
  expect(code).toContain('createImageBitmap');
  expect(code).not.toMatch(/sharp|julusian|node:/);
});

const chromium = findChromium();

test.skipIf(skipWithout('browser', chromium !== undefined, 'chromium'))(
  'Chromium decodes to the same bytes and refuses what Node refuses',
  async () => {
    const report = JSON.parse(await reportOfChromium(chromium!, { script: await bundle() }));
    const expected = exact.flatMap(({ modes }) =>
      [modes.RGB, modes.L].map(({ shape, data }) => [shape[0], shape[1], ...data]),
    );
    for (const [i, image] of report.decoded.entries()) {
      expect(image, exact[i >> 1]!.name).toEqual(expected[i]);
    }
    expect(report.decoded.length).toBe(expected.length);
    expect(new Set(report.again)).toEqual(new Set([true]));
    expect(report.errors).toMatchInlineSnapshot(`
      [
        "FEATUREMAP_DATA decodeImage: the image cannot be decoded: it is truncated, corrupt or no image",
        "FEATUREMAP_DATA decodeImage: /missing.png cannot be read",
        "FEATUREMAP_DATA decodeImage: the data: URL has 154 pixels, more than 10",
        "FEATUREMAP_ENVIRONMENT decodeImage: jpeg: 'fast' is for Node; a browser decodes in its own way",
        "FEATUREMAP_ARGUMENT encodeImage: a JPEG has no alpha, and the image has 4 channels",
      ]
    `);
  },
);
