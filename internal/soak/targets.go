package main

// project is one of the programme.
type project struct {
	code, name, owner, unit string
	month                   int // the last that was reported or imported
}

// milestone is one that is open.
type milestone struct {
	of *project
	id string
}

// waiting is a submission to decide on.
type waiting struct {
	id    string
	again func() // puts what was returned back to be sent again
	done  func()
}

// targets is what is left to do: the months and the milestones of each project, in order.
type targets struct {
	projects   []*project
	months     []*project // whose next month may be reported
	imported   []*project // whose months come by workbook
	milestones []milestone
	moves      []milestone
	waiting    []waiting
}

// lastMonth is the last that may be reported: the running one is not over.
const lastMonth = 10

func take[T any](from *[]T) (one T, found bool) {
	if len(*from) == 0 {
		return one, false
	}
	one = (*from)[0]
	*from = (*from)[1:]
	return one, true
}

// reported records that a month of a project waits for a decision.
func (t *targets) reported(p *project, submission string) {
	if submission == "" {
		return
	}
	t.waiting = append(t.waiting, waiting{submission, func() { t.months = append(t.months, p) }, func() {
		if p.month++; p.month < lastMonth {
			t.months = append(t.months, p)
		}
	}})
}

// handedIn records that a milestone waits for a decision.
func (t *targets) handedIn(m milestone, submission string) {
	if submission == "" {
		return
	}
	t.waiting = append(t.waiting, waiting{submission, func() { t.milestones = append(t.milestones, m) }, func() {}})
}

// batch takes projects for a workbook of their next month, at most n.
func (t *targets) batch(n int) (all []*project) {
	for len(all) < n && len(t.imported) > 0 && (len(all) == 0 || t.imported[0].month == all[0].month) {
		p, _ := take(&t.imported)
		all = append(all, p)
	}
	return all
}

// read records that the workbook with a project's month is imported.
func (t *targets) read(all []*project) {
	for _, p := range all {
		if p.month++; p.month < lastMonth {
			t.imported = append(t.imported, p)
		}
	}
}
