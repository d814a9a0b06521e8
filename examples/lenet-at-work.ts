// Makes the picture of the README: a trained LeNet looks at an ankle boot.  node examples/lenet-at-work.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '@featuremap/backend-wasm';
import { DataLoader } from '@featuremap/datasets';
import { fashionMnist } from '@featuremap/fashion-mnist';
import { Adam, type Layer } from '@featuremap/layers';
import { leNet } from '@featuremap/lenet';
import { type FeatureMaps, showFeatureMaps } from '@featuremap/plots';
import { Generator } from '@featuremap/random';
import { fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';

await tf.ready();
const generator = new Generator(0);
const net = leNet({ variant: 'modern' }).init(generator);
const train = await fashionMnist({ split: 'train' });
const loader = new DataLoader(train, { batchSize: 256, shuffle: true, generator });
await fit(net, loader, { epochs: 3, optimizer: new Adam(net.parameters(), { lr: 0.001 }) });

const test = await fashionMnist({ split: 'test' });
const { pixels, label } = test.get(0);
const stages: {
  readonly title: string;
  readonly columns: number;
  readonly size: number;
  readonly maps: FeatureMaps;
}[] = [{ title: 'an image', columns: 1, size: 140, maps: { data: pixels.data, shape: [28, 28, 1] } }];
const watch = (layer: number, title: string, columns: number, size: number) =>
  (net.layers[layer] as Layer).registerForwardHook((output) => {
    stages.push({ title, columns, size, maps: { data: output.dataSync(), shape: output.shape } });
  });
watch(2, '6 feature maps', 2, 84);
watch(5, 'then 16', 4, 52);
const input = tf.tensor(
  Float32Array.from(pixels.data, (byte) => byte / 255),
  [1, 28, 28, 1],
);
const probabilities = tf.softmax(net.eval().forward(input)).dataSync();

let x = 0;
let height = 0;
const parts: string[] = [];
for (const { title, columns, size, maps } of stages) {
  const svg = showFeatureMaps(maps, { title, columns, size });
  const [, width, tall] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number);
  parts.push(svg.replace('<svg ', `<svg x="${x}" y="0" `));
  x += width! + 36;
  height = Math.max(height, tall!);
}
const bars = test.classes.map((name, i) => {
  const y = 44 + 24 * i;
  const weight = i === label ? ' font-weight="bold"' : '';
  return `<text x="${x + 88}" y="${y + 12}" text-anchor="end" fill="currentColor"${weight}>${name}</text>
<rect x="${x + 96}" y="${y}" width="${(1 + 100 * probabilities[i]!).toFixed(1)}" height="16" rx="2" fill="#d9601a"/>`;
});
const width = x + 208;
const file = join(import.meta.dirname, '../docs/pictures/lenet-at-work.svg');
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" color="#1f2328" font-family="system-ui, sans-serif" font-size="12">
<title>LeNet looks at an ankle boot</title>
<style>@media (prefers-color-scheme:dark){:root{color:#e6edf3}}</style>
${parts.join('\n')}
<text x="${x + 96}" y="16" fill="currentColor" font-size="15" font-weight="600">what it says</text>
${bars.join('\n')}
</svg>
`,
);
console.log(`wrote ${file}`);
