package simulate

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
)

// Event is a reminder or rung on record, or what a person did, as `duban simulate --json` prints it. Amounts are in
// fen.
type Event struct {
	ID         string            `json:"id"`
	At         models.Instant    `json:"at"`
	RecordedAt models.Instant    `json:"recorded_at"` // when it was written; later than At only after an outage
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
	// counted through a year whose days off are unknown (推算)
	Assumed  bool          `json:"calendar_assumed,omitempty"`
	MonthFen *models.Money `json:"month_fen,omitempty"`        // submitted: reported; accepted: approved
	YTDFen   *models.Money `json:"year_to_date_fen,omitempty"` // likewise
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

// year reads what is on record at the end. Only the moments at which pauses were entered come from the simulation
// itself: the program keeps them in its audit and nowhere else.
func (s *Simulation) year(ctx context.Context) (*Year, error) {
	records, err := s.driver.records(ctx)
	if err != nil {
		return nil, err
	}
	y := &Year{Programme: s.programme, From: s.From, To: s.To, Seed: s.Seed, Start: s.start, Profiles: s.profiles,
		Refused: s.refused}
	days := s.Calendar(nil)
	for year := s.From.Year(); year <= s.To.Year(); year++ {
		if !days.Known(year) {
			y.Assumed = append(y.Assumed, year)
		}
	}
	lists := map[string]string{} // name of its list, by code
	for _, r := range records {
		y.Facts, y.Moves = append(y.Facts, r.facts), append(y.Moves, r.moves...)
		lists[r.facts.Project.Code] = districtOf(r.facts).Name
		y.Events = append(y.Events, eventsOf(r)...)
		for _, m := range r.messages {
			y.countMessage(m)
		}
	}
	y.Events = append(y.Events, s.pauses...)
	slices.SortFunc(y.Start, byCode)
	slices.SortFunc(y.Facts, byCode)
	slices.SortFunc(y.Moves, func(a, b models.DueChange) int {
		return cmp.Or(cmp.Compare(a.MilestoneID, b.MilestoneID), a.DueVersion-b.DueVersion)
	})
	slices.SortStableFunc(y.Events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Rung.Height(), b.Rung.Height()), cmp.Compare(a.ID, b.ID))
	})
	for i := range y.Events {
		e := &y.Events[i]
		e.Programme = lists[e.Project]
		if e.RecordedAt == 0 {
			e.RecordedAt = e.At // what people do is recorded when they do it
		}
		if e.To == nil {
			e.To = []models.Audience{} // a list in JSON, like the others
		}
	}
	return y, nil
}

func (y *Year) countMessage(m models.OutboxMessage) {
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

// eventsOf are the events on record of one project.
func eventsOf(r record) (events []Event) {
	code, names := r.facts.Project.Code, map[string]string{}
	for _, m := range r.facts.Milestones {
		names[m.ID] = m.Name
	}
	for _, e := range r.facts.Escalations {
		event := Event{
			ID: e.ID, At: e.At, RecordedAt: e.RecordedAt, Project: code, Item: e.Item, Subject: e.Subject, Month: e.Month,
			Due: e.Due, DueVersion: e.DueVersion, Kind: string(e.Kind), Step: e.Step, Rung: e.Rung, Cause: e.Cause,
			PassedOver: e.PassedOver, To: e.To, Assumed: e.CalendarAssumed,
		}
		if e.Item == models.ItemMilestone || e.Item == models.ItemReview {
			event.Milestone = e.SubjectName
		}
		events = append(events, event)
	}
	reports := map[models.Month]models.Report{}
	for _, report := range r.facts.Reports {
		reports[report.Month] = report
	}
	for _, s := range r.facts.Submissions {
		events = append(events, submissionEvents(s, code, names[s.MilestoneID], reports[s.Month])...)
	}
	for _, m := range r.moves {
		if m.DueVersion == 1 {
			continue // the plan itself
		}
		events = append(events, Event{
			ID: models.Key("move", m.MilestoneID, m.At.String()), At: m.At, Project: code, Item: models.ItemMilestone,
			Subject: m.MilestoneID, Milestone: names[m.MilestoneID], Due: m.Due, DueVersion: m.DueVersion, Kind: extended,
		})
	}
	return events
}

// submissionEvents are a submission and the decision on it, if there is one.
func submissionEvents(s models.Submission, code, milestone string, report models.Report) []Event {
	handedIn := Event{
		ID: s.ID, At: s.SubmittedAt, Project: code, Item: models.Item(s.Kind), Subject: s.MilestoneID, Milestone: milestone,
		Month: s.Month, DueVersion: s.DueVersion, Kind: submitted, MonthFen: s.MonthAmount, YTDFen: s.YTDAmount,
	}
	if s.Kind == models.SubmitReport {
		handedIn.Subject = s.Month.String()
	}
	decided := handedIn
	decided.At, decided.MonthFen, decided.YTDFen = s.DecidedAt, nil, nil
	switch s.Status {
	case models.SubmissionAccepted:
		decided.Kind, decided.MonthFen, decided.YTDFen = accepted, report.ApprovedMonth, report.ApprovedYTD
	case models.SubmissionReturned:
		decided.Kind = returned
	default:
		return []Event{handedIn}
	}
	return []Event{handedIn, decided}
}
