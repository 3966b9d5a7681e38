// A page asks to be kept for the time without a network.

/**
 * Register the worker at `address` for pages under `scope`, and have it answer for this page too.
 * A page that was on its way while the worker started is missed by the worker's own claim, so it is asked once more.
 * Without a worker the page still works, only not without a network.
 */
export async function keepThisPage(address, scope) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  try {
    await workers.register(address, { scope });
  } catch {
    return;
  }
  const { active } = await workers.ready;
  if (!workers.controller) active.postMessage("claim");
}
