package ladderoracle

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Tenure is a time in which a person has a post, or stands in for it.
type Tenure struct {
	Post, Person string
	From, Until  string // days; "": from the beginning, without an end
	As           string // "holder", "acting" or "liaison"
}

// Telling is what decides who is told of the rungs of a play.
type Telling struct {
	Posts    map[string]string // titles, by post
	Sponsors map[string]string // post, by project
	Tenures  []Tenure
	Released []time.Time // when the office released what waited; none: it leaves by itself
	Others   []Other
}

// Other is a digest that a person was sent because of something else than a rung: it is their only one of the day.
type Other struct {
	Person string
	At     time.Time
}

// Digest is what a person who holds posts is sent on a day: IDs of rungs.
type Digest struct {
	Person, Day string
	Items       []string
}

// entry is one rung as one person knows it.
type entry struct {
	rung Event
	made moment
	end  moment // 0: it holds
	sent bool
}

// Digests computes who is sent what on which day of the rungs on record: a rung goes to the posts it names, a post to
// its holder, else to who acts for it, else to its liaisons, else to the office, which is told at once and not in a
// digest. An item stands once with a person, at its highest level. What has ended is not told.
func Digests(plan Plan, events []Event, t Telling) (all []Digest) {
	w, ends := weekOf(plan), endings(plan, events)
	known := map[string][]*entry{} // by person
	var rungs []Event
	for _, e := range events {
		if e.Kind == "rung" && !e.PassedOver {
			rungs = append(rungs, e)
		}
	}
	paused := pausesOf(events)
	silent := func(e Event, at moment) bool { return quiet(ends, paused, e, at) }
	first, last := dayOf(plan.Known.In(shanghai).Format("2006-01-02")), dayOf(plan.Last)
	slices.SortStableFunc(rungs, func(a, b Event) int {
		return cmp.Compare(w.sending(momentOf(a.RecordedAt)), w.sending(momentOf(b.RecordedAt)))
	})
	next := 0
	for d := first; d <= last; d++ {
		if !w.works(d) {
			continue
		}
		had := map[string]bool{} // who has had the digest of the day
		for _, at := range t.moments(w, rungs, d) {
			for ; next < len(rungs) && w.sending(momentOf(rungs[next].RecordedAt)) <= at; next++ {
				if e, at := rungs[next], w.sending(momentOf(rungs[next].RecordedAt)); !silent(e, at) {
					t.tell(known, ends, e, at)
				}
			}
			if at >= d.nine()+hour/3 {
				all = append(all, t.digests(known, had, silent, d, at)...)
			}
		}
	}
	return all
}

// moments are those of a day at which people may be sent something: twenty past nine, and whenever something comes.
func (t Telling) moments(w week, rungs []Event, d day) []moment {
	all := []moment{d.nine() + hour/3}
	for _, e := range rungs {
		if at := w.sending(momentOf(e.RecordedAt)); at.day() == d {
			all = append(all, at)
		}
	}
	for _, other := range t.Others {
		if at := momentOf(other.At); at.day() == d {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// FallToTheOffice are the rungs, by ID, of which the office is told because a post they name is empty: no one has it,
// acts for it or is its liaison.
func FallToTheOffice(plan Plan, events []Event, t Telling) (ids []string) {
	w, ends := weekOf(plan), endings(plan, events)
	paused := pausesOf(events)
	for _, e := range events {
		at := w.sending(momentOf(e.RecordedAt))
		if e.Kind != "rung" || e.PassedOver || at.day() > dayOf(plan.Last) || quiet(ends, paused, e, at) {
			continue
		}
		empty := func(audience string) bool {
			return slices.ContainsFunc(t.posts(audience, e.Project), func(post string) bool {
				return len(t.people(post, at.day().String())) == 0
			})
		}
		if slices.ContainsFunc(e.To, empty) {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// pausesOf are the pauses, by project.
func pausesOf(events []Event) map[string]*ladder {
	paused := map[string]*ladder{}
	for project, list := range byProject(events) {
		paused[project] = &ladder{pauses: (&history{events: list}).pauses()}
	}
	return paused
}

// quiet reports whether nothing is said of a rung at a moment: it has ended, or its project is paused.
func quiet(ends map[string]moment, paused map[string]*ladder, e Event, at moment) bool {
	end, ended := ends[e.ID]
	l := paused[e.Project]
	return ended && end <= at || e.Item != "investment" && l != nil && l.paused(at.day())
}

// sending is the first moment from one on at which people are sent anything: from eight to six on a working day, and
// else at nine of the next.
func (w week) sending(at moment) moment {
	d := at.day()
	switch {
	case w.works(d) && at < d.midnight()+8*hour:
		return d.midnight() + 8*hour
	case w.works(d) && at < d.midnight()+18*hour:
		return at
	}
	return w.onOrAfter(d + 1).nine()
}

// tell lets people know of a rung.
func (t Telling) tell(known map[string][]*entry, ends map[string]moment, e Event, at moment) {
	told := map[string]bool{}
	for _, audience := range e.To {
		for _, post := range t.posts(audience, e.Project) {
			for _, person := range t.people(post, at.day().String()) {
				told[person] = true
			}
		}
	}
	for person := range told {
		lower := false
		for _, other := range known[person] {
			end, ended := ends[other.rung.ID]
			if other.end != 0 || ended && end <= at || !sameItem(other.rung, e) {
				continue
			}
			if heights[other.rung.Rung] > heights[e.Rung] {
				lower = true
				continue
			}
			other.end = at
		}
		if !lower {
			known[person] = append(known[person], &entry{rung: e, made: at})
		}
	}
}

func sameItem(a, b Event) bool {
	return a.Project == b.Project && a.Item == b.Item && (a.Item == "investment" || a.Subject == b.Subject)
}

// posts are the posts of an audience; who is no leader has none.
func (t Telling) posts(audience, project string) (posts []string) {
	sponsor := t.Sponsors[project]
	switch audience {
	case "sponsor":
		return []string{sponsor}
	case "deputy-in-charge":
		if strings.Contains(t.Posts[sponsor], "副区长") {
			return []string{sponsor}
		}
		for post, title := range t.Posts {
			if strings.Contains(title, "副区长") {
				posts = append(posts, post)
			}
		}
	case "district-head":
		for post, title := range t.Posts {
			if title == "区长" {
				posts = append(posts, post)
			}
		}
	}
	return posts
}

// people are who is told for a post on a day, in a digest.
func (t Telling) people(post, day string) []string {
	for _, as := range []string{"holder", "acting", "liaison"} {
		var people []string
		for _, x := range t.Tenures {
			if x.Post == post && x.As == as && x.From <= day && (x.Until == "" || day <= x.Until) {
				people = append(people, x.Person)
			}
		}
		if len(people) > 0 {
			return people
		}
	}
	return nil
}

// digests are those of a moment, as they leave: of who has had none on that day.
func (t Telling) digests(known map[string][]*entry, had map[string]bool, silent func(Event, moment) bool, d day,
	at moment) (all []Digest) {
	leaves := at
	if len(t.Released) > 0 {
		leaves = moment(1 << 62)
		for _, r := range t.Released {
			if m := momentOf(r); m >= at {
				leaves = min(leaves, m)
			}
		}
	}
	other := map[string]bool{}
	for _, o := range t.Others {
		other[o.Person] = other[o.Person] || momentOf(o.At) == at
	}
	for person, entries := range known {
		one, made := Digest{Person: person, Day: d.String()}, other[person]
		for _, e := range entries {
			if e.sent || e.end != 0 || had[person] {
				continue
			}
			if silent(e.rung, at) {
				e.end = at
				continue
			}
			e.sent, made = true, true
			if leaves > at && leaves != 1<<62 && silent(e.rung, leaves) {
				e.end = leaves
				continue
			}
			one.Items = append(one.Items, e.rung.ID)
		}
		had[person] = had[person] || made
		if len(one.Items) > 0 {
			slices.Sort(one.Items)
			all = append(all, one)
		}
	}
	return all
}
