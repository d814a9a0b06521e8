import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitTables } from '../../scripts/digit-tables.ts';
import { compile } from '../../test/compile.ts';

test('the digit tables are those that the script makes', () => {
  const text = readFileSync(join(import.meta.dirname, 'digit-tables.ts'), 'utf8');
  const plain = (source: string) => source.replaceAll(/[\s,]/g, '');
  expect(plain(text)).toBe(plain(digitTables));
});

test('480 random operations', () => {
  const operand = fc.oneof(fc.nat(12), fc.nat(1000), fc.nat(94_906_265));
  const pairs = fc.sample(fc.tuple(operand, operand), { numRuns: 80, seed: 1 });
  const checks = pairs.flatMap(([a, b]) => {
    const operations = [
      [`Add<${a}, ${b}>`, a + b],
      [`Multiply<${a}, ${b}>`, a * b],
      [`Subtract<${a}, ${b}>`, a < b ? 'never' : a - b],
      [`FloorDivide<${a}, ${b + 1}>`, Math.floor(a / (b + 1))],
      [`CeilDivide<${a}, ${b + 1}>`, Math.ceil(a / (b + 1))],
      [`IsLess<${a}, ${b}>`, a < b],
    ];
    return operations.map(([type, result]) => `export const check: Same<${type}, ${result}> = true;`);
  });
  const program = `import type { Add, CeilDivide, FloorDivide, IsLess, Multiply, Subtract } from '@featuremap/shapes/types/arithmetic';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
${checks.map((check, i) => check.replace('check', `check${i}`)).join('\n')}
export const unknown: Same<[Add<number, 4>, Multiply<number, 4>, Subtract<4, number>], [number, number, number]> = true;
export const notNatural: Same<[Add<-1, 4>, Multiply<1.5, 4>, FloorDivide<-4, 2>], [number, number, number]> = true;
export const unions: Same<Add<1 | 2, 10>, 11 | 12> = true;
`;
  expect(compile(program).errors).toEqual([]);
});
