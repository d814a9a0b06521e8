import { readFileSync } from 'node:fs';
import { decodeImage, type Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from '@featuremap/transforms';

export type Decode = (jpeg: Buffer) => Pixels | Promise<Pixels>;

/** The chain of the lessons. */
export const chain = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(224, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
]);

export const BATCH_SIZE = 32;
const SAMPLE = 224 * 224 * 3;

/** The decoders of JPEG that are installed. */
export async function decoders(): Promise<{ sharp: Decode; 'jpeg-turbo'?: Decode }> {
  const sharp: Decode = (jpeg) => decodeImage(jpeg, { channels: 3 });
  try {
    const { decompressSync, FORMAT_RGB } = (await import('@julusian/jpeg-turbo')).default;
    let room: Buffer = Buffer.alloc(0);
    const turbo: Decode = (jpeg) => {
      if (room.length === 0) room = Buffer.alloc(decompressSync(jpeg, { format: FORMAT_RGB }).size);
      const { data, width, height } = decompressSync(jpeg, room, { format: FORMAT_RGB });
      return { data, width, height, channels: 3 };
    };
    return { sharp, 'jpeg-turbo': turbo };
  } catch {
    return { sharp };
  }
}

/** Reads, decodes and augments a batch of files into `batch`, an array [N, 224, 224, 3]. */
export async function loadBatch(
  batch: Float32Array,
  files: readonly string[],
  keys: readonly [epoch: number, first: number],
  decode: Decode,
): Promise<void> {
  const [epoch, first] = keys;
  const seed = new Generator(0);
  for (const [i, file] of files.entries()) {
    const image = await decode(readFileSync(file));
    const params = chain.params(image, seed.fork(epoch, first + i));
    chain.applyInto(batch.subarray(i * SAMPLE, (i + 1) * SAMPLE), image, params);
  }
}

/** Room for a batch. */
export function emptyBatch(): Float32Array<ArrayBuffer> {
  return new Float32Array(BATCH_SIZE * SAMPLE);
}
