package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/store"
)

// HistoryLine is one event of a project, in a sentence.
type HistoryLine struct {
	At   models.Instant `json:"at"`
	By   string         `json:"by"`
	Kind string         `json:"kind"` // the audit's action: "milestone.submit", "ladder.rung", "import" …
	Text models.Message `json:"text"`
	More string         `json:"more,omitempty"`

	height int // of the rung it is about: within one moment the ladder's order holds
}

// History is a project's full history, the newest first, a page at a time.
type History struct {
	Project string        `json:"project"`
	Name    string        `json:"project_name"`
	Year    int           `json:"year"`
	Total   int           `json:"total"`
	Lines   []HistoryLine `json:"lines"`
}

// ProjectHistory returns the events of a project, with person and time: commands, decisions, plan changes, rungs,
// lists, imports. What happened under its code before it was first imported is another project's, taken back with its
// import. From is how many of the newest lines to skip.
func (s *Service) ProjectHistory(ctx context.Context, actor models.Actor, project string, from, count int) (History,
	error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return History{}, err
	}
	out := History{Project: p.Code, Name: p.Name, Year: p.Year, Lines: []HistoryLine{}}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		events, err := tx.AuditOf(p.ID)
		if err != nil {
			return err
		}
		batches, err := tx.BatchesOf(p.ID)
		if err != nil {
			return err
		}
		for _, e := range events {
			if line, shown := historyLine(e); shown && e.At >= p.FollowedSince {
				out.Lines = append(out.Lines, line)
			}
		}
		months, err := tx.ImportedMonths(p.ID)
		if err != nil {
			return err
		}
		for _, b := range batches {
			if b.CommittedAt >= p.FollowedSince {
				out.Lines = append(out.Lines, importLine(b, months[b.ID]))
			}
		}
		return nil
	})
	slices.SortStableFunc(out.Lines, func(a, b HistoryLine) int {
		return cmp.Or(cmp.Compare(b.At, a.At), a.height-b.height)
	})
	out.Total = len(out.Lines)
	from = min(max(from, 0), out.Total)
	out.Lines = out.Lines[from:min(out.Total, from+count)]
	return out, err
}

var batchWords = map[models.BatchKind]models.Word{models.BatchPlan: "年度计划", models.BatchProgress: "月度进度",
	models.BatchMilestones: "节点计划"}

// importLine describes a batch; months are those whose reports it brought for the project.
func importLine(b models.ImportBatch, months []models.Month) HistoryLine {
	line := HistoryLine{At: b.CommittedAt, By: b.ByName, Kind: "import",
		Text: models.Messagef("由工作簿“%s”导入%s（%s）", b.FileName, batchWords[b.Kind], b.Period)}
	if len(months) > 0 {
		line.Text = models.Messagef("由工作簿“%s”导入%s（%s）", b.FileName, batchWords[b.Kind], monthWords(months))
	}
	if b.Status == models.BatchUndone {
		line.More = "该次导入已撤销"
	}
	return line
}

// monthWords names each month.
func monthWords(months []models.Month) string {
	names := make([]string, 0, len(months))
	for _, m := range months {
		names = append(names, m.String())
	}
	return strings.Join(names, "、")
}

// historyLine describes an audit event; false for a technical one that is not shown.
func historyLine(e models.AuditEvent) (HistoryLine, bool) {
	line := HistoryLine{At: e.At, By: e.ByName, Kind: e.Action}
	switch group, what, _ := strings.Cut(e.Action, "."); {
	case group == "ladder" && what == "closed":
		var c models.Closing
		if json.Unmarshal([]byte(e.Detail), &c) != nil {
			return line, false
		}
		line.Text = models.Messagef("督办事项办结：%s", models.Word(c.Reason))
	case group == "ladder":
		var record models.Escalation
		if json.Unmarshal([]byte(e.Detail), &record) != nil {
			return line, false
		}
		line.Text, line.height = record.Message(), record.Rung.Height()
		switch {
		case record.PassedOver:
			line.More = "补录，未发送"
		case record.Trial:
			line.More = "试运行，未发送"
		}
	case group == "list":
		line.Text, line.More = listLine(what, e.Detail)
	case e.Action == "submission.import":
		line.Text = models.Messagef("由返回的工作簿代填")
	case group == "escalation":
		var n models.EscalationNote
		if json.Unmarshal([]byte(e.Detail), &n) != nil {
			return line, false
		}
		line.Text, line.More = models.Messagef("%s%s督办事项", n.Party, models.WordOf(n.Kind)), noted(n)
	case group == "correction" && what != "confirm":
		var c models.Correction
		if json.Unmarshal([]byte(e.Detail), &c) != nil {
			return line, false
		}
		line.Text, line.More = correctionLine(what, c)
	case group == "request":
		var q models.Request
		if json.Unmarshal([]byte(e.Detail), &q) != nil {
			return line, false
		}
		line.Text, line.More = requestLine(what, q)
	case group == "milestone", group == "report", group == "plan", group == "correction":
		var c models.Changes
		if json.Unmarshal([]byte(e.Detail), &c) != nil {
			return line, false
		}
		line.Text, line.More = models.RestoreMessage(c.Message, c.Said), changeDetails(c)
	default:
		return line, false
	}
	return line, !line.Text.IsZero()
}

// changeDetails returns the figures, reasons and evidence of a change.
func changeDetails(c models.Changes) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if sub := c.Submission; sub != nil {
		if sub.MonthAmount != nil && sub.YTDAmount != nil {
			add("本月 " + sub.MonthAmount.In(models.WanYuan) + " 万元，累计 " + sub.YTDAmount.In(models.WanYuan) + " 万元")
		}
		if sub.DoneOn != 0 {
			add("完成于 " + sub.DoneOn.String())
		}
		add(sub.Note)
		if sub.OnBehalfOf != "" {
			add("代“" + sub.OnBehalfOf + "”填报" + parenthesis(sub.Paper))
		}
		if n := len(c.Attachments); n > 0 {
			add(strconv.Itoa(n) + " 个附件")
		}
	}
	if c.Review != nil {
		add(c.Review.Reason)
	}
	if c.Correction != nil {
		add(correctionDetails(*c.Correction))
		return strings.Join(parts, "；")
	}
	if c.DueChange != nil {
		add("改到 " + c.DueChange.Due.String() + "：" + c.DueChange.Reason + parenthesis(c.DueChange.Approver))
	}
	if c.Paused != nil {
		add(c.Paused.Reason + parenthesis(c.Paused.Document))
	}
	if c.Grounds != nil && c.DueChange == nil && c.Paused == nil {
		add(c.Grounds.Reason + parenthesis(c.Grounds.Document))
	}
	return strings.Join(parts, "；")
}

// noted describes the contents of a note.
func noted(n models.EscalationNote) string {
	parts := []string{n.Text}
	if n.Due != 0 && n.Kind == models.NoteInstructed {
		parts = append(parts, "请"+n.Addressee+"于"+n.Due.String()+"前答复")
	} else if n.Due != 0 {
		parts = append(parts, "承诺 "+n.Due.String())
	}
	if n.OnBehalf {
		parts = append(parts, "由"+n.ByName+"代录"+parenthesis(n.Paper))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

func parenthesis(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// listLine describes a list adjustment.
func listLine(what, detail string) (text models.Message, more string) {
	var c struct {
		EffectiveOn models.Date `json:"effective"`
		Document    string      `json:"document"`
	}
	if json.Unmarshal([]byte(detail), &c) != nil {
		return text, ""
	}
	word := map[string]string{"drop": "调出项目清单", "admit": "列入项目清单", "move": "在清单之间调整"}[what]
	return models.PlainMessage(word), strings.TrimSpace(c.EffectiveOn.String() + " " + c.Document)
}
