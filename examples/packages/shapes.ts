// A network described without a tensor: its sizes, its cost, and the sentence when a layer does not fit.
import { conv2d, flatten, input, linear, maxPool2d, summary } from '@featuremap/shapes';
import { toTable } from '@featuremap/shapes/render';

const front = [input(28, 28, 1), conv2d(1, 8, { kernelSize: 3, padding: 'same' }), maxPool2d(2), flatten()];
console.log(toTable(summary([...front, linear(14 * 14 * 8, 10)])));
console.log();
console.log(toTable(summary([...front, linear(1000, 10)])));
