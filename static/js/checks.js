// The matrix of checks by keyboard. Without this the same buttons ask the server.
(function () {
  "use strict";

  const form = document.querySelector("form[data-checks]");
  if (!form) {
    return;
  }
  const rows = Array.from(form.querySelectorAll("[data-check]"));

  function saveOf(row) {
    return row.querySelector("[name=save]");
  }

  // The row that has the focus is the one that the access keys are about.
  function choose(row) {
    rows.forEach(function (other) {
      other.classList.toggle("cw-checks__current", other === row);
      saveOf(other).removeAttribute("accesskey");
    });
    saveOf(row).setAttribute("accesskey", "s");
    form.querySelectorAll("[data-go]").forEach(function (button) {
      button.value = beside(row, Number(button.dataset.go)).dataset.check;
    });
  }

  function beside(row, step) {
    return rows[(rows.indexOf(row) + step + rows.length) % rows.length];
  }

  form.addEventListener("focusin", function (event) {
    const row = event.target.closest("[data-check]");
    if (row) {
      choose(row);
    }
  });

  form.addEventListener("click", function (event) {
    const button = event.target.closest("[data-go]");
    const row = button && rows.find((one) => one.dataset.check === button.value);
    if (row) {
      event.preventDefault();
      row.querySelector("select").focus();
    }
  });

  // Enter saves the row it is pressed in, not the first one.
  form.addEventListener("keydown", function (event) {
    const row = event.target.closest("[data-check]");
    if (event.key === "Enter" && row && event.target.matches("input, select")) {
      event.preventDefault();
      saveOf(row).click();
    }
  });
})();
