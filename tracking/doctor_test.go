package tracking_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// patient is an environment with something of everything on record: a milestone handed in with evidence and accepted,
// a report that waits, rungs and their messages. Faults are planted in it.
type patient struct {
	*env
	project  models.Project
	accepted models.Submission
	waiting  models.Submission
	evidence string // path of the file
}

func newPatient(t *testing.T) patient {
	t.Helper()
	h := planned(t, 3)
	h.until(models.DateOf(2021, 3, 9).At(10, 0))
	return patientIn(t, h)
}

// patientIn puts something of everything on record in an environment.
func patientIn(t *testing.T, h *env) patient {
	t.Helper()
	p := patient{env: h, project: h.facts(district)[0].Project}
	kept := p.keepEvidence()
	amount := models.Money(100)
	for _, err := range []error{
		second(h.SubmitMilestone(t.Context(), models.Operator, "milestone", p.project.Code, 0, models.SubmitMilestoneCommand{
			Milestone: fixture{env: h, own: p.project}.openMilestone(), DoneOn: h.clock.Date(),
			Evidence: []models.Evidence{kept},
		})),
		second(h.Review(t.Context(), office, "review", 0, models.ReviewCommand{Submission: models.SubmissionID("milestone"),
			Decision: models.Accept})),
		second(h.ReportMonth(t.Context(), models.Operator, "report", p.project.Code, 0,
			models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range h.project(p.project.Name).Submissions {
		if s.Status == models.SubmissionWaiting {
			p.waiting = s
		} else {
			p.accepted = s
		}
	}
	p.deliver()
	return p
}

// copy is another patient in the same state.
func (p patient) copy(t *testing.T) patient {
	t.Helper()
	p.env = p.env.copy(t)
	p.keepEvidence()
	return p
}

func (p *patient) keepEvidence() models.Evidence {
	kept, err := p.PutEvidence(p.t.Context(), models.Operator, "验收.pdf", bytes.NewReader(pdf))
	p.must(err)
	p.evidence = filepath.Join(p.dir, kept.SHA256[:2], kept.SHA256)
	return kept
}

func second[T any](_ T, err error) error { return err }

func (p patient) write(fn func(tx *store.Tx) error) { storetest.Write(p.t, p.Store, fn) }

// promote writes a row by the importer's way, which asks no rules.
func (p patient) promote(entity string, version int, row any) {
	after, err := json.Marshal(row)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(func(tx *store.Tx) error {
		id := "fault-" + entity
		if err := tx.StageBatch(models.ImportBatch{ID: id, Status: models.BatchStaged}, []models.ImportRow{{
			BatchID: id, Position: 1, Action: "changed", Entity: entity, ProjectID: p.project.ID, Version: version,
			After: string(after),
		}}); err != nil {
			return err
		}
		_, err := tx.Promote(id, *p.clock)
		return err
	})
}

// now is the project's row as it is now.
func (p patient) now() models.Project { return p.env.project(p.project.Name).Project }

func (p patient) rung(change func(*models.Escalation)) {
	e := models.Escalation{
		ProjectID: p.project.ID, ProgrammeID: district, Item: models.ItemReport, Subject: "2021-05",
		Month: models.MonthOf(2021, 5), DueVersion: 1,
		Kind: models.KindRung, Rung: models.Urging, Step: "urging", Trial: true, At: *p.clock, RecordedAt: *p.clock,
	}
	change(&e)
	e.ID = models.EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step)
	p.write(func(tx *store.Tx) error { _, err := tx.InsertEscalations(e); return err })
}

func closedButRunning(p patient) {
	_, err := p.ChangePlan(p.t.Context(), office, "close", p.project.Code, 0,
		models.ChangePlanCommand{Change: models.PlanClose, Reason: "测试"})
	p.must(err)
	p.runs.running = append(p.runs.running, refOf(p.project))
}

func (p patient) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// look lets the project's process look at what an import left.
func (p patient) look() {
	p.must(p.runs.advance(p.t.Context(), p.project.ID, refOf(p.project)))
}

func TestTheDoctorFindsEachPlantedFaultAndNothingElse(t *testing.T) {
	sound := newPatient(t)
	covered := map[string]bool{"数据库完整性": true} // a damaged database file is the store's to plant
	for _, check := range []string{"记录保护措施完好", "操作记录链完整", "封存记录与数据库一致", "数据与最后记录一致", "下级数据都有所属项目", "没有未来时间的记录",
		"月报与填报一致"} {
		covered[check] = true // by TestTheOfflineDoctorFindsEveryPlantedFault: rows changed past the store
	}
	covered["月结记录完整"] = true      // in closings_test.go
	covered["页面数据与数据库一致"] = true  // in cache_test.go
	covered["放假安排"] = true        // in calendar_test.go
	covered["消息送达人员"] = true      // in live_state_test.go
	covered["岗位任职"] = true        // a notice: in doctor_orders_test.go
	covered["督办单流程与记录一致"] = true  // in doctor_orders_test.go
	covered["调度轮次流程与记录一致"] = true // in rounds_test.go
	covered["发送渠道"] = true        // in channel_notices_test.go
	for _, check := range []string{"管理员角色不兼任", "三员设置"} {
		covered[check] = true // in administrators_test.go
	}
	for name, fault := range faults {
		for _, check := range fault.found {
			covered[check] = true
		}
		t.Run(name, func(t *testing.T) {
			p := sound.copy(t)
			fault.plant(p)
			d, err := p.Doctor(t.Context(), models.Operator)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, c := range d.Checks {
				if !c.OK {
					found = append(found, c.Name)
				}
				if !c.OK && len(c.Found) == 0 || c.Found == nil { // a notice is found and leaves a check ok
					t.Errorf("%s: ok %t, found %v", c.Name, c.OK, c.Found)
				}
			}
			if diff := cmp.Diff(fault.found, found); diff != "" || d.OK != (len(fault.found) == 0) {
				t.Errorf("ok %t; should find (-) and found (+):\n%s\n%+v", d.OK, diff, d.Checks)
			}
		})
	}
	d, err := sound.Doctor(t.Context(), models.Operator)
	if err != nil || !d.OK {
		t.Errorf("a sound house: %+v, %v", d, err)
	}
	for _, c := range d.Checks {
		if !covered[c.Name] {
			t.Errorf("nothing planted is found by %q", c.Name)
		}
	}
}

func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	p := newPatient(t)
	p.must(os.Remove(p.evidence))
	p.runs.end(refOf(p.project))
	d, err := p.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range d.Checks {
		if !c.OK {
			all = append(all, c.Found...)
		}
	}
	want := []string{
		p.accepted.ID + "“验收.pdf”：附件文件不存在，请用 duban restore 从备份取回，或请填报人重新上传",
		"project/2021/" + p.project.Code + " 有 0 个运行中的流程",
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	p.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	d, err = p.Doctor(t.Context(), models.Operator)
	if err != nil || d.OK || d.Checks[len(d.Checks)-1].Name != away {
		t.Errorf("without Temporal: %+v, %v", d, err)
	}
}

func TestAYearIsSound(t *testing.T) {
	h, _, _ := halfYear(t)
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil || !d.OK {
		t.Errorf("%+v, %v", d, err)
	}
	if len(d.Checks) < 20 || !slices.ContainsFunc(d.Checks, func(c tracking.Check) bool {
		return strings.Contains(c.Name,
			"月度")
	}) {
		t.Errorf("only %d checks", len(d.Checks))
	}
}
