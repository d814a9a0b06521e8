import { expect, test } from 'vitest';
import { addressOf, gatherSections, linkPages } from './tidy-page.ts';

test('a page is a folder in lower case, and an index is the folder itself', () => {
  expect(addressOf('layers/classes/Conv2d.md')).toBe('layers/classes/conv2d/');
  expect(addressOf('layers/ops/index.md')).toBe('layers/ops/');
  expect(addressOf('index.md')).toBe('');
});

test.each([
  ['layers/index.md', 'classes/Conv2d.md', 'classes/conv2d/'],
  ['layers/classes/ReLU.md', 'Conv2d.md#compute', '../conv2d/#compute'],
  ['layers/classes/ReLU.md', '../../shapes/index.md#pair', '../../../shapes/#pair'],
  ['layers/classes/ReLU.md', '../index.md', '../../'],
  ['layers/classes/ReLU.md', 'ReLU.md', './'],
])('in %s a link to %s becomes %s', (file, link, expected) => {
  expect(linkPages(`see [it](${link}) and [that](https://example.org/a.md)`, file)).toBe(
    `see [it](${expected}) and [that](https://example.org/a.md)`,
  );
});

test('arguments and errors become lists, and a heading with nothing below goes', () => {
  const markdown = `text

## Param

**options.a**

One
thing.

## Param

**options.b**

Another.

## Throws

when bad.

***

### next

### Throws

### Example
`;
  expect(gatherSections(markdown)).toBe(`text

## Arguments

- \`options.a\`: One
  thing.
- \`options.b\`: Another.

## Throws

- when bad.

***

### next

### Example
`);
});
