package models

import (
	"cmp"
	"slices"
	"strings"
)

// PlatformBasis is which amount of a platform's export is compared.
type PlatformBasis string

// The bases.
const (
	PlatformYearToDate PlatformBasis = "year_to_date"
	PlatformToDate     PlatformBasis = "to_date"
	PlatformMonth      PlatformBasis = "month"
)

// PlatformBases lists the bases, the preferred one first.
var PlatformBases = []PlatformBasis{PlatformYearToDate, PlatformToDate, PlatformMonth}

// Word returns the basis as forms call it.
func (b PlatformBasis) Word() Word {
	switch b {
	case PlatformYearToDate:
		return "本年累计"
	case PlatformToDate:
		return "自开始累计"
	case PlatformMonth:
		return "本月"
	}
	return Word(b)
}

// PlatformRow is one project in the export of a province's or city's platform.
type PlatformRow struct {
	Row        int    // of the sheet, 1-based
	Code       string // as text: the state's code, or the list's own
	Name       string
	Lost       string // the cell of a code whose digits are lost; "": none is
	YearToDate *Money
	ToDate     *Money // since the start of the project
	Month      *Money
}

// amount is what the row states on a basis.
func (r PlatformRow) amount(b PlatformBasis) *Money {
	switch b {
	case PlatformYearToDate:
		return r.YearToDate
	case PlatformToDate:
		return r.ToDate
	case PlatformMonth:
		return r.Month
	}
	return nil
}

// PlatformProject is a project of the list with its figures on record for the same month.
type PlatformProject struct {
	ApprovalCode string // 投资项目代码; "": not on record
	ProjectFigures
}

// amount is what is on record on a basis.
func (p PlatformProject) amount(b PlatformBasis) *Money {
	switch {
	case p.Approved == nil:
		return nil
	case b == PlatformMonth:
		return p.InMonth
	case b == PlatformToDate:
		return new(p.Record.Project.ToEndOfLastYear + *p.Approved)
	}
	return p.Approved
}

// PlatformState is the outcome of one line of a comparison.
type PlatformState string

// The outcomes, in the order in which they are listed.
const (
	PlatformDiffers   PlatformState = "differs"
	PlatformNoFigure  PlatformState = "no_figure"  // one side states no amount
	PlatformLost      PlatformState = "code_lost"  // its code lost digits: it was not matched
	PlatformOnlyThere PlatformState = "only_there" // no project of the list
	PlatformOnlyHere  PlatformState = "only_here"  // not in the export
	PlatformSame      PlatformState = "same"
)

// PlatformStates lists the outcomes in their order.
var PlatformStates = []PlatformState{PlatformDiffers, PlatformNoFigure, PlatformLost, PlatformOnlyThere,
	PlatformOnlyHere, PlatformSame}

// Word returns the name of the outcome.
func (s PlatformState) Word() Word {
	switch s {
	case PlatformDiffers:
		return "不一致"
	case PlatformNoFigure:
		return "一方未报数"
	case PlatformLost:
		return "代码位数不全，未比对"
	case PlatformOnlyThere:
		return "仅平台有"
	case PlatformOnlyHere:
		return "仅本系统有"
	case PlatformSame:
		return "一致"
	}
	return Word(s)
}

// PlatformLine is one project of a comparison.
type PlatformLine struct {
	State        PlatformState `json:"state"`
	Row          int           `json:"row,omitempty"` // of the export
	TheirCode    string        `json:"their_code,omitempty"`
	TheirName    string        `json:"their_name,omitempty"`
	Theirs       *Money        `json:"theirs_fen"`
	ProjectID    string        `json:"project_id,omitempty"`
	Year         int           `json:"year,omitempty"`
	Code         string        `json:"code,omitempty"`
	ApprovalCode string        `json:"approval_code,omitempty"`
	Name         string        `json:"name,omitempty"`
	Ours         *Money        `json:"ours_fen"`
	CarriedFrom  Month         `json:"carried_from,omitempty"` // the month ours is of, when the month itself has none
	Difference   *Money        `json:"difference_fen"`         // theirs less ours
	Note         StoredMessage `json:"note,omitzero"`
}

// PlatformBasisOf chooses the basis of an export: the first that at least half of its rows with an amount state.
func PlatformBasisOf(rows []PlatformRow) PlatformBasis {
	stating := 0
	counts := map[PlatformBasis]int{}
	for _, r := range rows {
		if firstOf(r.YearToDate, r.ToDate, r.Month) != nil {
			stating++
		}
		for _, b := range PlatformBases {
			if r.amount(b) != nil {
				counts[b]++
			}
		}
	}
	for _, b := range PlatformBases {
		if counts[b] > 0 && counts[b]*2 >= stating {
			return b
		}
	}
	return PlatformYearToDate
}

// coarsestStep is the largest step to which an export's amounts are taken to be rounded: a hundredth of 亿元.
const coarsestStep Money = 100_000_000

// PlatformStep is the step in which an export states its amounts: a whole 万元, a hundredth of 亿元, or finer. What
// rounds to the same is the same.
func PlatformStep(rows []PlatformRow, basis PlatformBasis, unit Unit) Money {
	step := max(min(unit.Fen(), coarsestStep), 1)
	for _, r := range rows {
		a := r.amount(basis)
		for a != nil && step > 1 && *a%step != 0 {
			step /= 10
		}
	}
	return step
}

// ComparePlatform compares an export with the projects of a list, the differing ones first, the largest difference at
// the top. A row is found by the state's code, by the list's own code, or by a name that only one project has. A code
// whose digits are lost is named and matches nothing.
func ComparePlatform(rows []PlatformRow, projects []PlatformProject, basis PlatformBasis, step Money) []PlatformLine {
	lines := []PlatformLine{}
	taken := map[string]int{} // the row that a project was found by
	for _, r := range rows {
		line := PlatformLine{State: PlatformOnlyThere, Row: r.Row, TheirCode: r.Code, TheirName: r.Name,
			Theirs: r.amount(basis)}
		if r.Lost != "" {
			line.State = PlatformLost
			line.Note.Message = Messagef("%s 的代码存成了数字，后几位已丢失，未比对；请将该列设为文本后重新导出", r.Lost)
			lines = append(lines, line)
			continue
		}
		p, why := platformProject(r, projects)
		line.Note.Message = why
		if p != nil && taken[p.ProjectID] != 0 {
			line.Note.Message = Messagef("与第 %d 行为同一项目，未比对", taken[p.ProjectID])
			p = nil
		}
		if p != nil {
			taken[p.ProjectID] = r.Row
			line.with(*p, basis, step)
		}
		lines = append(lines, line)
	}
	for _, p := range projects {
		if taken[p.ProjectID] == 0 && !p.Dropped {
			line := PlatformLine{}
			line.with(p, basis, step)
			line.State = PlatformOnlyHere
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(a, b PlatformLine) int {
		return cmp.Or(cmp.Compare(slices.Index(PlatformStates, a.State), slices.Index(PlatformStates, b.State)),
			cmp.Compare(b.off(), a.off()))
	})
	return lines
}

// with adds the project that a row is about.
func (l *PlatformLine) with(p PlatformProject, basis PlatformBasis, step Money) {
	l.ProjectID, l.Year, l.Code, l.ApprovalCode, l.Name = p.ProjectID, p.Year, p.Code, p.ApprovalCode, p.Name
	l.Ours, l.CarriedFrom = p.amount(basis), p.CarriedFrom
	if l.Theirs == nil || l.Ours == nil {
		l.State = PlatformNoFigure
		return
	}
	l.State, l.Difference = PlatformDiffers, new(*l.Theirs-*l.Ours)
	if *l.Theirs == *l.Ours || l.Theirs.roundedTo(step) == l.Ours.roundedTo(step) {
		l.State = PlatformSame
	}
}

// off is how far a line is off.
func (l PlatformLine) off() Money {
	if l.Difference == nil {
		return 0
	}
	return max(*l.Difference, -*l.Difference)
}

// roundedTo rounds half away from zero to a step.
func (m Money) roundedTo(step Money) Money {
	if m < 0 {
		return -(-m).roundedTo(step)
	}
	return (m + step/2) / step * step
}

// platformProject finds the project of a row, or says why there is none.
func platformProject(r PlatformRow, projects []PlatformProject) (*PlatformProject, Message) {
	code := barePlatformCode(r.Code)
	if code != "" {
		for i := range projects {
			if p := &projects[i]; code == barePlatformCode(p.ApprovalCode) || code == barePlatformCode(p.Code) {
				if r.Name != "" && NameKey(r.Name) != NameKey(p.Name) {
					return p, Messagef("代码一致，平台名称为“%s”", r.Name)
				}
				return p, Message{}
			}
		}
	}
	var named []*PlatformProject
	for i := range projects {
		if p := &projects[i]; NameKey(p.Name) == NameKey(r.Name) && !p.Dropped {
			named = append(named, p)
		}
	}
	switch {
	case len(named) > 1:
		return nil, Messagef("有 %d 个同名项目，无法按名称认定，请补充代码", len(named))
	case len(named) == 1 && code != "" && named[0].ApprovalCode != "" && projectCode.MatchString(checkedCode(r.Code)):
		return nil, Messagef("与%s同名，但该项目登记的代码为 %s", named[0].Code, named[0].ApprovalCode)
	case len(named) == 1:
		return named[0], Message{}
	}
	return nil, Message{}
}

// checkedCode is a code as CheckProjectCode writes it; one with an unknown area is compared as it is.
func checkedCode(text string) string {
	code, _ := CheckProjectCode(text)
	return code
}

// barePlatformCode is a code without its hyphens, for comparing.
func barePlatformCode(text string) string { return strings.ReplaceAll(checkedCode(text), "-", "") }
