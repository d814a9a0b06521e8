// One draw for an image and its mask: params are drawn once and applied to both.
import { Generator } from '@featuremap/random';
import { Compose, RandomHorizontalFlip, RandomRotation } from '@featuremap/transforms';

const augment = new Compose([new RandomHorizontalFlip(1), new RandomRotation([90, 90])]);
const size = { width: 3, height: 3, channels: 1 } as const;
const image = { ...size, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
const mask = { ...size, data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0) };

const params = augment.params(size, new Generator(0));
console.log('drawn:', JSON.stringify(params));
for (const [name, picture] of Object.entries({ image, mask })) {
  console.log(`${name}:`, augment.apply(picture, params).data.join(' '));
}
console.log('as JSON:', JSON.stringify(augment.toJSON()).slice(0, 60), '…');
