package models

import (
	"slices"
	"strings"
)

// orderLink is a step with the names of those before it.
type orderLink struct {
	name  string
	after []string
}

// inOrder returns the steps in an order in which each comes after those before it; steps that wait for nothing keep
// their places. Errors: KindInvalid "step_unknown", "step_cycle".
func inOrder(links []orderLink) ([]int, error) {
	at := map[string]int{}
	for i, l := range links {
		at[NameKey(l.name)] = i
	}
	before := make([][]int, len(links))
	for i, l := range links {
		for _, name := range l.after {
			j, known := at[NameKey(name)]
			if !known {
				return nil, Errorf(KindInvalid, "step_unknown", "节点“%s”的前置节点“%s”不在计划中，请核对名称", l.name, name)
			}
			before[i] = append(before[i], j)
		}
	}
	order, ring := sortSteps(before)
	if ring == nil {
		return order, nil
	}
	names := make([]string, 0, len(ring)+1)
	for _, i := range append(ring, ring[0]) {
		names = append(names, links[i].name)
	}
	return nil, Errorf(KindInvalid, "step_cycle", "节点的先后关系首尾相接：%s，请去掉其中一个前置节点", strings.Join(names, " → "))
}

// sortSteps returns the indexes in an order in which each comes after those in before; ring is one that leads back to
// itself, in the order of work, when there is one.
func sortSteps(before [][]int) (order, ring []int) {
	const waiting, open, placed = 0, 1, 2
	state := make([]int, len(before))
	var path []int
	var place func(i int) bool
	place = func(i int) bool {
		switch state[i] {
		case placed:
			return true
		case open:
			ring = slices.Clone(path[slices.Index(path, i):])
			slices.Reverse(ring[1:])
			return false
		}
		state[i], path = open, append(path, i)
		for _, j := range before[i] {
			if !place(j) {
				return false
			}
		}
		state[i], path = placed, path[:len(path)-1]
		order = append(order, i)
		return true
	}
	for i := range before {
		if state[i] == waiting && !place(i) {
			return nil, ring
		}
	}
	return order, nil
}
