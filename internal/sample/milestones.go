package sample

import (
	"math/rand/v2"
	"slices"

	"duban/importer/workbook"
	"duban/models"
)

// step is one step of a milestone template.
type step struct {
	name        string
	days        int // calendar days it usually takes
	controlling bool
}

// The steps that mean the start of construction and the entry in fixed-asset statistics.
const (
	constructionStart = "开工"
	statisticsEntry   = "纳统入库"
)

// The milestone templates. Source: published practice of cities and districts. Construction has more steps than there,
// as in the plans of projects under way.
var (
	plant = []step{
		{"立项备案", 3, false}, {"土地供应", 60, false}, {"环评能评批复", 30, false}, {"用地与工程规划许可", 20, false},
		{"施工图审查、招标", 30, false}, {constructionStart, 10, true}, {statisticsEntry, 30, false}, {"桩基完成", 60, false},
		{"基础出正负零", 40, false}, {"主体施工过半", 60, false}, {"主体封顶", 60, true}, {"二次结构完成", 45, false},
		{"外墙及屋面完成", 45, false}, {"主要设备进场", 40, false}, {"设备安装完成", 60, false}, {"设备调试完成", 30, false},
		{"竣工验收", 30, true}, {"投产", 45, true},
	}
	road = []step{
		{"可研批复", 45, false}, {"用地预审、规划选址", 20, false}, {"初步设计及概算批复", 30, false}, {"征迁清障", 120, false},
		{"施工图、招标", 45, false}, {constructionStart, 10, true}, {statisticsEntry, 30, false}, {"管线迁改完成", 45, false},
		{"基础工程完成", 60, false}, {"主体工程过半", 50, false}, {"主体工程完成", 70, true}, {"附属设施完成", 40, false},
		{"绿化、标识完成", 30, false}, {"竣工验收", 30, true}, {"交付投用", 10, true},
	}
	school = []step{
		{"可研批复", 45, false}, {"用地手续办结", 45, false}, {"初步设计批复", 45, false}, {"施工图审查", 30, false},
		{"招标完成", 45, false}, {constructionStart, 10, true}, {statisticsEntry, 30, false}, {"土方及基坑完成", 45, false},
		{"基础出正负零", 60, false}, {"主体施工过半", 75, false}, {"主体封顶", 75, true}, {"二次结构完成", 45, false},
		{"安装工程完成", 60, false}, {"装修完成", 60, false}, {"室外工程完成", 40, false}, {"竣工验收", 30, true}, {"投入使用", 30, true},
	}
	renewal = []step{
		{"意愿征集", 90, false}, {"征收补偿方案公布", 180, false}, {"立项、可研批复", 30, false}, {"净地交付", 120, false},
		{"招标完成", 30, false}, {constructionStart, 10, true}, {statisticsEntry, 30, false}, {"基础、管网完成", 120, false},
		{"主体施工过半", 120, false}, {"主体完工", 150, true}, {"外墙屋面完成", 60, false}, {"楼内管线完成", 60, false},
		{"室外配套完成", 90, false}, {"绿化亮化完成", 45, false}, {"竣工验收", 30, true}, {"交付使用", 30, true},
	}
	trade = []step{
		{"项目备案", 15, false}, {"方案审批", 30, false}, {"规划许可", 30, false}, {"施工图审查、招标", 30, false},
		{constructionStart, 10, true}, {statisticsEntry, 30, false}, {"基础完成", 45, false}, {"主体施工过半", 60, false},
		{"主体封顶", 60, true},
		{"外立面完成", 45, false}, {"机电安装完成", 45, false}, {"装修完成", 60, false}, {"招商签约过半", 40, false},
		{"消防验收", 20, false}, {"竣工验收", 30, true}, {"开业运营", 20, true},
	}
	platform = []step{
		{"立项批复", 30, false}, {"初步设计批复", 30, false}, {"招标采购", 45, false}, {constructionStart, 10, true},
		{statisticsEntry, 30, false},
		{"需求确认", 30, false}, {"首批设备到货", 40, false}, {"软件开发过半", 45, false}, {"软件开发完成", 60, false},
		{"终端安装过半", 40, false}, {"终端安装完成", 45, false}, {"联调测试", 30, false}, {"试运行", 30, false},
		{"竣工验收", 20, true}, {"上线投用", 10, true},
	}
)

// planMilestones gives a project its part of the template: the eight steps nearest to the middle of the
// year, or the last nine when it is completed in it.
func (p *Project) planMilestones(random *rand.Rand) {
	steps := p.entry.steps
	dates := stepDates(steps, p.Start.Date, p.Finish.Date)
	best, size := nearest(dates, models.DateOf(p.Project.Year, 7, 1), 8)
	switch {
	case p.entry.withinYear(): // all of the construction
		best = slices.IndexFunc(steps, func(s step) bool { return s.name == constructionStart })
		size = len(steps) - best
	case p.entry.stage == completing:
		best, size = len(steps)-9, 9
	}
	newYear := models.DateOf(p.Project.Year, 1, 1)
	for i := best; i < best+size; i++ {
		due := workbook.PlannedDate{Date: dates[i], Precision: models.PrecisionDay}
		if !steps[i].controlling && random.IntN(2) == 0 {
			due = workbook.PlannedDate{Date: dates[i].Month().Last(), Precision: models.PrecisionMonth}
		}
		done := due.Date + models.Date(p.entry.pace.slip(random))
		if due.Date < newYear { // nothing is overdue when the year begins
			done = min(done, newYear-1)
		}
		if p.entry.pace == silent && due.Date >= newYear {
			done = 0
		}
		p.Milestones = append(p.Milestones, workbook.MilestoneLine{Name: steps[i].name, Controlling: steps[i].controlling,
			Due: due, DoneOn: done})
	}
}

// nearest finds the run of size dates that lies nearest to a day.
func nearest(dates []models.Date, day models.Date, size int) (best, _ int) {
	least := models.Date(0)
	for from := 0; from+size <= len(dates); from++ {
		distance := models.Date(0)
		for _, d := range dates[from : from+size] {
			distance += max(d-day, day-d)
		}
		if from == 0 || distance < least {
			best, least = from, distance
		}
	}
	return best, size
}

// stepDates dates the steps: those before the start of construction back from it by their days, those after it between
// start and finish in proportion to their days. The last step is on the finish.
func stepDates(steps []step, start, finish models.Date) []models.Date {
	at := slices.IndexFunc(steps, func(s step) bool { return s.name == constructionStart })
	dates := make([]models.Date, len(steps))
	dates[at] = start
	for i := at - 1; i >= 0; i-- {
		dates[i] = dates[i+1] - models.Date(steps[i+1].days)
	}
	total, sum := 0, 0
	for _, s := range steps[at+1:] {
		total += s.days
	}
	for i := at + 1; i < len(steps); i++ {
		sum += steps[i].days
		dates[i] = start + (finish-start)*models.Date(sum)/models.Date(total)
	}
	return dates
}

// slip is how many days after its due date a step is done; negative: before it.
func (p pace) slip(random *rand.Rand) int {
	switch p {
	case brisk:
		return -random.IntN(12)
	case slow:
		return 2 + random.IntN(10)
	case behind:
		return 8 + random.IntN(32)
	case stuck:
		return 30 + random.IntN(60)
	}
	return 1 - random.IntN(6)
}
