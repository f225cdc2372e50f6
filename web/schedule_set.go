package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// mostRows is the most rows of the form of a schedule.
const mostRows = 150

// setSchedule sets the milestones of the form, or, for those who do not plan, asks for their approval.
func (h *handlers) setSchedule(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.Schedule(r.Context(), actorOf(r), projectOf(r), "", models.ScheduleEnds{})
	if err != nil {
		return err
	}
	rows, steps, wrong := typedRows(f)
	refuse := func(err error) error {
		if !f.wrong(err, map[string]string{"reason_missing": "reason", "paper_missing": "paper", "text_too_long": "reason"}) {
			if e := models.AsError(err); e.Kind != models.KindUnavailable && e.Kind != models.KindNotFound {
				return err
			}
			f.errors[""] = f.lang.say(models.AsError(err).Message) // what was typed must not be lost
		}
		h.writeSchedule(w, r, statusOf(err), v, newForm(r), f, rows)
		return nil
	}
	if wrong == nil {
		steps, wrong = changedSteps(v.Milestones, rows, steps)
	}
	if wrong != nil {
		return refuse(wrong)
	}
	reason, document := trimmedValue(f, "reason"), trimmedValue(f, "document")
	if v.MayPlan {
		receipt, err := h.t.ChangePlan(r.Context(), actorOf(r), f.Key, projectOf(r), 0, models.ChangePlanCommand{
			Change: models.PlanSchedule, Steps: steps, Reason: reason, Document: document,
			Approver: trimmedValue(f, "approver")})
		if err == nil {
			return h.redirectWithReceipt(w, r, receipt, f.backTo(scheduleAddress(v.Year, v.Code), v.Year, v.Code))
		}
		return refuse(err)
	}
	q, err := h.t.AskRequest(r.Context(), actorOf(r), f.Key, projectOf(r), models.RequestCommand{
		Kind: models.RequestSchedule, Steps: steps, Reason: reason, Document: document, Paper: trimmedValue(f, "paper")})
	if err == nil {
		return h.redirectWithMessage(w, r, askedAddress+"/"+q.ID, "申请已提出，待审批；审批前原时限照常计算")
	}
	return refuse(err)
}

// typedRows reads the rows of the form, and the steps that were chosen.
func typedRows(f form) (rows []scheduleRow, steps []models.PlannedStep, wrong error) {
	keep := func(err error) {
		if wrong == nil {
			wrong = err
		}
	}
	used := map[string]bool{}
	var p models.Proposal
	for i := range mostRows {
		at := func(field string) string { return trimmedValue(f, field+"-"+strconv.Itoa(i)) }
		if !f.values.Has("name-" + strconv.Itoa(i)) {
			break
		}
		row := scheduleRow{I: len(rows), Name: at("name"), Use: at("use") != "", Date: at("date"), Days: at("days"),
			After: at("after"), Control: at("control") != "", Has: at("has") != "", Fresh: at("fresh") != "",
			WasDays: at("was-days"), WasAfter: at("was-after")}
		row.Step = models.ProposedStep{PlannedStep: models.PlannedStep{Name: row.Name, Controlling: row.Control,
			After: splitNames(row.After)}, Status: models.MilestoneStatus(at("has"))}
		row.Use = row.Use || row.Fresh && row.Name != ""
		if row.Name == "" {
			if row.Fresh {
				rows = append(rows, row)
			}
			continue
		}
		var err error
		if row.Step.Date, err = models.ParseDate(row.Date); err != nil && (row.Use || row.Has) {
			keep(err)
		}
		if row.Step.Days, err = models.StepDays(row.Name, row.Days); err != nil {
			keep(err)
		}
		rows = append(rows, row)
		used[models.NameKey(row.Name)] = row.Use
		p.Steps = append(p.Steps, row.Step)
	}
	return rows, p.Chosen(func(s models.ProposedStep) bool { return used[models.NameKey(s.Name)] }), wrong
}

// changedSteps leaves out the milestones of the project that were not changed in the form. What was not changed of the
// others is as it is now, not as it was when the form was shown: another person may have changed it since.
func changedSteps(now []tracking.MilestoneLine, rows []scheduleRow, steps []models.PlannedStep) ([]models.PlannedStep,
	error) {
	var changed []models.PlannedStep
	for _, s := range steps {
		i := slices.IndexFunc(rows, func(row scheduleRow) bool { return row.Name == s.Name })
		m := lineOf(now, s.Name)
		if i < 0 || m == nil || !rows[i].Has {
			changed = append(changed, s)
			continue
		}
		sameDays := rows[i].Days == rows[i].WasDays
		sameAfter := slices.Equal(splitNames(rows[i].After), splitNames(rows[i].WasAfter))
		if sameDays && sameAfter {
			continue
		}
		if sameDays {
			s.Days = m.Days
		}
		if sameAfter {
			s.After = m.After
		}
		changed = append(changed, s)
	}
	if len(changed) == 0 && len(steps) > 0 {
		return nil, models.Errorf(models.KindConflict, "same_schedule", "节点计划与现行的相同，没有变化")
	}
	return changed, nil
}

// splitNames reads names with 、 or a comma between them.
func splitNames(text string) (names []string) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool {
		return r == '、' || r == ',' || r == '，' ||
			r == '；'
	}) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
