// The screen of a hearing: a clock that runs, and templates that fill in the rest.
(function () {
  "use strict";

  const SECOND = 1000;
  const MINUTE = 60;

  function two(number) {
    return String(number).padStart(2, "0");
  }

  function run(place) {
    const began = Date.parse(place.dataset.began);
    const seconds = Math.max(0, Math.floor((Date.now() - began) / SECOND));
    const minutes = Math.floor(seconds / MINUTE);
    place.textContent =
      minutes + ":" + two(seconds % MINUTE) + " of " + place.dataset.target + " minutes";
    place.classList.toggle("cw-timer--over", minutes >= Number(place.dataset.target));
    place.classList.toggle("cw-timer--amber", minutes >= Number(place.dataset.amber));
  }

  document.querySelectorAll(".cw-timer").forEach(function (place) {
    run(place);
    window.setInterval(run, SECOND, place);
  });

  const form = document.querySelector("form[data-hearing]");
  const words = form && form.querySelector("[name=act_words]");
  if (!words) {
    return;
  }
  const list = document.getElementById("action-templates");

  // A template chosen from the list says whom it is for and who usually does it.
  words.addEventListener("change", function () {
    const chosen = Array.from(list.options).find(function (option) {
      return option.value === words.value;
    });
    if (!chosen) {
      return;
    }
    const owner = form.querySelector("[name=act_owner]");
    if (!owner.value && chosen.dataset.owner) {
      owner.value = chosen.dataset.owner;
    }
    if (chosen.dataset.for) {
      form.querySelector("[name=act_for]").value = chosen.dataset.for;
    }
  });

  // After an action was added the next one can be typed at once.
  if (window.location.hash === "#new" && !document.querySelector(".govuk-error-summary")) {
    words.focus();
  }
})();
