package models

import "strconv"

// ReserveWaiting is an application with its year's list; without an application, the list alone.
type ReserveWaiting struct {
	List        ReserveList
	Application Reserve
	Since       Instant // of the last act on it
}

// ReserveTodos is what applications ask of a person: units and owners to correct what was returned, units to apply
// while they are asked to and have not, the office to screen what came in and to decide after the joint review.
func ReserveTodos(a Actor, waiting []ReserveWaiting, today Date) []Todo {
	var todos []Todo
	applied, review := map[int]bool{}, map[int]int{}
	var lists []ReserveList
	office := CanDecideReserves(a) == nil
	for _, w := range waiting {
		r := w.Application
		if len(lists) == 0 || lists[len(lists)-1].Year != w.List.Year {
			lists = append(lists, w.List)
		}
		own := a.has(RoleOwner, r.OwnerID) || a.has(RoleUnit, r.UnitID)
		if own && r.State != ReserveKept {
			applied[w.List.Year] = true
		}
		switch {
		case r.State == ReserveReturned && own:
			todos = append(todos, Todo{Kind: TodoCorrect, Object: r.ID, Title: Messagef("修改退回的申报项目：%s", r.Name),
				Path: ReservePath(r.ID), AskedAt: w.Since})
		case r.State == ReserveApplied && office:
			todos = append(todos, Todo{Kind: TodoReview, Object: r.ID, Title: Messagef("初筛申报项目：%s", r.Name),
				Path: ReservePath(r.ID), AskedAt: w.Since})
		case r.State == ReserveReview:
			review[w.List.Year]++
		}
	}
	for _, l := range lists {
		year := strconv.Itoa(l.Year)
		if n := review[l.Year]; office && n > 0 {
			todos = append(todos, Todo{Kind: TodoDecide, Object: "reserve-review-" + year,
				Title: Messagef("%s年申报项目联审：%d 个", year, n), Path: "/reserve?year=" + year + "&state=review"})
		}
		if a.is(RoleUnit) && l.Open(today) && !applied[l.Year] {
			todos = append(todos, Todo{Kind: TodoSubmit, Object: "reserve-call-" + year,
				Title: Messagef("申报%s年重点项目", year), Path: "/reserve?year=" + year, AskedBy: l.ByName, AskedAt: l.At,
				Due: l.Due})
		}
	}
	return todos
}
