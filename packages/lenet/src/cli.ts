import { readFileSync } from 'node:fs';
import { FeaturemapError } from '@featuremap/errors';
import { Command, CommanderError, Option } from 'commander';
import { augmentationCode } from './augmentation.ts';
import { evaluateRun } from './commands/eval.ts';
import { predict } from './commands/predict.ts';
import { printSummary } from './commands/summary.ts';
import { train } from './commands/train.ts';
import { Interrupted, interruptedCode } from './interrupt.ts';
import { errorColors, say } from './output.ts';
import {
  backendOption,
  dataOption,
  debugOption,
  integer,
  jsonOption,
  positive,
  share,
  threadsOption,
} from './parse-options.ts';
import { optimizers, variants } from './recipe.ts';

const exitCodes = { failed: 1, misused: 2, interrupted: interruptedCode };

/**
 * The command `lenet`. Sets the exit code of the process: 0 when it did what was asked, 1 when something failed, 2 when the
 * command was not understood, 130 after Ctrl-C.
 */
export async function run(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader, such as head, has seen enough
    throw error;
  });
  try {
    await program().parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (error instanceof CommanderError || error instanceof Interrupted) return;
    const [sentence, ...details] = messageOf(error, argv.includes('--debug')).split('\n');
    say([`${errorColors.red('error:')} ${sentence}`, ...details].join('\n'));
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.misused;
  return exitCodes.failed;
}

function messageOf(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  return FeaturemapError.is(error)
    ? error.message
    : `${error.message}\n  Try       --debug, which shows where it happened`;
}

function program(): Command {
  const lenet = new Command('lenet')
    .description('Train LeNet on Fashion-MNIST, evaluate it, and look at what it does.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .exitOverride()
    .showHelpAfterError("('lenet --help' and 'lenet <command> --help' list what there is)")
    .addHelpText(
      'after',
      `
Examples:
  lenet train                                          the textbook recipe: 10 epochs on all 60,000 images
  lenet train --variant modern --optimizer adam        ReLU, max pooling, Adam with lr 0.001
  lenet train --limit 5000 --epochs 3 --out runs/try   a quick look
  lenet train --augment --baseline runs/try            what flips and shifts change, beside that run
  lenet eval runs/try                                  its accuracy on the 10,000 test images
  lenet predict --run runs/try --resize --invert photo.jpg

Exit codes: 0 done; 1 something failed; 2 the command was not understood; 130 interrupted by Ctrl-C.
Colour and the progress bar appear on terminals only; NO_COLOR=1 switches colour off.`,
    );

  lenet
    .command('train')
    .description('Train LeNet and write the weights, the metrics and a report.')
    .addOption(dataOption)
    .addOption(
      new Option('--variant <name>', 'classic: sigmoid and average pooling; modern: ReLU and max pooling')
        .choices(variants)
        .default('classic'),
    )
    .option('--epochs <n>', 'how often to go through the training images', integer(1), 10)
    .option('--batch-size <n>', 'images in a step', integer(1), 256)
    .option('--lr <x>', 'learning rate (default: see below)', positive)
    .addOption(new Option('--optimizer <name>', 'what takes the steps').choices(optimizers).default('sgd'))
    .option('--seed <n>', 'decides the initial weights and the order of the images', integer(0), 0)
    .option('--limit <n>', 'train on the first n training images only (default: all 60,000)', integer(1))
    .option('--val-split <share>', 'share of the training images kept for validation, 0 to 1', share, 0)
    .option('--augment', 'mirror and shift the training images at random, anew in each epoch')
    .option(
      '--workers <n>',
      'threads that augment beside those that compute; for machines with many cores',
      integer(0),
      0,
    )
    .option('--baseline <run>', 'folder of a run to compare with, such as one without --augment')
    .addOption(backendOption)
    .addOption(threadsOption)
    .option('--out <folder>', 'new folder for the results (default: runs/lenet-<variant>-<date>-<time>)')
    .addOption(jsonOption)
    .addOption(debugOption)
    .addHelpText(
      'after',
      `
Initial weights and learning rates:
  classic  Xavier uniform weights, biases as PyTorch draws them   sgd 0.9, adam 0.001, adamw 0.001
  modern   weights and biases as PyTorch draws them               sgd 0.1, adam 0.001, adamw 0.001

In the folder, each file complete or not there at all:
  weights.safetensors  after every epoch; PyTorch's names and layout
  metrics.jsonl        after every epoch; the lines that --json prints
  report.html          at the end; one file that needs nothing else

With --json every line is an object: {"type":"epoch","epoch","loss","accuracy","valLoss","valAccuracy","imagesPerSecond"}
for each epoch, then {"type":"done","testLoss","testAccuracy","imagesPerSecond","out"}. valLoss and valAccuracy are those
of the validation images; without --val-split they are those of the test images, and with it testLoss and testAccuracy
stand beside them. imagesPerSecond counts loading and augmenting the data, but no evaluation.

--augment passes each training image through
  ${augmentationCode}
so loss and accuracy of an epoch are those of the changed images. After the last epoch it also evaluates the training
images as they are: trainLoss and trainAccuracy in the line "done". --baseline does so too, and evaluates the weights of
the other run on the same images: {"baseline":{"run","trainLoss","trainAccuracy","testLoss","testAccuracy"}}, with valLoss
and valAccuracy where there is a validation split. The report draws the curves of both. Give both runs the same --seed,
--limit and --val-split, or the validation images of one are training images of the other.

Ctrl-C stops after the batch and keeps what the finished epochs wrote; a second one quits at once.`,
    )
    .action(train);

  const variantOfFile = new Option(
    '--variant <name>',
    "for weights that do not say it themselves, such as PyTorch's",
  ).choices(variants);
  lenet
    .command('eval')
    .description('Print loss and accuracy on the 10,000 test images, and the accuracy of each class.')
    .argument('[run]', 'folder of a run, or a .safetensors file (default: the newest run in runs/)')
    .addOption(variantOfFile)
    .addOption(dataOption)
    .addOption(backendOption)
    .addOption(threadsOption)
    .addOption(jsonOption)
    .addOption(debugOption)
    .action(evaluateRun);

  lenet
    .command('predict')
    .description('Print what LeNet takes images for, with probabilities. Decoding needs the package sharp.')
    .argument('<images...>', 'JPEG, PNG, WebP, GIF, AVIF or TIFF files of 28x28 pixels; colour becomes grey')
    .option('--run <run>', 'folder of a run, or a .safetensors file (default: the newest run in runs/)')
    .addOption(variantOfFile)
    .option('--resize', 'scale images of another size to 28x28; without it they are refused')
    .option('--invert', 'for dark things on a light ground: Fashion-MNIST shows light things on black')
    .option('--top <n>', 'how many classes to print', integer(1), 3)
    .addOption(backendOption)
    .addOption(threadsOption)
    .addOption(jsonOption)
    .addOption(debugOption)
    .action(predict);

  lenet
    .command('summary')
    .description('Print output shape, parameters, multiply-adds and receptive field of every layer.')
    .addOption(
      new Option('--variant <name>', 'classic: sigmoid and average pooling; modern: ReLU and max pooling')
        .choices(variants)
        .default('classic'),
    )
    .addOption(jsonOption)
    .addOption(debugOption)
    .action(printSummary);
  return lenet;
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
