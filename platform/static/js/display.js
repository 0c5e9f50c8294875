// Reading comfort without loading the page again: the same form, sent behind. Without this file the form does it alone.
(() => {
  const form = document.querySelector("[data-display]");
  if (!form || !window.fetch) return;
  const root = document.documentElement;

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const sent = new FormData(form);
    sent.set(button.name, button.value);
    fetch(form.action, { method: "POST", body: sent, redirect: "manual", keepalive: true }).then(
      () => show(button),
      () => location.reload(),
    );
  });

  function show(button) {
    if (button.name === "calm") {
      const calm = button.value === "1";
      root.toggleAttribute("data-calm", calm);
      button.value = calm ? "0" : "1";
      button.setAttribute("aria-pressed", String(calm));
      return;
    }
    if (button.value === "0") root.removeAttribute("data-size");
    else root.dataset.size = button.value;
    for (const one of form.querySelectorAll("[name=size]")) one.setAttribute("aria-pressed", String(one === button));
  }
})();
