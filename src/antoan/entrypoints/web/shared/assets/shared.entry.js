// On every page: nothing personal stays on a shared device after signing out.

const PERSONAL_CACHE = "antoan-me-";

document.documentElement.classList.remove("no-js");

document.querySelector("[data-sign-out]")?.addEventListener("submit", async (event) => {
  if (!window.caches) return;
  event.preventDefault();
  const names = (await caches.keys()).filter((name) => name.startsWith(PERSONAL_CACHE));
  await Promise.all(names.map((name) => caches.delete(name)));
  event.target.submit();
});
