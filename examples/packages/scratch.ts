// A convolution one window at a time.
import { corr2dSteps, kernels } from '@featuremap/scratch';

const image = [
  [9, 9, 9, 9],
  [9, 9, 9, 9],
  [9, 9, 1, 1],
  [1, 1, 1, 1],
];
for (const { row, column, window, products, sum } of corr2dSteps(image, kernels.topSobel)) {
  console.log(`output (${row}, ${column})`);
  window.forEach((line, i) => {
    console.log(`  ${line.join(' ')}   ${products[i]!.map((product) => String(product).padStart(3)).join(' ')}`);
  });
  console.log(`  the products add up to ${sum}`);
}
