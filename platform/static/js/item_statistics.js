// Sets what answers say of a question beside it, in the editor. Without it, the same figures stand below the questions.
(() => {
  const place = () => {
    document.querySelectorAll("[data-item][hidden]").forEach((words) => {
      const id = document.querySelector(`input[name^="questions-"][name$="-id"][value="${words.dataset.item}"]`)
      const content = id?.parentElement.querySelector("[data-field], .w-panel__content, .struct-block, .w-field")
      if (!content) return
      content.before(words)
      words.hidden = false
    })
  }
  document.addEventListener("w-block:ready", place)
  window.addEventListener("load", place)
})()
