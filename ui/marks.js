// A citation mark opens its source: it presses the source's own button below the answer, and the
// keyboard goes on in the proof that opens. Closing the proof brings it back to the mark.
if (!window.citationMarks) {
  window.citationMarks = true;
  const proof = (id) => document.getElementById(`proof-${id}`);
  const whenThere = (find, act, tries = 100) => {
    const element = find();
    if (element) act(element);
    else if (tries) setTimeout(whenThere, 50, find, act, tries - 1);
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (mark) {
      event.preventDefault();
      const id = mark.hash.slice(1);
      if (!proof(id)) document.querySelector(`.st-key-${id} button`)?.click();
      whenThere(() => proof(id), (heading) => heading.focus());
    }
    const closing = event.target.closest("[class*=st-key-close-]");
    if (closing) {
      const id = /st-key-close-(\S+)/.exec(closing.className)[1];
      document.querySelector(`a.mark[href="#${id}"], .st-key-${id} button`)?.focus();
    }
  });
}
