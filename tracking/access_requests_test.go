package tracking_test

import (
	"bytes"
	"maps"
	"slices"

	"duban/models"
)

// What is asked of the access table about requests and what is asked of a person.

func init() {
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"AskRequest":       {askRequest, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
		"RequestList":      {requestList, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"RequestPage":      {requestPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, no}},
		"RequestForm":      {requestForm, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"DecideAsked":      {decideAsked, [9]string{no, yes, no, no, no, hidden, no, no, no}},
		"WithdrawAsked":    {withdrawAsked, [9]string{yes, no, no, hidden, no, hidden, no, no, no}},
		"OpenRequestPaper": {openRequestPaper, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"Todos":            {todos, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	})
}

// askExtension has the operator ask for a week more for one of own's milestones that the office decides on.
func (s *fixture) askExtension() {
	s.t.Helper()
	f := s.project(s.own.Name)
	for _, m := range f.Milestones {
		if m.Status != models.MilestoneOpen || m.Controlling || m.Due < s.clock.Date() {
			continue
		}
		scan, err := s.PutEvidence(s.t.Context(), models.Operator, "延期申请.pdf", bytes.NewReader(pdf))
		if err != nil {
			s.t.Fatal(err)
		}
		v, err := s.AskRequest(s.t.Context(), models.Operator, "extension", s.own.Code, models.RequestCommand{
			Kind: models.RequestExtension, Milestone: m.ID, Date: m.Due + 7, Reason: "设备晚到", Paper: "项目单位的延期申请",
			Evidence: &scan})
		if err != nil {
			s.t.Fatal(err)
		}
		s.request = v.ID
		return
	}
	s.t.Fatal("no milestone to extend")
}

func askRequest(s fixture, a models.Actor) error {
	f := s.project(s.own.Name)
	at := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool {
		return m.Status == models.MilestoneOpen && m.Controlling
	})
	m := f.Milestones[at]
	_, err := s.AskRequest(s.t.Context(), a, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestExtension,
		Milestone: m.ID, Date: max(m.Due, s.clock.Date()) + 7, Reason: "征地未完成", Paper: "项目单位的延期申请"})
	return err
}

func requestList(s fixture, a models.Actor) error {
	all, err := s.RequestList(s.t.Context(), a, false)
	if err == nil && len(all) == 0 {
		return errEmpty
	}
	return err
}

func requestPage(s fixture, a models.Actor) error {
	_, err := s.RequestPage(s.t.Context(), a, s.request)
	return err
}

func requestForm(s fixture, a models.Actor) error {
	_, err := s.RequestForm(s.t.Context(), a, s.own.Code)
	return err
}

func decideAsked(s fixture, a models.Actor) error {
	_, err := s.DecideAsked(s.t.Context(), a, "ask", s.request, models.DecideRequestCommand{
		Decision: models.ApproveRequest})
	return err
}

func withdrawAsked(s fixture, a models.Actor) error {
	_, err := s.WithdrawAsked(s.t.Context(), a, "ask", s.request)
	return err
}

func openRequestPaper(s fixture, a models.Actor) error {
	content, err := s.OpenRequestPaper(s.t.Context(), a, s.request)
	if err == nil {
		err = content.Content.Close()
	}
	return err
}

func todos(s fixture, a models.Actor) error {
	_, err := s.Todos(s.t.Context(), a)
	return err
}
