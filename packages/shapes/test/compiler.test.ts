import { FeaturemapError } from '@featuremap/errors';
import { describe, expect, test } from 'vitest';
import * as shapes from '../src/index.ts';
import { compile } from './compile.ts';

const imports = `import { avgPool2d, chain, conv2d, elementwise, flatten, input, linear, maxPool2d, sequential } from '@featuremap/shapes';
import type { LayerDescription, SequentialDescription, Shape } from '@featuremap/shapes';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare const n: number;
declare const flag: boolean;
declare const some: LayerDescription;
declare const many: LayerDescription[];
`;

describe('the compiler prints what the running program throws', () => {
  const { chain, conv2d, elementwise, flatten, input, linear, maxPool2d, sequential } = shapes;
  const list = (...layers: shapes.LayerDescription[]) => sequential(...layers);
  test.each([
    [
      'input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 }), conv2d(5, 16, { kernelSize: 5 })',
      () => list(input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 }), conv2d(5, 16, { kernelSize: 5 })),
      'conv2d expects 5 input channels but the previous layer gives 6, in [24, 24, 6]',
    ],
    [
      "input(16, 5, 5, { dataFormat: 'NCHW' }), flatten(), elementwise('relu'), linear(401, 120)",
      () => list(input(16, 5, 5, { dataFormat: 'NCHW' }), flatten(), elementwise('relu'), linear(401, 120)),
      'linear expects 401 input features but the previous layer gives 400 = 16×5×5',
    ],
    [
      'input(9, 8, 3), conv2d(3, 8, { kernelSize: [3, 5], dilation: 2 })',
      () => list(input(9, 8, 3), conv2d(3, 8, { kernelSize: [3, 5], dilation: 2 })),
      'conv2d: window 9 is larger than the padded input 8 along the width',
    ],
    [
      'input(8, 8, 3), flatten(), maxPool2d(2)',
      () => list(input(8, 8, 3), flatten(), maxPool2d(2)),
      'maxPool2d expects [height, width, channels] but the previous layer gives [192]',
    ],
    [
      "input(8, 8, 3), chain(elementwise('relu'), conv2d(1, 4, { kernelSize: 3 }))",
      () => list(input(8, 8, 3), chain(elementwise('relu'), conv2d(1, 4, { kernelSize: 3 }))),
      'conv2d expects 1 input channel but the previous layer gives 3, in [8, 8, 3] (layer 1 of a nested sequential)',
    ],
  ])('%s', (layers, make, sentence) => {
    expect(sentenceOf(make)).toBe(sentence);
    const [error, ...more] = compile(`${imports}sequential(${layers});`).errors;
    expect(error).toContain(`is not assignable to parameter of type '"${sentence}"'`);
    expect(more).toEqual([]);
  });

  test('outputShape', () => {
    const net = chain(conv2d(3, 4, { kernelSize: 3 }), flatten(), linear(16, 2));
    const sentence = 'layer 2: linear expects 16 input features but the previous layer gives 36 = 3×3×4';
    expect(sentenceOf(() => shapes.outputShape(net.layers, [1, 5, 5, 3]))).toBe(sentence);
    const program = 'chain(conv2d(3, 4, { kernelSize: 3 }), flatten(), linear(16, 2)).outputShape([1, 5, 5, 3]);';
    expect(compile(imports + program).errors.join()).toContain(`parameter of type '"${sentence}"'`);
  });

  test('only the argument that does not fit is marked', () => {
    const program = `${imports}sequential(\n  input(4, 4, 1),\n  conv2d(1, 2, { kernelSize: 3 }),\n  conv2d(3, 2, { kernelSize: 1 }),\n  flatten(),\n);`;
    const line = imports.split('\n').length + 3;
    expect(compile(program).errors[0]).toContain(`program.ts(${line},3)`);
  });

  test('a misspelt option is found by the compiler', () => {
    expect(compile(`${imports}conv2d(1, 2, { kernelSize: 3, paddding: 1 });`).errors.join()).toContain("'paddding'");
  });
});

/** Each value must have the type beside it. */
const known: readonly (readonly [value: string, type: string])[] = [
  ['chain(conv2d(3, 8, { kernelSize: n })).outputShape([4, 32, 32, 3])', 'readonly [4, number, number, 8]'],
  [
    'chain(conv2d(3, n, { kernelSize: 3 }), conv2d(8, 2, { kernelSize: 1 })).outputShape([4, 9, 9, 3])',
    'readonly [4, 7, 7, 2]',
  ],
  ['chain(conv2d(3, 8, { kernelSize: 3 })).outputShape([n, 32, n, 3])', 'readonly [number, 30, number, 8]'],
  ['chain(flatten(), linear(n * 4, 10)).outputShape([2, 3, 32, 32])', 'readonly [2, 10]'],
  [
    'chain(conv2d(3, 8, { kernelSize: 3 }), some, linear(400, 10)).outputShape([2, 8, 8, 3])',
    'readonly [2, ...number[], 10]',
  ],
  ['chain(conv2d(3, 8, { kernelSize: 3 }), ...many).outputShape([2, 8, 8, 3])', 'readonly [2, ...number[]]'],
  ['chain(conv2d(3, flag ? 6 : 8, { kernelSize: 1 })).outputShape([2, 4, 4, 3])', 'readonly [2, 4, 4, 6 | 8]'],
  [
    'chain(conv2d(3, 8, { kernelSize: 3, padding: [[1, 2], [0, 3]] })).outputShape([2, 32, 32, 3])',
    'readonly [2, 33, 33, 8]',
  ],
  [
    "chain(conv2d(3, 8, { kernelSize: [3, 5], stride: [3, 2], padding: 'same' })).outputShape([2, 32, 32, 3])",
    'readonly [2, 11, 16, 8]',
  ],
  ['chain(maxPool2d(3, { stride: 2, ceilMode: true })).outputShape([2, 2, 2, 3])', 'readonly [2, 1, 1, 3]'],
  ['chain(conv2d(3, 8, { kernelSize: 3, padding: -1 })).outputShape([2, 9, 9, 3])', 'readonly [2, number, number, 8]'],
  ['chain(conv2d(3, 8, { kernelSize: 2.5 })).outputShape([2, 9, 9, 3])', 'readonly [2, number, number, 8]'],
  ['chain(conv2d(3, 8, { kernelSize: 3, stride: 0 })).outputShape([2, 9, 9, 3])', 'readonly [2, number, number, 8]'],
  ['chain(flatten()).outputShape([1, 6361, 69431, 20394401])', 'readonly [1, 9007199254740991]'],
  ['chain(linear(10, 20)).outputShape([3, 7, 10])', 'readonly [3, 7, 20]'],
  ['chain(block(3, 8), block(8, 16)).outputShape([2, 32, 32, 3])', 'readonly [2, 8, 8, 16]'],
];

test.each(['typescript', 'typescript-5.4'] as const)(
  'what is not known widens, without a false error: %s',
  (compiler) => {
    const block =
      'const block = <const I extends number, const O extends number>(i: I, o: O) => chain(conv2d(i, o, { kernelSize: 3, padding: 1 }), elementwise("relu"), maxPool2d(2));';
    const checks = known.map(
      ([value, type], i) =>
        `const value${i} = ${value};\nexport const check${i}: Same<typeof value${i}, ${type}> = true;`,
    );
    const assignments = `
const net = sequential(input(32, 32, 3), conv2d(3, 8, { kernelSize: 3 }), flatten(), linear(7200, 10));
export const a: LayerDescription = net;
export const b: SequentialDescription = net;
export const c: LayerDescription[] = [conv2d(3, 8, { kernelSize: 3 }), elementwise('relu'), net];
export const d: Shape = sequential(...many).outputShape([2, 3, 8, 8]);
const parts = [conv2d(3, 8, { kernelSize: 3 }), maxPool2d(2)] as const;
export const e: readonly [1, 15, 15, 8] = sequential(...parts).outputShape([1, 32, 32, 3]);
export const f = sequential(input(9, 9, 3), flag ? maxPool2d(2) : elementwise('relu'), conv2d(3, 8, { kernelSize: 3 }));
// @ts-expect-error another layer
export const g: ReturnType<typeof flatten> = maxPool2d(2);
`;
    expect(compile([imports, block, ...checks, assignments].join('\n'), { compiler }).errors).toEqual([]);
  },
);

const vgg16 = [
  'input(224, 224, 3)',
  ...[
    [3, 64, 64],
    [64, 128, 128],
    [128, 256, 256, 256],
    [256, 512, 512, 512],
    [512, 512, 512, 512],
  ].flatMap((channels) => [
    ...channels
      .slice(1)
      .flatMap((outC, i) => [`conv2d(${channels[i]}, ${outC}, { kernelSize: 3, padding: 1 })`, "elementwise('relu')"]),
    'maxPool2d(2)',
  ]),
  'flatten()',
  'linear(25088, 4096)',
  "elementwise('relu')",
  "elementwise('dropout')",
  'linear(4096, 4096)',
  "elementwise('relu')",
  "elementwise('dropout')",
  'linear(4096, 1000)',
];

test.each(['typescript', 'typescript-5.4'] as const)('VGG16 costs %s at most 20,000 instantiations', (compiler) => {
  const program = `${imports}const net = sequential(\n${vgg16.join(',\n')});\nexport const out: readonly [2, 1000] = net.outputShape([2, 224, 224, 3]);`;
  const { errors, instantiations } = compile(program, { compiler });
  expect(errors).toEqual([]);
  expect(instantiations).toBeGreaterThan(1000);
  expect(instantiations).toBeLessThanOrEqual(20_000);
});

test('after 500 layers the shape is not followed any more', () => {
  const layers = Array.from({ length: 600 }, () => "elementwise('relu')").join(', ');
  const program = `${imports}export const out: readonly [2, ...number[]] = sequential(input(4), ${layers}, linear(5, 2)).outputShape([2, 4]);`;
  expect(compile(program).errors).toEqual([]);
});

function sentenceOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (FeaturemapError.is(error)) return error.sentence;
    throw error;
  }
  throw new Error('nothing was thrown');
}
