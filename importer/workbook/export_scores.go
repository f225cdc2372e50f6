package workbook

import (
	"io"

	"duban/models"
)

// Scores is a quarter's score with what units said to it.
type Scores struct {
	Sheet      models.ScoreSheet
	PreparedBy string
	AsOf       models.Instant
	Objections []ScoreObjection // by time
}

// ScoreObjection is an objection as it is listed.
type ScoreObjection struct {
	Unit, Item, Ground, Paper, Reason string
	At                                models.Instant
	State                             models.ObjectionState
	Was, Points                       models.Points
}

// WriteScores writes a quarter's score: the table, the ground of every point, and the objections.
func WriteScores(w io.Writer, s Scores) error {
	return writeBook(w, s.Sheet.Title(), s.points(), s.grounds(), s.objections())
}

func (s Scores) table(sheet, title string) *table {
	return &table{sheet: sheet, title: title, readOnly: true, figures: true,
		preparedBy: preparedBy(s.PreparedBy) + "　　编制时间" + s.AsOf.Minute()}
}

// pointsCell is points in a workbook.
func pointsCell(p models.Points) any { return plain(models.Money(p).Float(models.Yuan)) }

func (s Scores) points() *table {
	t := s.table("得分", s.Sheet.Title()+s.Sheet.Under())
	t.unit, t.signed, t.notes = "单位：分", true, s.Sheet.Notes()
	t.columns = []column{{key: "place", head: "名次", width: 8, show: showCentre}, {key: "unit", head: "单位", width: 30},
		{key: "projects", head: "项目数", width: 9, show: showCount}}
	for _, i := range s.Sheet.Items {
		t.columns = append(t.columns, column{key: i.Name, head: i.Label(), width: 16})
	}
	t.columns = append(t.columns, column{key: "total", head: "合计", width: 12},
		column{key: "note", head: "备注", width: 30})
	for _, l := range s.Sheet.Lines {
		if n := len(t.groups); n == 0 || t.groups[n-1].title != l.Group() {
			t.groups = append(t.groups, group{title: l.Group()})
		}
		cells := []any{l.PlaceText(), l.Unit, l.Projects}
		for _, p := range l.Parts {
			cells = append(cells, pointsCell(p.Points))
		}
		g := &t.groups[len(t.groups)-1]
		g.lines = append(g.lines, append(cells, pointsCell(l.Total), text(l.NotRanked)))
	}
	return t
}

func (s Scores) grounds() *table {
	t := s.table("计分依据", s.Sheet.Title()+"计分依据")
	t.columns = []column{{key: "unit", head: "单位", width: 30}, {key: "item", head: "计分项目", width: 18},
		{key: "kind", head: "计分方式", width: 18, show: showCentre}, {key: "most", head: "分值", width: 12, show: showCentre},
		{key: "rate", head: "完成率", width: 10, show: showCentre}, {key: "points", head: "得分", width: 10},
		{key: "ground", head: "依据", width: 50}, {key: "by", head: "填写人", width: 12, show: showCentre}}
	g := group{}
	for _, l := range s.Sheet.Lines {
		for _, p := range l.Parts {
			item := models.ScoreItem{Kind: p.Kind, Most: p.Most, Least: p.Least}
			ground := p.Ground
			if p.Upheld {
				ground = "采纳异议：" + ground
			}
			g.lines = append(g.lines, []any{l.Unit, p.Name, p.Kind.Chinese(), item.Range(), text(p.Rate()),
				pointsCell(p.Points), text(ground), text(p.ByName)})
		}
	}
	t.groups = []group{g}
	return t
}

func (s Scores) objections() *table {
	t := s.table("异议处理", s.Sheet.Title()+"异议处理情况")
	t.columns = []column{{key: "unit", head: "单位", width: 30}, {key: "at", head: "提出时间", width: 18, show: showCentre},
		{key: "item", head: "计分项目", width: 18}, {key: "ground", head: "理由和依据", width: 44},
		{key: "paper", head: "来文", width: 20}, {key: "was", head: "公示得分", width: 10}, {key: "state", head: "处理结果", width: 12,
			show: showCentre}, {key: "points", head: "处理后得分", width: 12}, {key: "reason", head: "处理意见", width: 44}}
	g := group{}
	for _, o := range s.Objections {
		was, points := any(nil), any(nil)
		if o.Item != "" {
			was, points = pointsCell(o.Was), pointsCell(o.Points)
		}
		g.lines = append(g.lines, []any{o.Unit, o.At.Minute(), text(o.Item), text(o.Ground), text(o.Paper), was,
			o.State.Chinese(), points, text(o.Reason)})
	}
	t.groups = []group{g}
	return t
}
