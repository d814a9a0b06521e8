// A page on a host without https has no service worker, and works as long as there is a network.
void navigator.serviceWorker?.register(`${import.meta.env.BASE_URL}service-worker.js`);
