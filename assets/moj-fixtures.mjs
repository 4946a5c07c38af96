// Draws the package's own Nunjucks macros with a range of options and prints what came out, for the tests of crate govuk:
// MOJ Frontend ships no fixtures. `node moj-fixtures.mjs` answers JSON: [{ component, fixtures: [{ name, options, html }] }].
//
// Each component has one set of plain options and changes to it, which are drawn one by one and all together.
process.env.TZ = "Europe/London";

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const nunjucks = require("nunjucks");
const filters = require("@ministryofjustice/frontend/moj/filters/all");

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const environment = nunjucks.configure([join(modules, "govuk-frontend/dist"), join(modules, "@ministryofjustice/frontend")], {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});
for (const [name, filter] of Object.entries(filters())) environment.addFilter(name, filter);

// The only macro whose name does not begin with "moj".
const NAMES = { "interruption-card": "interruptionCard" };
const pascal = (name) => name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());

function draw(component, options) {
  const macro = NAMES[component] ?? `moj${pascal(component)}`;
  const call = options.body ? `{% call ${macro}(options) %}{{ options.body | safe }}{% endcall %}` : `{{ ${macro}(options) }}`;
  return environment.renderString(`{% from "moj/components/${component}/macro.njk" import ${macro} %}${call}`, { options });
}

// Objects are joined key by key, so that two changes may touch the same part.
function joined(left, right) {
  if (!isPlain(left) || !isPlain(right)) return right;
  const all = { ...left };
  for (const [key, value] of Object.entries(right)) all[key] = key in left ? joined(left[key], value) : value;
  return all;
}
const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const DANGER = `<script>alert("1 & 2")</script> 'quoted'`;
const HTML = "<em>trusted</em>";
const decorations = {
  classes: { classes: "app-one app-two" },
  attributes: { attributes: { "data-one": DANGER, id: "given" } },
};

const button = { text: "Change", href: "/change" };
const buttons = [button, { text: "Archive", name: "do", value: "archive" }, { html: HTML, type: "button", attributes: { "data-a": "b" }, classes: "app-x" }];
const menu = { button: { text: "Actions" }, items: buttons };
const links = [
  { text: "Members", href: "/members", active: true },
  { text: DANGER, href: "/a?b=1&c=2" },
  { html: HTML, href: "/html", attributes: { "data-x": "y" } },
];
const pages = [
  { number: 1, href: "/p1" },
  { number: 2, href: "/p2", current: true },
  { ellipsis: true },
  { number: 9, href: "/p9" },
];
const fields = (index) =>
  `<div class="govuk-form-group"><label class="govuk-label" for="p${index}">Name</label><input class="govuk-input" id="p${index}" name="p[${index}]"></div>`;
// The macro leaves out what the first item's button sends, because to it 0 is nothing; so it is said here.
const item = (index, more = {}) => joined({ fieldset: { html: fields(index) }, removeButton: { value: String(index) } }, more);

const COMPONENTS = {
  "add-another": [
    { id: "people", itemLabel: "Person", items: [item(0)] },
    {
      none: { items: [] },
      two: { items: [item(0), item(1)] },
      inline: { layout: "inline" },
      "inline, two, an error": {
        layout: "inline",
        items: [item(0, { errorMessage: { text: "Enter a name or an age" } }), item(1, { fieldset: { describedBy: "elsewhere" } })],
      },
      legends: { items: [item(0, { fieldset: { legend: { html: HTML, classes: "app-legend" } } }), item(1, { fieldset: { classes: "app-set" } })] },
      "one text": { itemLegendText: { one: "The %{itemLabel}", other: "%{itemLabel} %{number} of %{count}" } },
      texts: {
        addAnotherButtonText: "One more %{itemLabel}",
        removeButtonText: "Take %{itemLabel} %{number} away",
        removeButtonSuffixText: "of the people",
        fieldLabelSuffixText: "of person %{number}",
        newItemSuffixText: "new",
        itemLegendText: { one: "The %{itemLabel}", other: "%{itemLabel} %{number} of %{count}" },
        items: [item(0), item(1), item(2)],
      },
      "remove buttons": { items: [item(0, { removeButton: { name: "delete", value: "x" } }), item(1, decorations.classes), item(2, decorations.attributes)] },
      ...decorations,
      label: { itemLabel: DANGER },
    },
  ],
  alert: [
    { variant: "information", title: "There is news" },
    {
      success: { variant: "success" },
      warning: { variant: "warning" },
      error: { variant: "error" },
      text: { text: DANGER },
      html: { html: HTML },
      heading: { html: HTML, showTitleAsHeading: true },
      h3: { text: "More", showTitleAsHeading: true, headingTag: "h3" },
      h4: { text: "More", showTitleAsHeading: true, headingTag: "h4" },
      dismissible: { dismissible: true },
      "dismissible in other words": { dismissible: true, dismissText: "Put away", focusOnDismissSelector: "#main" },
      role: { role: "alert", disableAutoFocus: true },
      title: { title: DANGER },
      ...decorations,
    },
  ],
  badge: [
    { text: "Restricted" },
    {
      html: { html: HTML },
      escaped: { text: DANGER },
      ...Object.fromEntries(
        ["purple", "bright-purple", "red", "green", "blue", "black", "grey"].map((colour) => [colour, { classes: `moj-badge--${colour}` }]),
      ),
      large: { classes: "moj-badge--large" },
      ...decorations,
    },
  ],
  "button-menu": [
    menu,
    {
      one: { items: [button] },
      none: { items: [] },
      unnamed: { button: { text: null } },
      button: { button: { text: DANGER, classes: "govuk-button--primary" } },
      left: { alignMenu: "left" },
      right: { alignMenu: "right" },
      disabled: { items: [{ text: "No", disabled: true }, button] },
      ...decorations,
    },
  ],
  "date-picker": [
    { id: "due", name: "due", label: { text: "When is it due?" } },
    {
      value: { value: "9/3/2026" },
      hint: { hint: { text: "For example, 17/5/2026" } },
      error: { errorMessage: { text: "Enter a date" } },
      "other id": { id: "due-date" },
      heading: { label: { isPageHeading: true, classes: "govuk-label--l" } },
      limits: { minDate: "01/03/2026", maxDate: "31/12/2026" },
      "excluded dates": { excludedDates: "06/04/2026 24/12/2026-01/01/2027" },
      "excluded days": { excludedDays: "saturday sunday" },
      zeros: { leadingZeros: true },
      "no zeros": { leadingZeros: false },
      sunday: { weekStartDay: "sunday" },
      monday: { weekStartDay: "monday" },
      group: { formGroup: { classes: "app-group" } },
      ...decorations,
    },
  ],
  filter: [
    { heading: { text: "Filter" }, optionsHtml: fields(1) },
    {
      "heading of HTML": { heading: { html: HTML } },
      escaped: { heading: { text: DANGER } },
      submit: { submit: { text: "Show them", attributes: { "data-x": DANGER } } },
      selected: {
        selectedFilters: {
          heading: { text: "Selected filters" },
          clearLink: { text: "Clear filters", href: "/all" },
          categories: [
            { heading: { text: "State" }, items: [{ text: "Open", href: "?a" }, { text: DANGER, href: "?b&c" }] },
            { heading: { html: HTML }, items: [{ text: "Late", href: "?d" }] },
          ],
        },
      },
      attributes: decorations.attributes,
    },
  ],
  "identity-bar": [
    { title: { text: "Escalation 12" } },
    { html: { title: { html: HTML } }, escaped: { title: { text: DANGER } }, menu: { menus: [menu] }, menus: { menus: [menu, { items: buttons, alignMenu: "right" }] }, ...decorations },
  ],
  "interruption-card": [
    { heading: "Is it complete?", body: "<p>No school is named.</p>", primaryAction: { text: "Go on", href: "/on" } },
    {
      escaped: { heading: DANGER },
      button: { primaryAction: { text: "Go on", href: null, attributes: { "data-x": "y" } } },
      link: { primaryAction: { style: "link" } },
      "second link": { secondaryAction: { text: "Back", href: "/back" } },
      "second button": { secondaryAction: { text: "Back", href: "/back", style: "button" } },
    },
  ],
  "multi-file-upload": [
    { uploadedFiles: { heading: { text: "Files added" }, items: [] }, uploadHtml: fields(1) },
    {
      files: {
        uploadedFiles: {
          items: [
            { message: { text: "minutes.pdf" }, fileName: "a1", originalFileName: "minutes.pdf", deleteButton: { text: "Delete" } },
            { message: { html: HTML }, fileName: DANGER, originalFileName: DANGER, deleteButton: { text: "Take away" } },
          ],
        },
      },
      heading: { uploadedFiles: { heading: { html: HTML } } },
      ...decorations,
    },
  ],
  "notification-badge": [
    { text: 3 },
    {
      zero: { text: 0 },
      one: { text: "1" },
      98: { text: 98 },
      99: { text: 99 },
      1000: { text: 1000 },
      words: { visuallyHiddenText: DANGER },
      ...decorations,
    },
  ],
  "organisation-switcher": [
    { text: "Hillside School" },
    {
      html: { html: HTML },
      escaped: { text: DANGER },
      label: { label: "Acting for" },
      id: { id: "acting" },
      link: { link: { href: "/acting" } },
      "other link": { link: { href: "/acting?a&b", text: DANGER, id: "change", classes: "app-link", attributes: { "data-x": "y" } } },
      classes: decorations.classes,
      attributes: { attributes: { "data-one": DANGER } },
    },
  ],
  "page-header-actions": [
    { heading: { text: "Meetings" } },
    {
      html: { heading: { html: HTML } },
      escaped: { heading: { text: DANGER } },
      h2: { heading: { level: 2, classes: "govuk-heading-l" } },
      h3: { heading: { level: 3, classes: "govuk-heading-m" } },
      items: { items: buttons },
      ...decorations,
    },
  ],
  pagination: [
    { items: pages },
    {
      one: { items: [pages[0]] },
      "both ways": { previous: { href: "/p1" }, next: { href: "/p3", attributes: { "data-x": "y" } } },
      words: { previous: { href: "/p1", text: "Before" } },
      label: { landmarkLabel: "Pages of people" },
      page: { results: { pages: { current: 2, count: 9 } } },
      range: { results: { from: 11, to: 20, count: 90 } },
      "range of many": { results: { from: 11, to: 20 } },
      total: { results: { count: 90 } },
      noun: { results: { from: 11, to: 20, count: 90, text: "people" } },
      "noun of many": { results: { from: 11, to: 20, text: "people" } },
      "one page": { items: [], results: { from: 1, to: 7, count: 7 } },
      "one page of pages": { items: [], results: { pages: { current: 1, count: 1 } } },
      "nothing found": { items: [], results: { count: 0 } },
      ...decorations,
    },
  ],
  search: [
    { action: "/search", label: { text: "Find a record" }, input: { id: "search" }, button: { text: "Search" } },
    {
      value: { input: { value: DANGER } },
      name: { input: { name: "words", id: "words" } },
      "id of its own": { input: { id: "the-field" } },
      hint: { hint: { text: DANGER } },
      "hint of HTML": { hint: { html: HTML, classes: "app-hint" } },
      label: { label: { html: HTML, classes: "govuk-label--m" } },
      error: { input: { errorMessage: { text: "Enter a word" } } },
      field: { input: { spellcheck: false, autocomplete: "off", classes: "app-field", attributes: { "data-a": "b" } } },
      button: { button: { text: "Go", classes: "govuk-button--secondary", name: "do", value: "search", id: "go", attributes: { "data-c": "d" } } },
      "button of HTML": { button: { html: HTML, text: null } },
      "double click": { button: { preventDoubleClick: true } },
      icon: { iconButton: true },
      stacked: { layout: "stacked" },
      "stacked, hint and error": { layout: "stacked", hint: { text: "By number" }, input: { errorMessage: { text: "Enter a word" } } },
      post: { method: "post" },
      token: { method: "post", csrf: { name: "token", value: "secret" } },
      ...decorations,
    },
  ],
  "side-navigation": [
    { label: "Group", items: links },
    {
      label: { label: DANGER },
      unnamed: { label: null },
      sections: { sections: [{ heading: { text: "One" }, items: links }, { heading: { html: HTML }, items: [] }] },
      levels: {
        sections: [
          { heading: { text: DANGER, headingLevel: 2, classes: "app-title", attributes: { id: "t" } }, items: links },
          { heading: { text: "Two", headingLevel: 3 }, items: links },
        ],
      },
      ...decorations,
    },
  ],
  "sub-navigation": [
    { label: "Escalation", items: links },
    { label: { label: DANGER }, item: { items: [{ ...links[0], classes: "app-item" }] }, ...decorations },
  ],
  timeline: [
    {
      items: [
        { label: { text: "Answered" }, text: "They answered.", datetime: { timestamp: "2026-07-01T14:05:00+01:00", type: "datetime" }, byline: { text: "Asha" } },
        { label: { html: HTML }, html: HTML, datetime: { timestamp: "2026-03-09", type: "date" } },
      ],
    },
    {
      level: { headingLevel: 3 },
      escaped: { items: [{ label: { text: DANGER }, text: DANGER, datetime: { timestamp: "2026-12-31", type: "date" }, byline: { text: DANGER } }] },
      midnight: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-01-02T00:00:00+00:00", type: "datetime" } }] },
      noon: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-01-02T12:00:00+00:00", type: "datetime" } }] },
      morning: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-08-02T09:30:00+01:00", type: "datetime" } }] },
      short: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-09-02", type: "shortdate" } }] },
      format: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-03", format: "MMMM YYYY" } }] },
      item: { items: [{ label: { text: "A" }, text: "B", datetime: { timestamp: "2026-03-09", type: "date" }, classes: "app-item", attributes: { id: "x" } }] },
      "HTML by": { items: [{ label: { text: "A" }, html: "<p>B</p>", datetime: { timestamp: "2026-03-09", type: "date" }, byline: { html: HTML } }] },
      ...decorations,
    },
  ],
};

const answer = Object.entries(COMPONENTS).map(([component, [plain, changes]]) => {
  const all = { plain: {}, ...changes, "all together": Object.values(changes).reduce(joined, {}) };
  const fixtures = Object.entries(all).map(([name, change]) => {
    const options = joined(plain, change);
    return { name, options, html: draw(component, options) };
  });
  return { component, fixtures };
});
process.stdout.write(JSON.stringify(answer));
