import type { CustomerProfile } from "../adapter/adapter.js";
import type { CustomerInput, EventInput, TagInput } from "../source/records.js";

/*
 * Rows of a host as they go over: what the engine reads of them, and nothing that a thread cannot send. Where a value
 * should be and a function or an object is, an empty object goes over, which the engine refuses in the same words.
 */

export function customerToSend({ id, attributes }: CustomerInput): unknown {
  return { id: sendable(id), attributes: sendableFields(attributes) };
}

export function eventToSend({ customer, ...event }: EventInput): unknown {
  return { customer: sendable(customer), ...ownEventToSend(event) };
}

export function tagToSend({ customer, ...tag }: TagInput): unknown {
  return { customer: sendable(customer), ...ownTagToSend(tag) };
}

export function profileToSend({ id, attributes, events, tags }: CustomerProfile): unknown {
  return {
    id: sendable(id),
    attributes: sendableFields(attributes),
    events: events?.map(ownEventToSend),
    tags: tags?.map(ownTagToSend),
  };
}

function ownEventToSend({ type, at, properties, sequence }: Omit<EventInput, "customer">): object {
  return {
    type: sendable(type),
    at: sendable(at),
    properties: sendableFields(properties),
    sequence: sendable(sequence),
  };
}

function ownTagToSend({ tag, at }: Omit<TagInput, "customer">): object {
  return { tag: sendable(tag), at: sendable(at) };
}

export function isCustomer(row: unknown): row is CustomerInput {
  return typeof row === "object" && row !== null && "id" in row;
}

export function isProfile(told: unknown): told is CustomerProfile {
  return isCustomer(told);
}

export function isEvent(row: unknown): row is EventInput {
  return typeof row === "object" && row !== null && "customer" in row && "type" in row;
}

export function isTag(row: unknown): row is TagInput {
  return typeof row === "object" && row !== null && "customer" in row && "tag" in row;
}

export function isBytes(item: unknown): item is Uint8Array {
  return item instanceof Uint8Array;
}

export function isText(item: unknown): item is string {
  return typeof item === "string";
}

function sendableFields(fields: Readonly<Record<string, unknown>> | undefined): unknown {
  if (typeof fields !== "object" || fields === null) return undefined;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = sendable(fields[name]);
    if (name === "__proto__") Object.defineProperty(copy, name, { value, enumerable: true });
    else copy[name] = value;
  }
  return copy;
}

function sendable(value: unknown): unknown {
  if (typeof value === "function" || typeof value === "symbol") return {};
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Array.isArray(value) ? value.map(sendable) : {};
}
