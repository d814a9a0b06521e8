import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { Resize } from '@featuremap/transforms';

const HEIGHT = 375;
const WIDTH = 500;

/** Writes `count` photo-like JPEG files into four folders of classes: blurred colours under a fine texture. */
export async function writePhotos(folder: string, count: number): Promise<string[]> {
  const generator = new Generator(0);
  const blur = new Resize([HEIGHT, WIDTH], { interpolation: 'bicubic' });
  const files: string[] = [];
  for (let i = 0; i < count; i++) {
    const coarse = Uint8Array.from(generator.randint(0, 255, 12 * 16 * 3));
    const { data } = blur.apply({ data: coarse, height: 12, width: 16, channels: 3 });
    const texture = generator.normal(new Float32Array(data.length), 0, 8);
    const photo = Uint8ClampedArray.from(data, (byte, j) => byte + texture[j]!);
    const jpeg = await encodeImage(
      { data: photo, height: HEIGHT, width: WIDTH, channels: 3 },
      { format: 'jpeg', quality: 90 },
    );
    const classFolder = join(folder, `class${i % 4}`);
    mkdirSync(classFolder, { recursive: true });
    files.push(join(classFolder, `${String(i).padStart(4, '0')}.jpg`));
    await writeFile(files.at(-1)!, jpeg);
  }
  return files;
}
