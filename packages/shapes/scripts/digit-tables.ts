// Prints src/types/digit-tables.ts: what the compiler's arithmetic knows of single digits.
const digits = [...Array(10).keys()];
const row = (entry: (digit: number) => string | number) => `[${digits.map((d) => `'${entry(d)}'`).join(', ')}]`;
const table = (rows: readonly string[]) => `[\n${rows.map((text) => `  ${text},\n`).join('')}]`;
const twoDigits = (n: number) => String(n).padStart(2, '0');

const sums = (carry: number) => table(digits.map((a) => row((b) => twoDigits(a + b + carry))));
const products = table(digits.map((a) => row((b) => twoDigits(a * b))));
const quotients = digits
  .slice(2)
  .map((divisor) =>
    table(
      digits
        .slice(0, divisor)
        .map((rest) => row((d) => `${Math.floor((10 * rest + d) / divisor)}${(10 * rest + d) % divisor}`)),
    ),
  );

export const digitTables = `// Made by scripts/digit-tables.ts; a test compares the two.

/** SumOf[carry][a][b]: the two digits of a + b + carry. */
export type SumOf = [${sums(0)}, ${sums(1)}];

/** ProductOf[a][b]: the two digits of a·b. */
export type ProductOf = ${products};

/** QuotientOf[divisor][rest][d]: quotient and remainder of (10·rest + d) / divisor. */
export type QuotientOf = [never, never, ${quotients.join(', ')}];
`;
