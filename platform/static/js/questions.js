// Kinds of question whose form is selects: moved and dragged where this file runs. The selects stay what is sent, and
// what is read when the page comes back; whatever moves says so to those who listen.
(() => {
  const say = (box, text) => { box.querySelector("[data-announce]").textContent = text; };
  const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const labelOf = (field) => field.labels[0].textContent.trim();

  // --- Steps in order
  const order = (box) => {
    const list = box.querySelector(".order-list");
    const [tools, keep] = [...box.querySelector("template").content.cloneNode(true).children];
    const steps = () => [...list.children];
    const field = (step) => step.querySelector("select");
    const isComplete = () => new Set(steps().map((step) => field(step).value).filter(Boolean)).size === steps().length;

    const settle = (step, { quiet = false } = {}) => {
      steps().forEach((one, rank) => { field(one).value = String(rank); });
      keep.hidden = true;
      if (!quiet) {
        const words = { item: labelOf(field(step)), rank: steps().indexOf(step) + 1, count: steps().length };
        say(box, filled(box.dataset.moved, words));
      }
      changed(field(step));
    };
    const place = (step, rank) => {
      const others = steps().filter((one) => one !== step);
      list.insertBefore(step, others[rank] ?? null);
    };

    for (const step of steps()) {
      const mine = tools.cloneNode(true);
      for (const button of mine.querySelectorAll(".mover")) {
        button.querySelector(".sr").append(labelOf(field(step)));
        button.addEventListener("click", () => {
          const rank = steps().indexOf(step) + Number(button.dataset.by);
          if (rank < 0 || rank >= steps().length) return;
          place(step, rank);
          settle(step);
          button.focus();
        });
      }
      step.append(mine);
      field(step).addEventListener("change", (event) => {
        if (!event.isTrusted) return;
        const all = steps();
        const rank = field(step).value;
        // While places are still missing, the person fills them in; then the list follows.
        if (rank === "" || all.some((one) => field(one).value === "")) return;
        // Of two steps at one place, the one that came there moves the other out of its way.
        const comes = all.indexOf(step) < Number(rank) ? 1 : -1;
        const tie = (a, b) => (a === step ? comes : b === step ? -comes : 0);
        list.append(...all.sort((a, b) => field(a).value - field(b).value || tie(a, b)));
        settle(step);
        field(step).focus();
      });
      drag(mine.querySelector(".grip"), step, {
        move: (event) => {
          // The others go round it: what is held never leaves the page.
          const { previousElementSibling: above, nextElementSibling: below } = step;
          const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
          if (below && event.clientY > middle(below)) list.insertBefore(below, step);
          else if (above && event.clientY < middle(above)) list.insertBefore(above, step.nextElementSibling);
        },
        drop: () => settle(step),
      });
    }
    if (isComplete()) list.append(...steps().sort((a, b) => field(a).value - field(b).value));
    else {
      list.after(keep);
      keep.addEventListener("click", () => { settle(steps()[0], { quiet: true }); field(steps()[0]).focus(); say(box, keep.textContent); });
    }
    box.classList.add("enhanced");
  };

  // --- Items that each get an answer
  const sort = (box) => {
    const [tray, chip, here] = [...box.querySelector("template").content.cloneNode(true).children];
    const parts = [...box.querySelectorAll(".part")];
    const field = (part) => part.querySelector("select");
    let held = null;

    const give = (part, value) => {
      const select = field(part);
      select.value = value;
      say(box, filled(box.dataset.placed, { item: labelOf(select), answer: select.selectedOptions[0].textContent.trim() }));
      changed(select);
    };
    const hold = (button) => {
      held?.setAttribute("aria-pressed", "false");
      held = button === held ? null : button;
      held?.setAttribute("aria-pressed", "true");
      box.classList.toggle("holding", Boolean(held));
    };
    for (const option of [...field(parts[0]).options].filter((one) => one.value)) {
      const button = chip.cloneNode(true);
      button.value = option.value;
      button.querySelector("span").textContent = option.textContent.trim();
      const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".part");
      const light = (target) => parts.forEach((part) => part.classList.toggle("target", part === target));
      drag(button, button, {
        ghost: true,
        move: (event) => light(under(event)),
        cancel: () => light(null),
        drop: (event) => {
          const part = under(event);
          light(null);
          if (parts.includes(part)) give(part, button.value);
        },
      });
      button.addEventListener("click", () => { if (!button.dataset.dragged) hold(button); });
      tray.append(button);
    }
    for (const part of parts) {
      const button = here.cloneNode(true);
      button.querySelector(".sr").textContent = ` (${labelOf(field(part))})`;
      button.addEventListener("click", () => {
        if (!held) return;
        give(part, held.value);
        const back = held;
        hold(held);
        back.focus();
      });
      part.append(button);
    }
    box.addEventListener("keydown", (event) => { if (event.key === "Escape" && held) { const back = held; hold(held); back.focus(); } });
    box.querySelector(".part-list").before(tray);
    box.classList.add("enhanced");
  };

  // --- Dragging, by mouse, pen or finger
  const drag = (handle, thing, { ghost = false, move, drop, cancel = drop }) => {
    handle.addEventListener("pointerdown", (start) => {
      if (start.button) return;
      let double = null, moving = false;
      delete handle.dataset.dragged;
      const going = (event) => {
        const x = event.clientX - start.clientX, y = event.clientY - start.clientY;
        if (!moving && Math.hypot(x, y) < 6) return;
        if (!moving && ghost) {
          const box = thing.getBoundingClientRect();
          double = thing.cloneNode(true);
          double.classList.add("ghost");
          Object.assign(double.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
          thing.parentElement.append(double);
        }
        moving = true;
        handle.dataset.dragged = "yes";
        thing.classList.add("held");
        if (double) double.style.transform = `translate(${x}px, ${y}px)`;
        event.preventDefault();
        move(event);
      };
      const ended = (event) => {
        document.removeEventListener("pointermove", going);
        document.removeEventListener("pointerup", ended);
        document.removeEventListener("pointercancel", ended);
        thing.classList.remove("held");
        double?.remove();
        if (moving && event.type === "pointerup") drop(event);
        else if (moving) cancel(event);
        // The click that ends a drag is no click.
        window.setTimeout(() => { delete handle.dataset.dragged; }, 0);
      };
      document.addEventListener("pointermove", going);
      document.addEventListener("pointerup", ended);
      document.addEventListener("pointercancel", ended);
    });
  };

  document.querySelectorAll("[data-ordering]").forEach(order);
  document.querySelectorAll("[data-sorting]").forEach(sort);

  // --- Words written so far
  document.querySelectorAll("[data-words]").forEach((told) => {
    const field = told.closest(".field").querySelector("textarea");
    const count = () => {
      const words = field.value.trim().split(/\s+/).filter(Boolean).length;
      told.textContent = filled(told.dataset.words, { count: words });
    };
    field.addEventListener("input", count);
    count();
  });
})();
