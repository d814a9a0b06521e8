import { describe, expect, test } from 'vitest';
import { examplesOf, expectClose, messageOf, rejectionOf, skipWithout } from './index.ts';

describe('expectClose', () => {
  test('accepts what is within atol + rtol·|expected|', () => {
    expectClose([1.00001, Number.NaN, Infinity], [1, Number.NaN, Infinity], { atol: 0, rtol: 1.1e-5 });
  });
  test.each([
    [[1.1], [1]],
    [[Number.NaN], [1]],
    [[1], [Number.NaN]],
    [[Infinity], [1]],
    [[-Infinity], [Infinity]],
    [[1, 2], [1]],
  ])('refuses %j beside %j', (actual, expected) => {
    expect(() => expectClose(actual, expected)).toThrow();
  });
});

test('examplesOf finds programs in Markdown and in docstrings, and what they print', () => {
  const markdown = 'text\n```js\nconst a = 1;\nconsole.log(a); // 1\n```\n```js\nfragment();\n```\n';
  expect(examplesOf('README.md', markdown)).toEqual([
    { file: 'README.md', line: 2, program: 'const a = 1;\nconsole.log(a); // 1\n', prints: ['1'] },
  ]);
  const source = '/**\n * ```js\n * console.log(2 * 3); // 6\n * ```\n */\n';
  expect(examplesOf('a.ts', source)[0]).toMatchObject({
    line: 2,
    program: 'console.log(2 * 3); // 6\n',
    prints: ['6'],
  });
});

test('skipWithout fails where the requirement is named', () => {
  const before = process.env.FEATUREMAP_REQUIRE;
  try {
    process.env.FEATUREMAP_REQUIRE = 'browser,torch';
    expect(skipWithout('torch', true, 'python3-torch')).toBe(false);
    expect(() => skipWithout('torch', false, 'python3-torch')).toThrow('install python3-torch');
    delete process.env.FEATUREMAP_REQUIRE;
    expect(skipWithout('torch', false, 'python3-torch')).toBe(true);
  } finally {
    if (before !== undefined) process.env.FEATUREMAP_REQUIRE = before;
  }
});

test('messageOf and rejectionOf give the message of an error of ours, and let nothing else pass', async () => {
  const own = Object.assign(new Error('too small'), { code: 'FEATUREMAP_SHAPE' });
  const fail = (error: Error) => () => {
    throw error;
  };
  expect(messageOf(fail(own))).toBe('too small');
  expect(await rejectionOf(async () => fail(own)())).toBe('too small');
  const other = new RangeError('out of the blue');
  expect(() => messageOf(fail(other))).toThrow(other);
  await expect(rejectionOf(fail(other))).rejects.toThrow(other);
  expect(() => messageOf(() => 1)).toThrow('nothing was thrown');
  await expect(rejectionOf(async () => 1)).rejects.toThrow('nothing was thrown');
});
