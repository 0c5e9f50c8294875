// Tick every dossier of the page at once, and say how many are ticked. Without this script each is ticked by hand.
document.addEventListener('DOMContentLoaded', () => {
  const boxes = [...document.querySelectorAll('input[name=dossier]')];
  const all = document.getElementById('tick-all');
  const count = document.getElementById('ticked');
  if (!all || !boxes.length) return;
  const tell = () => {
    count.textContent = boxes.filter((box) => box.checked).length;
  };
  all.parentElement.hidden = false;
  all.addEventListener('change', () => {
    boxes.forEach((box) => {
      box.checked = all.checked;
    });
    tell();
  });
  boxes.forEach((box) => box.addEventListener('change', tell));
  tell();
});
