export type Severity = "error" | "warning" | "hint";

/** Half-open, in UTF-16 units, as `slice` counts. */
export interface Span {
  start: number;
  end: number;
}

/** Where in a draft something is. */
export interface Place {
  field: FieldKey;
  /** From 0; given exactly for the columns of a table. */
  row?: number;
  /** The stretch of the typed text that is meant; all of it where there is none. */
  span?: Span;
}

/** One thing that is wrong. The texts are Chinese and ready to be shown. */
export interface Finding {
  /** That of the rule: `C01`. */
  code: string;
  severity: Severity;
  message: string;
  place: Place;
  /** The place's path in the draft: `budget_unit`, `sub_projects.0.name`. */
  key: string;
  /** Whether it says no more than that something isn't filled in yet. */
  isMissing: boolean;
  /** 应为 */
  expected?: string;
  /** 现有 */
  reported?: string;
  /** 相差 */
  difference?: string;
  fix?: Fix;
}

/** A mend that is certain. */
export interface Fix {
  /** What a button may say: `改为 19.73%`. */
  label: string;
  /** For `applyEdits`. */
  edits: Edit[];
}

/** A change of a draft. */
export type Edit = SetEdit | RowEdit;

/** Replaces the text at a place. */
export interface SetEdit {
  type: "set";
  place: Place;
  text: string;
}

/** Inserts an empty row before a row, or removes that row. */
export interface RowEdit {
  type: "insert_row" | "remove_row";
  table: TableKey;
  row: number;
}

export interface Options {
  /** Such as `2022-07-07`, for the rules about dates. There is no clock inside. */
  today?: string;
}

/** Why there is no rate, unless it is `"computed"`. */
export type RateState = "computed" | "no_budget" | "spent_without_budget" | "unknown";

/**
 * Amounts are exact decimals in 元 (`"18388700"`, `"58012.50"`), absent where they aren't
 * known. Rates are rounded half up to two decimals (`"19.73%"`).
 */
export interface Figures {
  /** The sources of funds and, last, their total. */
  funds: FundFigures[];
  /** By row of `sub_projects`. */
  subProjects: SubProjectFigures[];
  subProjectTotal: SubProjectFigures;
}

export interface FundFigures {
  source: "fiscal" | "special_account" | "unit" | "total";
  label: string;
  /** 年初预算数 */
  initial?: string;
  /** 全年预算数 */
  fullYear?: string;
  /** 全年执行数 */
  executed?: string;
  /** 执行率 */
  rate?: string;
  rateState: RateState;
}

export interface SubProjectFigures {
  /** 下达资金 */
  allocated?: string;
  /** 支出 */
  spent?: string;
  /** 支出率 */
  rate?: string;
  rateState: RateState;
}

/** `"newer"`: written by a newer version of the program. `"unknown"`: not its file. */
export type ReadReport = { draft: Draft } | { error: "newer" | "unknown" };

export interface Format {
  key: FormatKey;
  label: string;
  extension: string;
  mime: string;
}

export type FieldKind =
  | "text"
  | "narrative"
  | "amount"
  | "rate"
  | "year"
  | "date"
  | "phone"
  | "choice"
  | "pick"
  | "points";

export interface Field {
  key: FieldKey;
  /** 官方名称 */
  label: string;
  section: string;
  kind: "text" | "narrative" | "amount" | "rate" | "year" | "date" | "phone" | "choice" | "pick" | "points";
  /** `"reported"`: computed; what stands there is checked against the computed figure. */
  need: "required" | "optional" | "reported";
  /** What to write; may be empty. */
  hint: string;
  /** The table that it is a column of, and its key within a row. */
  table?: TableKey;
  column?: string;
  /** Of a `"choice"` (the first where nothing is chosen) and of a `"pick"` (may be empty). */
  choices?: string[];
}

export interface Rule {
  code: string;
  /** Of its findings, unless one of them says that it matters less. */
  severity: Severity;
  /** What is wrong, in a few words. */
  title: string;
  /** Why it matters and what to do. */
  advice: string;
  /** Where the rule comes from. */
  source: string;
}
