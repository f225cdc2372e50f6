package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// boardPage shows all projects against today, for a wall screen or A0 paper.
type boardPage struct {
	basePage
	tracking.Board
	refreshing
	Figures  figures
	Curve    boardCurve
	Axis     boardAxis
	Hues     []colourCount
	Sections []boardSection
	Part     int // of Parts, from 1
	Parts    int
	NextPart string
	Paper    bool // for A0
	Linked   bool // opened by a board link, without a login
	MayLink  bool
	NoList   bool
	Density  string
	Replay   replay
}

// stripsPerPart is how many projects a screen or a sheet shows at once. More are split into parts; a screen shows them
// in turn.
const stripsPerPart = 56

// showBoard shows the board to a logged-in person.
func (h *handlers) showBoard(w http.ResponseWriter, r *http.Request) error {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	board, err := h.t.Board(r.Context(), actorOf(r), r.URL.Query().Get("year"), month)
	noList := r.URL.Query().Get("year") == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	return h.writeBoard(w, r, boardPage{Board: board, NoList: noList,
		MayLink: models.CanManageBoardLinks(actorOf(r)) == nil})
}

// showBoardByLink shows the board on a wall screen; the link's secret replaces a login.
func (h *handlers) showBoardByLink(w http.ResponseWriter, r *http.Request) error {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	board, err := h.t.BoardByLink(r.Context(), r.PathValue("link"), r.URL.Query().Get("year"), month)
	if err != nil {
		return err
	}
	return h.writeBoard(w, r, boardPage{Board: board, Linked: true})
}

func (h *handlers) writeBoard(w http.ResponseWriter, r *http.Request, p boardPage) error {
	p.basePage = h.base(w, r)
	if p.NoList { // an ordinary page, without the board's large type
		h.write(w, r, http.StatusOK, "board", "nothing", p)
		return nil
	}
	if r.URL.Query().Get("view") == "far" {
		return h.writeFar(w, r, p)
	}
	p.Paper = r.URL.Query().Get("print") == "a0"
	paper := "board-a3.css"
	if p.Paper {
		paper = "board-a0.css"
	}
	p.add([]string{"board.css", paper}, []string{"board.js"})
	shown, err := p.turn(r)
	if err != nil {
		return err
	}
	p.fill(shown)
	p.Replay = replayOf(r, p.Status.Year, p.LastMonth)
	return h.writeRefreshing(w, r, "board", "wall", &p.refreshing, func() any { return p })
}

// turn returns the projects of the part to show: the one in ?part=, else on a screen the next part each minute and on
// paper the first sheet.
func (p *boardPage) turn(r *http.Request) ([]tracking.BoardProject, error) {
	all := len(p.Projects)
	p.Parts = max(1, (all+stripsPerPart-1)/stripsPerPart)
	size := (all + p.Parts - 1) / p.Parts
	p.Part = int(int64(p.Status.AsOf)/60_000)%p.Parts + 1
	if p.Paper {
		p.Part = 1
	}
	if asked := r.URL.Query().Get("part"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 || n > p.Parts {
			return nil, models.Errorf(models.KindInvalid, "bad_part", "没有第“%s”屏，请从 1 开始", asked)
		}
		p.Part = n
	}
	p.NextPart = with(r.URL, "part", strconv.Itoa(p.Part%p.Parts+1))
	return p.Projects[min(all, (p.Part-1)*size):min(all, p.Part*size)], nil
}

// sums counts the projects of each section and adds up their plans, on all parts.
func (p *boardPage) sums() map[string]boardSection {
	all := map[string]boardSection{}
	for i := range p.Projects {
		s := all[p.Projects[i].Section]
		s.Count, s.Plan = s.Count+1, s.Plan+p.Projects[i].Plan
		s.NoAmounts = s.Count == 1 && p.Projects[i].NoAmounts
		all[p.Projects[i].Section] = s
	}
	return all
}

func (p *boardPage) fill(shown []tracking.BoardProject) {
	p.Figures = figuresOf(p.Status)
	p.Axis = boardAxisOf(p.Status.Year, p.Status.AsOf.Date())
	p.Curve = boardCurveOf(p.Board.Curve, p.Figures.Target, p.Status.AsOf.Date())
	for _, c := range worstFirst {
		p.Hues = append(p.Hues, colourCount{Colour: c, Count: p.Status.Colours[c]})
	}
	whole := p.sums()
	for _, project := range shown {
		if n := len(p.Sections); n == 0 || p.Sections[n-1].Title != project.Section {
			of := whole[project.Section]
			p.Sections = append(p.Sections, boardSection{Title: project.Section, Count: of.Count, Plan: of.Plan,
				NoAmounts: of.NoAmounts})
		}
		last := &p.Sections[len(p.Sections)-1]
		last.Strips = append(last.Strips, p.strip(project))
	}
	switch rows := len(shown) + len(p.Sections); {
	case rows <= 26:
		p.Density = "few"
	case rows <= 40:
		p.Density = "some"
	}
}

// Rounding returns the note on rounding where the figures do not come to each other as printed.
func (p boardPage) Rounding() string {
	return p.Lang.rounding(models.YiYuan, p.Figures.additions()...)
}

// boardSection is a section of the programme on the board. Count and Plan are of the whole section, Strips of the part.
type boardSection struct {
	Title  string
	Strips []strip
	Count  int
	Plan   models.Money
	// its plan would be that of one private firm
	NoAmounts bool
}
