package models

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// DraftedScore is a draft that is to be computed and stored.
type DraftedScore struct {
	Score  Score
	Again  bool   // the row exists: it is computed again
	Before string // row key of the score from which points by hand are taken over; "": none
}

// DraftScore plans the draft of a quarter's score. formulas are those of the programme, the newest first, and rows the
// versions of the quarter, the newest first; closing is the newest version of the closing of its last month, 0 while
// that is open.
func DraftScore(p Programme, quarter Month, reason string, formulas []ScoreFormula, rows []Score, closing int,
	by Actor, now Instant) (DraftedScore, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case quarter.Year() != p.Year || !quarter.QuarterEnd():
		return DraftedScore{}, Errorf(KindInvalid, "bad_quarter", "请选择%d年的季度，以季度末月表示，如 %s", p.Year,
			MonthOf(p.Year, monthsOfYear-quarterMonths))
	case len(formulas) == 0:
		return DraftedScore{}, Errorf(KindConflict, "no_formula", "尚未登记考核办法，请先登记文号和计分项目")
	case closing == 0:
		return DraftedScore{}, Errorf(KindConflict, "month_open", "%s尚未月结，考核只用月结的审定数，请月结后测算", quarter)
	case utf8.RuneCountInString(reason) > maxNoteLength:
		return DraftedScore{}, Errorf(KindInvalid, "reason_missing", "原因过长，应在 %d 字以内", maxNoteLength)
	}
	s := Score{ProgrammeID: p.ID, Quarter: quarter, Version: 1, State: ScoreDrafted, Revision: 1}
	out := DraftedScore{}
	if len(rows) > 0 {
		last := rows[0]
		out.Before = last.ID
		switch last.State {
		case ScoreAnnounced:
			return out, last.wrongState("重新测算；需要更正的请先撤回公示")
		case ScorePublished:
			if reason == "" {
				return out, Errorf(KindInvalid, "reason_missing", "%s考核已公布，更正须填写原因，形成新的一版", quarter.QuarterChinese())
			}
			s.Version, s.Reason = last.Version+1, reason
		case ScoreDrafted:
			out.Again = true
			s.Version, s.Revision, s.Reason = last.Version, last.Revision+1, last.Reason
		}
	}
	s.ID = ScoreID(p.ID, quarter, s.Version)
	s.FormulaID, s.ClosingVersion = formulas[0].ID, closing
	s.DraftedAt, s.ByID, s.ByName = now, by.ID, by.Name
	out.Score = s
	return out, nil
}

// ScoreFormulaOf finds a formula by its row key.
func ScoreFormulaOf(all []ScoreFormula, id string) ScoreFormula {
	if i := slices.IndexFunc(all, func(f ScoreFormula) bool { return f.ID == id }); i >= 0 {
		return all[i]
	}
	return ScoreFormula{}
}
