import starlight from '@astrojs/starlight';
import svelte from '@astrojs/svelte';
import { defineConfig, passthroughImageService } from 'astro/config';
import { apiReference } from './src/integrations/api-reference.ts';
import { contentSecurityPolicy } from './src/integrations/content-security-policy.ts';
import { offline } from './src/integrations/offline.ts';
import { repositoryDocuments } from './src/integrations/repository-documents.ts';
import { sidebar } from './src/sidebar.ts';

// What lets a page use shared memory, and with it threads.
const crossOriginIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

// Where the site will be, such as https://example.org: for what has to be a whole address, in links that are shared.
const site = process.env.FEATUREMAP_SITE;
const base = process.env.FEATUREMAP_BASE ?? '/';
const picture = (property: string, content: string) => ({ tag: 'meta' as const, attrs: { property, content } });

export default defineConfig({
  ...(site && { site }),
  base,
  trailingSlash: 'always',
  image: { service: passthroughImageService() },
  vite: {
    worker: { format: 'es' },
    // Astro's mark on pages with components; what it is for has happened before the bundle.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    // The worker asks for these late; found only then, they would make the development server reload the page.
    optimizeDeps: { include: ['@tensorflow/tfjs-core', '@featuremap/backend-wasm > @tensorflow/tfjs-backend-cpu'] },
  },
  server: { headers: crossOriginIsolation },
  integrations: [
    apiReference(),
    repositoryDocuments(),
    starlight({
      title: 'Featuremap',
      locales: { en: { label: 'English', lang: 'en' }, es: { label: 'Español', lang: 'es' } },
      defaultLocale: 'en',
      sidebar,
      customCss: ['./src/styles/site.css'],
      expressiveCode: { defaultProps: { wrap: true } },
      head: site
        ? [
            picture('og:image', new URL(`${base.replace(/\/?$/, '/')}social.png`, site).href),
            picture('og:image:alt', 'An ankle boot, what a kernel finds in it, and what is left after pooling'),
          ]
        : [],
      disable404Route: true,
      credits: false,
    }),
    svelte({ configFile: false }),
    contentSecurityPolicy(),
    offline(),
  ],
});
