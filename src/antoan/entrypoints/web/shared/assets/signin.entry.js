// On the pages of the second sign-in step: says when a security key could not be used.

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("webauthn_failure").hidden = false;
});
