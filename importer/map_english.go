package importer

import (
	"regexp"
	"strings"
)

// englishWords are headers of lists in English, in small letters without spaces: those of the British government's
// major projects (GMPP), and usual ones.
var englishWords = map[string]Field{
	"no": FieldNumber, "no.": FieldNumber, "number": FieldNumber, "#": FieldNumber, "s/n": FieldNumber,
	"projectid": FieldCode, "projectcode": FieldCode, "code": FieldCode, "gmppidnumber": FieldCode, "gmppid": FieldCode,
	"projectnumber": FieldCode, "id": FieldCode,
	"projectname": FieldName, "project": FieldName, "nameofproject": FieldName, "projecttitle": FieldName,
	"projectorprogramme": FieldName, "projectorprogrammename": FieldName, "projects": FieldName, "scheme": FieldName,
	"schemename": FieldName, "programmename": FieldName,
	"owner": FieldOwner, "projectowner": FieldOwner, "client": FieldOwner, "developer": FieldOwner,
	"implementingagency": FieldOwner, "deliverybody": FieldOwner,
	"department": FieldResponsibleUnit, "responsibleunit": FieldResponsibleUnit,
	"responsibledepartment": FieldResponsibleUnit,
	"leaddepartment":        FieldResponsibleUnit, "agency": FieldResponsibleUnit,
	"sponsoringdepartment": FieldResponsibleUnit,
	"leadunit":             FieldResponsibleUnit, "responsibleorganisation": FieldResponsibleUnit,
	"sponsor": FieldSponsor, "leader": FieldSponsor, "seniorresponsibleowner": FieldContact, "sro": FieldContact,
	"contact": FieldContact, "phone": FieldContact, "projectmanager": FieldContact,
	"sector": FieldSector, "category": FieldSector, "annualreportcategory": FieldSector, "industry": FieldSector,
	"type": FieldSector, "projecttype": FieldSector, "projectcategory": FieldSector,
	"stage": FieldStage, "phase": FieldStage, "status": FieldStage, "projectstage": FieldStage,
	"location": FieldPlace, "site": FieldPlace, "place": FieldPlace, "address": FieldPlace,
	"description": FieldScale, "projectdescription": FieldScale, "scope": FieldScale, "description/aims": FieldScale,
	"scale": FieldScale, "projectscope": FieldScale,
	"period": FieldPeriod, "constructionperiod": FieldPeriod, "duration": FieldPeriod,
	"goal": FieldGoal, "annualgoal": FieldGoal, "target": FieldGoal, "annualtarget": FieldGoal,
	"startdate": FieldPlannedStart, "plannedstart": FieldPlannedStart, "start": FieldPlannedStart,
	"projectstartdate": FieldPlannedStart, "project-startdate": FieldPlannedStart, "plannedstartdate": FieldPlannedStart,
	"enddate": FieldPlannedFinish, "plannedfinish": FieldPlannedFinish, "completiondate": FieldPlannedFinish,
	"finishdate": FieldPlannedFinish, "projectenddate": FieldPlannedFinish, "project-enddate": FieldPlannedFinish,
	"plannedcompletion": FieldPlannedFinish, "end": FieldPlannedFinish, "finish": FieldPlannedFinish,
	"actualstart": FieldActualStart, "actualstartdate": FieldActualStart, "actualfinish": FieldActualFinish,
	"actualcompletion": FieldActualFinish, "actualcompletiondate": FieldActualFinish,
	"totalinvestment": FieldTotalInvestment, "totalcost": FieldTotalInvestment, "wholelifecost": FieldTotalInvestment,
	"totalbaselinewholelifecosts": FieldTotalInvestment, "baselinewholelifecosts": FieldTotalInvestment,
	"wholelifecosts": FieldTotalInvestment, "totalprojectcost": FieldTotalInvestment, "budget": FieldTotalInvestment,
	"totalbudget": FieldTotalInvestment, "projectcost": FieldTotalInvestment, "investment": FieldTotalInvestment,
	"annualplan": FieldAnnualPlan, "plannedinvestment": FieldAnnualPlan, "annualplannedinvestment": FieldAnnualPlan,
	"annualbudget": FieldAnnualPlan, "financialyearbaseline": FieldAnnualPlan, "yplan": FieldAnnualPlan,
	"plannedinvestmentthisyear": FieldAnnualPlan, "yplannedinvestment": FieldAnnualPlan,
	"financialyearforecast": FieldOther, "financialyearvariance": FieldOther, "variance": FieldOther,
	"toendoflastyear": FieldToEndOfLastYear, "cumulativetoendoflastyear": FieldToEndOfLastYear,
	"investmentthismonth": FieldMonthAmount, "thismonth": FieldMonthAmount, "monthlyinvestment": FieldMonthAmount,
	"completedthismonth": FieldMonthAmount, "month": FieldMonthAmount,
	"yeartodate": FieldYearToDate, "ytd": FieldYearToDate, "cumulativeinvestment": FieldYearToDate,
	"investmentyeartodate": FieldYearToDate, "completedyeartodate": FieldYearToDate,
	"yeartodateinvestment": FieldYearToDate,
	"todate":               FieldToDate, "spendtodate": FieldToDate, "investmenttodate": FieldToDate,
	"completionrate": FieldRate, "rate": FieldRate, "%complete": FieldRate, "percentcomplete": FieldRate,
	"progress": FieldPhysical, "physicalprogress": FieldPhysical, "currentprogress": FieldPhysical,
	"issues": FieldProblems, "problems": FieldProblems, "risksandissues": FieldProblems,
	"nextsteps": FieldNextStep, "nextstep": FieldNextStep, "actions": FieldNextStep,
	"milestone": FieldMilestoneName, "milestonename": FieldMilestoneName, "due": FieldDue, "duedate": FieldDue,
	"planneddate": FieldDue, "actualdate": FieldDoneOn, "doneon": FieldDoneOn, "datecompleted": FieldDoneOn,
	"remarks": FieldRemark, "notes": FieldRemark, "comments": FieldRemark, "narrative": FieldRemark, "remark": FieldRemark,
}

// englishPatterns recognise longer English headers.
var englishPatterns = []struct {
	pattern *regexp.Regexp
	field   Field
}{
	{regexp.MustCompile(`deliveryconfidence|ragrating|narrative|commentary|benefits|variance|forecast`), FieldOther},
	{regexp.MustCompile(`wholelifecost|total(capital|project|estimated)?(investment|cost|budget)`), FieldTotalInvestment},
	{regexp.MustCompile(`(annual|yearly|financialyear|fiscalyear|y)(plan|baseline|budget)`), FieldAnnualPlan},
	{regexp.MustCompile(`yeartodate|ytd`), FieldYearToDate},
	{regexp.MustCompile(`(latestapproved|planned|expected|project)-?start`), FieldPlannedStart},
	{regexp.MustCompile(`(latestapproved|planned|expected|project)-?(end|finish|completion)`), FieldPlannedFinish},
	{regexp.MustCompile(
		`^(name|title)of(the)?(project|scheme|programme)|^(project|scheme|programme)s?(/programme)?(name|title)`), FieldName},
	{regexp.MustCompile(`(lead|responsible|sponsoring).*(department|unit|ministry|agency)`), FieldResponsibleUnit},
	{regexp.MustCompile(`^description`), FieldScale},
}

// mapEnglish maps a header in English. It is tried after the Chinese words, on texts without Chinese characters.
func mapEnglish(h headerWord) (Field, float64) {
	if len(h.bare) < 2 && h.bare != "#" {
		return FieldNone, 0
	}
	for i := range len(h.bare) {
		if h.bare[i] >= 0x80 && !strings.HasPrefix(h.bare[i:], "年") && !strings.HasPrefix(h.bare[i:], "£") &&
			!strings.HasPrefix(h.bare[i:], "–") && h.bare[i] >= 0xc0 {
			return FieldNone, 0
		}
	}
	word := strings.ToLower(strings.NewReplacer("Y年", "y", "£m", "", "$m", "", "–", "-").Replace(h.bare))
	if f, ok := englishWords[strings.Trim(word, "-,")]; ok {
		return f, .95
	}
	for _, p := range englishPatterns {
		if p.pattern.MatchString(word) {
			return p.field, sureEnough
		}
	}
	return FieldNone, 0
}
