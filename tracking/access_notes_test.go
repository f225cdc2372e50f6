package tracking_test

import (
	"bytes"
	"maps"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// The rows of what is done with escalations, and by responsible units.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{

		"SignFor":          {signFor, [9]string{no, yes, yes, hidden, yes, hidden, yes, no, hidden}},
		"Instruct":         {instruct, [9]string{no, yes, no, hidden, no, hidden, yes, no, hidden}},
		"Reply":            {reply, [9]string{no, yes, yes, hidden, yes, hidden, no, no, hidden}},
		"PreReview":        {preReview, [9]string{no, no, no, hidden, yes, hidden, no, no, hidden}},
		"Escalations":      {escalations, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"EscalationList":   {escalationList, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"EscalationPage":   {escalationPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"OpenNotePaper":    {openNotePaper, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"LeaderPage":       {leaderPage, [9]string{no, no, no, no, no, no, yes, no, no}},
		"UnitPage":         {unitPage, [9]string{yes, yes, no, no, yes, hidden, yes, yes, no}},
		"AudiencePosts":    {audiencePosts, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"SetAudiencePosts": {setAudiencePosts, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	others["SignFor"] = [5]string{yes, hidden, hidden, hidden, no} // the government office enters it from paper
	others["Instruct"] = [5]string{yes, hidden, hidden, hidden, no}
	others["Reply"] = [5]string{no, hidden, hidden, hidden, no}
	others["PutEvidence"] = [5]string{yes, no, no, no, no}
	others["LeaderPage"] = [5]string{yes, no, no, no, no}
}

// overdue puts a red card of own on record, with an instruction that was entered from paper, and returns their row
// keys.
func (s fixture) overdue() (late, scanned string) {
	s.t.Helper()
	e := models.Escalation{
		ProjectID: s.own.ID, ProgrammeID: district, Item: models.ItemReport, Subject: "2021-01", Month: models.MonthOf(2021,
			1), Due: models.DateOf(2021, 2, 5),
		DueVersion: 1, Kind: models.KindRung, Step: string(models.Red), Rung: models.Red, Cause: models.CauseHand,
		At: *s.clock, RecordedAt: *s.clock,
		To: []models.Audience{models.ToUnitHead, models.ToOwnerHead, models.ToDeputyInCharge},
	}
	e.ID = models.EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step)
	scan := s.scan()
	n := models.EscalationNote{
		ID: "note-scanned", EscalationID: e.ID, ProjectID: e.ProjectID, Kind: models.NoteInstructed, Text: "抓紧",
		PartyID: "post-gone", Party: "前任", OnBehalf: true, Paper: "批示原件",
		EvidenceSHA256: scan.SHA256, EvidenceName: scan.Name, EvidenceType: scan.MediaType, EvidenceSize: scan.Size,
		At: *s.clock,
	}
	post := models.PostID("分管工业副区长")
	storetest.Write(s.t, s.Store, func(tx *store.Tx) error {
		if _, err := tx.InsertEscalations(e); err != nil {
			return err
		}
		if err := tx.UpsertPosts(models.Post{ID: post, Title: "分管工业副区长", TitleKey: "分管工业副区长"}); err != nil {
			return err
		}
		if err := tx.SetAudiencePosts(models.ToDeputyInCharge, post); err != nil {
			return err
		}
		return tx.InsertNote(n)
	})
	return e.ID, n.ID
}

func signFor(s fixture, a models.Actor) error {
	party := ""
	if a.Is(models.RoleOffice) {
		party = s.own.ResponsibleUnitID
	}
	_, err := s.SignFor(s.t.Context(), a, "ask", s.late, models.NoteCommand{Party: party, Paper: "签收回执",
		PaperOn: s.clock.Date()})
	return err
}

func instruct(s fixture, a models.Actor) error {
	_, err := s.Instruct(s.t.Context(), a, "ask", s.late, models.NoteCommand{Text: "请抓紧", Paper: "批示原件",
		PaperOn: s.clock.Date()})
	return err
}

func reply(s fixture, a models.Actor) error {
	f := models.NoteCommand{Text: "已增加人手", Paper: "情况说明", PaperOn: s.clock.Date()}
	if a.Is(models.RoleOffice) {
		f.Party = s.own.OwnerID
	}
	_, err := s.Reply(s.t.Context(), a, "ask", s.late, f)
	return err
}

func preReview(s fixture, a models.Actor) error {
	_, err := s.PreReview(s.t.Context(), a, "ask", 0, models.ReviewCommand{Submission: s.waiting, Decision: models.Accept})
	return err
}

func escalationList(s fixture, a models.Actor) error {
	list, err := s.EscalationList(s.t.Context(), a, tracking.EscalationFilter{Project: s.own.Code})
	if err == nil && len(list.Lines) == 0 {
		return errEmpty
	}
	return err
}

func escalationPage(s fixture, a models.Actor) error {
	_, err := s.EscalationPage(s.t.Context(), a, s.late)
	return err
}

func openNotePaper(s fixture, a models.Actor) error {
	content, err := s.OpenNotePaper(s.t.Context(), a, s.scanned)
	if err == nil {
		err = content.Content.Close()
	}
	return err
}

func leaderPage(s fixture, a models.Actor) error {
	_, err := s.LeaderPage(s.t.Context(), a, "")
	return err
}

func unitPage(s fixture, a models.Actor) error {
	page, err := s.UnitPage(s.t.Context(), a, "", s.organisation(s.own.ResponsibleUnitID))
	if err == nil && len(page.Projects) == 0 {
		return errEmpty
	}
	return err
}

func audiencePosts(s fixture, a models.Actor) error {
	_, err := s.AudiencePosts(s.t.Context(), a)
	return err
}

func setAudiencePosts(s fixture, a models.Actor) error {
	return s.SetAudiencePosts(s.t.Context(), a, "ask", models.ToDistrictHead, nil)
}

// scan keeps the file of a paper.
func (h *env) scan() models.Evidence {
	h.t.Helper()
	e, err := h.PutEvidence(h.t.Context(), office, "批示.pdf", bytes.NewReader(pdf))
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

func (h *env) organisation(id string) (name string) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.Organisations(id)
		name = rows[id].Name
		return err
	})
	return name
}
