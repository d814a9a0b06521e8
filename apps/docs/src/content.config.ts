import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';

/** The text is at home in docs/ at the root of the repository: docs/en and docs/es, a file a page. */
export const collections = {
  docs: defineCollection({
    loader: glob({ base: '../../docs', pattern: '{en,es}/**/*.mdx' }),
    schema: docsSchema(),
  }),
};
