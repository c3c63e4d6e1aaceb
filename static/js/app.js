// Small conveniences. Every page works without them.
(function () {
  "use strict";

  // Long enough to stop a double press, short enough after a download.
  const REST_MILLISECONDS = 8000;

  function rest(form) {
    form.dataset.sent = "yes";
    form.querySelectorAll("button:not([type=button])").forEach(function (button) {
      button.setAttribute("aria-disabled", "true");
    });
  }

  function wake(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach(function (button) {
      button.removeAttribute("aria-disabled");
    });
  }

  // A form is sent once: a second press of its button does nothing. The server
  // refuses doubles as well; this spares the reader its page about it.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    rest(form);
    window.setTimeout(wake, REST_MILLISECONDS, form);
  });

  // The back button may bring the page back as it was left.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });
})();
