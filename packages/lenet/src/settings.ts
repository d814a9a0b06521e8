import { augmentationCode } from './augmentation.ts';
import type { Data } from './load-data.ts';
import type { Recipe } from './recipe.ts';
import { count } from './shape-table.ts';
import type { LeNet } from './weights-file.ts';

/** A name and a value, as they are to be read. */
export type Setting = readonly [name: string, value: string];

/** What a training was run with. */
export function settingsOf(recipe: Recipe, data: Data, net: LeNet, backend: string): Setting[] {
  const settings: [string, string | undefined][] = [
    ['variant', recipe.variant],
    ['parameters', count(net.params())],
    ['initial weights', recipe.variant === 'classic' ? 'Xavier uniform' : "PyTorch's defaults"],
    ['training images', count(data.train.length)],
    ['augmentation', recipe.augment ? augmentationCode : undefined],
    ['validation images', data.validation && count(data.validation.length)],
    ['test images', count(data.test.length)],
    ['optimizer', recipe.optimizer],
    ['learning rate', String(recipe.lr)],
    ['batch size', String(recipe.batchSize)],
    ['epochs', String(recipe.epochs)],
    ['seed', String(recipe.seed)],
    ['backend', backend],
  ];
  return settings.filter((setting): setting is [string, string] => setting[1] !== undefined);
}
