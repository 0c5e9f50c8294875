// An attempt under way: each answer is saved as it is given, the time left is shown. Without this file, the form's own
// buttons save; nothing else is lost.
(() => {
  const form = document.querySelector(".quiz-form");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };
  // Questions that were touched here: another tab or device may be answering the others.
  const touched = new Set();
  let wanted = 0, done = 0, timer = 0, wait = 0, sending = false, leaving = false;

  const save = async () => {
    if (sending || leaving) return;
    sending = true;
    const upTo = wanted;
    const body = new FormData(form);
    body.set("go", "save");
    say(form.dataset.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error",
      });
      if (answer.status === 409) {
        leaving = true;
        window.location.assign((await answer.json()).closed);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      done = upTo;
      wait = 0;
      if (done === wanted) say(form.dataset.saved);
    } catch {
      say(form.dataset.offline);
      wait = Math.min(wait ? wait * 2 : 2000, 30000);
    } finally {
      sending = false;
    }
    if (done !== wanted && !leaving) later(wait || 100);
  };
  const later = (delay) => { window.clearTimeout(timer); timer = window.setTimeout(save, delay); };
  const changed = (event, delay) => {
    const number = event.target.closest("section.question")?.querySelector("input[name=shown]")?.value;
    if (!number) return;
    touched.add(number);
    wanted += 1;
    later(delay);
  };

  form.addEventListener("change", (event) => changed(event, 150));
  form.addEventListener("input", (event) => { if (event.target.matches("input[type=text], textarea")) changed(event, 900); });
  form.addEventListener("formdata", ({ formData }) => {
    formData.delete("shown");
    for (const number of touched) {
      formData.append("shown", number);
      formData.delete(`was-${number}`);
    }
  });
  window.addEventListener("online", () => { if (done !== wanted) later(0); });
  window.addEventListener("beforeunload", (event) => { if (done !== wanted && !leaving) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    // A second click sends nothing more.
    if (leaving) { event.preventDefault(); return; }
    leaving = true;
    window.clearTimeout(timer);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  const clock = form.querySelector("[data-seconds]");
  if (!clock || clock.dataset.seconds === "") return;
  const announce = form.querySelector("[data-announce]");
  const end = performance.now() + Number(clock.dataset.seconds) * 1000;
  let before = 0;
  const tick = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    const minutes = Math.floor(left / 60);
    clock.textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
    // Said as the mark is passed, never long after it.
    for (const [mark, words] of [[300, form.dataset.five], [60, form.dataset.one]]) {
      if (before > mark && left <= mark && announce) announce.textContent = words;
    }
    before = left;
    if (left > 0) window.setTimeout(tick, 500);
    else if (!leaving) form.requestSubmit(form.querySelector("[value=send]"));
  };
  tick();
})();
