// The drift test must notice a mistake in the types: each of these deliberate ones makes it fail.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, temporaryFolder } from './compile.ts';
import { programOf, randomNets } from './random-nets.ts';

const program = programOf(randomNets(240, 1));
let declarations: string;
beforeAll(() => {
  declarations = temporaryFolder();
});
afterAll(() => rmSync(declarations, { recursive: true }));

test.each([
  ['arithmetic', 'a carry is lost', "SumDigits<A1, '', c, Fill", "SumDigits<A1, '', '0', Fill"],
  ['arithmetic', 'a remainder is not rounded up', "Rest extends '0' ? Quotient : AddText<Quotient, '1'>", 'Quotient'],
  ['digit-tables', 'one sum of digits is wrong', "'13'", "'14'"],
  ['digit-tables', 'one product of digits is wrong', "'24'", "'25'"],
  ['window-out', 'the last position is forgotten', 'Add<FloorDivide<Room, S>, 1>', 'FloorDivide<Room, S>'],
  ['window-out', 'padding on one side only', 'readonly [P, P]', 'readonly [P, 0]'],
  ['window-out', 'height and width are swapped', '[H, W][Axis]', '[W, H][Axis]'],
  ['window-out', "'same' rounds down", 'CeilDivide<N, S>', 'FloorDivide<N, S>'],
  [
    'window-out',
    'ceilMode keeps a window in the padding',
    '? Add<Steps, 1> : Steps',
    '? Add<Steps, 1> : Add<Steps, 1>',
  ],
  [
    'window-out',
    'ceilMode refuses a window that hangs over',
    '? 1 : TooLarge',
    '? TooLarge<Covered, Padded> : TooLarge',
  ],
  ['layer-fns', 'pooling strides by 1', '[S] extends [null] ? K', '[S] extends [null] ? 1'],
  ['layer-fns', 'flatten forgets where its size came from', "FlattenVia<this['in'], this['via']>", "''"],
  ['layer-fns', 'a channel count is not checked', 'MayEqual<c, I> extends true', 'true extends true'],
  ['layer-fns', 'a feature count is not checked', 'MayEqual<f, I> extends true', 'true extends true'],
  ['image', 'channels first are taken for channels last', "Format extends 'NCHW' ? X", "Format extends 'NHWC' ? X"],
  ['adaptive-pool-fns', 'null is taken for 1', '[O[Axis]] extends [null] ? N', '[O[Axis]] extends [null] ? 1'],
  ['branches-fns', 'shapes that are added are not compared', 'MayEqualShapes<Y, X> extends true', 'true extends true'],
  ['branches-fns', 'the channels of further branches are forgotten', 'Add<C, ChannelsOf<Format, Y>>', 'C'],
  ['unflatten-fn', 'the features are not counted', 'MayEqual<f, Elements<S>> extends true', 'true extends true'],
  ['upsample-fn', 'a factor is forgotten', 'Multiply<N, AxisOf<Scale, Axis>>', 'N'],
  ['sequence', 'padding at one end only', 'readonly [P, P]', 'readonly [P, 0]'],
  ['normalization-fns', 'the channels of an image are not checked', 'MayEqual<c, C> extends true', 'true extends true'],
  ['normalization-fns', 'the last size alone is checked', '? EndsIn<X1, S1>', '? true'],
  ['fold', 'the misfit is counted from 1', 'Misfit<Done[', 'Misfit<[...Done, 0]['],
  ['fold', 'the format of the input is not read', "? Format : 'NHWC'", "? 'NHWC' : 'NHWC'"],
  [
    'conv-transpose-fn',
    'outputPadding is not added',
    'Add<Multiply<D, Subtract<K, 1>>, 1>>, E>',
    'Add<Multiply<D, Subtract<K, 1>>, 1>>, 0>',
  ],
])('%s: %s', (file, _mistake, right, wrong) => {
  cpSync(join(import.meta.dirname, '../dist'), declarations, { recursive: true });
  const path = join(declarations, `types/${file}.d.ts`);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(right);
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
  expect(compile(program, { declarations }).errors).not.toEqual([]);
});
