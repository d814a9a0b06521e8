import { expect, test } from 'vitest';
import { circle } from './circle.ts';

const places = (x: number[][]) => x.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [] : [[i, j]])));

test('64×64, shrunk by 3: 160 lit pixels from 3 to 60', () => {
  const lit = places(circle([64, 64], { value: 1, shrink: 3 }));
  expect(lit).toHaveLength(160);
  for (const axis of [0, 1]) {
    const along = lit.map((place) => place[axis]!);
    expect([Math.min(...along), Math.max(...along)]).toEqual([3, 60]);
  }
});

test('it is the same from all four sides', () => {
  const x = circle([20, 20], { shrink: 1 });
  expect(x.toReversed()).toEqual(x);
  expect(x.map((row) => row.toReversed())).toEqual(x);
});

test('the value lights the line, the rest is 0', () => {
  expect(new Set(circle([10, 10], { value: 0.5 }).flat())).toEqual(new Set([0, 0.5]));
});

test('the smaller side holds it', () => {
  const wide = circle([8, 20]);
  const columns = places(wide).map(([, column]) => column!);
  expect([wide.length, wide[0]!.length]).toEqual([8, 20]);
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([6, 13]);
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (...args: any[]) => circle(...(args as Parameters<typeof circle>));
  expect(() => call(64)).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: circle: size must be [height, width], not 64]`,
  );
  expect(() => call([64, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: circle: size[1] must be an integer of at least 2, not 1]`,
  );
  expect(() => call([6, 6], { shrink: 3 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: circle: shrink must be an integer from 0 to 2, not 3]`,
  );
  expect(() => call([6, 6], { value: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: circle: value must be a number, not NaN]`,
  );
  expect(() => call([6, 6], { rShrink: 1 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: circle: unknown option 'rShrink'
      Received  { rShrink: 1 }
      Rule      the options are value, shrink
      Try       'shrink']
  `);
});
