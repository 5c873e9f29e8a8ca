/** Ids of the sample service's audiences, by the state they are in. */
export const sampleIds = {
  ready: "a3",
  late: "a4",
  draft: "a5",
  failed: "a7",
  archived: "a8",
  waiting: "a11",
} as const;
