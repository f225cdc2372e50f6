package tracking_test

import (
	"bytes"

	"duban/models"
	"duban/tracking"
)

func submitMilestone(s fixture, a models.Actor) error {
	_, err := s.SubmitMilestone(s.t.Context(), a, "ask", s.own.Code, 0, models.SubmitMilestoneCommand{
		Milestone: s.openMilestone(), DoneOn: s.clock.Date(),
	})
	return err
}

func reportMonth(s fixture, a models.Actor) error {
	_, err := s.ReportMonth(s.t.Context(), a, "ask", "2021/"+s.own.Code, 0, models.ReportMonthCommand{
		Month: models.MonthOf(2021, 2), Estimate: new(models.Money),
	})
	return err
}

func putEvidence(s fixture, a models.Actor) error {
	_, err := s.PutEvidence(s.t.Context(), a, "验收.pdf", bytes.NewReader(pdf))
	return err
}

func submissions(s fixture, a models.Actor) error {
	views, err := s.Submissions(s.t.Context(), a, "", false)
	if err != nil {
		return err
	}
	for _, v := range views {
		if v.Project == s.own.Code {
			return nil
		}
	}
	return errEmpty
}

func review(s fixture, a models.Actor) error {
	_, err := s.Review(s.t.Context(), a, "ask", 0, models.ReviewCommand{Submission: s.waiting, Decision: models.Accept})
	return err
}

func changePlan(s fixture, a models.Actor) error {
	_, err := s.ChangePlan(s.t.Context(), a, "ask", s.own.Code, 0, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "测试"})
	return err
}

func previewImport(s fixture, a models.Actor) error {
	p, err := s.PreviewImport(s.t.Context(), a, upload("ask", planBook(s.t, first(4))))
	if err == nil && p.Batch == "" {
		return errEmpty
	}
	return err
}

func commitImport(s fixture, a models.Actor) error {
	_, err := s.CommitImport(s.t.Context(), a, s.staged)
	return err
}

func importProgress(s fixture, a models.Actor) error {
	_, err := s.ImportProgress(s.t.Context(), a, s.committed)
	return err
}

func undoImport(s fixture, a models.Actor) error {
	_, err := s.UndoImport(s.t.Context(), a, "ask", s.committed)
	return err
}

func goLive(s fixture, a models.Actor) error {
	_, err := s.GoLive(s.t.Context(), a, "", 0, "", "ask")
	return err
}

func status(s fixture, a models.Actor) error {
	_, err := s.Status(s.t.Context(), a, "")
	return err
}

func overview(s fixture, a models.Actor) error {
	_, err := s.Overview(s.t.Context(), a, "")
	return err
}

func escalations(s fixture, a models.Actor) error {
	_, err := s.Escalations(s.t.Context(), a, "", false)
	return err
}

func exportMonthly(s fixture, a models.Actor) error {
	_, _, err := s.ExportMonthly(s.t.Context(), a, "", june)
	return err
}

func askTemplate(s fixture, a models.Actor) error {
	_, _, err := s.Template(s.t.Context(), a, tracking.TemplateRequest{Kind: tracking.TemplateProject, Month: june,
		Project: s.own.Code})
	return err
}

func chaseText(s fixture, a models.Actor) error {
	_, err := s.ChaseText(s.t.Context(), a, "", june)
	return err
}

func errorWorkbook(s fixture, a models.Actor) error {
	_, _, err := s.ErrorWorkbook(s.t.Context(), a, upload("ask", planBook(s.t, first(4))))
	return err
}

func exportPlan(s fixture, a models.Actor) error {
	_, _, err := s.ExportPlan(s.t.Context(), a, "")
	return err
}

func exportMilestones(s fixture, a models.Actor) error {
	_, _, err := s.ExportMilestones(s.t.Context(), a, "")
	return err
}

func exportLedger(s fixture, a models.Actor) error {
	_, _, err := s.ExportLedger(s.t.Context(), a, "", 0)
	return err
}

func exportEscalations(s fixture, a models.Actor) error {
	_, _, err := s.ExportEscalations(s.t.Context(), a, "", 0)
	return err
}

func fillOwnForm(s fixture, a models.Actor) error {
	_, _, _, err := s.FillForm(s.t.Context(), a, tracking.FormToFill{FileName: "表.xlsx", Content: planBook(s.t, first(2)),
		Month: june})
	return err
}

func addPerson(s fixture, a models.Actor) error {
	_, err := s.AddPerson(s.t.Context(), a, "ask", "新人", models.RoleOffice, "", "")
	return err
}

func doctor(s fixture, a models.Actor) error {
	_, err := s.Doctor(s.t.Context(), a)
	return err
}

func fullDoctor(s fixture, a models.Actor) error {
	_, err := s.FullDoctor(s.t.Context(), a)
	return err
}

func noteDenied(s fixture, a models.Actor) error {
	s.NoteDenied(s.t.Context(), a, "GET /audit", models.Errorf(models.KindForbidden, "forbidden", "不可"))
	return nil
}

func reconcile(s fixture, a models.Actor) error {
	_, err := s.Reconcile(s.t.Context(), a)
	return err
}

func suggestions(s fixture, a models.Actor) error {
	_, err := s.Suggestions(s.t.Context(), a)
	return err
}

func suggest(s fixture, a models.Actor) error {
	_, err := s.Suggest(s.t.Context(), a, "ask", "表太多", "/tasks")
	return err
}

func answerSuggestion(s fixture, a models.Actor) error {
	return s.AnswerSuggestion(s.t.Context(), a, "ask", "sug-none", "已办")
}

func burden(s fixture, a models.Actor) error {
	_, err := s.Burden(s.t.Context(), a, "", 0)
	return err
}

func setBurdenCap(s fixture, a models.Actor) error {
	return s.SetBurdenCap(s.t.Context(), a, "ask", models.BurdenCap{Forms: 3})
}

func evidenceRules(s fixture, a models.Actor) error {
	_, err := s.EvidenceRules(s.t.Context(), a)
	return err
}

func setEvidenceRule(s fixture, a models.Actor) error {
	return s.SetEvidenceRule(s.t.Context(), a, "ask", models.EvidenceWord{Word: "投产", Rule: models.EvidenceWarned})
}

func oldLate(s fixture, a models.Actor) error {
	_, err := s.OldLate(s.t.Context(), a, "", tracking.OldFilter{})
	return err
}

func settleOld(s fixture, a models.Actor) error {
	_, err := s.SettleOld(s.t.Context(), a, "ask", "", models.SettleOldRequest{All: true, Reason: "补录", Document: "纪要"})
	return err
}

func liveState(s fixture, a models.Actor) error {
	_, err := s.LiveState(s.t.Context(), a, "")
	return err
}

func goingLive(s fixture, a models.Actor) error {
	_, err := s.GoingLive(s.t.Context(), a, "", 0)
	return err
}
