import starlight from '@astrojs/starlight';
import svelte from '@astrojs/svelte';
import { defineConfig, passthroughImageService } from 'astro/config';
import { contentSecurityPolicy } from './src/integrations/content-security-policy.ts';
import { sidebar } from './src/sidebar.ts';

// What lets a page use shared memory, and with it threads.
const crossOriginIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: process.env.FEATUREMAP_BASE ?? '/',
  trailingSlash: 'always',
  image: { service: passthroughImageService() },
  vite: { worker: { format: 'es' } },
  server: { headers: crossOriginIsolation },
  integrations: [
    starlight({
      title: 'Featuremap',
      locales: { en: { label: 'English', lang: 'en' }, es: { label: 'Español', lang: 'es' } },
      defaultLocale: 'en',
      sidebar,
      customCss: ['./src/styles/site.css'],
      expressiveCode: { defaultProps: { wrap: true } },
      disable404Route: true,
      credits: false,
    }),
    svelte(),
    contentSecurityPolicy(),
  ],
});
