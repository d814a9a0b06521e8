import type { ArrayDataset } from '@featuremap/datasets';
import { confusionMatrix, curves, imageGrid, type Series } from '@featuremap/plots';
import type { Summary } from '@featuremap/shapes';
import type { EpochLine } from './metrics.ts';
import type { Mistake } from './outcome.ts';
import { count, shapeColumns, shapeTable } from './shape-table.ts';

/** What the report of a training tells. */
export interface Report {
  readonly title: string;
  /** Names and values as they are to be read. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly epochs: readonly EpochLine[];
  readonly result: { readonly testLoss: number; readonly testAccuracy: number; readonly imagesPerSecond: number };
  readonly counts: readonly (readonly number[])[];
  readonly mistakes: readonly Mistake[];
  readonly test: ArrayDataset;
  readonly summary: Summary;
  /** What was done to the training images, as code. */
  readonly augmentation: string | undefined;
  /** The accuracies of this run and of a baseline, the head of the table first. */
  readonly comparison: readonly (readonly string[])[] | undefined;
  /** An earlier run whose curves are drawn too. */
  readonly baseline: { readonly run: string; readonly epochs: readonly EpochLine[] } | undefined;
}

const style = `
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --line: #3d444d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
.result { font-size: 1.2rem; margin: 0; }
.quiet { color: var(--quiet); margin: .25rem 0; }
.featuremap-plot { color: inherit; display: block; }
.curves { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.curves svg { width: 100%; }
.scroll { overflow-x: auto; }
.scroll svg { max-width: none !important; }
.mistakes { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); margin: 0; padding: 0;
  list-style: none; }
.mistakes svg { width: 84px; margin-bottom: .25rem; }
.mistakes p { margin: 0; font-size: .85rem; line-height: 1.35; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem 1.25rem .25rem 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
thead th { color: var(--quiet); font-weight: 500; }
tr:last-child.sum td { font-weight: 600; border-bottom: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
`;

/** A page that holds all it shows: no script, no request. */
export function report(run: Report): string {
  const { title, settings, epochs, result, counts, mistakes, test, summary, augmentation, comparison } = run;
  const sections = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="result">Test accuracy <strong>${percent(result.testAccuracy)}</strong>, loss ${fixed(result.testLoss)}</p>`,
    `<p class="quiet">${count(result.imagesPerSecond)} training images a second</p>`,
    `<h2>Training</h2>`,
    ...(augmentation === undefined ? [] : [augmentationText(augmentation)]),
    `<div class="curves">${chart('Loss', run)}${chart('Accuracy', run)}</div>`,
    ...(comparison === undefined ? [] : [comparisonSection(comparison)]),
    `<h2>Confusion matrix of the ${count(test.length)} test images</h2>`,
    `<p class="quiet">The colour is the share of the row: of all images of a class, where did they go?</p>`,
    scroll('Confusion matrix', confusionMatrix(counts, { classes: test.classes, title: '' })),
    `<h2>The most confident mistakes</h2>`,
    mistakes.length === 0
      ? '<p>There are none.</p>'
      : `<ul class="mistakes">${mistakes.map((mistake) => mistakeItem(mistake, test)).join('')}</ul>`,
    `<h2>Shapes of one image</h2>`,
    scroll('Shapes', table(shapeColumns, shapeTable(summary), 'sum')),
    `<h2>Settings</h2>`,
    `<dl>${settings.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`,
    `<h2>Epochs</h2>`,
    scroll('Epochs', epochTable(epochs)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function augmentationText(code: string): string {
  return `<p>Each time that a training image is read, it passes through <code>${escapeHtml(code)}</code>. The curves of
training are those of the images that come out.</p>`;
}

function comparisonSection([head, ...rows]: readonly (readonly string[])[]): string {
  const note = 'All images as they are, without augmentation, and the weights after the last epoch.';
  return `<h2>Accuracy</h2><p class="quiet">${note}</p>${scroll('Accuracy', table(head!, rows))}`;
}

const metricsOfChart = {
  Loss: { train: 'loss', held: 'valLoss', test: 'testLoss' },
  Accuracy: { train: 'accuracy', held: 'valAccuracy', test: 'testAccuracy' },
} as const;

function chart(title: 'Loss' | 'Accuracy', { epochs, baseline }: Report): string {
  const metrics = metricsOfChart[title];
  const seriesOf = (lines: readonly EpochLine[], suffix: string): Series[] => {
    const hasSplit = lines.some((line) => line.testLoss !== undefined);
    const values = (metric: 'train' | 'held' | 'test') => lines.map((line) => line[metrics[metric]] ?? Number.NaN);
    return [
      { name: `train${suffix}`, y: values('train') },
      { name: `${hasSplit ? 'validation' : 'test'}${suffix}`, y: values('held') },
      ...(hasSplit ? [{ name: `test${suffix}`, y: values('test') }] : []),
    ];
  };
  const series = [...seriesOf(epochs, ''), ...seriesOf(baseline?.epochs ?? [], ', baseline')];
  if (!series.some(({ y }) => Array.from(y).some(Number.isFinite))) return `<p>${title} was never finite.</p>`;
  return curves(series, {
    title,
    width: 420,
    height: 290,
    ...(title === 'Accuracy' ? { yFormat: 'percent', yMax: 1 } : { yLabel: 'cross entropy' }),
  });
}

function mistakeItem(
  { index, label, predicted, probability }: Mistake,
  { classes, images, shape }: ArrayDataset,
): string {
  const [height, width] = shape;
  const data = images.subarray(index * height * width, (index + 1) * height * width);
  const picture = imageGrid([{ data, width, height }]);
  const verdict = `<strong>${escapeHtml(classes[predicted]!)}</strong> ${percent(probability)}<br>is ${escapeHtml(classes[label]!)}`;
  return `<li>${picture}<p>${verdict}<br><span class="quiet">test image ${index}</span></p></li>`;
}

function epochTable(epochs: readonly EpochLine[]): string {
  const hasSplit = epochs.some((line) => line.testLoss !== undefined);
  const held = hasSplit ? 'validation' : 'test';
  const columns = ['epoch', 'loss', 'accuracy', `${held} loss`, `${held} accuracy`];
  if (hasSplit) columns.push('test loss', 'test accuracy');
  columns.push('images/s');
  const rows = epochs.map((line) => {
    const row = [
      String(line.epoch),
      fixed(line.loss),
      percent(line.accuracy),
      fixed(line.valLoss),
      percent(line.valAccuracy),
    ];
    if (hasSplit) row.push(fixed(line.testLoss!), percent(line.testAccuracy!));
    return [...row, count(line.imagesPerSecond)];
  });
  return table(columns, rows);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[], lastRowClass?: string): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const body = rows.map((row, i) => {
    const cells = row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
    return lastRowClass !== undefined && i === rows.length - 1
      ? `<tr class="${lastRowClass}">${cells}</tr>`
      : `<tr>${cells}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** A part that is wider than a phone scrolls by itself, also by keyboard. */
function scroll(name: string, content: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(name)}">${content}</div>`;
}

function fixed(value: number): string {
  return value.toFixed(4);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
