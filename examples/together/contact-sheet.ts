// One picture augmented 64 times by the chain of the slides, as a contact sheet of 8 x 8: what a network gets to see of it.
import { decodeImage, encodeImage, type Pixels, pixels } from '@featuremap/images';
import { toPng } from '@featuremap/plots/png';
import { Generator } from '@featuremap/random';
import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  Resize,
  ToTensor,
  toPixels,
} from '@featuremap/transforms';
import { saveFigure } from '../save-figure.ts';

const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];
const augment = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(224, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize(mean, std),
]);
/** Takes back what Normalize did, for the eye. */
const restore = new Normalize(
  mean.map((m, c) => -m / std[c]!),
  std.map((s) => 1 / s),
);

const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="375">
  <defs>
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#3b8ad8"/><stop offset="1" stop-color="#d6ecfa"/></linearGradient>
    <linearGradient id="grass" x2="0" y2="1"><stop stop-color="#7cb342"/><stop offset="1" stop-color="#3f7a24"/></linearGradient>
  </defs>
  <rect width="500" height="375" fill="url(#sky)"/>
  <circle cx="410" cy="75" r="34" fill="#ffd84a"/>
  <path d="M0 260 Q130 170 260 245 T500 225 V375 H0z" fill="#8fb7a0"/>
  <path d="M0 285 Q250 235 500 290 V375 H0z" fill="url(#grass)"/>
  <rect x="120" y="180" width="150" height="120" fill="#e8d3b0"/>
  <path d="M105 185 L195 105 L285 185z" fill="#b4432f"/>
  <rect x="180" y="235" width="34" height="65" fill="#5d4037"/>
  <rect x="135" y="205" width="30" height="30" fill="#7fb6d9" stroke="#ffffff" stroke-width="3"/>
  <rect x="226" y="205" width="30" height="30" fill="#7fb6d9" stroke="#ffffff" stroke-width="3"/>
  <rect x="362" y="220" width="16" height="85" fill="#6d4c33"/>
  <circle cx="370" cy="190" r="48" fill="#2f7d3b"/>
  <circle cx="345" cy="215" r="30" fill="#3c9148"/>
</svg>`;

const side = 8;
const thumbnail = 112;
const gap = 4;

const image = await decodeImage(await toPng(scene, { scale: 1 }), { channels: 3 });
const generator = new Generator(0);
const shrink = new Resize(thumbnail);
const thumbnails = Array.from({ length: side * side }, () => {
  const seen = toPixels(restore.apply(augment.run(image, generator)));
  return shrink.apply(seen);
});
const different = new Set(thumbnails.map(({ data }) => data.join())).size;
const sheet = arrange(thumbnails);
console.log(`${image.width}x${image.height} became ${different} different pictures, on ${sheet.width}x${sheet.height}`);
saveFigure('contact-sheet.png', await encodeImage(sheet));

/** The pictures in rows of `side`, on white. */
function arrange(pictures: readonly Pixels[]): Pixels {
  const length = side * thumbnail + (side + 1) * gap;
  const data = new Uint8Array(length * length * 3).fill(255);
  pictures.forEach((picture, i) => {
    const left = gap + (i % side) * (thumbnail + gap);
    const top = gap + Math.floor(i / side) * (thumbnail + gap);
    for (let y = 0; y < thumbnail; y++) {
      const row = picture.data.subarray(y * thumbnail * 3, (y + 1) * thumbnail * 3);
      data.set(row, ((top + y) * length + left) * 3);
    }
  });
  return pixels(data, { width: length, height: length, channels: 3 });
}
