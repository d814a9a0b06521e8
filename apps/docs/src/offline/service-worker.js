// Keeps the site for readers without a network. The build writes two constants above this: `version`, a digest of all files
// of the site, and `files`, those that are kept from the first load on, as paths under the site's own.

const pages = `featuremap-${version}`;
const data = 'featuremap-data';
const scope = new URL(registration.scope);

addEventListener('install', (event) => {
  const requests = files.map((file) => new Request(new URL(file, scope), { cache: 'no-cache' }));
  event.waitUntil(caches.open(pages).then((cache) => cache.addAll(requests)));
});

addEventListener('activate', (event) => {
  event.waitUntil(dropOldPages().then(() => clients.claim()));
});

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope.href)) event.respondWith(answer(event.request));
});

/** A new version serves once no page of the old one is open, so that no page gets scripts of another. */
async function dropOldPages() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('featuremap-') && name !== pages && name !== data);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** From what is kept; otherwise from the network, and kept from then on. */
async function answer(request) {
  const isData = request.url.startsWith(new URL('fashion-mnist/', scope).href);
  const cache = await caches.open(isData ? data : pages);
  const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.status === 200) await cache.put(request, response.clone()).catch(() => {}); // no room: not kept
  return response;
}
