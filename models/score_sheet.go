package models

import "fmt"

// ScoreSheet is a quarter's score as it is printed. It states points and no amounts, so that it may hang on a wall.
type ScoreSheet struct {
	Programme   string
	Quarter     Month
	Version     int
	State       ScoreState
	Document    string // 文号 of the formula
	ObjectUntil Date
	PublishedOn Date
	Items       []ScoreItem
	Full        Points
	Lines       []ScoreLine // in the order in which they are printed
}

// Title is the heading.
func (s ScoreSheet) Title() string {
	return s.Quarter.QuarterChinese() + "重点项目推进考核得分表"
}

// Under is the line under the heading: how far it is.
func (s ScoreSheet) Under() string {
	switch s.State {
	case ScoreAnnounced:
		return "（公示稿，异议期至" + s.ObjectUntil.Chinese() + "）"
	case ScorePublished:
		if s.Version > 1 {
			return fmt.Sprintf("（%s公布，第%d版）", s.PublishedOn.Chinese(), s.Version)
		}
		return "（" + s.PublishedOn.Chinese() + "公布）"
	case ScoreDrafted:
	}
	return "（" + s.State.Chinese() + "）"
}

// Notes are the lines under the table.
func (s ScoreSheet) Notes() []string {
	notes := []string{"依据" + s.Document + "测算，满分 " + s.Full.Chinese() + " 分，加减分另计；投资、开工数据为" + s.Quarter.String() +
		"月结审定数，问题办结数据取自问题台账。"}
	if s.State == ScoreAnnounced {
		notes = append(notes, "单位对得分有异议的，于"+s.ObjectUntil.Chinese()+"前逐项提出理由和依据。")
	}
	return append(notes, "调度数据，不作为统计数据。")
}

// Group is the heading of a kind of unit; "" where units are scored together.
func (l ScoreLine) Group() string { return l.Kind.Chinese() }

// PlaceText is the place as it is printed: 1, or —.
func (l ScoreLine) PlaceText() string {
	if l.Place == 0 {
		return "—"
	}
	return fmt.Sprint(l.Place)
}
