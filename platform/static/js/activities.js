// A draft is kept while it is written. Without this, the button “keep as a draft” does the same.
(() => {
  const form = document.querySelector("form.work");
  const text = form?.querySelector("textarea[name=text]");
  const said = form?.querySelector("[data-saved]");
  if (!text || !form.querySelector("[name=csrfmiddlewaretoken]")) return;
  let wait, kept = text.value;

  async function keep() {
    if (text.value === kept) return;
    const words = text.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("text", words);
    body.set("autosave", "1");
    try {
      const reply = await fetch(form.action, {method: "POST", body, redirect: "error"});
      if (reply.status !== 204) return;
    } catch {
      return; // no network: the next pause tries again
    }
    kept = words;
    const time = new Date().toLocaleTimeString("fr", {hour: "numeric", minute: "2-digit"});
    said.textContent = `${said.dataset.words} ${time}.`;
  }

  text.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(keep, 2000);
  });
  form.addEventListener("submit", () => clearTimeout(wait));
})();
