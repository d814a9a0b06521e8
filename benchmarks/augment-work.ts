import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from '@featuremap/transforms';

/** The chain of the lessons. */
export const chain = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(224, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
]);

/** The same with its flip, rotation and crop in one warp, whose bytes are its own. */
export const fusedChain = new Compose(chain.transforms, { fuse: true });

/** What decodes JPEG files, and the option that asks for it. */
export const decoders = [
  ['sharp', 'exact'],
  ['jpeg-turbo (fast transform)', 'fast'],
] as const;

/** The ways through the folder, the first one with the bytes of torchvision. */
export const ways = [
  { name: 'sharp', jpeg: 'exact', transform: chain },
  { name: 'jpeg-turbo (fast transform)', jpeg: 'fast', transform: chain },
  { name: 'jpeg-turbo, one warp', jpeg: 'fast', transform: fusedChain },
] as const;
