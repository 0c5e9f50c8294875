// A button that copies a text. Without this file it stays hidden: the text is there to be selected.
(() => {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const text = document.getElementById(button.dataset.copies);
    const said = document.querySelector("[data-copied]");
    if (!text || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(text.value).then(
        () => {
          said.textContent = said.dataset.words;
        },
        // Not allowed to: it is selected, ready for the keyboard's own copy.
        () => {
          text.focus();
          text.select();
        },
      );
    });
  }
})();
