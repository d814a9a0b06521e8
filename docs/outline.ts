/**
 * What a page and its translation have in common, in order: the levels of its headings, its figures and exercises with
 * everything but their language, its programs, what it imports and where its links lead.
 */
export function outlineOf(mdx: string): string[] {
  const parts = mdx.matchAll(
    /```js\n(?<program>[\s\S]*?)```|^(?<heading>#+) |<(?<component>[A-Z]\w*)\s(?<props>[^>]*)>|\]\((?<link>[^)]*)\)|^(?<imports>import .*)$/gm,
  );
  return Array.from(parts, ({ groups }) => {
    const { program, heading, component, props, link, imports } = groups!;
    if (component)
      return `<${component} ${props!
        .replace(/\blang="\w+"/, '')
        .replace(/\s+/g, ' ')
        .trim()}>`;
    return program ?? heading ?? imports ?? `link to ${link}`;
  });
}
