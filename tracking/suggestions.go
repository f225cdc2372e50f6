package tracking

import (
	"context"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Suggestions lists complaints and suggestions: the office's list is of everyone's, anyone else's of their own.
type Suggestions struct {
	AsOf  models.Instant   `json:"as_of"`
	All   bool             `json:"all"`  // everyone's, for the office
	Open  int              `json:"open"` // without an answer
	Lines []SuggestionLine `json:"lines"`
}

// SuggestionLine is a suggestion with its clock.
type SuggestionLine struct {
	ID         string         `json:"id"`
	Text       string         `json:"text"`
	Page       string         `json:"page,omitempty"`
	By         string         `json:"by"`
	At         models.Instant `json:"at"`
	Due        models.Date    `json:"due"`
	DaysLate   int            `json:"days_late"`
	Answer     string         `json:"answer,omitempty"`
	AnsweredBy string         `json:"answered_by,omitempty"`
	AnsweredAt models.Instant `json:"answered_at,omitzero"`
}

// mostSuggestions is how many suggestions a list has at most.
const mostSuggestions = 200

// Suggestions lists the suggestions that the actor may see.
func (s *Service) Suggestions(ctx context.Context, actor models.Actor) (Suggestions, error) {
	out := Suggestions{AsOf: s.now(), All: models.CanAnswerSuggestion(actor) == nil, Lines: []SuggestionLine{}}
	if err := models.CanRead(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		by := actor.ID
		if out.All {
			by = ""
		}
		rows, err := tx.Suggestions(by, mostSuggestions)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out.Lines = append(out.Lines, suggestionLine(r, common.Calendar, out.AsOf.Date()))
			if r.AnsweredAt == 0 {
				out.Open++
			}
		}
		return nil
	})
	return out, err
}

func suggestionLine(r models.Suggestion, calendar models.Calendar, today models.Date) SuggestionLine {
	return SuggestionLine{ID: r.ID, Text: r.Text, Page: r.Page, By: r.ByName, At: r.At, Due: r.Due,
		DaysLate: r.DaysLate(calendar, today), Answer: r.Answer, AnsweredBy: r.AnsweredBy, AnsweredAt: r.AnsweredAt}
}

// Suggest hands in a complaint or a suggestion; page is the path from which it is written. The office is told.
func (s *Service) Suggest(ctx context.Context, actor models.Actor, key, text, page string) (SuggestionLine, error) {
	var out SuggestionLine
	if err := models.CanSuggest(actor); err != nil {
		return out, err
	}
	key = strings.TrimSpace(key)
	err := s.once(ctx, actor, key, "Suggest", []string{text, page}, "suggestion.make", models.Key("sug", key),
		func(tx *store.Tx) error {
			extra, err := tx.CalendarDays()
			if err != nil {
				return err
			}
			calendar, now := s.Calendar(extra), s.now()
			row, err := models.NewSuggestion(key, text, page, actor, calendar, now)
			if err != nil {
				return err
			}
			if err := tx.InsertSuggestion(row); err != nil {
				return err
			}
			out = suggestionLine(row, calendar, now.Date())
			return s.tellOfSuggestion(tx, row, calendar)
		})
	if err != nil || out.ID != "" {
		return out, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error { // the same key again
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		row, _, err := tx.Suggestion(models.Key("sug", key))
		out = suggestionLine(row, common.Calendar, s.now().Date())
		return err
	})
	return out, err
}

// AnswerSuggestion answers a suggestion in the name of the office. Its author is told.
func (s *Service) AnswerSuggestion(ctx context.Context, actor models.Actor, key, id, answer string) error {
	if err := models.CanAnswerSuggestion(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "AnswerSuggestion", []string{id, answer}, "suggestion.answer", id,
		func(tx *store.Tx) error {
			row, found, err := tx.Suggestion(id)
			if err != nil {
				return err
			}
			if !found {
				return models.Errorf(models.KindNotFound, "no_suggestion", "没有编号为“%s”的投诉建议", id)
			}
			extra, err := tx.CalendarDays()
			if err != nil {
				return err
			}
			if row, err = row.Answered(answer, actor, s.now()); err != nil {
				return err
			}
			if err := tx.AnswerSuggestion(row); err != nil {
				return err
			}
			return s.tellOfSuggestion(tx, row, s.Calendar(extra))
		})
}

func (s *Service) tellOfSuggestion(tx *store.Tx, row models.Suggestion, calendar models.Calendar) error {
	now := s.now()
	rules := models.Rules{Calendar: calendar, Ladder: models.LadderOf(models.DefaultLadder)}
	_, err := tx.InsertOutbox(models.SuggestionMessage(row, rules.Quiet(now), now))
	return err
}

// suggestionTodos asks the office to answer what waits.
func suggestionTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	if !models.AnswersSuggestions(actor) || models.CanAnswerSuggestion(actor) != nil {
		return nil, nil //nolint:nilerr // nothing is asked of who does not answer suggestions
	}
	rows, err := tx.OpenSuggestions()
	if err != nil {
		return nil, err
	}
	today := s.now().Date()
	var out []models.Todo
	for _, r := range rows {
		todo := models.Todo{Kind: models.TodoAnswer, Object: r.ID, Title: models.Messagef("答复投诉建议：%s", shortened(r.Text)),
			Path: "/suggestions#" + r.ID, AskedBy: r.ByName, AskedAt: r.At, Due: r.Due,
			DaysLate: r.DaysLate(common.Calendar, today)}
		if today < r.Due {
			todo.DaysLeft = common.Calendar.Between(today, r.Due)
		}
		out = append(out, todo)
	}
	return out, nil
}

// shortened returns the beginning of a text, on one line.
func shortened(text string) string {
	const most = 30
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > most {
		return string(line[:most]) + "…"
	}
	return string(line)
}
