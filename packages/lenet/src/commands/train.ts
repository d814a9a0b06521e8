import { join } from 'node:path';
import { DataLoader } from '@featuremap/datasets';
import { Adam, AdamW, SGD, xavierUniform } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import { summary } from '@featuremap/shapes';
import { type EpochEvent, evaluate, fit } from '@featuremap/trainer';
import { Interrupted, interruptSignal } from '../interrupt.ts';
import { leNet } from '../le-net.ts';
import { type Data, loadData } from '../load-data.ts';
import { type EpochLine, epochLine } from '../metrics.ts';
import { Outcome } from '../outcome.ts';
import { colors, errorColors, percent, print, say } from '../output.ts';
import { ofTotal, ProgressBar } from '../progress-bar.ts';
import { type BackendName, defaultLr, type OptimizerName, type Recipe, type Variant } from '../recipe.ts';
import { report } from '../report.ts';
import { RunFolder } from '../run-folder.ts';
import { count } from '../shape-table.ts';
import { useBackend } from '../use-backend.ts';
import { encodeWeights, type LeNet, weightsName } from '../weights-file.ts';

/** The options of `lenet train`, as commander hands them over. */
export interface TrainOptions extends Omit<Recipe, 'lr'> {
  readonly data?: string;
  readonly lr?: number;
  readonly backend: BackendName;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const evaluationBatch = 500;
const shownMistakes = 24;

/** `lenet train`: trains, evaluates and writes the folder of the run. */
export async function train(options: TrainOptions): Promise<void> {
  const recipe: Recipe = { ...options, lr: options.lr ?? defaultLr[options.variant][options.optimizer] };
  const signal = interruptSignal();
  const out = new RunFolder(options.out ?? join('runs', runName(options.variant)));
  const lines: EpochLine[] = [];
  try {
    const backend = await useBackend(options.backend, options.threads);
    const generator = new Generator(recipe.seed);
    const net = initLeNet(recipe.variant, generator);
    const data = await loadData({ ...recipe, folder: options.data }, generator);
    const settings = settingsOf(recipe, data, net, backend);
    if (!options.json) print(colors.dim(settings.map(([name, value]) => `${name}: ${value}`).join('; ')));

    const bar = new ProgressBar(!options.json && errorColors.isColorSupported);
    const testLoader = new DataLoader(data.test, { batchSize: evaluationBatch });
    const history = await fit(
      net,
      new DataLoader(data.train, { batchSize: recipe.batchSize, shuffle: true, generator }),
      {
        optimizer: makeOptimizer(recipe, net),
        epochs: recipe.epochs,
        validation: data.validation ? new DataLoader(data.validation, { batchSize: evaluationBatch }) : testLoader,
        signal,
        onBatch: (event) => bar.show(event),
        onEpoch: async (event) => {
          const test = data.validation && (await evaluate(net, testLoader, { signal }));
          const line = epochLine(event, test);
          lines.push(line);
          out.write(weightsName, encodeWeights(net, recipe.variant));
          out.write('metrics.jsonl', lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
          bar.clear();
          print(options.json ? JSON.stringify(line) : epochText(line, recipe.epochs));
        },
      },
    ).finally(() => bar.clear());

    const outcome = new Outcome(data.test.classes.length);
    const { loss: testLoss, accuracy: testAccuracy } = await evaluate(net, testLoader, {
      onBatch: outcome.add,
      signal,
    });
    const result = { testLoss, testAccuracy, imagesPerSecond: rateOf(history) };
    out.write(
      'report.html',
      report({
        title: `LeNet (${recipe.variant}) on Fashion-MNIST`,
        settings,
        epochs: lines,
        result,
        counts: outcome.counts,
        mistakes: outcome.mistakes(shownMistakes),
        test: data.test,
        summary: summary(net),
      }),
    );
    if (options.json) print(JSON.stringify({ type: 'done', ...result, out: out.path }));
    else {
      const rate = `${count(result.imagesPerSecond)} training images/s`;
      print(`${colors.bold(`test accuracy ${percent(testAccuracy)}`)}, loss ${testLoss.toFixed(4)}; ${rate}`);
      print(`${out.path}: ${out.files().join(', ')}`);
    }
  } catch (error) {
    if (error instanceof Interrupted) say(savedText(out, lines.length));
    throw error;
  } finally {
    out.removeIfEmpty();
  }
}

/** LeNet with the initial weights of the recipe: Xavier uniform for the classic one, PyTorch's defaults for the modern. */
function initLeNet(variant: Variant, generator: Generator): LeNet {
  return leNet({ variant }).init(generator, variant === 'classic' ? { weight: xavierUniform() } : {});
}

function makeOptimizer({ optimizer, lr }: Recipe, net: LeNet): SGD | Adam | AdamW {
  const classes: Record<OptimizerName, typeof SGD | typeof Adam | typeof AdamW> = {
    sgd: SGD,
    adam: Adam,
    adamw: AdamW,
  };
  return new classes[optimizer](net.parameters(), { lr });
}

function settingsOf(recipe: Recipe, data: Data, net: LeNet, backend: string): [name: string, value: string][] {
  return [
    ['variant', recipe.variant],
    ['parameters', count(net.params())],
    ['initial weights', recipe.variant === 'classic' ? 'Xavier uniform' : "PyTorch's defaults"],
    ['training images', count(data.train.length)],
    ...(data.validation ? [['validation images', count(data.validation.length)] as [string, string]] : []),
    ['test images', count(data.test.length)],
    ['optimizer', recipe.optimizer],
    ['learning rate', String(recipe.lr)],
    ['batch size', String(recipe.batchSize)],
    ['epochs', String(recipe.epochs)],
    ['seed', String(recipe.seed)],
    ['backend', backend],
  ];
}

/** Training images over the wall time of the training parts of all epochs. */
function rateOf(history: readonly EpochEvent[]): number {
  const sum = (pick: (event: EpochEvent) => number) => history.reduce((total, event) => total + pick(event), 0);
  return sum((event) => event.samples) / sum((event) => event.seconds);
}

function epochText(line: EpochLine, epochs: number): string {
  const held = line.testLoss === undefined ? 'test' : 'validation';
  return [
    `epoch ${ofTotal(line.epoch, epochs)}`,
    `loss ${line.loss.toFixed(4)}  accuracy ${percent(line.accuracy)}`,
    `${held} loss ${line.valLoss.toFixed(4)}  ${held} accuracy ${percent(line.valAccuracy)}`,
    `${count(line.imagesPerSecond)} images/s`,
  ].join('   ');
}

function savedText(out: RunFolder, epochs: number): string {
  if (epochs === 0) return 'interrupted in the first epoch: nothing was saved';
  const finished = epochs === 1 ? 'the finished epoch' : `the ${epochs} finished epochs`;
  return `interrupted: ${out.path} holds the weights and the metrics of ${finished} (${out.files().join(', ')})`;
}

/** `lenet-classic-20300131-235959`, in local time. */
function runName(variant: Variant): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `lenet-${variant}-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
