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
export type Edit = SetEdit | RowEdit | MoveEdit;

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

/** Moves a row to where another one is. */
export interface MoveEdit {
  type: "move_row";
  table: TableKey;
  row: number;
  to: number;
}

export interface CalculateOptions {
  /** Another policy than the one that the draft names. The draft stays as it is. */
  policy?: PolicyName;
}

export interface CheckOptions {
  /** Another policy than the one that the draft names. The draft stays as it is. */
  policy?: PolicyName;
  /** Such as `2022-07-07`, for the rules about dates. There is no clock inside. */
  today?: string;
  /**
   * Only what is wrong with what this edition prints, and with what that is computed from.
   * All of it unless one is named.
   */
  edition?: EditionKey;
  /**
   * Reports on other years or other projects: what this one says in the same words is a hint
   * (G13).
   */
  others?: Draft[];
  /** The report is to be published: telephone numbers in full are warnings (G07). */
  publicVersion?: "with_names" | "without_names";
  /**
   * The report has charts: what is wrong with the scores that one of them shows is wrong with
   * the report. A summary has charts, of 执行率 and 得分 by project.
   */
  charts?: boolean;
}

export interface ExportOptions {
  /** Another policy than the one that the draft names. The draft stays as it is. */
  policy?: PolicyName;
  /** Such as `2022-07-07`, for the rules about dates. There is no clock inside. */
  today?: string;
  /** What is made of the draft: the first of the format's `editions` unless another is named. */
  edition?: EditionKey;
  /** 公开版, which carries no draft: telephone numbers masked, persons' names by choice. */
  publicVersion?: "with_names" | "without_names";
  /** 附图表: charts of the funds and scores in the report and the form. Plain text has none. */
  charts?: boolean;
}

export interface FileNameOptions {
  /** What is made of the draft: the first of the format's `editions` unless another is named. */
  edition?: EditionKey;
}

export interface ImportedReport {
  draft: Draft;
  /** What only the file showed, such as wrong numbers of headings. `check` finds the rest. */
  findings: Finding[];
  /**
   * What became of each stretch of the file, in its order: nothing is lost. A draft that the
   * file carried inside has none, unless the file was edited since.
   */
  origins: Origin[];
  /**
   * The further forms of the file, or projects of a backup, each as a draft of its own; these
   * have no `more` and no `refused`.
   */
  more: ImportedReport[];
  /** The records of a backup that couldn't be read, if there are any. The others are here. */
  refused?: RefusedRecord[];
}

/** A project of a backup that can't be read. */
export interface RefusedRecord {
  /** Which of the backup's records, from 0. */
  record: number;
  /** `"damaged"`: cut off or changed. `"newer"`: written by a newer version of the program. */
  error: ImportError;
  /** Says so in Chinese, ready to be shown. */
  message: string;
}

/** A stretch of a file and what became of it. */
export interface Origin {
  text: string;
  /**
   * `"filed"`: it is in the draft, at `place` (field `unfiled` where it fits nowhere).
   * `"repeated"`: the draft says the same there already. `"computed"`: a figure that is
   * computed to the same. `"own"`: the template's own words.
   */
  fate: "filed" | "repeated" | "computed" | "own";
  place?: Place;
}

/** A file that can't be read. */
export interface RefusedReport {
  /**
   * `"too_large"`: over 100 MB. `"too_much"`: more would come out of it than any report has.
   * `"damaged"`: cut off, or not what it says. `"encrypted"`: it asks for a password.
   * `"newer"`: exported by a newer version of the program. `"unknown"`: no text that can be
   * told from its bytes. The others name kinds of file that aren't read.
   */
  error: ImportError;
  /** Says so in Chinese and what to do, ready to be shown. */
  message: string;
}

/**
 * A file for `exportReview` and `exportOpinion`: what `importReport` gave, with what `check`
 * found added to the findings. They are listed in this order.
 */
export interface ReviewedFile {
  fileName: string;
  draft: Draft;
  findings: JudgedFinding[];
  /** 总体意见 */
  comment?: string;
}

/**
 * A finding with what the reviewer says of it. Findings that say the same of the same field
 * have one opinion, the last one.
 */
export interface JudgedFinding extends Finding {
  /** 审核结论: open unless one is named. */
  verdict?: Verdict;
  /** 审核说明: what is to be done, or why the finding is dismissed. */
  note?: string;
}

/** 未处理, 采纳, 不采纳 */
export type Verdict = "open" | "accepted" | "dismissed";

/** A file that couldn't be read, for `exportReview`. */
export interface UnreadFile {
  fileName: string;
  /** Why. */
  message: string;
}

/** Why there is no rate, unless it is `"computed"`. */
export type RateState = "computed" | "no_budget" | "spent_without_budget" | "unknown";

/**
 * Amounts are exact decimals in 元 (`"18388700"`, `"58012.50"`), absent where they aren't
 * known. Rates (`"19.73%"`) and computed scores (`"3.85"`) are rounded half up to two
 * decimals.
 */
export interface Figures {
  /**
   * The sources of funds and, last, their total. 上年结转资金 (`"carried_over"`) and 其他资金
   * (`"other_funds"`) are there where they are filled in.
   */
  funds: FundFigures[];
  /** By row of `sub_projects`. */
  subProjects: SubProjectFigures[];
  subProjectTotal: SubProjectFigures;
  scores: Scores;
}

export interface FundFigures {
  source: "fiscal" | "special_account" | "unit" | "carried_over" | "other_funds" | "total";
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

/** 评价等级 */
export type Grade = "优" | "良" | "中" | "差";

export interface Scores {
  /** By row of `indicators`. */
  indicators: IndicatorScore[];
  execution: ExecutionScore;
  /** By 一级指标, those that there are. */
  subtotals: Subtotal[];
  /** 分值合计, that of the execution rate included. */
  weight: string;
  /** 总分; absent while a score is missing or there are no indicators. */
  total?: string;
  grade?: Grade;
}

export interface IndicatorScore {
  /** 分值 */
  weight?: string;
  /** 完成率, at most `"100.00%"`; absent for qualitative indicators. */
  completion?: string;
  /** 应得分; absent where it is a person's to decide. */
  computed?: string;
  /** Of a qualitative indicator, where its score must lie. */
  range?: ScoreRange;
  /** 得分 as typed. */
  typed?: string;
  /** The score that counts: the typed one, else the computed one. */
  score?: string;
}

export interface ScoreRange {
  low: string;
  high: string;
  /** Whether `high` is itself within the range. `low` is always. */
  includesHigh: boolean;
}

/** 预算执行率得分 */
export interface ExecutionScore {
  /** 分值 */
  weight: string;
  /** Absent where there is no rate. */
  computed?: string;
  typed?: string;
  /** The score that counts: the computed one, else the typed one. */
  score?: string;
}

export interface Subtotal {
  /** 一级指标 */
  level1: "成本指标" | "产出指标" | "效益指标" | "满意度指标";
  weight: string;
  /** Absent while a score is missing. */
  score?: string;
}

/** Several drafts together. Figures are as in `Figures`. */
export interface Summary {
  /** By draft. */
  rows: SummaryRow[];
  /** 合计 */
  total: SummaryTotal;
}

export interface SummaryRow {
  /** 预算单位 */
  unit?: string;
  /** 项目名称 */
  project?: string;
  /** 报告年度 */
  year?: string;
  /** 资金总额: 年初预算数 */
  initial?: string;
  /** 全年预算数 */
  fullYear?: string;
  /** 全年执行数 */
  executed?: string;
  /** 执行率 */
  rate?: string;
  rateState: RateState;
  /** 总分 */
  score?: string;
  grade?: Grade;
}

/** The sums, absent where a draft lacks the amount, and the rate of the sums. */
export interface SummaryTotal {
  initial?: string;
  fullYear?: string;
  executed?: string;
  rate?: string;
  rateState: RateState;
}

/** What differs by locality. Scores are in points of 100, limits in per cent. */
export interface Policy {
  name: PolicyName;
  /** 金额单位 of the form's table of funds. */
  unit: "元" | "万元";
  /** 预算执行率的分值 */
  executionWeight: number;
  /**
   * How a reverse indicator (≤) that misses its target scores. `"linear"`:
   * 分值×(1－(完成值－指标值)÷指标值). `"ratio"`: 分值×指标值÷完成值.
   */
  reverse: "linear" | "ratio";
  /** 定性指标的三档 */
  bands: Bands;
  /** Completion from here on must be looked at. */
  overCompletion: number;
  /** Completion from here on must be explained. */
  overCompletionExplained: number;
  /** Below this execution rate the reason must be given. */
  reasonBelow: number;
  /** The most characters of a narrative in the form; absent where there is no limit. */
  longestNarrative?: number;
  /** The most characters of the reason for a low rate; absent where there is no limit. */
  longestReason?: number;
  /** Whether a low execution rate caps the total score (执行率与总分挂钩). */
  hasScoreCaps: boolean;
  /** Where all this is from. */
  source: string;
}

/** The lowest score of a band, in % of the weight. Below `partly` is 未达成. */
export interface Bands {
  /** 达成 */
  reached: number;
  /** 部分达成 */
  partly: number;
}

export interface Format {
  key: FormatKey;
  label: string;
  extension: string;
  mime: string;
  /** What `exportReport` writes so, the usual edition first. `exportSummary` takes any format. */
  editions: EditionKey[];
  /** Whether `importReport` reads back the draft as it was, where the file isn't for the public. */
  carriesDraft: boolean;
  /** Whether the `charts` of an export are drawn. */
  drawsCharts: boolean;
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
  kind: FieldKind;
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
