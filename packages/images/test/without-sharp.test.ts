// The built package in a folder without sharp, as after `npm install @featuremap/images`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';

const packageFolder = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'featuremap-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('without sharp common JPEG files are decoded; other files, and encoding, say what to install', async () => {
  const scope = join(folder, 'node_modules/@featuremap');
  mkdirSync(scope, { recursive: true });
  const manifest = { filter: (path: string) => !path.includes('node_modules/') };
  cpSync(join(packageFolder, 'dist'), join(scope, 'images/dist'), { recursive: true });
  cpSync(join(packageFolder, 'package.json'), join(scope, 'images/package.json'));
  cpSync(realpathSync(join(packageFolder, 'node_modules/@featuremap/errors')), join(scope, 'errors'), {
    recursive: true,
    ...manifest,
  });
  const jpeg = await sharp({ create: { width: 16, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { decodeImage, encodeImage, pixels, withChannels } from '@featuremap/images';
    const image = withChannels(pixels(new Uint8Array([7]), { width: 1, height: 1, channels: 1 }), 3);
    console.log(...image.data);
    const jpeg = await decodeImage(Buffer.from('${jpeg.toString('base64')}', 'base64'));
    console.log(jpeg.width, jpeg.height);
    for (const act of [() => decodeImage(new Uint8Array(9)), () => encodeImage(image)]) {
      await act().catch((error) => console.log(error.code, error.message.replace(/ imported from.*/, '')));
    }`,
  );
  const output = execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(output).toMatchInlineSnapshot(`
    "7 7 7
    16 8
    FEATUREMAP_ENVIRONMENT decodeImage needs the package sharp, which cannot be loaded
      Received  Cannot find package 'sharp'
      Try       npm install sharp
    FEATUREMAP_ENVIRONMENT encodeImage needs the package sharp, which cannot be loaded
      Received  Cannot find package 'sharp'
      Try       npm install sharp
    "
  `);
});
