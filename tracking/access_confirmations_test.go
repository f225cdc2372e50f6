package tracking_test

import (
	"bytes"
	"maps"

	"duban/internal/meetingpack"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Confirmations":       {confirmations, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"ConfirmationSheets":  {confirmationSheets, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"AskConfirmations":    {askConfirmations, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"SetConfirmationRule": {setConfirmationRule, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"ConfirmationPage":    {confirmationPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"ConfirmationSheet":   {confirmationSheet, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"AttachConfirmation":  {attachConfirmation, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
		"OpenConfirmation":    {openConfirmation, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"MeetingTemplates":    {meetingTemplates, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"KeepMeetingTemplate": {keepMeetingTemplate, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"UseMeetingTemplate":  {useMeetingTemplate, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
		"TryMeetingTemplate":  {tryMeetingTemplate, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"MeetingTemplateFile": {meetingTemplateFile, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"Confirmations": planRead, "ConfirmationSheets": planRead,
		"AskConfirmations": planRead, "SetConfirmationRule": planRead, "ConfirmationPage": read, "ConfirmationSheet": read,
		"AttachConfirmation": submitRead, "OpenConfirmation": read, "MeetingTemplates": plan,
		"KeepMeetingTemplate": {models.ScopePlan, models.ScopeSubmit},
		"UseMeetingTemplate":  plan, "TryMeetingTemplate": plan, "MeetingTemplateFile": plan})
}

func confirmations(s fixture, a models.Actor) error {
	_, err := s.Confirmations(s.t.Context(), a, "", 0)
	return err
}

// confirmationSheets asks for those of the month whose signed sheet says another amount.
func confirmationSheets(s fixture, a models.Actor) error {
	_, _, err := s.ConfirmationSheets(s.t.Context(), a, "", models.MonthOf(s.own.Year, 1))
	return err
}

func askConfirmations(s fixture, a models.Actor) error {
	_, err := s.AskConfirmations(s.t.Context(), a, "ask", "", tracking.ConfirmationsAsked{
		Month: models.MonthOf(s.own.Year, 1), Projects: []string{s.own.Code}})
	return err
}

func setConfirmationRule(s fixture, a models.Actor) error {
	_, err := s.SetConfirmationRule(s.t.Context(), a, "ask", "", models.WanYuan.Fen())
	return err
}

func confirmationPage(s fixture, a models.Actor) error {
	_, err := s.ConfirmationPage(s.t.Context(), a, s.own.Code, 0)
	return err
}

func confirmationSheet(s fixture, a models.Actor) error {
	_, err := s.ConfirmationSheet(s.t.Context(), a, s.own.Code, 0, false)
	return err
}

// attachConfirmation brings the scan first, if the actor may fill in for the project.
func attachConfirmation(s fixture, a models.Actor) error {
	page, err := s.ConfirmationPage(s.t.Context(), a, s.own.Code, 0)
	if err != nil {
		return err
	}
	if !page.MayFill {
		_, err := s.AttachConfirmation(s.t.Context(), a, "ask", s.own.Code, tracking.ConfirmationAttached{
			Month: models.MonthOf(s.own.Year, 1)})
		return err
	}
	scan, err := s.PutEvidence(s.t.Context(), a, "确认单.pdf", bytes.NewReader(pdf))
	if err != nil {
		return err
	}
	_, err = s.AttachConfirmation(s.t.Context(), a, "ask", s.own.Code, tracking.ConfirmationAttached{
		Month: models.MonthOf(s.own.Year, 1), Evidence: scan})
	return err
}

func openConfirmation(s fixture, a models.Actor) error {
	e, err := s.OpenConfirmation(s.t.Context(), a, s.own.Code, models.ConfirmationID("signed", s.own.ID))
	if err == nil {
		err = e.Content.Close()
	}
	return err
}

func meetingTemplates(s fixture, a models.Actor) error {
	_, err := s.MeetingTemplates(s.t.Context(), a)
	return err
}

func keepMeetingTemplate(s fixture, a models.Actor) error {
	content, err := meetingpack.Standard()
	if err != nil {
		return err
	}
	_, err = s.KeepMeetingTemplate(s.t.Context(), a, "ask", "模板.docx", bytes.Clone(content))
	return err
}

// useMeetingTemplate asks for a version that does not exist.
func useMeetingTemplate(s fixture, a models.Actor) error {
	_, err := s.UseMeetingTemplate(s.t.Context(), a, "ask", 9)
	return err
}

func tryMeetingTemplate(s fixture, a models.Actor) error {
	content, err := meetingpack.Standard()
	if err != nil {
		return err
	}
	_, _, err = s.TryMeetingTemplate(s.t.Context(), a, "模板.docx", content)
	return err
}

func meetingTemplateFile(s fixture, a models.Actor) error {
	_, _, err := s.MeetingTemplateFile(s.t.Context(), a, 0)
	return err
}

// enterConfirmation puts own's signed sheet on record by hand.
func (s *fixture) enterConfirmation() {
	s.t.Helper()
	scan := s.scan()
	if err := s.Store.Write(s.t.Context(), func(tx *store.Tx) error {
		return tx.InsertConfirmations(models.Confirmation{ID: models.ConfirmationID("signed", s.own.ID),
			ProgrammeID: models.ProgrammeID(models.DistrictProgramme, s.own.Year), ProjectID: s.own.ID,
			Month: models.MonthOf(s.own.Year, 1), Kind: models.ConfirmationSigned, EvidenceSHA256: scan.SHA256,
			EvidenceName: scan.Name})
	}); err != nil {
		s.t.Fatal(err)
	}
}
