package figures

import (
	"encoding/json"
	"slices"

	"duban/models"
	"duban/store"
)

// Closing is why and by whom a month is closed.
type Closing struct {
	Kind          models.ClosingKind
	By            models.Actor
	Key           string // of the command; "" for what the program does by itself
	Reason        string
	Document      string
	Reconstructed bool
	Reopened      bool // the version says that the month is open again
}

// Close freezes a month as the next version of its closing, with its audit event. A version after the first changes only
// what was reported and approved (models.Restate). It is one step of the caller's transaction.
func (p Programme) Close(tx *store.Tx, month models.Month, c Closing, now models.Instant) (models.MonthClosing, error) {
	newest, found, err := newestOf(tx, p.ID, c.Kind, month)
	if err != nil {
		return models.MonthClosing{}, err
	}
	figures := p.Rebuild(month, now)
	if found && !taken(newest) && !c.taken() {
		if figures, err = p.restated(tx, newest, figures); err != nil {
			return models.MonthClosing{}, err
		}
	}
	return p.freeze(tx, figures, newest.Version+1, c, now)
}

// Preview computes the figures that Close would freeze, and the version before it, if there is one.
func (p Programme) Preview(tx *store.Tx, kind models.ClosingKind, month models.Month, now models.Instant) (
	figures models.ProgrammeFigures, newest models.MonthClosing, err error) {
	newest, found, err := newestOf(tx, p.ID, kind, month)
	if err != nil {
		return figures, newest, err
	}
	figures = p.Rebuild(month, now)
	if found && !taken(newest) {
		figures, err = p.restated(tx, newest, figures)
	}
	return figures, newest, err
}

// taken reports whether a version was reopened by undoing an import: what it holds is no base for the next version, and
// the month closes by itself again.
func taken(c models.MonthClosing) bool { return c.Reopened && c.ByID == models.System.ID }

func (c Closing) taken() bool { return c.Reopened && c.By.ID == models.System.ID }

// newestOf loads the newest version of a month's closing, also one that says the month was reopened.
func newestOf(tx *store.Tx, programmeID string, kind models.ClosingKind, month models.Month) (models.MonthClosing, bool,
	error) {
	newest, closed, err := tx.Closing(programmeID, kind, month)
	return newest, closed || newest.Reopened, err
}

func (p Programme) restated(tx *store.Tx, newest models.MonthClosing, figures models.ProgrammeFigures) (
	models.ProgrammeFigures, error) {
	lines, err := tx.ClosingLines(newest.ID)
	if err != nil {
		return figures, err
	}
	before, err := newest.Figures(lines)
	if err != nil {
		return figures, err
	}
	return models.Restate(before, figures, p.rulesOf), nil
}

// rulesOf returns the rules of a project of the programme.
func (p Programme) rulesOf(projectID string) models.Rules {
	for _, m := range slices.Concat(p.Listed, p.Dropped) {
		if m.Project.ID == projectID {
			return models.RulesFor(m.Facts, p.Calendar)
		}
	}
	return models.RulesFor(models.Facts{Programmes: []models.Programme{p.Programme}}, p.Calendar)
}

// freeze writes figures as a version of a closing, with its audit event.
func (p Programme) freeze(tx *store.Tx, figures models.ProgrammeFigures, version int, c Closing, now models.Instant) (
	models.MonthClosing, error) {
	closing, lines, err := models.NewClosing(p.Programme, c.Kind, figures, version, c.By, now)
	if err != nil {
		return closing, err
	}
	closing.Reason, closing.Document, closing.Reconstructed = c.Reason, c.Document, c.Reconstructed
	closing.Reopened = c.Reopened
	if err := tx.InsertClosing(closing, lines); err != nil {
		return closing, err
	}
	detail, err := json.Marshal(map[string]any{"programme": p.Name, "month": figures.Month, "kind": c.Kind,
		"version": version, "missing": len(closing.Missing), "sha256": closing.SHA256, "reason": c.Reason, "document": c.Document,
		"reconstructed": c.Reconstructed, "reopened": c.Reopened})
	if err != nil {
		return closing, err
	}
	action := models.ActionMonthClosed
	if c.Reopened {
		action = models.ActionMonthReopened
	}
	return closing, tx.InsertAudit(models.AuditEvent{ByID: c.By.ID, ByName: c.By.Name, CommandKey: c.Key,
		Action: action, Object: closing.ID, Detail: string(detail), At: now})
}

// CloseComplete closes the rounds that have become complete and have no closing yet, oldest first, and returns them. A
// month that a person reopened is closed by a person.
func (p Programme) CloseComplete(tx *store.Tx, now models.Instant) ([]models.MonthClosing, error) {
	had, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return nil, err
	}
	closed := map[models.Month]bool{}
	for _, c := range had {
		if c.Kind == models.ClosedMonth { // the newest version comes last
			closed[c.Month] = !taken(c)
		}
	}
	var out []models.MonthClosing
	for _, round := range models.LadderOf(p.Ladder).Rounds(p.Year) {
		if closed[round.Month] || round.Month.First() > now.Date() || !p.Count(round.Month, now).Complete() {
			continue
		}
		c, err := p.Close(tx, round.Month, Closing{Kind: models.ClosedMonth, By: models.System}, now)
		if err != nil {
			return out, err
		}
		out = append(out, c)
	}
	return out, nil
}

// Count counts a round on a day.
func (p Programme) Count(month models.Month, now models.Instant) models.RoundCount {
	return models.RoundOf(p.Facts(), p.Calendar, month, now.Date())
}
