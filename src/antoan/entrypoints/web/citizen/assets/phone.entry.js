// The page that takes the code: counts down to the next one, and goes in by itself once six digits stand there.

const CODE_DIGITS = 6;

const form = document.querySelector("[data-code-form]");
const resend = document.querySelector("[data-resend]");

/** Said beside the field: whoever types knows that the sixth digit goes in. */
form.querySelector("input[name=code]").addEventListener("input", ({ target }) => {
  if (target.value.replace(/\D/g, "").length === CODE_DIGITS) form.requestSubmit();
});

if (resend) countDown(resend, Date.now() + Number(resend.dataset.resend) * 1000, resend.textContent);

function countDown(button, until, ready) {
  const left = Math.ceil((until - Date.now()) / 1000);
  button.disabled = left > 0;
  button.textContent = left > 0 ? button.dataset.wait.replace("{seconds}", left) : ready;
  if (left > 0) setTimeout(() => countDown(button, until, ready), 250);
}
