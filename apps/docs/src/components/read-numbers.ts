/**
 * The numbers in what a reader typed, or undefined where something else stands between them. Spaces, semicolons and
 * brackets part numbers; a comma is a decimal comma inside a number (`2,5`) and parts numbers before a space (`1, 2`).
 */
export function readNumbers(text: string): number[] | undefined {
  const words = text
    .replaceAll('−', '-')
    .split(/,?[\s;[\]()×]+/)
    .filter((word) => word !== '' && word !== ',');
  const numbers = words.map((word) => Number(word.replace(',', '.')));
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
}
