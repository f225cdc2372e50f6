package simulate

import (
	"cmp"
	"slices"

	"duban/models"
	"duban/store"
)

// Event is one thing that happened, as `duban simulate --json` prints it: what the ladder put on record, and what
// people did. Amounts are in fen.
type Event struct {
	ID         string            `json:"id"`
	At         models.Instant    `json:"at"`
	RecordedAt models.Instant    `json:"recorded_at"` // when it was written; the same, unless the house overslept
	Programme  string            `json:"programme"`
	Project    string            `json:"project"` // code
	Item       models.Item       `json:"item"`
	Subject    string            `json:"subject"`   // row key of the milestone or submission, or the month
	Milestone  string            `json:"milestone"` // name
	Month      models.Month      `json:"month"`
	Due        models.Date       `json:"due"` // extended: the new date; paused, resumed: the day from which it holds
	DueVersion int               `json:"due_version"`
	Kind       string            `json:"kind"` // reminder, rung, submitted, returned, accepted, extended, paused, resumed
	Step       string            `json:"step"` // "T-3", or the rung
	Rung       models.Rung       `json:"rung"`
	Cause      models.Cause      `json:"cause"`
	PassedOver bool              `json:"passed_over"`
	To         []models.Audience `json:"to"`
	MonthFen   *models.Money     `json:"month_fen,omitempty"`        // submitted: reported; accepted: approved
	YTDFen     *models.Money     `json:"year_to_date_fen,omitempty"` // likewise
}

// The kinds of what people did.
const (
	submitted = "submitted"
	returned  = "returned"
	accepted  = "accepted"
	extended  = "extended"
	paused    = "paused"
	resumed   = "resumed"
)

// tell reads the year from the database: nothing that is told was remembered by the simulation itself but the moments
// of pauses, which the house keeps only in its audit.
func (w *world) tell() (*Year, error) {
	y := &Year{Programme: w.people.programme, From: w.From, To: w.To, Seed: w.Seed, Start: w.people.start,
		Tempers: w.people.tempers, Refused: w.people.refused}
	err := w.store.Read(w.ctx, func(tx *store.Tx) error {
		var err error
		if y.Facts, err = tx.FactsOf(y.Programme.ID); err != nil {
			return err
		}
		for _, f := range y.Facts {
			if err := y.tellProject(tx, f); err != nil {
				return err
			}
			sent, err := tx.OutboxOf(f.Project.ID)
			if err != nil {
				return err
			}
			for _, m := range sent {
				y.tellMessage(m)
			}
		}
		return nil
	})
	y.Events = append(y.Events, w.people.pausing...)
	slices.SortFunc(y.Facts, byCode)
	slices.SortStableFunc(y.Events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Rung.Height(), b.Rung.Height()), cmp.Compare(a.ID, b.ID))
	})
	for i := range y.Events {
		e := &y.Events[i]
		e.Programme = y.Programme.Name
		if e.RecordedAt == 0 {
			e.RecordedAt = e.At // what people do is recorded when they do it
		}
		if e.To == nil {
			e.To = []models.Audience{} // a list in JSON, like the others
		}
	}
	return y, err
}

func (y *Year) tellMessage(m models.OutboxMessage) {
	switch {
	case m.Status != models.OutboxDelivered:
		y.Waiting++
		return
	case m.DeliveredAt > max(m.CreatedAt, m.NotBefore):
		y.Delayed++
	}
	y.Sent++
}

func byCode(a, b models.Facts) int { return cmp.Compare(a.Project.Code, b.Project.Code) }

func (y *Year) tellProject(tx *store.Tx, f models.Facts) error {
	code, names := f.Project.Code, map[string]string{}
	for _, m := range f.Milestones {
		names[m.ID] = m.Name
	}
	for _, e := range f.Escalations {
		event := Event{
			ID: e.ID, At: e.At, RecordedAt: e.RecordedAt, Project: code, Item: e.Item, Subject: e.Subject, Month: e.Month,
			Due: e.Due, DueVersion: e.DueVersion,
			Kind: string(e.Kind), Step: e.Step, Rung: e.Rung, Cause: e.Cause, PassedOver: e.PassedOver, To: e.To,
		}
		if e.Item == models.ItemMilestone || e.Item == models.ItemReview {
			event.Milestone = e.SubjectName
		}
		y.Events = append(y.Events, event)
	}
	approved := map[models.Month]models.Report{}
	for _, r := range f.Reports {
		approved[r.Month] = r
	}
	for _, s := range f.Submissions {
		event := Event{
			ID: s.ID, At: s.SubmittedAt, Project: code, Item: models.Item(s.Kind), Subject: s.MilestoneID,
			Milestone: names[s.MilestoneID],
			Month:     s.Month, DueVersion: s.DueVersion, Kind: submitted, MonthFen: s.MonthAmount, YTDFen: s.YTDAmount,
		}
		if s.Kind == models.SubmitReport {
			event.Subject = s.Month.String()
		}
		y.Events = append(y.Events, event)
		event.At, event.MonthFen, event.YTDFen = s.DecidedAt, nil, nil
		switch s.Status {
		case models.SubmissionAccepted:
			event.Kind, event.MonthFen, event.YTDFen = accepted, approved[s.Month].ApprovedMonth, approved[s.Month].ApprovedYTD
			y.Events = append(y.Events, event)
		case models.SubmissionReturned:
			event.Kind = returned
			y.Events = append(y.Events, event)
		}
	}
	moves, err := tx.DueChanges(f.Project.ID)
	for _, m := range moves {
		if m.DueVersion == 1 {
			continue // the plan itself
		}
		y.Events = append(y.Events, Event{
			ID: models.Key("move", m.MilestoneID, m.At.String()), At: m.At, Project: code, Item: models.ItemMilestone,
			Subject:   m.MilestoneID,
			Milestone: names[m.MilestoneID], Due: m.Due, DueVersion: m.DueVersion, Kind: extended,
		})
	}
	return err
}
