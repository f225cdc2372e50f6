package figures

import (
	"encoding/json"

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
	Reopened      bool         // the version says that the month is open again
	Settles       bool         // with Reopened: it closes by itself once it is complete
	From          models.Month // of Recount: months before it have not changed
}

// Close freezes a month as the next version of its closing, with its audit event. It is one step of the caller's
// transaction.
func (p Programme) Close(tx *store.Tx, month models.Month, c Closing, now models.Instant) (models.MonthClosing, error) {
	figures, newest, err := p.next(tx, month, c.Kind, !c.taken(), now)
	if err != nil {
		return newest, err
	}
	return p.freeze(tx, figures, newest.Version+1, c, now)
}

// Preview computes the figures that Close would freeze, and the version before it, if there is one.
func (p Programme) Preview(tx *store.Tx, kind models.ClosingKind, month models.Month, now models.Instant) (
	models.ProgrammeFigures, models.MonthClosing, error) {
	return p.next(tx, month, kind, true, now)
}

// next computes the figures of a closing's next version, and loads the newest one. A version of a closed month after
// the first changes only what was reported and approved (models.Restate) when restate is set. Verified figures are
// those of the closed month; an estimate is what the owners expect.
func (p Programme) next(tx *store.Tx, month models.Month, kind models.ClosingKind, restate bool, now models.Instant) (
	figures models.ProgrammeFigures, newest models.MonthClosing, err error) {
	newest, closed, err := tx.Closing(p.ID, kind, month)
	if err != nil {
		return figures, newest, err
	}
	switch found := closed || newest.Reopened; {
	case kind == models.ClosedVerified:
		figures, err = p.At(tx, month, now)
	case kind == models.ClosedMonth && found && restate && !taken(newest):
		figures, err = p.restated(tx, newest, p.Rebuild(month, now))
	default:
		figures = p.Rebuild(month, now)
	}
	return figures, newest, err
}

// taken reports whether a version was reopened by undoing an import: what it holds is no base for the next version, and
// the month closes by itself again.
func taken(c models.MonthClosing) bool { return c.Reopened && c.ByID == models.System.ID }

func (c Closing) taken() bool { return c.Reopened && c.By.ID == models.System.ID }

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
	if m, known := p.Member(projectID); known {
		return models.RulesFor(m.Facts, p.Calendar)
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
	closing.Reopened, closing.Settles = c.Reopened, c.Settles
	if err := tx.InsertClosing(closing, lines); err != nil {
		return closing, err
	}
	detail, err := json.Marshal(map[string]any{"programme": p.Name, "month": figures.Month, "kind": c.Kind,
		"version": version, "missing": len(closing.Missing), "sha256": closing.SHA256, "reason": c.Reason,
		"document":      c.Document,
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
// month that a person reopened is closed by a person, but for one that withdrawing an acceptance reopened.
func (p Programme) CloseComplete(tx *store.Tx, now models.Instant) ([]models.MonthClosing, error) {
	had, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return nil, err
	}
	closed := map[models.Month]bool{}
	for _, c := range had {
		if c.Kind == models.ClosedMonth { // the newest version comes last
			closed[c.Month] = !c.Reopened || !taken(c) && !c.Settles
		}
	}
	var out []models.MonthClosing
	for _, round := range p.Book().Ladder.RoundsBy(p.Calendar, p.Year) {
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
	if p.memo != nil {
		return p.memo.countAt(month, now.Date())
	}
	return models.RoundOf(p.Facts(), p.Calendar, month, now.Date())
}
