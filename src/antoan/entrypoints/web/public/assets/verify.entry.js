// The page that checks slips: what stands after the # of its address is a slip somebody scanned.

const token = window.location.hash.slice(1);

if (token) {
  const form = document.getElementById("verify-form");
  form.elements.code.value = window.location.href;
  // Not into the history of this browser: it may be a shared one.
  window.history.replaceState(null, "", window.location.pathname);
  form.submit();
}
