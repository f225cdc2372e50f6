package tracking_test

import (
	"bytes"
	"maps"

	"duban/importer/workbook"
	"duban/models"
	"duban/tracking"
)

// The rows of applications for a coming year's list: units and owners for their own, the office for all.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Reserves":        {reserves, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"Reserve":         {reserve, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, no}},
		"ExportReserves":  {exportReserves, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"KeepReserve":     {keepReserve, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, no}},
		"TakeReserves":    {takeReserves, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, no}},
		"OpenReserveScan": {openReserveScan, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, no}},
		"CallReserves":    {callReserves, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"UploadReserves":  {uploadReserves, [9]string{yes, yes, yes, yes, yes, yes, no, no, no}},
		"ReserveImport":   {reserveImport, [9]string{yes, yes, yes, yes, yes, yes, no, no, no}},
		"CommitReserves":  {commitReserves, [9]string{yes, yes, yes, yes, yes, yes, no, no, no}},
		"Restructures":    {restructures, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"RestructureForm": {restructureForm, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"Restructure":     {restructure, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"NextPlan":        {nextPlan, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"DraftNextPlan":   {draftNextPlan, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"Reserves": read, "Reserve": read, "ExportReserves": read,
		"KeepReserve": submitRead, "TakeReserves": submitRead, "OpenReserveScan": read, "CallReserves": planRead,
		"UploadReserves": submit, "ReserveImport": submit, "CommitReserves": submit, "NextPlan": planRead,
		"Restructures": read, "RestructureForm": planRead, "Restructure": planRead,
		"DraftNextPlan": planRead})
}

// addReserves enters two applications of own's unit and owner: one is kept, one is on the list.
func (s *fixture) addReserves() {
	s.t.Helper()
	ctx := s.t.Context()
	for i, name := range []string{"东部产业园", "南部产业园"} {
		e := reserveEntry(name, s.organisation(s.own.ResponsibleUnitID))
		e.Owner = s.organisation(s.own.OwnerID)
		one, err := s.KeepReserve(ctx, models.Operator, name, "", tracking.ReserveKeep{ReserveEntry: e})
		if err != nil {
			s.t.Fatal(err)
		}
		s.reserves[i] = one.ID
	}
	scan, err := s.PutEvidence(ctx, models.Operator, "清单.pdf", bytes.NewReader(pdf))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range []models.ReserveCommand{{Act: models.ReserveApply}, {Act: models.ReservePass},
		{Act: models.ReserveSay, Department: "区财政局", Opinion: models.ReserveAgrees},
		{Act: models.ReserveAdmit, Document: "张政发〔2021〕30号", DocumentOn: s.clock.Date(), Evidence: &scan}} {
		s.take(models.Operator, "scene "+string(c.Act), c, s.reserves[1])
	}
	page, err := s.Reserve(ctx, models.Operator, s.reserves[1])
	if err != nil {
		s.t.Fatal(err)
	}
	s.reserveStep = page.Steps[0].ID
}

func reserves(s fixture, a models.Actor) error {
	v, err := s.Reserves(s.t.Context(), a, 0)
	if err == nil && len(v.Lines) == 0 {
		return errEmpty
	}
	return err
}

func reserve(s fixture, a models.Actor) error {
	_, err := s.Reserve(s.t.Context(), a, s.reserves[0])
	return err
}

func exportReserves(s fixture, a models.Actor) error {
	_, _, err := s.ExportReserves(s.t.Context(), a, 0)
	return err
}

func keepReserve(s fixture, a models.Actor) error {
	e := reserveEntry("东部产业园一期", s.organisation(s.own.ResponsibleUnitID))
	e.Owner = s.organisation(s.own.OwnerID)
	_, err := s.KeepReserve(s.t.Context(), a, "ask", s.reserves[0], tracking.ReserveKeep{ReserveEntry: e})
	return err
}

func takeReserves(s fixture, a models.Actor) error {
	_, err := s.TakeReserves(s.t.Context(), a, "ask", tracking.ReserveTake{Applications: []string{s.reserves[0]},
		ReserveCommand: models.ReserveCommand{Act: models.ReserveApply}})
	return err
}

func openReserveScan(s fixture, a models.Actor) error {
	opened, err := s.OpenReserveScan(s.t.Context(), a, s.reserves[1], s.reserveStep)
	if err == nil {
		_ = opened.Content.Close()
	}
	return err
}

func callReserves(s fixture, a models.Actor) error {
	_, err := s.CallReserves(s.t.Context(), a, "ask", tracking.ReserveCall{Due: s.clock.Date() + 20})
	return err
}

// reserveTable is a table with an application of the organisation for which the actor enters.
func reserveTable(s fixture, a models.Actor) []byte {
	s.t.Helper()
	e := reserveEntry("西部学校", s.organisation(s.own.ResponsibleUnitID))
	for _, r := range a.Roles {
		switch r.Role {
		case models.RoleUnit:
			e.Unit = s.organisation(r.OrganisationID)
		case models.RoleOwner:
			e.Owner = s.organisation(r.OrganisationID)
		}
	}
	var out bytes.Buffer
	if err := workbook.WriteReserveForm(&out, workbook.ReserveForm{Year: 2022,
		Lines: []workbook.ReserveLine{{ReserveEntry: e}}}); err != nil {
		s.t.Fatal(err)
	}
	return out.Bytes()
}

func uploadReserves(s fixture, a models.Actor) error {
	_, err := s.UploadReserves(s.t.Context(), a, "ask", 0, "申报表.xlsx", reserveTable(s, a))
	return err
}

func reserveImport(s fixture, a models.Actor) error {
	v, err := s.UploadReserves(s.t.Context(), a, "table", 0, "申报表.xlsx", reserveTable(s, a))
	if err == nil {
		_, err = s.ReserveImport(s.t.Context(), a, v.ID)
	}
	return err
}

func commitReserves(s fixture, a models.Actor) error {
	v, err := s.UploadReserves(s.t.Context(), a, "table", 0, "申报表.xlsx", reserveTable(s, a))
	if err == nil {
		_, err = s.CommitReserves(s.t.Context(), a, "ask", v.ID)
	}
	return err
}

func nextPlan(s fixture, a models.Actor) error {
	_, err := s.NextPlan(s.t.Context(), a, 0)
	return err
}

func draftNextPlan(s fixture, a models.Actor) error {
	_, err := s.DraftNextPlan(s.t.Context(), a, "ask", tracking.NextPlanDraft{})
	return err
}

func restructures(s fixture, a models.Actor) error {
	_, err := s.Restructures(s.t.Context(), a, "")
	return err
}

func restructureForm(s fixture, a models.Actor) error {
	_, err := s.RestructureForm(s.t.Context(), a, []string{s.own.Code})
	return err
}

func restructure(s fixture, a models.Actor) error {
	_, err := s.Restructure(s.t.Context(), a, "ask", models.RestructureCommand{Kind: models.ProjectMerge,
		Projects: []string{s.facts(district)[2].Project.Code}, Parts: []models.RestructurePart{{Name: "合并"}},
		Document: "张重点办〔2021〕12号", DocumentOn: s.clock.Date(), Ground: "连片建设"})
	if models.AsError(err).Code == "projects_wrong" { // asked, and only one project was named
		return nil
	}
	return err
}
