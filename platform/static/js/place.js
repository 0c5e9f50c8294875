// Where one is in a step, and how long it was really before one. Nothing here is needed to read, note or print.
(() => {
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const blocks = [...document.querySelectorAll(".stream [id^='b-']")].map((mark) => (mark.matches("span:empty") ? mark.parentElement : mark));
  const anchor = (block) => (/^b-/.test(block.id) ? block.id : block.querySelector("[id^='b-']").id);

  // A way from each heading to the form of notes.
  const write = document.querySelector("[data-write]");
  const about = document.querySelector("#note-passage");
  if (write && about) {
    for (const block of blocks.filter((one) => /^H[234]$/.test(one.tagName))) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "note-here";
      button.textContent = write.dataset.label || "✎";
      button.setAttribute("aria-label", `${write.querySelector("summary").textContent.trim()} : ${block.textContent.trim()}`);
      button.addEventListener("click", () => {
        write.open = true;
        about.value = anchor(block);
        document.querySelector("#note-texte").focus();
      });
      block.after(button);
    }
  }

  const form = document.querySelector("[data-visit]");
  if (!form || !navigator.sendBeacon) return;
  const BEAT = 30, IDLE = 60;
  let seconds = 0, quiet = 0, place = "", told = "";

  for (const sign of ["pointermove", "pointerdown", "keydown", "scroll", "touchstart"]) {
    addEventListener(sign, () => { quiet = 0; }, { passive: true });
  }

  // The last block whose beginning is above the middle of the screen.
  function look() {
    const middle = innerHeight / 2;
    for (const block of blocks) if (block.getBoundingClientRect().top < middle) place = anchor(block);
  }

  function tell() {
    if (scrollY > 0 || place) look();
    if (!seconds && place === told) return;
    form.elements.position.value = place;
    form.elements.seconds.value = String(seconds);
    if (navigator.sendBeacon(form.action, new FormData(form))) {
      seconds = 0;
      told = place;
    }
  }

  setInterval(() => {
    quiet += 1;
    if (document.visibilityState === "visible" && quiet <= IDLE) seconds += 1;
    if (seconds >= BEAT) tell();
  }, 1000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  addEventListener("pagehide", tell);
})();
