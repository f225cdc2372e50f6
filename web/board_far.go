package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// The board to be read from 4 m away. A screen of 55 inches is 685 mm high. At 4 m, 0.4° is 4,000 mm × tan 0.4° =
// 28 mm, which is 44 of 1,080 pixels (or 88 of 2,160). A Chinese character fills about 0.92 of its em, so every text is
// at least 3 rem = 48 pixels (board.css: one rem is 1/120 of the width, 16 of 1,920 pixels). That leaves farRows
// projects under the headline; the others follow on further pages, which turn by themselves.
const (
	farRows         = 8
	farSeconds      = 10 // a page stands for so long, unless ?every= says otherwise
	fewestFarSecond = 3
	mostFarSeconds  = 120
)

// farPage is the board with few large rows.
type farPage struct {
	boardPage
	Every  int // seconds that a page stands
	Pages  []farRowsPage
	Counts []colourCount
}

// farRowsPage is one page of rows; Shown marks the one to begin with, which without scripts is another at each load.
type farRowsPage struct {
	Rows  []tracking.BoardProject
	Shown bool
}

// writeFar answers with the board to be read from 4 m away: the projects that need attention first.
func (h *handlers) writeFar(w http.ResponseWriter, r *http.Request, p boardPage) error {
	f := farPage{boardPage: p, Every: farSeconds}
	if asked := r.URL.Query().Get("every"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < fewestFarSecond || n > mostFarSeconds {
			return models.Errorf(models.KindInvalid, "bad_every", "翻页间隔“%s”无效，应为 %d 至 %d 秒", asked, fewestFarSecond,
				mostFarSeconds)
		}
		f.Every = n
	}
	f.add([]string{"board.css", "boardfar.css"}, []string{"board.js", "boardfar.js"})
	f.Projects = slices.SortedStableFunc(slices.Values(p.Projects), func(a, b tracking.BoardProject) int {
		return cmp.Or(cmp.Compare(b.Light.Severity(), a.Light.Severity()), b.Rung.Height()-a.Rung.Height(),
			cmp.Compare(b.DaysLate, a.DaysLate))
	})
	shown, err := f.turn(r)
	if err != nil {
		return err
	}
	f.Figures = figuresOf(f.Status)
	for _, c := range worstFirst {
		f.Counts = append(f.Counts, colourCount{Colour: c, Count: f.Status.Colours[c]})
	}
	for rows := range slices.Chunk(shown, farRows) {
		f.Pages = append(f.Pages, farRowsPage{Rows: rows})
	}
	if n := len(f.Pages); n > 0 {
		f.Pages[int(int64(f.Status.AsOf)/1000/int64(f.Every))%n].Shown = true
	}
	return h.writeRefreshing(w, r, "boardfar", "wall", &f.refreshing, func() any { return f })
}
