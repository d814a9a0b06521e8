// The built package in a folder without its optional packages, as after `npm install @featuremap/images`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const packageFolder = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'featuremap-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('without sharp and jpeg-turbo, decoding and encoding say what to install, and the rest works', () => {
  const scope = join(folder, 'node_modules/@featuremap');
  mkdirSync(scope, { recursive: true });
  const manifest = { filter: (path: string) => !path.includes('node_modules/') };
  cpSync(join(packageFolder, 'dist'), join(scope, 'images/dist'), { recursive: true });
  cpSync(join(packageFolder, 'package.json'), join(scope, 'images/package.json'));
  cpSync(realpathSync(join(packageFolder, 'node_modules/@featuremap/errors')), join(scope, 'errors'), {
    recursive: true,
    ...manifest,
  });
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { decodeImage, encodeImage, pixels, withChannels } from '@featuremap/images';
    const image = withChannels(pixels(new Uint8Array([7]), { width: 1, height: 1, channels: 1 }), 3);
    console.log(...image.data);
    const decode = (options) => decodeImage(Uint8Array.of(0xff, 0xd8), options);
    for (const promise of [decode(), decode({ jpeg: 'fast' }), encodeImage(image)]) {
      await promise.catch((error) => console.log(error.code, error.message.replace(/ imported from.*/, '')));
    }`,
  );
  const output = execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(output).toMatchInlineSnapshot(`
    "7 7 7
    FEATUREMAP_ENVIRONMENT decodeImage needs the package sharp, which cannot be loaded
      Received  Cannot find package 'sharp'
      Try       npm install sharp
    FEATUREMAP_ENVIRONMENT decodeImage: jpeg: 'fast' needs the package @julusian/jpeg-turbo, which cannot be loaded
      Received  Cannot find package '@julusian/jpeg-turbo'
      Try       npm install @julusian/jpeg-turbo, before Node 22.18 @julusian/jpeg-turbo@2; or jpeg: 'exact'
    FEATUREMAP_ENVIRONMENT encodeImage needs the package sharp, which cannot be loaded
      Received  Cannot find package 'sharp'
      Try       npm install sharp
    "
  `);
});
