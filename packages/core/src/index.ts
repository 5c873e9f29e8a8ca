export { AudienceError, issue, refuse } from "./issue/issue.js";
export type { Issue, IssueCode } from "./issue/issue.js";
export type * from "./catalog/catalog.js";
export type * from "./definition/language.js";
export type * from "./definition/references.js";
export type * from "./definition/summary.js";
export type * from "./audience/audience.js";
export { lifecycle } from "./audience/transition.js";
export type { LifecycleAction, LifecycleState, LifecycleStep } from "./audience/transition.js";
export { memoryStore } from "./store/memory-store.js";
export { RECENT_RUNS } from "./store/store.js";
export type * from "./store/store.js";
export { createAudienceService } from "./service/create-service.js";
export type { AudienceServiceOptions } from "./service/create-service.js";
export type { Clock } from "./service/context.js";
export type { PermissionHook } from "./service/permissions.js";
export type * from "./service/service.js";
export type * from "./adapter/adapter.js";
export { defineCatalog, readCatalog, addAttributes } from "./catalog/define.js";
export { allAttributes, eventTypeOf, findAttribute, nearest, propertyOf } from "./catalog/lookup.js";
export { checkRfmGroups, rfmGroupOf, rfmGroups } from "./catalog/rfm-groups.js";
export type { RfmTriple } from "./catalog/rfm-groups.js";
export { canonicalize, canonicalText, definitionHash } from "./definition/canonical.js";
export { checkDefinition, validate } from "./definition/check.js";
export type { CheckOptions } from "./definition/check.js";
export { fold } from "./definition/fold.js";
export { defaultLimits } from "./definition/limits.js";
export type { Limits } from "./definition/limits.js";
export {
  measureRule,
  measures,
  operatorsByType,
  operatorsOfMeasure,
  ruleAmong,
  windowsFor,
} from "./definition/operators.js";
export type {
  MeasureRule,
  Operand,
  OperatorRule,
  WindowKind,
  WindowRule,
  WindowSubject,
} from "./definition/operators.js";
export { parseDefinition } from "./definition/parse.js";
export { nodeAt, walk } from "./definition/walk.js";
export type { Visit } from "./definition/walk.js";
export { plainText, summarize } from "./definition/summarize.js";
export type { SummarizeOptions } from "./definition/summarize.js";
export { englishSummary } from "./definition/summary-words.js";
export type { Relation, SummaryWords } from "./definition/summary-words.js";
export { edit, editRefusal, emptyDefinition, parentOf, placeOf } from "./definition/edit.js";
export type { Edit, Edited } from "./definition/edit.js";
export { canRedo, canUndo, record, redo, settle, startHistory, undo } from "./definition/history.js";
export type { History } from "./definition/history.js";
export { below, keysOf } from "./definition/pointer.js";
export type { Pointer } from "./definition/pointer.js";
export { dayRange, describeWindow } from "./plan/window.js";
export type { WindowEnds } from "./plan/window.js";
export { zoneOf } from "./plan/zone-of.js";
export type { Zone } from "./plan/zone.js";
export { formatDay } from "./definition/dates.js";
