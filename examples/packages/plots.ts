// Figures as SVG text; each says in words what it shows.
import { confusionMatrix, curves, showKernel } from '@featuremap/plots';
import { saveFigure } from '../save-figure.ts';

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
};
for (const [name, svg] of Object.entries(figures)) {
  console.log(svg.match(/<desc>(.*)<\/desc>/)![1]);
  saveFigure(name, svg);
}
