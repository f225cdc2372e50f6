package web

import (
	"net/http/httptest"
	"slices"
	"testing"
)

func TestPartsByWeightHoldEveryItemOnce(t *testing.T) {
	weights := []int{3, 3, 9, 1, 1, 4, 20, 2}
	var got [][]int
	for n := 1; ; n++ {
		r := httptest.NewRequest("GET", "/x?colour=red&units="+itoa(n), nil)
		shown, p := partByWeight(r, listing{"units", "list", "名次", 6}, weights, func(w int) int { return w })
		if p.First != len(slices.Concat(got...))+1 || p.Total != len(weights) {
			t.Errorf("part %d begins at %d of %d", n, p.First, p.Total)
		}
		got = append(got, shown)
		if p.Next == "" {
			break
		}
		if want := "/x?colour=red&units=" + itoa(n+1) + "#list"; p.Next != want {
			t.Errorf("the next part is at %s, want %s", p.Next, want)
		}
	}
	if len(got) != 5 || !slices.Equal(slices.Concat(got...), weights) {
		t.Errorf("parts %v", got)
	}
}

func TestPagerLinksToItsNeighbours(t *testing.T) {
	numbers := func(address string, total int) (list []int, p pager) {
		_, _, p = paged(httptest.NewRequest("GET", address, nil), total, 10)
		for _, n := range p.Numbers {
			if n.Gap {
				list = append(list, 0)
			}
			list = append(list, n.Number)
		}
		return list, p
	}
	for _, c := range []struct {
		address  string
		total    int
		want     []int
		from, to int
	}{
		{"/x", 10, nil, 1, 10},
		{"/x", 0, nil, 0, 0},
		{"/x?page=9", 200, []int{1, 0, 7, 8, 9, 10, 11, 0, 20}, 81, 90},
		{"/x?page=99", 45, []int{1, 0, 3, 4, 5}, 41, 45},
		{"/x?page=-3", 21, []int{1, 2, 3}, 1, 10},
		{"/x?page=no", 21, []int{1, 2, 3}, 1, 10},
	} {
		got, p := numbers(c.address, c.total)
		if !slices.Equal(got, c.want) || p.First != c.from || p.Last != c.to {
			t.Errorf("%s of %d: %v, %d to %d", c.address, c.total, got, p.First, p.Last)
		}
	}
	if _, p := numbers("/x?page=2&colour=red", 30); p.Previous != "/x?colour=red" || p.Next != "/x?colour=red&page=3" {
		t.Errorf("previous %s, next %s", p.Previous, p.Next)
	}
}
