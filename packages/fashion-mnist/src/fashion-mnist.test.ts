import { copyFileSync, createReadStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeaturemapError } from '@featuremap/errors';
import { bundleForBrowser, findChromium, reportOfChromium, skipWithout } from '@featuremap/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from './index.ts';

const { fashionMnist } = api;
const data = join(import.meta.dirname, '../data');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fashion mnist é-'));
  for (const file of ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']) {
    copyFileSync(join(data, file), join(folder, file));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The message of what the call throws, without the folder's name. */
async function messageOf(options: object): Promise<string> {
  const error = await fashionMnist(options as api.FashionMnistOptions).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (FeaturemapError.is(error)) return error.message.replaceAll(folder, 'FOLDER');
  throw new Error(`expected an error of Featuremap, not ${error}`);
}

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "fashionMnist",
      "fashionMnistClasses",
    ]
  `);
});

test.each([
  ['train', 60_000],
  ['test', 10_000],
] as const)('the %s split has %i images, a tenth of them in each class', async (split, length) => {
  const dataset = await fashionMnist({ split });
  expect([dataset.length, dataset.shape, dataset.get(0).label]).toEqual([length, [28, 28, 1], 9]);
  const perClass = new Array<number>(10).fill(0);
  for (const label of dataset.labels) perClass[label]!++;
  expect(perClass).toEqual(new Array(10).fill(length / 10));
});

test('the mean and standard deviation of the training images are the known 0.2860 and 0.3530', async () => {
  const { images } = await fashionMnist({ split: 'train' });
  let sum = 0;
  let squares = 0;
  for (const byte of images) {
    sum += byte;
    squares += byte * byte;
  }
  const mean = sum / images.length;
  expect(mean / 255).toBeCloseTo(0.286, 4);
  expect(Math.sqrt(squares / images.length - mean * mean) / 255).toBeCloseTo(0.353, 4);
});

/**
 * Serves the four files, below /encoded/ as those servers do that say of a .gz file that its content is encoded, and below
 * /torn/ not to their end.
 */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const [, place, name] = request.url!.split('/');
  if (place === 'nowhere') {
    response.writeHead(404).end();
    return;
  }
  if (place === 'encoded') response.setHeader('content-encoding', 'gzip');
  if (place === 'torn') response.setHeader('content-length', 1e9);
  const file = createReadStream(join(data, name!), place === 'torn' ? { end: 999 } : {});
  file.pipe(response, { end: place !== 'torn' });
  if (place === 'torn') file.on('end', () => response.destroy());
}

const chromium = findChromium();

test.skipIf(skipWithout('browser', chromium !== undefined, 'chromium'))(
  'Chromium reads it from a server that hands the files over as they are, and from one that has them unpacked',
  async () => {
    const program = `
      import { fashionMnist } from '@featuremap/fashion-mnist';
      const report = [];
      for (const folder of ['/as-it-is/', '/encoded/', '/changed/']) {
        const read = fashionMnist({ split: 'test', folder });
        report.push(await read.then(({ length, labels }) => [length, ...labels.slice(0, 5)], (error) => error.sentence));
      }
      await fetch('/report', { method: 'POST', body: JSON.stringify(report) });
    `;
    const script = await bundleForBrowser(program, `${import.meta.dirname}/..`);
    const report = await reportOfChromium(chromium!, {
      script,
      serve: (request, response) => {
        if (request.url!.startsWith('/changed/')) response.end('a page');
        else serve(request, response);
      },
    });
    const sample = [10_000, 9, 2, 1, 1, 6];
    const refused = expect.stringMatching(/^fashionMnist: t10k-.*-ubyte.gz is not the original file$/);
    expect(JSON.parse(report)).toEqual([sample, sample, refused]);
  },
);

test('reads from a folder and from a server', async () => {
  const expected = await fashionMnist({ split: 'test' });
  const expectSame = ({ images, labels }: typeof expected) => {
    expect(Buffer.compare(images, expected.images)).toBe(0);
    expect(labels).toEqual(expected.labels);
  };
  expectSame(await fashionMnist({ split: 'test', folder }));
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    for (const place of ['as-it-is', 'encoded']) {
      expectSame(await fashionMnist({ split: 'test', folder: `http://127.0.0.1:${port}/${place}/` }));
    }
    for (const [place, received] of [
      ['torn', 'terminated'],
      ['nowhere', '404 Not Found'],
    ]) {
      const message = await messageOf({ split: 'test', folder: `http://127.0.0.1:${port}/${place}/` });
      expect(message).toMatch(/^fashionMnist: http.*-ubyte.gz cannot be read\n/);
      expect(message).toContain(`Received  ${received}`);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a missing, truncated or changed file, and bad options', async () => {
  expect(await messageOf({ split: 'train', folder })).toMatchInlineSnapshot(`
    "fashionMnist: FOLDER/train-images-idx3-ubyte.gz cannot be read
      Received  ENOENT: no such file or directory, open 'FOLDER/train-images-idx3-ubyte.gz'
      Try       get the four original files again, or leave out folder to read those in this package"
  `);
  truncateSync(join(folder, 't10k-labels-idx1-ubyte.gz'), 1000);
  expect(await messageOf({ split: 'test', folder })).toMatchInlineSnapshot(`
    "fashionMnist: t10k-labels-idx1-ubyte.gz is not the original file
      Received  FOLDER/t10k-labels-idx1-ubyte.gz, 1000 bytes, SHA-256 b87fb39bcf51ffd671d24f53a8978211df86e2999e5a33c1c89bad0c0921c9a1
      Rule      SHA-256 8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05, or 0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34 of the file unpacked
      Try       get the four original files again, or leave out folder to read those in this package"
  `);
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), '');
  expect(await messageOf({ split: 'test', folder })).toContain('is not the original file');
  expect(await messageOf({ split: 'validation' })).toMatchInlineSnapshot(
    `"fashionMnist: split must be one of 'train', 'test', not 'validation'"`,
  );
  expect(await messageOf({ split: 'test', root: folder })).toMatchInlineSnapshot(`
    "fashionMnist: unknown option 'root'
      Received  { split: 'test', root: 'FOLDER' }
      Rule      the options are split, folder"
  `);
});
