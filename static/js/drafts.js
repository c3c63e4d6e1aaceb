// Keeps what is half typed every few seconds. The button does the same without this.
(function () {
  "use strict";

  const WAIT_MILLISECONDS = 4000;

  function watch(place) {
    const form = place.closest("form");
    let waiting = 0;

    function say(text) {
      if (place.textContent !== text) {
        place.textContent = text;
      }
    }

    async function keep() {
      waiting = 0;
      if (form.dataset.sent === "yes") {
        return;
      }
      try {
        const answer = await fetch(place.dataset.draft, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: "application/json" },
          redirect: "error",
        });
        const said = await answer.json();
        say("Kept at " + said.kept + ". Only you can see it until you send it.");
      } catch {
        say("What you typed could not be kept just now.");
      }
    }

    form.addEventListener("input", function () {
      if (!waiting) {
        waiting = window.setTimeout(keep, WAIT_MILLISECONDS);
      }
    });
    form.addEventListener("submit", function () {
      window.clearTimeout(waiting);
      waiting = 0;
    });
  }

  document.querySelectorAll("form [data-draft]").forEach(watch);
})();
