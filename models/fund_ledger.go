package models

import "slices"

// FundStanding is how far the money of one source is, of a project or of many.
type FundStanding struct {
	Source string `json:"source"` // its key; "": of all sources
	Name   string `json:"name"`
	FundAmounts
	Rate  string    `json:"rate_percent"` // paid of what arrived; "": not known
	Month Month     `json:"month"`        // of the newest record
	Slow  *SlowFund `json:"slow,omitempty"`
	Note  string    `json:"note,omitempty"` // of the newest record that has one
}

// FundLine is the money of one project.
type FundLine struct {
	Code    string         `json:"code"`
	Year    int            `json:"year"`
	Name    string         `json:"name"`
	Unit    string         `json:"responsible_unit"`
	Sources []FundStanding `json:"sources"` // those with a record, in the order of the list
	Total   FundStanding   `json:"total"`
	Work    FundWorkShare  `json:"physical"`
}

// FundWorkShare puts the share of money beside that of the physical work, for information.
type FundWorkShare struct {
	PaidShare  string `json:"paid_percent"`       // paid of what was approved
	WorkShare  string `json:"work_percent"`       // 实物工作量 of what was approved; "": not stated
	Done       int    `json:"milestones_done"`    // milestones that are done
	Milestones int    `json:"milestones"`         // that are to be done
	DoneShare  string `json:"milestones_percent"` // "": the project has no milestones
	Ahead      bool   `json:"money_ahead"`        // by more than the rules allow
	ByWork     bool   `json:"by_work"`            // judged by 实物工作量, else by milestones
}

// Slow reports whether payment of any source is slow.
func (l FundLine) Slow() bool {
	return slices.ContainsFunc(l.Sources, func(s FundStanding) bool { return s.Slow != nil })
}

// FundLedger is the money of a programme's projects at the end of a month.
type FundLedger struct {
	Month     Month          `json:"month"` // 0: as of today
	Lines     []FundLine     `json:"projects"`
	Sources   []FundStanding `json:"sources"` // sums by source, those with a record
	Total     FundStanding   `json:"total"`
	SlowCount int            `json:"slow"`        // projects with slow payment
	Ahead     int            `json:"money_ahead"` // projects whose money is ahead of the work
}

// FundLineOf returns the money of one project on a day, from its records up to a month.
func FundLineOf(f Facts, records []FundRecord, sources []FundSource, rules FundRules, month Month, day Date) FundLine {
	p := f.Project
	line := FundLine{Code: p.Code, Year: p.Year, Name: p.Name, Sources: []FundStanding{}}
	for _, s := range sources {
		own := sortedFunds(slices.DeleteFunc(slices.Clone(records), func(r FundRecord) bool {
			return r.SourceKey != s.Key || r.ProjectID != p.ID || r.Month > month
		}))
		if len(own) == 0 {
			continue
		}
		standing := FundStanding{Source: s.Key, Name: s.Name, FundAmounts: carriedFunds(own, month),
			Month: own[len(own)-1].Month}
		standing.Rate = standing.FundAmounts.Rate()
		for _, r := range own {
			if r.Note != "" {
				standing.Note = r.Note
			}
		}
		if p.Status != ProjectClosed {
			standing.Slow = rules.Of(s).slow(own, day)
		}
		line.Sources = append(line.Sources, standing)
		line.Total.take(standing)
	}
	line.Total.Rate = rateOfAll(line.Sources)
	line.Work = fundWorkShare(line.Sources, f.Milestones, rules.Ahead, day)
	line.Work.Ahead = line.Work.Ahead && p.Status != ProjectClosed
	return line
}

// take adds the amounts of a standing to a sum.
func (s *FundStanding) take(one FundStanding) {
	s.FundAmounts, s.Month = s.Plus(one.FundAmounts), max(s.Month, one.Month)
}

// PaidOnly reports whether it says what was paid and not what arrived.
func (s FundStanding) PaidOnly() bool { return s.Paid != nil && *s.Paid != 0 && s.Arrived == nil }

// rateOfAll is the rate of a sum; "" where a part of what was paid stands without what arrived.
func rateOfAll(parts []FundStanding) string {
	var sum FundAmounts
	for _, s := range parts {
		if s.PaidOnly() {
			return ""
		}
		sum = sum.Plus(s.FundAmounts)
	}
	return sum.Rate()
}

// stating sums the sources that state all of some amounts; the others count for nothing.
func stating(parts []FundStanding, fields ...FundField) (sum FundAmounts) {
	for _, s := range parts {
		if !slices.ContainsFunc(fields, func(f FundField) bool { return *s.Of(f) == nil }) {
			sum = sum.Plus(s.FundAmounts)
		}
	}
	return sum
}

// fundWorkShare compares what was paid with the work behind it: the work in money, of the sources that state it, else
// the milestones.
func fundWorkShare(parts []FundStanding, milestones []Milestone, points int, day Date) FundWorkShare {
	var s FundWorkShare
	a := stating(parts, FundApproved, FundPaid, FundWork)
	s.WorkShare = percentOf(a.Work, a.Approved)
	if s.ByWork = s.WorkShare != ""; !s.ByWork {
		work := stating(parts, FundApproved, FundWork)
		s.WorkShare = percentOf(work.Work, work.Approved)
		a = stating(parts, FundApproved, FundPaid)
	}
	s.PaidShare = percentOf(a.Paid, a.Approved)
	for _, m := range milestones {
		if m.Status == MilestoneDropped {
			continue
		}
		s.Milestones++
		if m.Status == MilestoneDone && m.DoneOn <= day {
			s.Done++
		}
	}
	done, all := Money(s.Done), Money(s.Milestones)
	s.DoneShare = percentOf(&done, &all)
	if points == 0 || s.PaidShare == "" {
		return s
	}
	paid, approved, margin := *a.Paid, *a.Approved, Money(points)
	switch {
	case s.ByWork:
		s.Ahead = (paid-*a.Work)*100 > approved*margin
	case s.DoneShare != "":
		s.Ahead = paid.Share(100*100, int64(approved))-done.Share(100*100, int64(all)) > margin*100
	}
	return s
}

// FundLedgerOf sums lines; those without a record are left out.
func FundLedgerOf(lines []FundLine, sources []FundSource, month Month) FundLedger {
	l := FundLedger{Month: month, Lines: []FundLine{}, Sources: []FundStanding{}}
	var all []FundStanding
	for _, line := range lines {
		if len(line.Sources) == 0 {
			continue
		}
		l.Lines = append(l.Lines, line)
		all = append(all, line.Sources...)
		l.Total.take(line.Total)
		l.SlowCount += boolInt(line.Slow())
		l.Ahead += boolInt(line.Work.Ahead)
	}
	l.Total.Rate = rateOfAll(all)
	for _, s := range sources {
		sum := FundStanding{Source: s.Key, Name: s.Name}
		own := slices.DeleteFunc(slices.Clone(all), func(one FundStanding) bool { return one.Source != s.Key })
		for _, one := range own {
			sum.take(one)
		}
		sum.Rate = rateOfAll(own)
		if sum.Month != 0 {
			l.Sources = append(l.Sources, sum)
		}
	}
	return l
}

// Standing puts the share of the money beside the milestones and the physical work.
func (s FundWorkShare) Standing() Message {
	share := func(text string) Word {
		if text == "" {
			return "—"
		}
		return Word(text + "%")
	}
	return Messagef("支出占批复 %s；实物工作量占批复 %s；节点完成 %d/%d", share(s.PaidShare), share(s.WorkShare), s.Done, s.Milestones)
}

// Sentence says that money is ahead of physical work.
func (s FundWorkShare) Sentence() Message {
	if s.ByWork {
		return Messagef("资金支出超前：支出占批复 %s%%，实物工作量占批复 %s%%", Word(s.PaidShare), Word(s.WorkShare))
	}
	return Messagef("资金支出超前：支出占批复 %s%%，节点完成 %s%%", Word(s.PaidShare), Word(s.DoneShare))
}
