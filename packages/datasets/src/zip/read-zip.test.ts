import { FeaturemapError } from '@featuremap/errors';
import { rejectionOf } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zip } from '../../test/archives.ts';
import { growthOf, mutationsOf } from '../../test/mutations.ts';
import { readZip } from './read-zip.ts';

const limits = { name: 'a.zip', maxEntries: 50 };

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

test('gives back what was packed', async () => {
  const content = fc.dictionary(
    fc.stringMatching(/^[a-zé]{1,5}(\/[a-z ]{1,5}){0,3}$/),
    fc.uint8Array({ maxLength: 500 }),
    { maxKeys: 8, noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(content, async (files) => {
      const entries = await readZip(new Blob([zip(files)]), limits);
      const read = await Promise.all(entries.map(async (entry) => [entry.path, await bytesOf(entry.read(500))]));
      expect(Object.fromEntries(read)).toEqual(files);
    }),
    { numRuns: 40 },
  );
});

test('whatever bytes it is given, it reads within its limits or says what is wrong', async () => {
  const text = 'a long line of text. '.repeat(40);
  const originals = [
    zip({ 'cat/1.png': text, 'dog/': '', 'dog/2.png': 'short', 'é/3.png': new Uint8Array(5000) }),
    zip({}),
    zip(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, text.slice(0, 30 * i)]))),
  ];
  const maxBytes = 3000;
  let whole = 0;
  const growth = await growthOf(() =>
    fc.assert(
      fc.asyncProperty(mutationsOf(...originals), async (bytes) => {
        const entries = await readZip(new Blob([bytes]), limits).catch((error: unknown) => error);
        if (!Array.isArray(entries)) {
          if (!FeaturemapError.is(entries)) throw entries;
          return;
        }
        whole += 1;
        for (const entry of entries) {
          try {
            expect((await bytesOf(entry.read(maxBytes))).length).toBeLessThanOrEqual(maxBytes);
          } catch (error) {
            if (!FeaturemapError.is(error)) throw error;
          }
        }
      }),
      { numRuns: 1500 },
    ),
  );
  expect(whole).toBeGreaterThan(100);
  expect(growth).toBeLessThan(300e6);
});

test('a list that states a huge length is not read', async () => {
  const bytes = Buffer.from(zip({ 'a.txt': 'a' }));
  const end = bytes.lastIndexOf('PK\x05\x06');
  const padded = Buffer.concat([bytes.subarray(0, end), Buffer.alloc(70_000_000), bytes.subarray(end)]);
  padded.writeUInt32LE(70_000_000, padded.length - 10);
  expect(await rejectionOf(() => readZip(new Blob([padded]), limits))).toMatchInlineSnapshot(`
    "a.zip cannot be read
      Received  70000111 bytes; a list of 70000000 bytes, more than 67108864
      Try       a zip archive that is whole, and names no file outside of itself"
  `);
});

test('what is wrong', async () => {
  const packed = zip({ 'dog/': '', 'dog/2.png': 'a b c', '3.png': 'x'.repeat(2000) });
  const [folder, , large] = await readZip(new Blob([packed]), limits);
  expect(await rejectionOf(() => bytesOf(folder!.read(10)))).toMatchInlineSnapshot(`"a.zip: dog/ is a folder"`);
  expect(await rejectionOf(() => bytesOf(large!.read(10)))).toMatchInlineSnapshot(`
    "a.zip: 3.png has 2000 bytes when unpacked, more than 10
      Rule      at most 10 bytes for one file"
  `);
  expect(await rejectionOf(() => readZip(new Blob([packed]), { ...limits, maxEntries: 2 }))).toMatchInlineSnapshot(`
    "a.zip holds more than 2 files and folders
      Rule      at most 2 files and folders"
  `);
  expect(await rejectionOf(() => readZip(new Blob([packed.subarray(0, 99)]), limits))).toMatchInlineSnapshot(`
    "a.zip cannot be read
      Received  99 bytes; End of central directory not found
      Try       a zip archive that is whole, and names no file outside of itself"
  `);
  expect(await rejectionOf(() => readZip(new Blob([zip({ '/etc/x': '' })]), limits))).toMatchInlineSnapshot(`
    "a.zip cannot be read
      Received  112 bytes; Unsafe filename /etc/x
      Try       a zip archive that is whole, and names no file outside of itself"
  `);
  const torn = packed.slice();
  torn[30 + 4 + 30 + 9 + 2]! ^= 0xff;
  const [, damaged] = await readZip(new Blob([torn]), limits);
  expect(await rejectionOf(() => bytesOf(damaged!.read(100)))).toMatchInlineSnapshot(`
    "a.zip: dog/2.png cannot be unpacked
      Received  Invalid CRC32"
  `);
});
