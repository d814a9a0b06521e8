/** Attributes of an element; an undefined value leaves the attribute out, numbers are rounded to 1/100. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `<tag attributes>children</tag>`; children are SVG already, text goes through `escapeXml`. */
export function element(tag: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escapeXml(value!)}"`)
    .join('');
  return children.length === 0 ? `<${tag}${written}/>` : `<${tag}${written}>${children.join('')}</${tag}>`;
}

/** A `<text>` element with `content` as its text. */
export function text(content: string, attributes: Attributes): string {
  return element('text', { fill: 'currentColor', ...attributes }, escapeXml(content));
}

/** Text as it may stand in an element or in a quoted attribute; characters that XML cannot hold become U+FFFD. */
export function escapeXml(content: string): string {
  return content
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A length or coordinate with at most two decimals. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** About how wide a line of text is in pixels: enough to lay out labels without a font at hand. */
export function textWidth(content: string, fontSize: number): number {
  return 0.56 * fontSize * content.length;
}
