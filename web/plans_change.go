package web

import (
	"net/http"
	"strings"

	"duban/models"
)

// fieldOfPlan is the form field each error code of a plan change belongs to.
var fieldOfPlan = map[string]string{
	"reason_missing": "reason", "date_missing": "date", "same_date": "date", "bad_date": "date", "pause_not_found": "date",
	"plan_out_of_range": "amount", "not_a_number": "amount", "milestone_not_found": "milestone",
	models.AmountDoubted: "confirmed", "milestone_done": "milestone", "moves_due_missing": "moves_due",
}

// pauseSeveral pauses or resumes the ticked projects under one document, each by its own command. The command's key is
// made of the form's key and the project, so the same form sent twice acts once.
func (h *handlers) pauseSeveral(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	ticked := f.values["project"]
	c, err := parsePlanChange(f, models.PlanChange(f.Value("change")))
	switch {
	case err != nil:
	case c.Change != models.PlanPause && c.Change != models.PlanResume:
		err = models.Errorf(models.KindInvalid, "bad_change", "一次只能为多个项目登记停工或复工")
	case len(ticked) == 0 || len(ticked) > maxCommands:
		err = models.Errorf(models.KindInvalid, "nothing_chosen", "请先勾选项目，一次最多 200 个")
	case c.Date == 0:
		err = models.Errorf(models.KindInvalid, "date_missing", "请填写停工或复工的日期")
	case c.Change == models.PlanPause && c.MovesDue == models.NotSaid:
		err = models.Errorf(models.KindInvalid, "moves_due_missing", "请按停工批文写明未到期节点的日期是否顺延：顺延或不变")
	case c.Reason == "":
		err = models.Errorf(models.KindInvalid, "reason_missing", "调整计划须写明原因")
	}
	if err != nil {
		f.wrong(err, fieldOfPlan)
		return h.writePlans(w, r, statusOf(err), f)
	}
	p := outcomesPage{Back: "/plans"}
	for _, project := range ticked {
		page, err := h.t.PlanPage(r.Context(), actorOf(r), project)
		if err != nil {
			return err
		}
		receipt, err := h.t.ChangePlan(r.Context(), actorOf(r), f.Key+"."+project, project, 0, c)
		if p.record(f.lang, page.Code+" "+page.Name, planAddress(page.Year, page.Code), receipt, err) != nil {
			return err
		}
	}
	return h.showOutcomes(w, r, p, f.lang.text("已登记 %d 个项目", p.Done))
}

// parsePlanChange reads a plan change from a form.
func parsePlanChange(f form, change models.PlanChange) (c models.ChangePlanCommand, err error) {
	c = models.ChangePlanCommand{Change: change, Milestone: f.Value("milestone"), Reason: trimmedValue(f, "reason"),
		Approver: trimmedValue(f, "approver"), Document: trimmedValue(f, "document")}
	if change == models.PlanPause {
		c.MovesDue = models.Answer(f.Value("moves_due"))
	}
	if text := trimmedValue(f, "date"); text != "" {
		if c.Date, err = models.ParseDate(text); err != nil {
			return c, models.Errorf(models.KindInvalid, "date_missing", "日期无法识别，请写成 2021-06-30").Because(err)
		}
	}
	if change == models.PlanAmount {
		c.Confirmed = f.Value("confirmed") != ""
		text := trimmedValue(f, "amount")
		if text == "" {
			return c, models.Errorf(models.KindInvalid, "not_a_number", "请填写调整后的年度计划投资")
		}
		if c.AnnualPlan, err = models.ParseMoney(text, models.WanYuan); err != nil {
			return c, models.Errorf(models.KindInvalid, "not_a_number", "年度计划投资不是数字，请以万元填写").Because(err)
		}
	}
	return c, nil
}

// trimmedValue returns a field's value without surrounding space.
func trimmedValue(f form, field string) string { return strings.TrimSpace(f.Value(field)) }
