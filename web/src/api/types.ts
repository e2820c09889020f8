/** Short names for the generated types of the API, and what tells them apart. What they hold is said in `generated.ts` alone. */
import type { components } from './generated';

type Api = components['schemas'];

export type Lang = Api['Lang'];
export type Label = Api['Label'];

export type Op = Api['Op'];
export type Term = Api['Term'];
export type Filter = Api['Filter'];

export const isAnd = (filter: Filter): filter is Api['And'] => 'and' in filter;
export const isOr = (filter: Filter): filter is Api['Or'] => 'or' in filter;
export const isNot = (filter: Filter): filter is Api['Not'] => 'not' in filter;
export const isTerm = (filter: Filter): filter is Term => 'field' in filter;

export type Session = Api['Session'];
export type SessionUser = Api['Me'];
export type ThemeChoice = Api['Theme'];
export type Notice = Api['Notice'];
export type Notices = Api['Notices'];

export type Catalog = Api['Catalog'];
export type CatalogObject = Api['CatalogObject'];
export type Field = Api['Field'];
export type Relation = Api['Relation'];
export type ButtonRule = Api['ButtonRule'];
export type CatalogPool = Api['CatalogPool'];
export type ObjectRights = Api['ObjectRights'];

export type RecordData = Api['Record'];
export type Ref = Api['Ref'];
/** Titles of the records that values point at, by id. */
export type Refs = Record<string, Ref>;
export type Count = Api['Count'];
export type RecordPage = Api['RecordPage'];
export type Saved = Api['Saved'];
export type Match = Api['Match'];
export type RecordDetail = Api['RecordDetail'];
export type PipelineState = Api['InPipeline'];
export type StageTime = Api['Stay'];
export type MoveCheck = Api['Way'];
export type MoveBody = Api['Move'];
export type RecordEvent = Api['RecordEvent'];
export type Change = Api['FieldChange'];
export type Run = Api['Run'];
export type RunState = Api['RunState'];
export type RunStep = Api['Step'];
export type AggregateQuery = Api['AggregateRequest'];
export type Aggregate = Api['Aggregate'];
export type BulkBody = Api['Bulk'];
export type MergeBody = Api['Merge'];
export type MergePreview = Api['MergePreview'];
export type BulkResult = Api['BulkOutcome'];
export type Hit = Api['Hit'];
export type PickOption = Api['PickOption'];
export type FileRef = Api['FileRef'];
export type SavedView = Api['SavedView'];

export type ImportState = Api['ImportState'];
export type ImportStatus = Api['ImportStage'];
export type ImportSheet = Api['ImportSheet'];
export type ImportColumn = Api['ImportColumn'];
export type ImportProgress = Api['ImportProgress'];
export type ImportPatch = Api['ImportChange'];
export type Meanings = ImportState['values'];
export type DateOrder = Api['DateOrder'];
export type Rehearsal = Api['Rehearsal'];
export type Unresolved = Api['Unresolved'];
export type RefusalReason = Api['RefusalReason'];
export type Origin = Api['Origin'];
export type RefusedRow = Api['RefusedRow'];

export type Draft = Api['Draft'];
export type DraftState = Api['DraftState'];
export type DraftFiles = Draft['files'];
export type DraftChange = Api['FileChange'];
export type Problem = Api['CatalogProblem'];
export type CatalogVersion = Api['Version'];
/** Where records of removed stages go: pipeline → old stage → new stage. */
export type StageRemap = NonNullable<Api['Publish']['remap']>;

export type TemplateDef = Api['TemplateDef'];
export type NavGroup = Api['NavGroup'];
export type NavItem = Api['NavItem'];
export type ObjectDef = Api['ObjectDef'];
export type FieldDef = Api['FieldDef'];
export type OptionDef = NonNullable<FieldDef['options']>[number];
export type CheckDef = Api['CheckDef'];
export type DuplicateDef = Api['DuplicateDef'];
export type LayoutDef = Api['LayoutDef'];
export type Section = Api['Section'];
export type FieldPlace = Api['FieldPlace'];
export type ViewsDef = Api['ViewsDef'];
export type ViewDef = Api['ViewDef'];
export type ViewKind = Api['ViewKind'];
export type SortDef = Api['SortDef'];
export type PipelineDef = Api['PipelineDef'];
export type StageDef = Api['StageDef'];
export type StageStatus = Api['StageStatus'];
export type StageTask = Api['StageTask'];
export type Gate = Api['Gate'];
export type TaskTarget = Api['TaskTarget'];
export type MoveDef = Api['MoveDef'];
export type RuleDef = Api['RuleDef'];
export type ActionDef = Api['ActionDef'];
export type Trigger = Api['Trigger'];
export type RuleCondition = Api['RuleCondition'];
export type RuleRehearsal = Api['RuleRehearsal'];
export type RehearsalSample = Api['RehearsalSample'];
export type RehearsalSetOff = Api['RehearsalSetOff'];
export type RuleStanding = Api['RuleStanding'];
export type WouldWrite = Api['WouldWrite'];
export type WouldChange = Api['WouldChange'];
export type ApprovalDef = Api['ApprovalDef'];
export type PoolDef = Api['PoolDef'];
export type ApprovalStepDef = Api['ApprovalStep'];
export type Approver = Api['Approver'];
export type CalendarDef = Api['CalendarDef'];
export type Holiday = Api['Holiday'];
export type Weekday = Api['Weekday'];
export type RuleTest = Api['RuleTest'];
export type RolesDef = Api['RolesDef'];
export type RoleDef = Api['RoleDef'];
export type Grant = Api['Grant'];
export type ScopeDef = Api['ScopeDef'];
export type FieldRight = Api['FieldRight'];
export type Mask = Api['Mask'];
export type Administer = Api['Administer'];
export type DashboardDef = Api['DashboardDef'];
export type Card = Api['Card'];
export type CardKind = Api['CardKind'];
export type Group = Api['Group'];
export type Period = Api['Period'];
export type Measure = Api['Measure'];
export type MeasureFn = Api['MeasureFn'];
