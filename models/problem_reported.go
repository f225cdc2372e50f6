package models

import (
	"slices"
	"strings"
	"unicode"
)

// ReportedProblem is a text of the monthly reports (存在问题) that is not in the ledger yet: a person says what kind it
// is and who is asked, and does not type it again.
type ReportedProblem struct {
	Key       string `json:"key"` // ReportTextKey
	Text      string `json:"text"`
	First     Month  `json:"first"` // month that had it first
	Last      Month  `json:"last"`
	Months    int    `json:"months"`
	Unchanged bool   `json:"unchanged"` // copied word for word for copiedMonths running
}

// copiedMonths is for how many months running a text must stay the same to be shown as copied.
const copiedMonths = 3

// noProblemWords are what people write when there is no problem, as noProblem folds them.
var noProblemWords = []string{"", "无", "暂无", "没有", "无问题", "暂无问题", "无存在问题", "没有问题", "正常", "无无", "none", "no",
	"n/a", "na", "目前无", "目前无问题", "不存在问题", "无困难", "暂无困难", "暂无困难和问题", "无困难和问题", "暂无需要协调的问题",
	"无需要协调的问题", "无需协调", "无需协调问题"}

// foldProblem folds a text for comparing: as NameKey does, and without punctuation.
func foldProblem(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, NameKey(text))
}

// NoProblem reports whether a text of a report says that there is no problem: nothing, 无, 暂无, a stroke.
func NoProblem(text string) bool {
	return slices.Contains(noProblemWords, foldProblem(text)) || NameKey(text) == "n/a"
}

// ReportTextKey returns the key of a text of a project's reports: the same for the same words, whatever the blanks and
// the punctuation.
func ReportTextKey(projectID, text string) string { return Key("text", projectID, foldProblem(text)) }

// ReportedProblems lists the texts of a project's submitted and approved months that are not in the ledger, by month.
// A text that stands in several months is one; what the newest month does not say any more is not asked about.
func ReportedProblems(f Facts) []ReportedProblem {
	if f.Project.Status == ProjectClosed || f.Project.HandedOver() {
		return nil
	}
	var out []ReportedProblem
	running := map[string]int{}
	before := map[string]Month{}
	newest := Month(0)
	for _, r := range f.Reports {
		if r.Status != ReportWaiting && r.Status != ReportApproved {
			continue
		}
		if newest = r.Month; NoProblem(r.Problems) {
			continue
		}
		key := ReportTextKey(f.Project.ID, r.Problems)
		if before[key] == r.Month-1 {
			running[key]++
		} else {
			running[key] = 1
		}
		before[key] = r.Month
		i := slices.IndexFunc(out, func(p ReportedProblem) bool { return p.Key == key })
		if i < 0 {
			i = len(out)
			out = append(out, ReportedProblem{Key: key, First: r.Month})
		}
		p := &out[i]
		p.Text, p.Last, p.Months = strings.TrimSpace(r.Problems), r.Month, p.Months+1
		p.Unchanged = running[key] >= copiedMonths
	}
	return slices.DeleteFunc(out, func(p ReportedProblem) bool {
		known := p.Last != newest
		for _, l := range f.Problems {
			if l.Source != p.Key {
				continue
			}
			// a text that still stands in a later month's report after it was solved is asked about again
			known = known || l.Status != ProblemClosed || p.Last <= l.ClosedAt.Date().Month()-1
		}
		return known
	})
}

// Reported returns the text of a project's reports with a key.
func Reported(f Facts, key string) (ReportedProblem, bool) {
	all := ReportedProblems(f)
	i := slices.IndexFunc(all, func(p ReportedProblem) bool { return p.Key == key })
	if i < 0 {
		return ReportedProblem{}, false
	}
	return all[i], true
}

// CopiedMonths is for how many months running, up to the newest, the reports have carried the text of a problem
// unchanged; 0 for one that does not come from a report.
func CopiedMonths(f Facts, p Problem) int {
	running, before := 0, Month(0)
	for _, r := range f.Reports {
		if p.Source == "" || r.Status != ReportWaiting && r.Status != ReportApproved {
			continue
		}
		switch same := ReportTextKey(f.Project.ID, r.Problems) == p.Source; {
		case !same:
			running = 0
		case before == r.Month-1:
			running++
		default:
			running = 1
		}
		before = r.Month
	}
	return running
}
