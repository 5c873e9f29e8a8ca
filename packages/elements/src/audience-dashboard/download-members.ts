import type { Audience, AudienceService } from "@audiencekit/core";

/** Hands the members last published to the browser as a CSV file. */
export async function downloadMembers(service: AudienceService, audience: Audience, page: Document): Promise<void> {
  const { ids, date } = await service.members(audience.id);
  const lines = ["customer_id"];
  for await (const id of ids) lines.push(cell(id));
  const url = URL.createObjectURL(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
  const link = page.createElement("a");
  link.href = url;
  link.download = `${audience.name.replace(/[^\p{L}\p{N}]+/gu, "-")}-${date}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** A text cell that no spreadsheet takes for a formula, quoted where it must be. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
