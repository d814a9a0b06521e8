/** Where a Markdown file of the reference is on the site, from `reference/`: a page is a folder, in lower case. */
export function addressOf(file: string): string {
  return file
    .toLowerCase()
    .replace(/\.md$/, '/')
    .replace(/(^|\/)index\/$/, '$1');
}

/** Turns links between the files of the reference into links between its pages. */
export function linkPages(markdown: string, file: string): string {
  const here = new URL(addressOf(file), 'http://site/');
  return markdown.replace(/\]\(([^):\s]+?\.md)(#[^)]*)?\)/g, (_, target: string, anchor = '') => {
    const from = new URL(file, 'http://site/');
    const to = new URL(addressOf(new URL(target, from).pathname.slice(1)), 'http://site/');
    return `](${relative(here, to)}${anchor})`;
  });
}

function relative(from: URL, to: URL): string {
  const [start, end] = [from.pathname.split('/').slice(1, -1), to.pathname.split('/').slice(1, -1)];
  const shared = start.findIndex((folder, depth) => folder !== end[depth]);
  const common = shared < 0 ? start.length : shared;
  const steps = [...start.slice(common).map(() => '..'), ...end.slice(common)];
  return `${steps.length === 0 ? '.' : steps.join('/')}/`;
}

/** Gathers neighbouring sections that hold one argument or one error each into a list under one heading. */
export function gatherSections(markdown: string): string {
  return markdown.replace(
    /(?:^(#+) (Param|Throws)\n(?:(?!#|\*\*\*$).*\n)*)(?:^\1 \2\n(?:(?!#|\*\*\*$).*\n)*)*/gm,
    (sections: string, level: string, kind: string) => {
      const entries = sections
        .split(`${level} ${kind}\n`)
        .map((section) => section.trim())
        .filter((section) => section !== '')
        .map((section) => `- ${section.replace(/^\*\*(.+?)\*\*\s*/, '`$1`: ').replaceAll('\n', '\n  ')}\n`);
      if (entries.length === 0) return '';
      return `${level} ${kind === 'Param' ? 'Arguments' : kind}\n\n${entries.join('')}\n`;
    },
  );
}
