import { defineCollection } from 'astro:content';
import { i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';

/**
 * The text is at home in docs/ at the root of the repository: docs/en and docs/es, a file a page. What is made from the
 * sources (the API reference) lies in generated/, in English only.
 */
export const collections = {
  docs: defineCollection({
    loader: glob({
      base: '../..',
      pattern: ['docs/{en,es}/**/*.mdx', 'apps/docs/generated/en/**/*.md'],
      generateId: ({ entry }) =>
        entry
          .replace(/^(docs|apps\/docs\/generated)\//, '')
          .replace(/\.mdx?$/, '')
          .replace(/\/index$/, '')
          .toLowerCase(),
    }),
    schema: docsSchema(),
  }),
  // What Starlight says itself, where its own words do not fit.
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
};
