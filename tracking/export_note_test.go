package tracking_test

import (
	"archive/zip"
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"duban/importer/sheet"
	"duban/models"
	"duban/tracking"
)

// figuresNote stands on every sheet of figures.
const figuresNote = "调度数据，不作为统计数据"

// exported makes every file that states figures.
var exported = map[string]func(h *env, t *testing.T) (string, []byte, error){
	"ExportMonthly": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportMonthly(t.Context(), office, "", june)
	},
	"ExportLedger": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportLedger(t.Context(), office, "", 0)
	},
	"ExportPlan": func(h *env, t *testing.T) (string, []byte, error) { return h.ExportPlan(t.Context(), office, "") },
	"ExportEscalations": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportEscalations(t.Context(), office, "", 0)
	},
	"ExportProblems": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportProblems(t.Context(), office, "")
	},
	"ExportOrders": func(h *env, t *testing.T) (string, []byte, error) { return h.ExportOrders(t.Context(), office, "") },
	"ExportYear":   func(h *env, t *testing.T) (string, []byte, error) { return h.ExportYear(t.Context(), office, "") },
	"ExportForecast": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportForecast(t.Context(), office, "")
	},
	"ExportMilestones": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportMilestones(t.Context(), office, "")
	},
	"ExportList": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportList(t.Context(), office, tracking.TakenList{Page: "/projects", Title: "项目库",
			Columns: []tracking.ListColumn{{Head: "编码"}, {Head: "项目"}, {Head: "责任单位"}, {Head: "年度计划",
				Kind: tracking.ListAmount}}, Lines: [][]any{{"ZD-1", "甲", "乙", models.Money(100)}}})
	},
	"ExportFunds": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportFunds(t.Context(), office, "", 0)
	},
	"ExportReserves": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ExportReserves(t.Context(), office, 0)
	},
	"ConfirmationSheets": func(h *env, t *testing.T) (string, []byte, error) {
		return h.ConfirmationSheets(t.Context(), office, "", june)
	},
	"ScoreWorkbook": func(_ *env, t *testing.T) (string, []byte, error) {
		h, _, _ := halfYear(t)
		h.formulaOfTests()
		h.close()
		page, err := h.DraftScore(t.Context(), office, "note", "", tracking.ScoreDraft{Quarter: june})
		if err != nil {
			return "", nil, err
		}
		return h.ScoreWorkbook(t.Context(), office, page.ID)
	},
	"OutingWorkbook": func(h *env, t *testing.T) (string, []byte, error) {
		page, err := h.KeepOuting(t.Context(), office, "note outing", "", "", models.OutingEntry{Kind: models.OutingStart,
			Title: "集中开工", On: h.clock.Date(), Lines: h.ofInvestor(t, models.InvestorGovernment).Code})
		if err != nil {
			return "", nil, err
		}
		return h.OutingWorkbook(t.Context(), office, page.ID)
	},
	"MeetingPack": func(h *env, t *testing.T) (string, []byte, error) {
		return h.MeetingPack(t.Context(), office, "", june)
	},
	"Template plan": func(h *env, t *testing.T) (string, []byte, error) {
		return h.Template(t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplatePlan})
	},
	"Template reserve": func(h *env, t *testing.T) (string, []byte, error) {
		return h.Template(t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplateReserve})
	},
	"Template progress": func(h *env, t *testing.T) (string, []byte, error) {
		return h.Template(t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplateProgress, Month: june})
	},
	"Template project": func(h *env, t *testing.T) (string, []byte, error) {
		return h.Template(t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplateProject, Month: june})
	},
	"UrgentForm": func(h *env, t *testing.T) (string, []byte, error) {
		page, err := h.OpenUrgentTable(t.Context(), office, "note", "", urgentEntry(h), nil)
		if err != nil {
			return "", nil, err
		}
		return h.UrgentForm(t.Context(), office, page.ID)
	},
}

// leftAsTheyAre are the files that keep the sender's own sheets, and files without figures.
var leftAsTheyAre = []string{"FillForm", "FillUrgent", "ErrorWorkbook", "DraftErrors", "PeopleTemplate", "Thumbnail",
	"MeetingTemplateFile", "TryMeetingTemplate"}

// withoutAmounts state dates, numbers and words; amounts only where someone wrote them.
var withoutAmounts = []string{"ExportMilestones", "ExportEscalations", "ExportOrders", "UrgentForm", "ScoreWorkbook"}

// Every sheet of figures that leaves the program says that it is no statistics.
func TestEverySheetOfFiguresSaysThatItIsNoStatistics(t *testing.T) {
	h, _, _ := halfYear(t)
	service := reflect.TypeFor[*tracking.Service]()
	for m := range service.Methods() {
		file := false
		for out := range m.Type.Outs() {
			file = file || out == reflect.TypeFor[[]byte]()
		}
		covered := slices.Contains(leftAsTheyAre, m.Name)
		for name := range exported {
			covered = covered || name == m.Name || strings.HasPrefix(name, m.Name+" ")
		}
		if file && !covered {
			t.Errorf("%s writes a file: does it say that its figures are no statistics?", m.Name)
		}
	}
	for name, export := range exported {
		file, content, err := export(h, t)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if sheets := saysNote(t, name+" "+file, file, content); sheets == 0 != slices.Contains(withoutAmounts, name) {
			t.Errorf("%s has %d sheets of figures", name, sheets)
		}
	}
}

// saysNote checks the sheets and documents of a file, also of those in an archive, and counts those with figures.
func saysNote(t *testing.T, where, file string, content []byte) (figures int) {
	t.Helper()
	switch {
	case strings.HasSuffix(file, ".zip"):
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			one, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			figures += saysNote(t, where+" "+f.Name, f.Name, one)
		}
	case strings.HasSuffix(file, ".docx"):
		plain := tags.ReplaceAllString(mainPart(t, content), "")
		if has := statesAmounts(plain); has {
			figures++
			if !strings.Contains(plain, figuresNote) {
				t.Errorf("%s does not say so: %.300s", where, plain)
			}
		}
	default:
		sheets, err := sheet.Read(file, content, sheet.DefaultLimits)
		if err != nil {
			t.Fatal(where, err)
		}
		for _, s := range sheets {
			if s.Grid == nil || s.Hidden || strings.Contains(s.Name, "说明") {
				continue
			}
			text := ""
			for i := range s.Grid.Rows {
				for _, c := range s.Grid.Rows[i].Cells {
					text += sheet.Display(c) + " "
				}
			}
			if !statesAmounts(text) {
				continue
			}
			if figures++; !strings.Contains(text, figuresNote) {
				t.Errorf("%s, sheet %s does not say so: %.300s", where, s.Name, text)
			}
		}
	}
	return figures
}

func statesAmounts(text string) bool {
	return strings.Contains(text, "万元") || strings.Contains(text, "亿元")
}
