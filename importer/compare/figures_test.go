package compare_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// basisBook is June with a column 数据口径.
func basisBook(t *testing.T, basis string, month, ytd any, physical string) *importer.Book {
	return inspect(t, booktest.Sheet{Rows: [][]any{
		{"2021年6月重点项目进展情况表", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "2021年计划投资", "6月完成投资", "1-6月累计完成投资", "形象进度", "数据口径"},
		{1, "高端装备制造园一期", nil, month, ytd, physical, basis},
	}})
}

// What a row may do to a month depends on whose figures it gives and on where the month stands.
func TestFiguresAsReportedOrAsDecided(t *testing.T) {
	june := models.MonthOf(2021, 6)
	reported := models.Report{Month: june, ReportedMonth: new(100 * wan), ReportedYTD: new(600 * wan), Physical: "主体施工"}
	with := func(status models.ReportStatus, change func(*models.Report)) *models.Report {
		r := reported
		r.Status = status
		if change != nil {
			change(&r)
		}
		return &r
	}
	decided := with(models.ReportApproved, func(r *models.Report) {
		r.ApprovedMonth, r.ApprovedYTD, r.ApprovedAt, r.SubmittedAt = new(90*wan), new(590*wan), 2, 1
	})
	imported := with(models.ReportApproved, func(r *models.Report) {
		r.ApprovedMonth, r.ApprovedYTD, r.ApprovedAt, r.BatchID = r.ReportedMonth, r.ReportedYTD, 2, "batch-1"
	})
	for _, test := range []struct {
		name       string
		before     *models.Report
		basis      string
		month, ytd any
		want       [6]int // new, changed, unchanged, missing, conflicts, changes
		reason     string
		after      string // reported, approved, status
	}{
		{"office, nothing known", nil, "审定", 100, 600, [6]int{1, 0, 0, 0, 0, 1}, "", "600/600 approved"},
		{"reported, nothing known", nil, "上报", 100, 600, [6]int{1, 0, 0, 0, 0, 1}, "", "600/- open"},
		{"not reported", nil, "未报", nil, nil, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"not reported, with figures", nil, "未报", 100, 600, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"returned, as exported", with(models.ReportReturned, nil), "上报", 100, 600, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"returned, another figure reported", with(models.ReportReturned, nil), "上报", 110, 610, [6]int{0, 1, 0, 0, 0, 1}, "",
			"610/- returned"},
		{"returned, decided by the office", with(models.ReportReturned, nil), "审定", 100, 600, [6]int{0, 1, 0, 0, 0, 1}, "",
			"600/600 approved"},
		{"in review, as exported", with(models.ReportWaiting, nil), "上报", 100, 600, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"in review, another figure", with(models.ReportWaiting, nil), "上报", 110, 610, [6]int{0, 0, 0, 0, 1, 0}, "该月填报正在审核",
			""},
		{"in review, the office's figure", with(models.ReportWaiting, nil), "审定", 100, 600, [6]int{0, 0, 0, 0, 1, 0},
			"该月填报正在审核", ""},
		{"decided, as exported", decided, "审定", 90, 590, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"decided, as it was reported", decided, "上报", 100, 600, [6]int{0, 0, 1, 0, 0, 0}, "", ""},
		{"decided, another figure", decided, "审定", 95, 595, [6]int{0, 0, 0, 0, 1, 0},
			"该月已审定，本月 90.00 万元、累计 590.00 万元；本行为本月 95.00 万元、累计 595.00 万元，不能用导入改动", ""},
		{"decided, another figure reported", decided, "上报", 95, 595, [6]int{0, 0, 0, 0, 1, 0},
			"该月已审定，本月 90.00 万元、累计 590.00 万元；本行为本月 95.00 万元、累计 595.00 万元，是上报数", ""},
		{"imported, corrected", imported, "审定", 95, 595, [6]int{0, 1, 0, 0, 0, 1}, "", "595/595 approved"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDatabase(t)
			d.commit(d.compare(planBook(t, small())))
			f := d.named("高端装备制造园一期")
			if test.before != nil {
				r := *test.before
				r.ID, r.ProjectID = models.ReportID(f.Project.ID, june), f.Project.ID
				f.Reports = []models.Report{r}
			}
			diff := d.compare(basisBook(t, test.basis, test.month, test.ytd, "主体施工"))
			d.expect(diff, test.want)
			if len(diff.Conflicts) == 1 && !strings.HasPrefix(diff.Conflicts[0].Reason.Text, test.reason) {
				t.Errorf("reason %s", diff.Conflicts[0].Reason)
			}
			if test.after != "" {
				if got := figures(diff.Changes[0].After.(models.Report)); got != test.after {
					t.Errorf("figures %s, want %s", got, test.after)
				}
			}
		})
	}
}

func figures(r models.Report) string {
	text := func(m *models.Money) string {
		if m == nil {
			return "-"
		}
		return strings.TrimSuffix(m.In(models.WanYuan), ".00")
	}
	return text(r.ReportedYTD) + "/" + text(r.ApprovedYTD) + " " + string(r.Status)
}

// A month's figures against the months around it and the list's total, with the cell and the words.
func TestFiguresAgainstWhatIsKnown(t *testing.T) {
	month := func(n int, ytd models.Money, physical string) models.Report {
		return models.Report{Month: models.MonthOf(2021, n), ApprovedYTD: &ytd, ReportedYTD: &ytd,
			Status: models.ReportApproved, Physical: physical}
	}
	reportedOnly := models.Report{Month: models.MonthOf(2021, 5), ReportedYTD: new(700 * wan),
		Status: models.ReportReturned}
	for _, test := range []struct {
		name     string
		before   []models.Report
		toDate   models.Money // to the end of last year
		month    any
		ytd      any
		physical string
		want     []string
	}{
		{"under the month before", []models.Report{month(5, 700*wan, "")}, 0, nil, 600, "封顶前准备",
			[]string{"error cumulative_fell B3 第 3 行累计投资 600.00 万元 不得小于上月（1-5月审定 700.00 万元），请核对"}},
		{"under what was reported", []models.Report{reportedOnly}, 0, nil, 600, "基础施工",
			[]string{"error cumulative_fell B3 第 3 行累计投资 600.00 万元 不得小于上月（1-5月上报 700.00 万元），请核对"}},
		{"over the month after", []models.Report{month(7, 700*wan, "")}, 0, nil, 800, "基础施工",
			[]string{"error cumulative_over_later B3 第 3 行累计投资 800.00 万元 大于已审定的 1-7月 700.00 万元，请核对"}},
		{"months that do not add up", []models.Report{month(5, 700*wan, "")}, 0, 120, 800, "基础施工",
			[]string{"warning month_mismatch B3 第 3 行本月 120.00 万元 + 上月累计 700.00 万元 ≠ 累计 800.00 万元，请核对"}},
		{"over the list's total", nil, 49_500 * wan, nil, 800, "基础施工",
			[]string{"error over_total B3 第 3 行累计完成投资 50300.00 万元（含至上年底）超过清单中的总投资 50000.00 万元，请核对单位或先调整总投资"}},
		{"topped out", nil, 0, nil, 800, "主体封顶",
			[]string{"notice stage_without_money B3 第 3 行形象进度写“主体封顶”，累计完成投资 800.00 万元 不到总投资 50000.00 万元 的 20%，请核对"}},
		{"the same words as last month", []models.Report{month(5, 650*wan, "基础 施工")}, 0, nil, 800, "基础施工",
			[]string{"notice physical_copied B3 第 3 行形象进度与上月完全相同，而投资有增加，请核对"}},
		{"the same words for three months", []models.Report{month(4, 600*wan, "基础施工"), month(5, 650*wan, "基础施工")}, 0, nil,
			800, "基础施工",
			[]string{"warning physical_copied B3 第 3 行形象进度连续 3 个月内容相同，而投资有增加，请更新"}},
		{"the same words and no money", []models.Report{month(5, 800*wan, "基础施工")}, 0, nil, 800, "基础施工", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDatabase(t)
			d.commit(d.compare(planBook(t, small())))
			f := d.named("高端装备制造园一期")
			f.Reports, f.Project.ToEndOfLastYear = test.before, test.toDate
			diff := d.compare(basisBook(t, "审定", test.month, test.ytd, test.physical))
			var got []string
			for _, f := range diff.Findings {
				got = append(got, string(f.Severity)+" "+f.Code+" "+f.Cell+" "+f.Message.Text)
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("- want + got\n%s", d)
			}
		})
	}
}

// What is said of start, finish and statistics is taken over, what is not said erases nothing, and an older month's
// sheet does not overrule a newer one.
func TestStandingIsTakenOver(t *testing.T) {
	book := func(month string, start, statistics, code any) *importer.Book {
		return inspect(t, booktest.Sheet{Rows: [][]any{
			{"2021年" + month + "重点项目进展情况表", nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "2021年计划投资", month + "完成投资", "1-" + month + "累计完成投资", "开工至今累计完成投资", "实际开工时间", "是否纳统", "纳统编码"},
			{1, "高端装备制造园一期", nil, 10, 600, 700, start, statistics, code},
		}})
	}
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	diff := d.compare(book("6月", "2021-03-08", "是", "370303-01"))
	d.expect(diff, [6]int{1, 0, 0, 0, 0, 2})
	d.commit(diff)
	p := d.named("高端装备制造园一期")
	if p.Project.ActualStart != models.DateOf(2021, 3, 8) || p.Project.InStatistics != models.Yes ||
		p.Project.StatisticsCode != "370303-01" || *p.Reports[0].ToDate != 700*wan {
		t.Errorf("%+v %+v", p.Project, p.Reports)
	}
	d.expect(d.compare(book("6月", nil, nil, nil)), [6]int{0, 0, 1, 0, 0, 0})
	p.Reports[0].ApprovedYTD, p.Reports[0].ReportedYTD = new(900*wan), new(900*wan)
	diff = d.compare(book("5月", "2021-04-01", "否", nil))
	d.expect(diff, [6]int{1, 0, 0, 0, 0, 1}) // the month alone
	diff = d.compare(book("7月", nil, "否", nil))
	if got := codes(diff, importer.SeverityWarning); len(got) != 1 || got[0] != "statistics_withdrawn" {
		t.Errorf("%v", diff.Findings)
	}
}
