// The first picture of the training set, in characters.
import { fashionMnist, fashionMnistClasses } from '@featuremap/fashion-mnist';

const train = await fashionMnist({ split: 'train' });
const { pixels, label } = train.get(0);
console.log(`${train.length} pictures; the first: ${fashionMnistClasses[label]}`);
for (let row = 0; row < pixels.height; row += 2) {
  const line = pixels.data.subarray(row * pixels.width, (row + 1) * pixels.width);
  console.log(Array.from(line, (value) => ' ░▒▓█'[Math.floor(value / 52)]).join(''));
}
