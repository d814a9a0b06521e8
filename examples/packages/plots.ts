// Figures as SVG text; each says in words what it shows.
import { confusionMatrix, curves, showFilmstrip, showKernel, showReceptiveField } from '@featuremap/plots';
import { toPng } from '@featuremap/plots/png';
import { saveFigure } from '../save-figure.ts';

const seen = showReceptiveField(
  [28, 28],
  [
    { name: 'conv', kernelSize: 5, padding: 2 },
    { name: 'pool', kernelSize: 2, stride: 2 },
    { name: 'conv', kernelSize: 5 },
    { name: 'pool', kernelSize: 2, stride: 2 },
  ],
  { title: 'What one cell of LeNet sees' },
);
const figures = {
  'plots-loss': curves([{ name: 'train', y: [2.3, 1.1, 0.8] }], { title: 'Loss', yLabel: 'cross entropy' }),
  'plots-kernel': showKernel([
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ]),
  'plots-confusion': confusionMatrix(
    [
      [8, 2],
      [1, 9],
    ],
    { classes: ['shirt', 'coat'] },
  ),
  'plots-film': showFilmstrip([
    { data: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], width: 4, height: 4 },
    { data: [1, 0, 0, 1], width: 2, height: 2 },
    { data: [1], width: 1, height: 1 },
  ]),
  'plots-field': seen,
};
for (const [name, svg] of Object.entries(figures)) {
  console.log(svg.match(/<desc>(.*)<\/desc>/)![1]);
  saveFigure(name, svg);
}
saveFigure('plots-field.png', await toPng(seen));
