// Made from the catalogues of ziping-core, not by hand:
// UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs

/**
 * The texts as typed, of any content. `check` says what is wrong with them. What fits
 * no field is kept, and so comes back from `applyEdits` and `importReport`.
 */
export interface Draft {
  /** 报告年度 */
  report_year?: string;
  /** 报告标题 */
  title?: string;
  /** 预算单位 */
  budget_unit?: string;
  /** 主管部门 */
  competent_department?: string;
  /** 项目名称 */
  project_name?: string;
  /** 项目类别 */
  project_category?: string;
  /** 项目负责人 */
  project_leader?: string;
  /** 联系电话 */
  phone?: string;
  /** 项目概述 */
  project_overview?: string;
  /** 固定句子 */
  wording?: string;
  /** 总体目标 */
  overall_goal?: string;
  /** 年度目标 */
  annual_goal?: string;
  /** 年度目标所写年度 */
  annual_goal_year?: string;
  /** 年度目标完成情况 */
  annual_goal_result?: string;
  /** 项目决策情况 */
  decision?: string;
  /** 资金总额-年初预算数 */
  total_initial?: string;
  /** 资金总额-全年预算数 */
  total_full_year?: string;
  /** 资金总额-全年执行数 */
  total_executed?: string;
  /** 资金总额-执行率 */
  total_rate?: string;
  /** 财政资金-年初预算数 */
  fiscal_initial?: string;
  /** 财政资金-全年预算数 */
  fiscal_full_year?: string;
  /** 财政资金-全年执行数 */
  fiscal_executed?: string;
  /** 财政资金-执行率 */
  fiscal_rate?: string;
  /** 财政专户管理资金-年初预算数 */
  special_account_initial?: string;
  /** 财政专户管理资金-全年预算数 */
  special_account_full_year?: string;
  /** 财政专户管理资金-全年执行数 */
  special_account_executed?: string;
  /** 财政专户管理资金-执行率 */
  special_account_rate?: string;
  /** 单位资金-年初预算数 */
  unit_initial?: string;
  /** 单位资金-全年预算数 */
  unit_full_year?: string;
  /** 单位资金-全年执行数 */
  unit_executed?: string;
  /** 单位资金-执行率 */
  unit_rate?: string;
  /** 上年结转资金-年初预算数 */
  carried_over_initial?: string;
  /** 上年结转资金-全年预算数 */
  carried_over_full_year?: string;
  /** 上年结转资金-全年执行数 */
  carried_over_executed?: string;
  /** 上年结转资金-执行率 */
  carried_over_rate?: string;
  /** 其他资金-年初预算数 */
  other_funds_initial?: string;
  /** 其他资金-全年预算数 */
  other_funds_full_year?: string;
  /** 其他资金-全年执行数 */
  other_funds_executed?: string;
  /** 其他资金-执行率 */
  other_funds_rate?: string;
  /** 预算调整说明 */
  budget_adjustment?: string;
  /** 项目资金管理情况 */
  fund_management?: string;
  /** 项目组织情况 */
  organization?: string;
  /** 项目管理情况 */
  management?: string;
  /** 自评表样式 */
  policy?: string;
  /** 分值权重 */
  weight_scheme?: string;
  /** 预算执行率分值 */
  execution_weight?: string;
  /** 项目编码 */
  project_code?: string;
  /** 主管部门编码 */
  department_code?: string;
  /** 实施单位编码 */
  unit_code?: string;
  /** 填报人 */
  reporter?: string;
  /** 填报人联系方式 */
  reporter_phone?: string;
  /** 财务负责人 */
  finance_leader?: string;
  /** 是否公开 */
  is_public?: string;
  /** 公开网址 */
  public_url?: string;
  /** 评价结论 */
  conclusion?: string;
  /** 存在问题 */
  problems?: string;
  /** 改进措施 */
  improvements?: string;
  /** 预算执行率得分 */
  execution_score?: string;
  /** 总分 */
  total_score?: string;
  /** 评价等级 */
  grade?: string;
  /** 项目绩效目标完成情况 */
  goals_met?: string;
  /** 项目绩效目标未完成情况及原因分析 */
  goals_unmet?: string;
  /** 后续工作计划 */
  follow_up_plan?: string;
  /** 主要经验及做法、存在问题和建议 */
  experience?: string;
  /** 落款单位 */
  signature_unit?: string;
  /** 落款日期 */
  signature_date?: string;
  /** 未归类内容 */
  unfiled?: string;
  sub_projects?: Tables["sub_projects"][];
  indicators?: Tables["indicators"][];
}

/** By table, what a row holds. */
export interface Tables {
  sub_projects: {
    /** 子项目名称 */
    name?: string;
    /** 下达资金 */
    allocated?: string;
    /** 支出 */
    spent?: string;
    /** 进展情况 */
    progress?: string;
  };
  indicators: {
    /** 一级指标 */
    level1?: string;
    /** 二级指标 */
    level2?: string;
    /** 三级指标 */
    level3?: string;
    /** 指标性质 */
    nature?: string;
    /** 年度指标值 */
    target?: string;
    /** 度量单位 */
    unit?: string;
    /** 实际完成值 */
    actual?: string;
    /** 完成率 */
    completion?: string;
    /** 分值 */
    weight?: string;
    /** 得分 */
    score?: string;
    /** 偏差原因 */
    reason?: string;
  };
}

export type TableKey =
  | "sub_projects"
  | "indicators";

export type FormatKey =
  | "html"
  | "text"
  | "docx"
  | "xlsx";

export type FieldKey =
  | "report_year"
  | "title"
  | "budget_unit"
  | "competent_department"
  | "project_name"
  | "project_category"
  | "project_leader"
  | "phone"
  | "project_overview"
  | "wording"
  | "overall_goal"
  | "annual_goal"
  | "annual_goal_year"
  | "annual_goal_result"
  | "decision"
  | "total_initial"
  | "total_full_year"
  | "total_executed"
  | "total_rate"
  | "fiscal_initial"
  | "fiscal_full_year"
  | "fiscal_executed"
  | "fiscal_rate"
  | "special_account_initial"
  | "special_account_full_year"
  | "special_account_executed"
  | "special_account_rate"
  | "unit_initial"
  | "unit_full_year"
  | "unit_executed"
  | "unit_rate"
  | "carried_over_initial"
  | "carried_over_full_year"
  | "carried_over_executed"
  | "carried_over_rate"
  | "other_funds_initial"
  | "other_funds_full_year"
  | "other_funds_executed"
  | "other_funds_rate"
  | "budget_adjustment"
  | "fund_management"
  | "organization"
  | "management"
  | "sub_projects.name"
  | "sub_projects.allocated"
  | "sub_projects.spent"
  | "sub_projects.progress"
  | "policy"
  | "weight_scheme"
  | "execution_weight"
  | "project_code"
  | "department_code"
  | "unit_code"
  | "reporter"
  | "reporter_phone"
  | "finance_leader"
  | "is_public"
  | "public_url"
  | "conclusion"
  | "problems"
  | "improvements"
  | "execution_score"
  | "total_score"
  | "grade"
  | "indicators.level1"
  | "indicators.level2"
  | "indicators.level3"
  | "indicators.nature"
  | "indicators.target"
  | "indicators.unit"
  | "indicators.actual"
  | "indicators.completion"
  | "indicators.weight"
  | "indicators.score"
  | "indicators.reason"
  | "goals_met"
  | "goals_unmet"
  | "follow_up_plan"
  | "experience"
  | "signature_unit"
  | "signature_date"
  | "unfiled";

export type PolicyName =
  | "海南"
  | "财政部"
  | "四川"
  | "湖北";

export type EditionKey =
  | "report"
  | "form"
  | "disclosure";

export type ImportError =
  | "empty"
  | "too_large"
  | "too_much"
  | "damaged"
  | "encrypted"
  | "newer"
  | "old_word"
  | "old_excel"
  | "wps_writer"
  | "wps_spreadsheet"
  | "binary_excel"
  | "presentation"
  | "open_document"
  | "rich_text"
  | "single_file"
  | "pdf"
  | "image"
  | "archive"
  | "unknown";
