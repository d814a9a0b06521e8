import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FeaturemapError } from '@featuremap/errors';
import { rejectionOf } from '@featuremap/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealTar, tar, tarGz, zip } from '../../../test/archives.ts';
import { growthOf, mutationsOf } from '../../../test/mutations.ts';
import { unpackTarGz } from './unpack-tar-gz.ts';
import { unpackZip } from './unpack-zip.ts';

const files = {
  'set/data_1.bin': 'x'.repeat(15_000),
  'set/notes.txt': 'notes',
  'set/deep/data_2.bin': Uint8Array.from({ length: 700 }, (_, i) => i),
};
const names = ['data_1.bin', 'data_2.bin'];
const maxBytes = 60_000;

let home: string;
let folder: string;
let archive: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'unpack é-'));
  folder = join(home, 'in/side');
  archive = join(home, 'archive');
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(home, { recursive: true }));

const messageOf = async (act: () => unknown) => (await rejectionOf(act)).replaceAll(home, 'HOME');

/** Checks that unpacking any of the archives ends well or with an error of ours, and writes nothing but what it may. */
async function survives(archives: fc.Arbitrary<Uint8Array>, unpack: typeof unpackZip, numRuns: number) {
  let whole = 0;
  const growth = await growthOf(() =>
    fc.assert(
      fc.asyncProperty(archives, async (bytes) => {
        writeFileSync(archive, bytes);
        const error = await unpack(archive, { folder, names, maxBytes }).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error === undefined) whole += 1;
        else if (!FeaturemapError.is(error)) throw error;
        const written = readdirSync(folder);
        expect(names).toEqual(expect.arrayContaining(written));
        for (const name of written) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(maxBytes);
        expect(readdirSync(home).sort()).toEqual(['archive', 'in']);
        expect(readdirSync(join(home, 'in'))).toEqual(['side']);
        for (const name of written) rmSync(join(folder, name));
      }),
      { numRuns },
    ),
  );
  expect(growth).toBeLessThan(300e6);
  return whole;
}

test.each([
  ['tar.gz', unpackTarGz, tarGz],
  ['zip', unpackZip, zip],
] as const)('%s: the wanted files, without their folders', async (_name, unpack, pack) => {
  writeFileSync(archive, pack(files));
  await unpack(archive, { folder, names, maxBytes });
  expect(readdirSync(folder).sort()).toEqual(names);
  expect(readFileSync(join(folder, 'data_2.bin'))).toEqual(Buffer.from(files['set/deep/data_2.bin']));
  expect(await messageOf(() => unpack(archive, { folder, names: ['test.bin', 'a'], maxBytes }))).toBe(
    'HOME/archive does not hold test.bin and a',
  );
});

test('a changed tar is read or refused, whatever its headers say', async () => {
  const sealed = mutationsOf(tar(files)).map((bytes) => gzipSync(sealTar(bytes)));
  const open = mutationsOf(tar(files)).map((bytes) => gzipSync(bytes));
  expect(await survives(fc.oneof(sealed, open), unpackTarGz, 700)).toBeGreaterThan(0);
});

test('a changed tar.gz', async () => {
  await survives(mutationsOf(tarGz(files)), unpackTarGz, 300);
});

test('a changed zip', async () => {
  expect(await survives(mutationsOf(zip(files)), unpackZip, 400)).toBeGreaterThan(0);
});

test('what is too large, or leads elsewhere', async () => {
  const unpackIt = (bytes: Uint8Array, unpack = unpackTarGz) => {
    writeFileSync(archive, bytes);
    return messageOf(() => unpack(archive, { folder, names, maxBytes }));
  };
  const bomb = { 'set/data_1.bin': new Uint8Array(50_000_000) };
  expect(await unpackIt(tarGz(bomb))).toMatchInlineSnapshot(`
    "HOME/archive cannot be unpacked
      Received  more than 60000 bytes when unpacked"
  `);
  expect(await unpackIt(zip(bomb), unpackZip)).toMatchInlineSnapshot(`
    "HOME/archive: set/data_1.bin has 50000000 bytes when unpacked, more than 60000
      Rule      at most 60000 bytes for one file"
  `);
  expect(await unpackIt(gzipSync('no tar'))).toMatchInlineSnapshot(`
    "HOME/archive cannot be unpacked
      Received  Tar archive is truncated."
  `);
  expect(await unpackIt(tarGz(files).subarray(0, 90))).toMatchInlineSnapshot(`
    "HOME/archive cannot be unpacked
      Received  unexpected end of file"
  `);
  expect(await unpackIt(zip({ '../data_1.bin': '' }), unpackZip)).toMatchInlineSnapshot(`
    "HOME/archive cannot be read
      Received  126 bytes; Unsafe filename ../data_1.bin
      Try       a zip archive that is whole, and names no file outside of itself"
  `);
  expect(readdirSync(folder)).toEqual([]);
});
