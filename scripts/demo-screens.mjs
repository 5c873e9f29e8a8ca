// The screens of the demo and how to come to each, as people do.

const link = (page, name) => page.getByRole("link", { name });
const counted = (page) => page.locator(".est-top:not(.is-quiet) .figure", { hasText: /\d/ }).waitFor();

/** The page with its base loaded; past nights are counted the first time. */
const dashboard = async (page, url) => {
  await page.goto("about:blank");
  await page.goto(url);
  await link(page, "Lapsed regulars").waitFor({ timeout: 120_000 });
};

const builder = async (page, url, name = "Technology regulars") => {
  await dashboard(page, url);
  await link(page, name).click();
  await counted(page);
};

const report = async (page, url) => {
  await dashboard(page, url);
  await link(page, "Lapsed regulars").click();
  await page.getByRole("figure", { name: "Audience size" }).waitFor();
};

/** Each screen by the name of its picture. @type {readonly { name: string, open: (page: import("playwright-core").Page, url: string) => Promise<void> }[]} */
export const screens = [
  { name: "dashboard", open: dashboard },
  {
    name: "dashboard-no-match",
    open: async (page, url) => {
      await dashboard(page, url);
      await page.getByRole("searchbox", { name: "Search audiences" }).fill("lapsd regulars");
      await page.getByText("No audience matches").waitFor();
    },
  },
  {
    name: "dashboard-menu",
    open: async (page, url) => {
      await dashboard(page, url);
      await page.getByRole("button", { name: "More for Lapsed regulars" }).click();
      await page.getByRole("menuitem", { name: "Archive" }).waitFor();
    },
  },
  {
    name: "builder-new",
    open: async (page, url) => {
      await dashboard(page, url);
      await page.getByRole("button", { name: "Create audience" }).click();
      await counted(page);
    },
  },
  {
    name: "builder-picker",
    open: async (page, url) => {
      await dashboard(page, url);
      await page.getByRole("button", { name: "Create audience" }).click();
      await counted(page);
      await page.getByRole("combobox", { name: "Select attributes" }).click();
      await page.getByRole("listbox", { name: "Attributes" }).getByRole("option").first().waitFor();
    },
  },
  { name: "builder-filled", open: builder },
  {
    name: "builder-refining",
    open: async (page, url) => {
      await builder(page, url);
      await page.getByRole("group", { name: "purchase" }).getByRole("button", { expanded: false }).first().click();
      await page.getByRole("combobox", { name: "Measure" }).waitFor();
    },
  },
  {
    name: "builder-values",
    open: async (page, url) => {
      await builder(page, url);
      await page.getByRole("group", { name: "Segment" }).getByRole("button", { expanded: false }).first().click();
      await page.getByRole("checkbox", { name: "Corporate" }).waitFor();
    },
  },
  {
    name: "builder-sequence",
    open: (page, url) => builder(page, url, "Chairs, then no table within a year"),
  },
  {
    name: "activation-dialog",
    open: async (page, url) => {
      await builder(page, url);
      await page.getByRole("button", { name: "Activate" }).click();
      await page.getByRole("dialog", { name: "Activate audience" }).waitFor();
    },
  },
  { name: "report-details", open: report },
  {
    name: "report-composition",
    open: async (page, url) => {
      await report(page, url);
      await page.getByRole("tab", { name: "Composition" }).click();
      await page.getByRole("table", { name: "Audience composition" }).waitFor();
    },
  },
  {
    name: "report-composition-states",
    open: async (page, url) => {
      await report(page, url);
      await page.getByRole("tab", { name: "Composition" }).click();
      await page.getByRole("combobox", { name: "View attribute" }).selectOption({ label: "States shipped to" });
      await page.getByRole("rowheader", { name: "California" }).waitFor();
    },
  },
  {
    name: "report-changes",
    open: async (page, url) => {
      await report(page, url);
      await page.getByRole("tab", { name: "Changes" }).click();
      await page.getByRole("tabpanel", { name: "Changes" }).waitFor();
    },
  },
  {
    name: "demo-failed",
    open: async (page, url) => {
      await page.route("**/orders.csv", (route) => route.abort());
      await page.goto("about:blank");
      await page.goto(url);
      await page.getByRole("alert").filter({ hasText: "could not be opened" }).waitFor();
      await page.unroute("**/orders.csv");
    },
  },
];
