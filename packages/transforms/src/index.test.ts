import { FeaturemapError } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "AugMix",
      "AutoAugment",
      "CenterCrop",
      "ColorJitter",
      "Compose",
      "CutMix",
      "ElasticTransform",
      "FiveCrop",
      "GaussianBlur",
      "GaussianNoise",
      "Grayscale",
      "Lambda",
      "MixUp",
      "Normalize",
      "Pad",
      "RandAugment",
      "RandomAdjustSharpness",
      "RandomAffine",
      "RandomApply",
      "RandomAutocontrast",
      "RandomChoice",
      "RandomCrop",
      "RandomEqualize",
      "RandomErasing",
      "RandomGrayscale",
      "RandomHorizontalFlip",
      "RandomInvert",
      "RandomOrder",
      "RandomPerspective",
      "RandomPosterize",
      "RandomResizedCrop",
      "RandomRotation",
      "RandomSolarize",
      "RandomVerticalFlip",
      "Resize",
      "TenCrop",
      "ToTensor",
      "Transform",
      "TrivialAugmentWide",
      "toPixels",
      "transformBatch",
      "transformFromJSON",
    ]
  `);
});

const grey = { data: new Uint8Array(6), height: 2, width: 3, channels: 1 } as const;
const alpha = { data: new Uint8Array(24), height: 2, width: 3, channels: 4 } as const;
const floats = { data: new Float32Array(6), height: 2, width: 3, channels: 1 } as const;
const batch = { images: new Float32Array(2), shape: [2, 1, 1, 1], labels: [0, 5] } as const;

/** What only a caller without types can get wrong. */
// biome-ignore lint/suspicious/noExplicitAny: the calls are wrong on purpose
const wrong = (act: (t: any) => unknown) => () => act(api);

const mistakes: [name: string, act: () => unknown][] = [
  ['p', wrong((t) => new t.RandomHorizontalFlip(1.5))],
  ['p is no number', wrong((t) => new t.RandomInvert(Number.NaN))],
  ['size', wrong((t) => new t.CenterCrop(0))],
  ['size of three', wrong((t) => new t.Resize([1, 2, 3]))],
  ['maxSize', wrong((t) => new t.Resize(20, { maxSize: 10 }))],
  ['range in the wrong order', wrong((t) => new t.RandomResizedCrop(8, { scale: [1, 0.5] }))],
  ['range is no pair', wrong((t) => new t.RandomResizedCrop(8, { ratio: 1 }))],
  ['unknown option', wrong((t) => new t.RandomRotation(10, { expanded: true }))],
  ['negative angle', wrong((t) => new t.RandomRotation(-10))],
  ['expand', wrong((t) => new t.RandomRotation(10, { expand: 1 }))],
  ['center', wrong((t) => new t.RandomRotation(10, { center: 3 }))],
  ['interpolation', wrong((t) => new t.Resize(8, { interpolation: 'bilinaer' }))],
  ['fill', wrong((t) => new t.Pad(1, { fill: 256 }))],
  ['fill without numbers', wrong((t) => new t.Pad(1, { fill: [] }))],
  ['fill for other channels', wrong((t) => new t.Pad(1, { fill: [1, 2] }).apply(grey))],
  ['padding', wrong((t) => new t.Pad([1, 2, 3]))],
  ['negative padding', wrong((t) => new t.Pad(-1))],
  [
    'mirror of one pixel',
    wrong((t) => new t.Pad(1, { paddingMode: 'reflect' }).apply({ ...grey, height: 6, width: 1 })),
  ],
  ['crop too large', wrong((t) => new t.FiveCrop(9).apply(grey))],
  ['random crop too large', wrong((t) => new t.RandomCrop(9).run(grey, new Generator(0)))],
  ['hue', wrong((t) => new t.ColorJitter({ hue: 0.6 }))],
  ['translate', wrong((t) => new t.RandomAffine(0, { translate: 0.5 }))],
  ['bits', wrong((t) => new t.RandomPosterize(9))],
  ['threshold', wrong((t) => new t.RandomSolarize())],
  ['even kernel', wrong((t) => new t.GaussianBlur(4))],
  ['kernel too large', wrong((t) => new t.GaussianBlur(9).apply(grey, { sigma: 1 }))],
  ['elastic blur too large', wrong((t) => new t.ElasticTransform().run(grey, new Generator(0)))],
  ['alpha of three', wrong((t) => new t.ElasticTransform({ alpha: [1, 2, 3] }))],
  ['no image', wrong((t) => new t.ToTensor().apply(null))],
  ['a list of images', wrong((t) => new t.ToTensor().apply([grey]))],
  ['data too short', wrong((t) => new t.RandomInvert().apply({ ...grey, width: 4 }, { applied: true }))],
  ['floats where bytes are due', wrong((t) => new t.RandomInvert().apply(floats, { applied: true }))],
  ['bytes where floats are due', wrong((t) => new t.Normalize([0], [1]).apply(grey))],
  ['alpha where colour is due', wrong((t) => new t.Grayscale().apply(alpha))],
  ['mean', wrong((t) => new t.Normalize(0.5, [1]))],
  ['std', wrong((t) => new t.Normalize([0], [0]))],
  ['means for other channels', wrong((t) => new t.Normalize([0, 0], [1, 1]).apply(floats))],
  ['no list', wrong((t) => new t.Compose(new t.ToTensor()))],
  ['a class instead of a transform', wrong((t) => new t.Compose([t.ToTensor]))],
  [
    'room for other floats',
    wrong((t) => new t.Compose([new t.ToTensor()]).applyInto(new Float32Array(5), grey, [null])),
  ],
  ['nothing to choose from', wrong((t) => new t.RandomChoice([]))],
  ['weights', wrong((t) => new t.RandomChoice([new t.Grayscale()], { p: [1, 2] }))],
  ['weights that are all 0', wrong((t) => new t.RandomChoice([new t.Grayscale()], { p: [0] }))],
  ['no function', wrong((t) => new t.Lambda('x'))],
  ['a function as JSON', wrong((t) => JSON.stringify(new t.Compose([new t.Lambda((x: unknown) => x)])))],
  ['no JSON of a transform', wrong((t) => t.transformFromJSON({}))],
  ['an unknown transform', wrong((t) => t.transformFromJSON({ transform: 'constructor', args: [] }))],
  ['value of an erasing', wrong((t) => new t.RandomErasing({ value: [] }))],
  [
    'value for other channels',
    wrong((t) =>
      new t.RandomErasing({ value: [1, 2] }).apply(floats, { top: 0, left: 0, height: 1, width: 1, noise: null }),
    ),
  ],
  ['strength', wrong((t) => new t.RandAugment({ magnitude: 31 }))],
  ['policy', wrong((t) => new t.AutoAugment({ policy: 'imagenot' }))],
  ['no classes', wrong((t) => new t.MixUp(1))],
  ['a label that is no class', wrong((t) => new t.CutMix(5).apply(batch, { top: 0, left: 0, height: 1, width: 1 }))],
  ['a batch of another shape', wrong((t) => new t.MixUp(6).apply({ ...batch, shape: [1, 1, 1, 1] }, { lambda: 1 }))],
  [
    'a batch of other numbers',
    wrong((t) => t.transformBatch(new t.ToTensor(), { data: grey.data, shape: [2, 2, 3, 1] })),
  ],
  [
    'an empty batch',
    wrong((t) => t.transformBatch(new t.ToTensor(), { data: new Uint8Array(0), shape: [0, 2, 3, 1] })),
  ],
];

test('the message of every error', () => {
  const messages = mistakes.map(([name, act]) => {
    try {
      act();
    } catch (error) {
      return `${name}\n  ${FeaturemapError.is(error) ? error.message : `another error: ${error}`}`;
    }
    return `${name}\n  nothing was thrown`;
  });
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "p
      RandomHorizontalFlip: p must be a number from 0 to 1, not 1.5
    p is no number
      RandomInvert: p must be a number from 0 to 1, not NaN
    size
      CenterCrop: size must be an integer of at least 1, not 0
    size of three
      Resize: size must be one integer or [height, width], not [1, 2, 3]
    maxSize
      Resize: maxSize goes with a size of one number that is less
      Received  size 20, maxSize 10
    range in the wrong order
      RandomResizedCrop: scale must have its smaller number first, not [1, 0.5]
      Try       [0.5, 1]
    range is no pair
      RandomResizedCrop: ratio must be [min, max], not 1
    unknown option
      RandomRotation: unknown option 'expanded'
      Received  { expanded: true }
      Rule      the options are interpolation, expand, center, fill
      Try       'expand'
    negative angle
      RandomRotation: degrees must be a number of at least 0, not -10
    expand
      RandomRotation: expand must be true or false, not 1
    center
      RandomRotation: center must be [x, y] or null, not 3
    interpolation
      Resize: interpolation must be one of 'nearest', 'bilinear', 'bicubic', not 'bilinaer'
      Try       'bilinear'
    fill
      Pad: fill must be a number from 0 to 255, not 256
    fill without numbers
      Pad: fill must hold one number a channel, not []
    fill for other channels
      Pad: fill has 2 numbers but the image has 1 channels
      Received  fill [1, 2]
      Try       one number for all channels, or one for each
    padding
      Pad: padding must be one integer, 2 or 4 of them, not [1, 2, 3]
    negative padding
      Pad: padding must be an integer of at least 0, not -1
    mirror of one pixel
      Pad: reflect needs at least 2 pixels to mirror, and this image has 1
      Try       paddingMode: 'symmetric' or 'edge'
    crop too large
      FiveCrop: a crop of 9×9 is larger than the image of 2×3
      Try       a smaller size, or Resize or Pad in front of it
    random crop too large
      RandomCrop: a crop of 9×9 is larger than the image of 2×3
      Try       a smaller size, or Resize or Pad in front of it
    hue
      ColorJitter: hue must be a number from 0 to 0.5, not 0.6
    translate
      RandomAffine: translate must be [horizontal, vertical] or null, not 0.5
    bits
      RandomPosterize: bits must be an integer from 0 to 8, not 9
    threshold
      RandomSolarize: threshold must be a number from 0 to 256, not undefined
    even kernel
      GaussianBlur: kernelSize must be odd, not 4
    kernel too large
      GaussianBlur: a kernel of 9×9 is too large for an image of 3×2
      Rule      half the kernel, rounded down, is less than the side of the image, which is mirrored at its edges
    elastic blur too large
      ElasticTransform: a blur of 41 pixels is too large for an image of 2×3
      Rule      half of it, 20, is less than each side of the image
      Try       a smaller sigma
    alpha of three
      ElasticTransform: alpha must be a number or [x, y], not [1, 2, 3]
    no image
      ToTensor: expects an image { data, width, height, channels }, not null
    a list of images
      ToTensor: expects an image { data, width, height, channels }, not [{ data: Uint8Array(6), height: 2, width: 3, channels: 1 }]
      Try       a Lambda that handles the list of crops
    data too short
      RandomInvert: the data does not fit the size of the image
      Received  data Uint8Array(6), width 4, height 2, channels 1
      Rule      data holds height·width·channels numbers, and none of the three is 0
    floats where bytes are due
      RandomInvert: works on bytes, not on Float32Array(6)
      Try       put it before ToTensor, or turn the image into bytes with toPixels
    bytes where floats are due
      Normalize: works on float32 numbers, not on Uint8Array(6)
      Try       put it behind ToTensor
    alpha where colour is due
      Grayscale: works on 1 or 3 channels, not on 4
      Received  an image of 2×3×4
      Try       decode the image to 3 channels, or drop alpha first
    mean
      Normalize: mean must be a list with one number a channel, not 0.5
    std
      Normalize: std must be greater than 0, not 0
    means for other channels
      Normalize: mean has 2 numbers but the image has 1 channels
    no list
      Compose: expects a list of transforms, not ToTensor
    a class instead of a transform
      Compose: function ToTensor is no transform
      Try       new Lambda(…) around the function, or new in front of the class
    room for other floats
      Compose.applyInto: the result has 6 floats but out has room for 5
    nothing to choose from
      RandomChoice: there is no transform to choose from
    weights
      RandomChoice: p must hold 1 weights, one for each transform, not [1, 2]
    weights that are all 0
      RandomChoice: one weight of p must be above 0
    no function
      Lambda: action must be a function, not 'x'
    a function as JSON
      Lambda: a function cannot be written as JSON, so it cannot go to a worker
      Received  function (anonymous)
      Try       a transform of this package instead, or no workers
    no JSON of a transform
      transformFromJSON: expects { transform, args }, not {}
    an unknown transform
      transformFromJSON: there is no transform 'constructor'
      Rule      the transforms are AugMix, AutoAugment, CenterCrop, ColorJitter, Compose, ElasticTransform, FiveCrop, GaussianBlur, GaussianNoise, Grayscale, Normalize, Pad, RandAugment, RandomAdjustSharpness, RandomAffine, RandomApply, RandomAutocontrast, RandomChoice, RandomCrop, RandomEqualize, RandomErasing, RandomGrayscale, RandomHorizontalFlip, RandomInvert, RandomOrder, RandomPerspective, RandomPosterize, RandomResizedCrop, RandomRotation, RandomSolarize, RandomVerticalFlip, Resize, TenCrop, ToTensor, TrivialAugmentWide
    value of an erasing
      RandomErasing: value must be a number, one for each channel, or 'random', not []
    value for other channels
      RandomErasing: value [1, 2] does not fit an image of 1 channels
    strength
      RandAugment: magnitude 31 must be less than numMagnitudeBins 31
    policy
      AutoAugment: policy must be one of 'imagenet', 'cifar10', 'svhn', not 'imagenot'
      Try       'imagenet'
    no classes
      MixUp: numClasses must be an integer of at least 2, not 1
    a label that is no class
      CutMix: label 5 of sample 1 is no class from 0 to 4
    a batch of another shape
      MixUp: the images or the labels do not fit the shape of the batch
      Received  images Float32Array(2), shape [1, 1, 1, 1], 2 labels
      Rule      images is a Float32Array of N·H·W·C numbers, and labels holds N
    a batch of other numbers
      transformBatch: the data holds 6 numbers, and the shape [2, 2, 3, 1] 12
    an empty batch
      transformBatch: the batch holds no image, so the shape of the result is unknown"
  `);
});
