import { join } from 'node:path';
import { DataLoader } from '@featuremap/datasets';
import { ArgumentError } from '@featuremap/errors';
import { Adam, AdamW, SGD, xavierUniform } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import { summary } from '@featuremap/shapes';
import { type EpochEvent, evaluate, fit } from '@featuremap/trainer';
import { augmentation, augmentationCode } from '../augmentation.ts';
import { AugmentedDataset } from '../augmented-dataset.ts';
import { readBaseline } from '../baseline.ts';
import { comparison } from '../comparison.ts';
import { Interrupted, interruptSignal } from '../interrupt.ts';
import { leNet } from '../le-net.ts';
import { loadData } from '../load-data.ts';
import { type EpochLine, encodeMetrics, epochLine } from '../metrics.ts';
import { Outcome } from '../outcome.ts';
import { alignColumns, colors, errorColors, percent, print, say } from '../output.ts';
import { ofTotal, ProgressBar } from '../progress-bar.ts';
import { type BackendName, defaultLr, type OptimizerName, type Recipe, type Variant } from '../recipe.ts';
import { report } from '../report.ts';
import { metricsName, RunFolder } from '../run-folder.ts';
import { evaluationBatch, type Scores, scoresOf } from '../scores.ts';
import { settingsOf } from '../settings.ts';
import { count } from '../shape-table.ts';
import { useBackend } from '../use-backend.ts';
import { encodeWeights, type LeNet, weightsName } from '../weights-file.ts';

/** The options of `lenet train`, as commander hands them over. */
export interface TrainOptions extends Omit<Recipe, 'lr' | 'augment'> {
  readonly data?: string;
  readonly lr?: number;
  readonly augment?: boolean;
  readonly workers: number;
  readonly baseline?: string;
  readonly backend: BackendName;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const shownMistakes = 24;

/** `lenet train`: trains, evaluates and writes the folder of the run. */
export async function train(options: TrainOptions): Promise<void> {
  const { augment = false, workers } = options;
  const recipe: Recipe = { ...options, augment, lr: options.lr ?? defaultLr[options.variant][options.optimizer] };
  if (workers > 0 && !augment) {
    throw new ArgumentError('lenet train: --workers has nothing to do without --augment');
  }
  const signal = interruptSignal();
  const out = new RunFolder(options.out ?? join('runs', runName(options.variant)));
  const lines: EpochLine[] = [];
  try {
    const backend = await useBackend(options.backend, options.threads);
    const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
    const generator = new Generator(recipe.seed);
    const net = initLeNet(recipe.variant, generator);
    const data = await loadData({ ...recipe, folder: options.data }, generator);
    const settings = settingsOf(recipe, data, net, backend);
    if (!options.json) print(colors.dim(settings.map(([name, value]) => `${name}: ${value}`).join('; ')));

    const bar = new ProgressBar(!options.json && errorColors.isColorSupported);
    const testLoader = new DataLoader(data.test, { batchSize: evaluationBatch });
    const trainLoader = new DataLoader(augment ? new AugmentedDataset(data.train, augmentation) : data.train, {
      batchSize: recipe.batchSize,
      shuffle: true,
      generator,
      ...(workers > 0 && { numWorkers: workers, persistentWorkers: true }),
    });
    const history = await fit(net, trainLoader, {
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
        out.write(metricsName, encodeMetrics(lines));
        bar.clear();
        print(options.json ? JSON.stringify(line) : epochText(line, recipe.epochs));
      },
    }).finally(() => {
      bar.clear();
      return trainLoader.close();
    });

    const outcome = new Outcome(data.test.classes.length);
    const { loss: testLoss, accuracy: testAccuracy } = await evaluate(net, testLoader, {
      onBatch: outcome.add,
      signal,
    });
    const result = { testLoss, testAccuracy, imagesPerSecond: rateOf(history) };
    const scores = augment || baseline ? await scoresOf(net, data, signal) : undefined;
    const before = baseline && { run: baseline.run, scores: await scoresOf(baseline.net, data, signal) };
    const compared = scores && comparison(scores, before);
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
        augmentation: augment ? augmentationCode : undefined,
        comparison: compared,
        baseline,
      }),
    );
    if (options.json) {
      const { trainLoss, trainAccuracy } = scores ? scoreFields(scores) : {};
      const ofBaseline = before && { run: before.run, ...scoreFields(before.scores) };
      print(JSON.stringify({ type: 'done', ...result, out: out.path, trainLoss, trainAccuracy, baseline: ofBaseline }));
    } else {
      const rate = `${count(result.imagesPerSecond)} training images/s`;
      print(`${colors.bold(`test accuracy ${percent(testAccuracy)}`)}, loss ${testLoss.toFixed(4)}; ${rate}`);
      if (compared) for (const line of alignColumns(compared)) print(line);
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

/** Training images over the wall time of the training parts of all epochs. */
function rateOf(history: readonly EpochEvent[]): number {
  const sum = (pick: (event: EpochEvent) => number) => history.reduce((total, event) => total + pick(event), 0);
  return sum((event) => event.samples) / sum((event) => event.seconds);
}

function scoreFields({ train, validation, test }: Scores) {
  return {
    trainLoss: train.loss,
    trainAccuracy: train.accuracy,
    ...(validation && { valLoss: validation.loss, valAccuracy: validation.accuracy }),
    testLoss: test.loss,
    testAccuracy: test.accuracy,
  };
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
