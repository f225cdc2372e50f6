package figures

import (
	"duban/models"
	"duban/store"
)

// Settle closes the rounds that have become complete in the programmes of some projects, after their reports, pauses or
// places on a list changed. It asks with two short queries first whether any round can be. It is one step of the
// caller's transaction, and run twice it closes nothing twice.
func Settle(tx *store.Tx, calendar func(extra []models.CalendarDay) models.Calendar, now models.Instant,
	projects ...string) ([]models.MonthClosing, error) {
	programmes, err := tx.ProgrammesOf(projects)
	if err != nil {
		return nil, err
	}
	var out []models.MonthClosing
	for _, p := range programmes {
		closed, err := SettleProgramme(tx, p, calendar, now)
		if err != nil {
			return out, err
		}
		out = append(out, closed...)
	}
	return out, nil
}

// SettleProgramme is Settle for one programme.
func SettleProgramme(tx *store.Tx, p models.Programme, calendar func(extra []models.CalendarDay) models.Calendar,
	now models.Instant) ([]models.MonthClosing, error) {
	may, err := tx.MayHaveCompleteRound(p)
	if err != nil || !may {
		return nil, err
	}
	all, err := Load(tx, p, calendar)
	if err != nil {
		return nil, err
	}
	return all.CloseComplete(tx, now)
}
