// Six tiny images, split and shuffled as PyTorch would, read in batches.
import { ArrayDataset, DataLoader, randomSplit } from '@featuremap/datasets';
import { Generator } from '@featuremap/random';

const images = Uint8Array.from({ length: 6 * 4 }, (_, i) => 10 * i);
const dataset = new ArrayDataset(images, [0, 1, 0, 1, 0, 1], { shape: [2, 2, 1], classes: ['even', 'odd'] });
const [train, validation] = randomSplit(dataset, [5, 1], new Generator(0));
console.log(`${train!.length} to train on, ${validation!.length} for validation`);

const loader = new DataLoader(train!, { batchSize: 2, shuffle: true, generator: new Generator(1) });
for (const epoch of [1, 2]) {
  for await (const { indices, shape } of loader) {
    console.log(`epoch ${epoch}: samples ${Array.from(indices).join(' ')}, shape [${shape.join(', ')}]`);
  }
}
