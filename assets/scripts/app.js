// Wakes the components. Loaded as a module, so old browsers get the page without scripts.
//
// The official template marks the body with an inline script; ours may not be inline, because the content security policy
// forbids it, so this file does it first.
import { initAll as initGovuk } from "govuk-frontend";
import { FilterToggleButton, initAll as initMoj } from "@ministryofjustice/frontend";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

initGovuk();
initMoj();

// The filter's button has no data-module of its own; its texts stand in the page.
for (const filter of document.querySelectorAll("[data-app-filter]")) {
  const bar = document.querySelector(".moj-action-bar__filter");
  if (bar) {
    new FilterToggleButton(filter, {
      bigModeMediaQuery: "(min-width: 48.0625em)",
      startHidden: true,
      toggleButton: {
        showText: filter.dataset.showText || "Show filter",
        hideText: filter.dataset.hideText || "Hide filter",
        classes: "govuk-button--secondary",
      },
      toggleButtonContainer: { selector: ".moj-action-bar__filter" },
      closeButton: { text: filter.dataset.closeText || "Close" },
      closeButtonContainer: { selector: ".moj-filter__header-action" },
    });
  }
}

// Lists that send their form when a choice changes keep a button for those without scripts.
for (const select of document.querySelectorAll("select[data-app-submit]")) {
  select.addEventListener("change", () => select.form?.requestSubmit());
}

// Buttons that print the page show only where they can work.
for (const button of document.querySelectorAll("[data-app-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
