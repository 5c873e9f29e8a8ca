/** What the dashboard says. */
export const dashboard = {
  title: "Audiences",
  create: "Create audience",
  search: "Search audiences",
};
export type DashboardMessages = typeof dashboard;
