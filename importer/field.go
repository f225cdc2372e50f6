package importer

// Field is the kind of value in a column.
type Field string

// The fields to which a column can be mapped.
const (
	FieldNone Field = "" // not used

	FieldNumber          Field = "number" // 序号
	FieldCode            Field = "code"
	FieldApprovalCode    Field = "approval_code" // 投资项目代码 of the state's platform
	FieldName            Field = "name"
	FieldOwner           Field = "owner"
	FieldResponsibleUnit Field = "responsible_unit"
	FieldSponsor         Field = "sponsor"
	FieldLevel           Field = "level"
	FieldCityMajor       Field = "city_major"
	FieldSector          Field = "sector"
	FieldStage           Field = "stage"
	FieldCategory        Field = "category"
	FieldInvestor        Field = "investor"
	FieldPlace           Field = "place"
	FieldScale           Field = "scale"
	FieldPeriod          Field = "period"
	FieldGoal            Field = "goal"
	FieldPlannedStart    Field = "planned_start"
	FieldPlannedFinish   Field = "planned_finish"
	FieldActualStart     Field = "actual_start"
	FieldActualFinish    Field = "actual_finish"
	FieldStarted         Field = "started"  // 是否开工
	FieldFinished        Field = "finished" // 是否竣工

	FieldTotalInvestment Field = "total_investment"
	FieldToEndOfLastYear Field = "to_end_of_last_year"
	FieldAnnualPlan      Field = "annual_plan"
	FieldMonthPlan       Field = "month_plan"
	FieldQuarterPlan     Field = "quarter_plan"
	FieldMonthText       Field = "month_text" // a year's months in one cell: 3月土地平整，完成投资4000万元；4月开工

	FieldMonthAmount Field = "month"
	FieldTenDays     Field = "ten_days" // 上旬, 中旬 or 下旬 of a month: a part of it
	FieldYearToDate  Field = "year_to_date"
	FieldToDate      Field = "to_date"
	FieldRate        Field = "rate"
	FieldPhysical    Field = "physical_progress"
	FieldProblems    Field = "problems"
	FieldNextStep    Field = "next_step"
	FieldStatistics  Field = "statistics" // 是否纳统, or that with the code after it

	FieldStatisticsCode Field = "statistics_code"
	FieldStatisticsOn   Field = "statistics_on"

	FieldBasis Field = "basis" // 数据口径: 审定, 上报 or 未报

	FieldMilestoneName Field = "milestone_name"
	FieldDue           Field = "due"
	FieldDoneOn        Field = "done_on"
	FieldControlling   Field = "controlling"
	FieldMilestoneDate Field = "milestone_date" // a column for one milestone, which the header names
	FieldMilestoneText Field = "milestone_text" // a column for one month, in which the cell names the milestone

	FieldRemark  Field = "remark"
	FieldContact Field = "contact"
	FieldOther   Field = "other" // a known column that is not stored
	FieldCount   Field = "count" // number of projects in a section or total
)

// Money reports whether the field holds amounts.
func (f Field) Money() bool {
	switch f {
	case FieldTotalInvestment, FieldToEndOfLastYear, FieldAnnualPlan, FieldMonthPlan, FieldQuarterPlan,
		FieldMonthAmount, FieldTenDays, FieldYearToDate, FieldToDate:
		return true
	}
	return false
}

var fieldWords = map[Field]string{
	FieldNumber: "序号", FieldCode: "项目编码", FieldApprovalCode: "投资项目代码", FieldName: "项目名称", FieldOwner: "建设单位",
	FieldResponsibleUnit: "责任单位",
	FieldSponsor:         "包保领导", FieldLevel: "项目级别", FieldCityMajor: "是否市重大", FieldSector: "产业类别", FieldStage: "项目性质",
	FieldCategory: "建设类/准备类", FieldInvestor: "投资主体", FieldPlace: "建设地点", FieldScale: "建设内容及规模", FieldPeriod: "建设年限",
	FieldGoal: "年度工作目标", FieldPlannedStart: "计划开工时间", FieldPlannedFinish: "计划竣工时间", FieldTotalInvestment: "总投资",
	FieldToEndOfLastYear: "至上年底累计完成投资", FieldAnnualPlan: "年度计划投资", FieldMonthPlan: "月度计划投资", FieldQuarterPlan: "季度计划投资",
	FieldMonthAmount: "本月完成投资", FieldTenDays: "旬完成投资", FieldYearToDate: "年初至本月累计完成投资", FieldToDate: "开工至今累计完成投资",
	FieldRate:     "投资完成率",
	FieldPhysical: "形象进度", FieldProblems: "存在问题", FieldNextStep: "下一步计划", FieldStatistics: "是否纳统",
	FieldActualStart: "实际开工时间", FieldActualFinish: "实际竣工时间", FieldStarted: "是否开工", FieldFinished: "是否竣工",
	FieldStatisticsCode: "纳统编码", FieldStatisticsOn: "纳统时间",
	FieldMilestoneName: "节点名称", FieldDue: "计划完成时间", FieldDoneOn: "实际完成时间", FieldControlling: "是否控制性节点",
	FieldMilestoneDate: "节点时间", FieldMilestoneText: "月度节点", FieldMonthText: "月度计划", FieldRemark: "备注", FieldBasis: "数据口径",
	FieldContact: "联系方式", FieldCount: "项目个数",
}

// Chinese returns the usual header of the field.
func (f Field) Chinese() string { return fieldWords[f] }

// Fields lists the fields that a person may choose for a column, in the usual order of a sheet.
func Fields() []Field {
	return []Field{
		FieldNumber, FieldCode, FieldApprovalCode, FieldName, FieldOwner, FieldResponsibleUnit, FieldSponsor, FieldLevel,
		FieldCityMajor, FieldSector, FieldStage,
		FieldCategory, FieldInvestor, FieldPlace, FieldScale, FieldPeriod, FieldGoal, FieldTotalInvestment,
		FieldToEndOfLastYear, FieldAnnualPlan,
		FieldMonthPlan, FieldQuarterPlan, FieldMonthText, FieldMonthAmount, FieldYearToDate, FieldToDate, FieldRate,
		FieldPhysical, FieldProblems,
		FieldNextStep, FieldPlannedStart, FieldPlannedFinish, FieldStarted, FieldActualStart, FieldFinished,
		FieldActualFinish, FieldStatistics,
		FieldStatisticsCode, FieldStatisticsOn, FieldMilestoneName, FieldDue, FieldDoneOn, FieldControlling,
		FieldMilestoneDate, FieldMilestoneText,
		FieldBasis, FieldRemark, FieldContact,
	}
}
