/** What the report and its charts say. */
export const report = {
  details: "Details",
  composition: "Composition",
  overlap: "Overlap",
  changes: "Changes",
};
export type ReportMessages = typeof report;
