package office_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"duban/internal/bench/office"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// roundRequest asks the child for one act in a round, or what it has on record; roundAnswer is its answer, a line.
type roundRequest struct {
	Who     string                     `json:"who"` // "" asks what is on record
	Key     string                     `json:"key"`
	Project string                     `json:"project,omitempty"`
	Report  *models.ReportMonthCommand `json:"report,omitempty"`
	Review  models.Decision            `json:"review,omitempty"` // of the project's report that waits
	Level   models.ReviewLevel         `json:"level,omitempty"`
	Close   *tracking.CloseRequest     `json:"close,omitempty"`
	Reopen  *tracking.CloseRequest     `json:"reopen,omitempty"`
}

type roundAnswer struct {
	Error    string   `json:"error"`
	Stage    string   `json:"stage"`
	NextAt   string   `json:"next_at"`
	Steps    []string `json:"steps"` // kind, subject and moment
	Told     []string `json:"told"`  // key and moment of the messages about it
	Reports  []string `json:"reports"`
	Closings int      `json:"closings"`
	Running  int      `json:"running"`
	Waits    string   `json:"waits"` // what its workflow waits for
}

// TestServeARound is the child process.
func TestServeARound(t *testing.T) {
	serveLife(t, func(ctx context.Context, f *office.Office, request []byte) (any, error) {
		var r roundRequest
		if err := json.Unmarshal(request, &r); err != nil {
			return nil, err
		}
		a := roundAnswer{Steps: []string{}, Told: []string{}}
		err := actInLife(ctx, f, r)
		if err == nil {
			_, err = f.TellRounds(ctx) // as the program does every few seconds
		}
		if err == nil {
			err = readRound(ctx, f, &a)
		}
		if err != nil {
			a.Error = err.Error()
		}
		return a, nil
	})
}

func actInLife(ctx context.Context, f *office.Office, r roundRequest) (err error) {
	by := roundPeople[r.Who]
	switch {
	case r.Report != nil:
		_, err = f.ReportMonth(ctx, by, r.Key, r.Project, 0, *r.Report)
	case r.Review != "":
		c := models.ReviewCommand{Decision: r.Review, Reason: "已核实"}
		if err := f.Store.Read(ctx, func(tx *store.Tx) error {
			facts, err := tx.Facts(models.ProjectID(2021, r.Project))
			for _, s := range facts.Submissions {
				c.Submission = s.ID
			}
			return err
		}); err != nil {
			return err
		}
		if r.Level == models.LevelPre {
			_, err = f.PreReview(ctx, by, r.Key, 0, c)
		} else {
			_, err = f.Review(ctx, by, r.Key, 0, c)
		}
	case r.Close != nil:
		_, err = f.CloseMonth(ctx, by, r.Key, lifeList, *r.Close)
	case r.Reopen != nil:
		_, err = f.ReopenMonth(ctx, by, r.Key, lifeList, *r.Reopen)
	}
	return err
}

func readRound(ctx context.Context, f *office.Office, a *roundAnswer) error {
	june := models.MonthOf(2021, 6)
	runs, err := f.Process.RunningRounds(ctx)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.Month == june {
			a.Running++
			a.Waits = run.NextDue.Minute()
		}
	}
	return f.Store.Read(ctx, func(tx *store.Tx) error {
		row, _, err := tx.MonthRound(lifeList, june)
		if err != nil {
			return err
		}
		if a.Stage = string(row.Stage); row.NextAt != 0 {
			a.NextAt = row.NextAt.Minute()
		}
		names := map[string]string{}
		for _, project := range []string{"ZD-001", "ZD-002"} {
			facts, err := tx.Facts(models.ProjectID(2021, project))
			if err != nil {
				return err
			}
			for _, s := range facts.Submissions {
				names[s.ID] = project
				a.Reports = append(a.Reports, project+" "+string(s.Status))
			}
			own, err := tx.OutboxOf(facts.Project.ID)
			if err != nil {
				return err
			}
			a.hear(own)
		}
		own, err := tx.OutboxOf("")
		if err != nil {
			return err
		}
		a.hear(own)
		steps, err := tx.RoundSteps(row.ID)
		if err != nil {
			return err
		}
		for _, s := range steps {
			a.Steps = append(a.Steps, stepLine(s, names[s.Subject]))
		}
		closings, err := tx.ClosingsOf(lifeList)
		a.Closings = len(closings)
		return err
	})
}

// stepLine is a step with its day. What people did is without it: while the program was killed it is on record under
// the moment at which it was asked for, or asked for again.
func stepLine(s models.RoundStep, project string) string {
	words := []string{string(s.Kind)}
	if project != "" {
		words = append(words, project)
	}
	switch s.Kind {
	case models.RoundEstimateUp, models.RoundVerifiedUp, models.RoundIsClosed, models.RoundReopened:
	default:
		words = append(words, s.At.Date().String())
	}
	if s.PassedOver {
		words = append(words, "passed over")
	}
	return strings.Join(words, " ")
}

// hear keeps the messages of the round: what each is about, whom it goes to, and its day.
func (a *roundAnswer) hear(messages []models.OutboxMessage) {
	for _, m := range messages {
		words := []string{"close"}
		if m.Kind == models.NoticeRound {
			words[0] = strings.Split(m.Key, "/")[2]
		} else if m.Kind != models.NoticeClose {
			continue
		}
		if m.PartyID != "" {
			words = append(words, m.PartyID)
		}
		a.Told = append(a.Told, strings.Join(append(words, string(m.Audience), m.CreatedAt.Date().String()), " "))
	}
}
