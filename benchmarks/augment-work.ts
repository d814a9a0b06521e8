import { decodeImage, type Pixels } from '@featuremap/images';
import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from '@featuremap/transforms';
import sharp from 'sharp';

/** The chain of the lessons. */
export const chain = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(224, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
]);

export type Decode = (jpeg: Buffer) => Pixels | Promise<Pixels>;

/** Decoders of JPEG: ours, and the native ones that are installed. */
export async function decoders(): Promise<Readonly<Record<string, Decode>>> {
  const found: Record<string, Decode> = { featuremap: (jpeg) => decodeImage(jpeg), sharp: decodeWithSharp };
  try {
    const { decompressSync, FORMAT_RGB } = (await import('@julusian/jpeg-turbo')).default;
    let room: Buffer = Buffer.alloc(0);
    found['jpeg-turbo'] = (jpeg) => {
      if (room.length === 0) room = Buffer.alloc(decompressSync(jpeg, { format: FORMAT_RGB }).size);
      const { data, width, height } = decompressSync(jpeg, room, { format: FORMAT_RGB });
      return { data, width, height, channels: 3 };
    };
  } catch {
    // Not for this machine.
  }
  return found;
}

async function decodeWithSharp(jpeg: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}
